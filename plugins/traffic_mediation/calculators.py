"""Who pays how much after an accident: compulsory insurance first, then the commercial one, then whoever is liable.

The single items are those of general law (`calculators_injury`), the order is `law_traffic_insurance`; here are the questions.
"""

from decimal import Decimal
from typing import Any

from portal.sdk import (
    N_,
    Calculator,
    Choice,
    Given,
    Line,
    Money,
    Number,
    Worked,
    calculators_injury,
    grouped,
    law_traffic_insurance,
)

from .bases import SHARES, code, compulsory
from .fields import LIABILITY

GROUPS = law_traffic_insurance.Groups
LIMITS = (
    ("limit_death", "死亡伤残限额", "compulsory_death"),
    ("limit_medical", "医疗费用限额", "compulsory_medical"),
    ("limit_goods", "财产损失限额", "compulsory_goods"),
    ("free_death", "无责任死亡伤残限额", "compulsory_free_death"),
    ("free_medical", "无责任医疗费用限额", "compulsory_free_medical"),
    ("free_goods", "无责任财产损失限额", "compulsory_free_goods"),
)
LIMIT_HINT = "留空的，按事故日有效的全国统一限额"


def _limits(inputs: Any) -> Any:
    if inputs.insured == "no":
        return GROUPS(0, 0, 0)
    kind = "free" if inputs.liability == "none" else "limit"
    return GROUPS(*(getattr(inputs, f"{kind}_{group}") for group in ("death", "medical", "goods")))


def _paid(inputs: Any) -> Worked:
    loss = GROUPS(*(inputs.get(f"{group}_loss") or 0 for group in ("death", "medical", "goods")))
    share = Decimal(inputs.share) / 100
    worked = law_traffic_insurance.payment_order(loss, _limits(inputs), share, inputs.get("commercial_sum") or 0)
    paid, advanced = worked.value, inputs.get("advanced") or 0
    whole = paid.compulsory + paid.commercial + paid.tortfeasor
    parts = " + ".join(grouped(part) for part in (paid.compulsory, paid.commercial, paid.tortfeasor))
    lines = [*worked.lines, Line(N_("受害方应得"), parts, whole)]
    if advanced:
        lines.append(Line(N_("扣除已垫付后"), f"{grouped(whole)} − {grouped(advanced)}", max(whole - advanced, 0)))
    if inputs.insured == "no":
        lines.append(Line(N_("未投保交强险"), N_("投保义务人是否先在交强险限额内赔偿，没有查到原文，请另行核对"), None))
    return Worked(whole, tuple(lines), tuple(caution.value for caution in worked.cautions))


PAYMENT = Calculator(
    "payment",
    "谁赔多少",
    (
        Money("death_loss", "死亡伤残费用"),
        Money("medical_loss", "医疗费用"),
        Money("goods_loss", "财产损失"),
        Choice("liability", LIABILITY.title, LIABILITY.options, required=True),
        Number("share", "机动车一方承担的比例", unit="%", most="100", required=True),
        Choice("insured", "交强险", (("yes", "已投保"), ("no", "未投保")), required=True),
        Money("commercial_sum", "商业三者险限额"),
        Money("advanced", "已经垫付"),
        *(Money(key, title, required=True, hint=LIMIT_HINT) for key, title, _parameter in LIMITS),
    ),
    _paid,
    (code("1213"), SHARES, compulsory("21"), compulsory("23")),
    tuple(Given(key, parameter) for key, _title, parameter in LIMITS),
)
HURT = (
    calculators_injury.DISABILITY,
    calculators_injury.LOST_INCOME,
    calculators_injury.DAILY,
    calculators_injury.DEPENDANTS,
    PAYMENT,
)
DIED = (
    calculators_injury.DEATH,
    calculators_injury.FUNERAL,
    calculators_injury.DEPENDANTS,
    calculators_injury.DAILY,
    PAYMENT,
)
GOODS = (PAYMENT,)
