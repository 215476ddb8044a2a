"""The time limits of general people's mediation; the README has the table with what was checked.

The law gives no term for people's mediation (人民调解法); thirty days from acceptance are a rule of the house. Asking a
committee interrupts limitation (民事案件诉讼时效规定 12), so limitation starts anew on the day the request was received;
that it had run out before is told by a rule. Long rights of the parties do not warn.
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
    UNSETTLED,
    Basis,
    Clock,
    When,
    Whose,
)

from . import bases

CONTRACT_LAND = ("contract", "transfer", "taken_back", "infringed")

MEDIATION = Clock(
    "mediation",
    "调解期限",
    days=30,
    starts=ACCEPTED,
    stops=(AGREED, ENDED),
    extend=BY_ALL_PARTIES,
    basis=bases.MEDIATION_HOUSE,
    lapse="按调解不成处理；各方都愿意继续调解的，可以约定延长",
)
MEDICAL_MEDIATION = Clock(
    "mediation",
    "调解期限",
    working_days=30,
    starts=ACCEPTED,
    stops=(AGREED, ENDED),
    extend=BY_ALL_PARTIES,
    basis=bases.MEDICAL_TERM,
    lapse="视为调解不成；双方可以约定延长，鉴定时间不计入",
)
CONFIRMATION = Clock(
    "judicial_confirmation",
    "共同申请司法确认",
    days=30,
    starts=EFFECTIVE,
    stops=(PERFORMED,),
    suspends=False,
    whose=Whose.PARTIES,
    basis=bases.CONFIRMATION,
    lapse="不能再申请司法确认，协议仍有约束力，可以就协议的履行向法院起诉",
)


def right(key: str, title: str, basis: Basis, *, years: int, lapse: str, when: When | None = None) -> Clock:
    """Return the clock of a long right of the parties, counted from the day the request was received."""
    return Clock(
        key,
        title,
        years=years,
        starts=RECEIVED,
        stops=(PERFORMED,),
        suspends=False,
        whose=Whose.PARTIES,
        basis=basis,
        lapse=lapse,
        when=when,
        warns=False,
    )


LIMITATION = right(
    "limitation",
    "诉讼时效（自申请调解之日重新计算）",
    bases.LIMITATION,
    years=3,
    lapse="对方可以提出诉讼时效抗辩，请提醒当事人在此之前起诉",
)
LAND_ARBITRATION = right(
    "land_arbitration",
    "申请土地承包仲裁的时效（自申请调解之日重新计算）",
    bases.LAND_LIMITATION,
    years=2,
    lapse="对方可以提出仲裁时效抗辩；仍可以直接向法院起诉",
    when=When("kind", *CONTRACT_LAND),
)
INSURANCE = right(
    "limitation",
    "请求保险金的诉讼时效（自申请调解之日重新计算）",
    bases.INSURANCE_LIMITATION,
    years=2,
    lapse="保险公司可以提出诉讼时效抗辩",
    when=When("life", False),
)
LIFE_INSURANCE = right(
    "limitation_life",
    "请求人寿保险金的诉讼时效（自申请调解之日重新计算）",
    bases.INSURANCE_LIMITATION,
    years=5,
    lapse="保险公司可以提出诉讼时效抗辩",
    when=When("life", True),
)

_EMPLOYED = When("relation", "labour")
LABOUR_MEDIATION = Clock(
    "mediation_labour",
    "调解期限",
    days=15,
    starts=RECEIVED,
    stops=(AGREED, ENDED),
    extend=BY_ALL_PARTIES,
    basis=bases.LABOUR_MEDIATION,
    lapse="劳动者可以申请劳动仲裁；双方都愿意继续调解的，可以书面约定延长",
    when=_EMPLOYED,
)
SERVICE_MEDIATION = Clock(
    "mediation_service",
    "调解期限（劳务）",
    days=30,
    starts=ACCEPTED,
    stops=(AGREED, ENDED),
    extend=BY_ALL_PARTIES,
    basis=bases.SERVICE_HOUSE,
    lapse="按调解不成处理；各方都愿意继续调解的，可以约定延长",
    when=When("relation", "service"),
)
LABOUR_ARBITRATION = right(
    "arbitration_limitation",
    "申请劳动仲裁的时效（自申请调解之日重新计算）",
    bases.LABOUR_LIMITATION,
    years=1,
    lapse="对方可以提出仲裁时效抗辩；在职期间的欠薪不受一年限制",
    when=_EMPLOYED,
)
SERVICE_LIMITATION = right(
    "limitation",
    "诉讼时效（自申请调解之日重新计算）",
    bases.LIMITATION,
    years=3,
    lapse="对方可以提出诉讼时效抗辩，请提醒当事人在此之前起诉",
    when=When("relation", "service"),
)
POLICE_MEDIATION = Clock(
    "police_mediation",
    "一致书面申请交警调解",
    working_days=10,
    starts="certificate_on",
    suspends=False,
    whose=Whose.PARTIES,
    basis=bases.POLICE_MEDIATION,
    lapse="交警不再受理调解申请；可以继续人民调解或者起诉",
    warns=False,
)
POLICE_AFTER_US = Clock(
    "police_after_failure",
    "调解不成后一致书面申请交警调解",
    working_days=3,
    starts=UNSETTLED,
    stops=(PERFORMED,),
    suspends=False,
    whose=Whose.PARTIES,
    basis=bases.POLICE_AFTER_US,
    lapse="交警不再受理调解申请；可以直接向法院起诉",
    warns=False,
)

PEOPLE = (MEDIATION, CONFIRMATION)
WITH_LIMITATION = (MEDIATION, CONFIRMATION, LIMITATION)
LABOUR = (LABOUR_MEDIATION, SERVICE_MEDIATION, CONFIRMATION, LABOUR_ARBITRATION, SERVICE_LIMITATION)
