"""The time limits of property disputes.

People's mediation has no statutory term (人民调解法 names none), so thirty days are a rule of the house, extended when all
agree. Charges fall due again and again; each has a limitation of its own, and a demand starts it anew (民法典 188, 195).
"""

from __future__ import annotations

from dataclasses import replace

from portal.sdk import AGREED, ENDED, PERFORMED, Clock, When, Whose, clocks_limitation, clocks_mediation

from .bases import civil_code

MEDIATION = replace(clocks_mediation.MEDIATION, lapse="没有谈成又不同意延长的，按调解不成终结，并告知仲裁、起诉等途径")
CONFIRMATION = replace(
    clocks_mediation.CONFIRMATION, key="confirmation", lapse="不能再申请司法确认；协议仍有约束力，一方不履行的可以起诉"
)
ENFORCEMENT = clocks_mediation.ENFORCEMENT
FIRST_CHARGE = replace(
    clocks_limitation.FROM_KNOWING,
    key="limitation_first",
    title="最早一期物业费的诉讼时效",
    starts="owed_from",
    stops=(PERFORMED,),
    lapse="最早的一期可能已过时效；其间催交过的，从催交之日重新计算",
)
AFTER_DEMAND = replace(
    clocks_limitation.FROM_A_DEMAND,
    title="催交后重新计算的诉讼时效",
    starts="dunned_on",
    stops=(PERFORMED,),
    lapse="催交满三年没有再主张的，业主可以提出时效抗辩",
)
LIMITATION = replace(
    clocks_limitation.FROM_KNOWING,
    starts="happened_on",
    stops=(PERFORMED,),
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

FEE_CLOCKS = (MEDIATION, CONFIRMATION, ENFORCEMENT, FIRST_CHARGE, AFTER_DEMAND)
SERVICE_CLOCKS = (MEDIATION, CONFIRMATION, ENFORCEMENT, LIMITATION, DISMISSAL_NOTICE)
