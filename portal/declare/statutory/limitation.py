"""诉讼时效: C48. A request to a mediation committee or another body that may settle disputes interrupts it (时效规定 12).

So it starts anew on the day the request was received, and once more where the mediation ends without agreement or the other
side promises to perform (民法典 195; 时效规定 14); that it had run out before is told by a rule of the type. Long rights of the
parties do not warn: nobody at the desk can act on them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from portal.declare.clocks import Basis, Clock, Limitation, Term, Unit, Whose
from portal.declare.phases import PERFORMED, RECEIVED
from portal.declare.statutory.bases import civil_code, insurance

BEFORE_THE_CODE = (Term(3, Unit.YEAR, Basis("民法总则", "188", date(2017, 10, 1), date(2020, 12, 31), verified=False)),)

LIMITATION = Clock(
    "limitation",
    "诉讼时效（自申请调解之日重新计算）",
    years=3,
    starts=RECEIVED,
    stops=(PERFORMED,),
    suspends=False,
    limitation=Limitation.CIVIL,
    whose=Whose.PARTIES,
    basis=civil_code("188"),
    lapse="对方可以提出诉讼时效抗辩，请提醒当事人在此之前起诉",
    warns=False,
)
FROM_KNOWING = Clock(
    "limitation",
    "诉讼时效",
    years=3,
    starts="known_on",
    suspends=False,
    limitation=Limitation.CIVIL,
    whose=Whose.PARTIES,
    warns=False,
    basis=civil_code("188"),
    earlier=BEFORE_THE_CODE,
    lapse="对方可以提出诉讼时效抗辩；请求调解、要求履行、对方同意履行都使时效重新计算",
)
FROM_A_DEMAND = Clock(
    "limitation_demanded",
    "催要后重新计算的诉讼时效",
    years=3,
    starts="demanded_on",
    suspends=False,
    limitation=Limitation.CIVIL,
    whose=Whose.PARTIES,
    warns=False,
    basis=civil_code("195"),
    lapse="催要满三年没有再主张的，对方可以提出诉讼时效抗辩",
)
INSURANCE = replace(
    LIMITATION,
    title="请求保险金的诉讼时效（自申请调解之日重新计算）",
    years=2,
    basis=insurance("26"),
    lapse="保险公司可以提出诉讼时效抗辩",
)
LIFE_INSURANCE = replace(INSURANCE, key="limitation_life", title="请求人寿保险金的诉讼时效（自申请调解之日重新计算）", years=5)
