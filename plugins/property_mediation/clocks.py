"""The time limits of property disputes.

People's mediation has no statutory term (人民调解法 names none), so thirty days are a rule of the house, extended when all
agree. Charges fall due again and again; each has a limitation of its own, and a demand starts it anew (民法典 188, 195).
"""

from __future__ import annotations

from portal.sdk import (
    ACCEPTED,
    AGREED,
    BY_ALL_PARTIES,
    EFFECTIVE,
    ENDED,
    PERFORMED,
    RECEIVED,
    Clock,
    Term,
    Unit,
    When,
    Whose,
)

from .bases import CONFIRMATION as CONFIRMATION_BASIS
from .bases import HOUSE, LIMITATION_BEFORE, civil_code

_THREE_YEARS_BEFORE = (Term(3, Unit.YEAR, LIMITATION_BEFORE),)
_ASKED_US = (RECEIVED, ACCEPTED, ENDED)

MEDIATION = Clock(
    "mediation",
    "调解期限",
    starts=ACCEPTED,
    days=30,
    stops=(AGREED, ENDED),
    extend=BY_ALL_PARTIES,
    basis=HOUSE,
    lapse="没有谈成又不同意延长的，按调解不成终结，并告知仲裁、起诉等途径",
)

CONFIRMATION = Clock(
    "confirmation",
    "共同申请司法确认",
    starts=EFFECTIVE,
    days=30,
    stops=(PERFORMED,),
    suspends=False,
    whose=Whose.PARTIES,
    basis=CONFIRMATION_BASIS,
    lapse="不能再申请司法确认；协议仍有约束力，一方不履行的可以起诉",
)

FIRST_CHARGE = Clock(
    "limitation_first",
    "最早一期物业费的诉讼时效",
    starts="owed_from",
    years=3,
    stops=_ASKED_US,
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=civil_code("188"),
    earlier=_THREE_YEARS_BEFORE,
    lapse="最早的一期可能已过时效；其间催交过的，从催交之日重新计算",
)

AFTER_DEMAND = Clock(
    "limitation_demanded",
    "催交后重新计算的诉讼时效",
    starts="dunned_on",
    years=3,
    stops=_ASKED_US,
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=civil_code("195"),
    lapse="催交满三年没有再主张的，业主可以提出时效抗辩",
)

LIMITATION = Clock(
    "limitation",
    "诉讼时效",
    starts="happened_on",
    years=3,
    stops=_ASKED_US,
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=civil_code("188"),
    earlier=_THREE_YEARS_BEFORE,
    lapse="对方可以提出时效抗辩；请求停止侵害、排除妨碍、消除危险的不受影响",
)

DISMISSAL_NOTICE = Clock(
    "dismissal_notice",
    "解聘物业提前书面通知",
    starts="dismissal_told_on",
    days=60,
    stops=(AGREED, ENDED),
    suspends=False,
    whose=Whose.PARTIES,
    when=When("kind", "handover"),
    basis=civil_code("946"),
    lapse="通知期已满，可以解除物业服务合同；合同对通知期另有约定的从约定",
)

FEE_CLOCKS = (MEDIATION, CONFIRMATION, FIRST_CHARGE, AFTER_DEMAND)
SERVICE_CLOCKS = (MEDIATION, CONFIRMATION, LIMITATION, DISMISSAL_NOTICE)
