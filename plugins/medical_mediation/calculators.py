"""What the medical side owes by its degree of responsibility, and which part of it the liability insurance pays.

The single items are those of general law (`calculators_injury`); here they are added up and shared.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from portal.sdk import N_, Calculator, Line, Money, Number, Worked, calculators_injury, grouped

from .bases import LIABILITY_INSURANCE, code, regulation

ITEMS = (
    Money("treatment", "医疗费"),
    Money("lost_income", "误工费"),
    Money("care", "护理费"),
    Money("meals", "住院伙食补助费"),
    Money("nutrition", "营养费"),
    Money("travel", "交通费、住宿费"),
    Money("disability", "残疾赔偿金", hint="包括被扶养人生活费"),
    Money("aids", "残疾辅助器具费"),
    Money("death", "死亡赔偿金", hint="包括被扶养人生活费"),
    Money("funeral", "丧葬费"),
    Money("other", "其他合理费用"),
)


def _percent(number: Decimal) -> str:
    return f"{number.normalize():f}%"


def _responsibility(inputs: Any) -> Worked:
    lines = [Line(N_(item.title), grouped(fen), fen) for item in ITEMS if (fen := inputs.get(item.key))]
    whole = sum(line.amount or 0 for line in lines)
    borne = int((Decimal(whole) * inputs.share / 100).quantize(Decimal(1), ROUND_HALF_UP))
    grief, paid = inputs.get("grief") or 0, inputs.get("paid") or 0
    rest = max(borne + grief - paid, 0)
    lines += [
        Line(N_("各项合计"), " + ".join(grouped(line.amount or 0) for line in lines) or "0.00", whole),
        Line(N_("按责任比例"), f"{grouped(whole)} × {_percent(inputs.share)}", borne),
        Line(N_("精神损害抚慰金"), grouped(grief), grief),
        Line(N_("还应支付"), f"{grouped(borne)} + {grouped(grief)} − {grouped(paid)}", rest),
    ]
    return Worked(rest, tuple(lines))


def _insured(inputs: Any) -> Worked:
    deducted = max(inputs.owed - (inputs.get("deductible") or 0), 0)
    paid = min(deducted, inputs.insured_sum)
    lines = (
        Line(N_("扣除免赔额"), f"{grouped(inputs.owed)} − {grouped(inputs.get('deductible') or 0)}", deducted),
        Line(N_("保险公司赔付"), f"min({grouped(deducted)}, {grouped(inputs.insured_sum)})", paid),
        Line(N_("医疗机构自行承担"), f"{grouped(inputs.owed)} − {grouped(paid)}", inputs.owed - paid),
    )
    return Worked(paid, lines, ("policy_decides",))


RESPONSIBILITY = Calculator(
    "responsibility",
    "医疗机构应赔偿的数额",
    (
        *ITEMS,
        Number("share", "医疗机构承担的比例", unit="%", most="100", required=True),
        Money("grief", "精神损害抚慰金", hint="商定或者参照判例的数额，不再乘比例"),
        Money("paid", "已经支付"),
    ),
    _responsibility,
    (code("1179"), code("1183"), code("1218"), regulation("36"), regulation("44")),
)
INSURED = Calculator(
    "insured",
    "医疗责任保险赔付",
    (
        Money("owed", "医疗机构应赔偿的数额", required=True),
        Money("insured_sum", "每人赔偿限额", required=True),
        Money("deductible", "免赔额"),
    ),
    _insured,
    (LIABILITY_INSURANCE,),
)
INJURY = (
    calculators_injury.DISABILITY,
    calculators_injury.LOST_INCOME,
    calculators_injury.DAILY,
    calculators_injury.DEPENDANTS,
    RESPONSIBILITY,
    INSURED,
)
AFTER_DEATH = (
    calculators_injury.DEATH,
    calculators_injury.FUNERAL,
    calculators_injury.DEPENDANTS,
    calculators_injury.DAILY,
    RESPONSIBILITY,
    INSURED,
)
