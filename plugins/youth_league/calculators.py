"""Sums in minors' disputes: injury, support, in-game payments given back, unlawful probation."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from portal.sdk import (
    N_,
    Calculator,
    Choice,
    Line,
    Money,
    Number,
    Whole,
    Worked,
    grouped,
    law_maintenance,
    law_personal_injury,
)

from .bases import GIVEN_BACK, GUARDIAN_PAYS, INJURY, PROBATION, PROBATION_UNLAWFUL, SUPPORT, UNDER_EIGHT, UNDER_EIGHTEEN

HUNDRED = Decimal(100)


def _part(amount: int, percent: Decimal) -> int:
    return int((Decimal(amount) * percent / HUNDRED).quantize(Decimal(1), ROUND_HALF_UP))


def _injury(inputs: Any) -> Worked:
    kinds = law_personal_injury.PerDay
    lines = [Line(N_("医疗费和康复费"), grouped(inputs.medical), inputs.medical)]
    for kind, rate, days in (
        (kinds.CARE, "care_rate", "care_days"),
        (kinds.HOSPITAL_MEALS, "meal_rate", "hospital_days"),
        (kinds.NUTRITION, "nutrition_rate", "nutrition_days"),
    ):
        if inputs.get(rate) and inputs.get(days):
            lines.extend(law_personal_injury.per_day(kind, inputs.get(rate), inputs.get(days)).lines)
    lines.append(Line(N_("交通费"), grouped(inputs.get("travel") or 0), inputs.get("travel") or 0))
    lines.append(Line(N_("心理咨询费和其他"), grouped(inputs.get("other") or 0), inputs.get("other") or 0))
    together = sum(line.amount or 0 for line in lines)
    lines.append(Line(N_("合计"), grouped(together), together))
    percent = inputs.get("percent")
    if percent is None:
        return Worked(together, tuple(lines))
    share = _part(together, percent)
    return Worked(share, (*lines, Line(N_("对方（监护人、学校）承担"), f"{grouped(together)} × {percent}%", share)))


INJURY_SUM = Calculator(
    "injury",
    "学生受伤的费用",
    (
        Money("medical", "医疗费和康复费", required=True),
        Money("care_rate", "护理费每天"),
        Whole("care_days", "护理天数", unit="天"),
        Money("meal_rate", "住院伙食补助每天"),
        Whole("hospital_days", "住院天数", unit="天"),
        Money("nutrition_rate", "营养费每天"),
        Whole("nutrition_days", "营养期天数", unit="天"),
        Money("travel", "交通费"),
        Money("other", "心理咨询费和其他"),
        Number("percent", "对方承担的比例", unit="%", most="100"),
    ),
    _injury,
    (INJURY, GUARDIAN_PAYS),
)


def _support(inputs: Any) -> Worked:
    found = law_maintenance.child_support(inputs.income, inputs.children)
    return Worked(found.value.least, found.lines, found.cautions)


SUPPORT_SUM = Calculator(
    "support",
    "每月抚养费（一般比例，结果取下限）",
    (
        Money("income", "不直接抚养一方的月总收入", required=True),
        Whole("children", "负担几个子女", unit="个", least=1, most=10, required=True),
    ),
    _support,
    (SUPPORT,),
)


def _given_back(inputs: Any) -> Worked:
    suited = 0 if inputs.age == "under_eight" else (inputs.get("suited") or 0)
    base = max(inputs.paid - suited, 0)
    guardian = inputs.get("guardian_percent") or Decimal(0)
    result = _part(base, HUNDRED - guardian)
    lines = [Line(N_("充值、打赏的总额"), grouped(inputs.paid), inputs.paid)]
    if inputs.age == "under_eight":
        lines.append(Line(N_("不满八周岁，行为无效，全部计算"), grouped(base), base))
    else:
        lines.append(Line(N_("减去与年龄、智力相适应的小额支付"), f"{grouped(inputs.paid)} - {grouped(suited)}", base))
    lines.append(Line(N_("监护人没有看管好账户、密码的，相应承担"), f"{grouped(base)} × (100 - {guardian})%", result))
    return Worked(result, tuple(lines))


GIVEN_BACK_SUM = Calculator(
    "given_back",
    "应退的充值款",
    (
        Choice(
            "age", "付款时的年龄", (("under_eight", "不满八周岁"), ("under_eighteen", "八周岁以上不满十八周岁")), required=True
        ),
        Money("paid", "充值、打赏的总额", required=True),
        Money("suited", "与年龄、智力相适应的小额支付", hint="例如零花钱范围内的几笔；不满八周岁的不减"),
        Number("guardian_percent", "监护人自己承担的比例", unit="%", most="100", hint="由双方协商，法律没有定比例"),
    ),
    _given_back,
    (UNDER_EIGHT, UNDER_EIGHTEEN, GIVEN_BACK),
)

PROBATION_MONTHS = {"under_three": 0, "under_year": 1, "under_three_years": 2, "long": 6, "task": 0}


def _probation(inputs: Any) -> Worked:
    allowed = PROBATION_MONTHS[inputs.term]
    over = max(inputs.served - allowed, 0)
    total = inputs.full_wage * over
    return Worked(
        total,
        (
            Line(N_("法律允许的试用期（月）"), str(allowed)),
            Line(N_("已经履行的超过部分（月）"), f"{inputs.served} - {allowed} = {over}"),
            Line(N_("赔偿金"), f"{grouped(inputs.full_wage)} × {over}", total),
        ),
    )


PROBATION_SUM = Calculator(
    "probation",
    "违法约定试用期的赔偿金",
    (
        Choice(
            "term",
            "合同期限",
            (
                ("under_three", "不满三个月"),
                ("under_year", "三个月以上不满一年"),
                ("under_three_years", "一年以上不满三年"),
                ("long", "三年以上、无固定期限"),
                ("task", "以完成一定工作任务为期限"),
            ),
            required=True,
        ),
        Whole("served", "已经履行的试用期", unit="个月", least=1, most=24, required=True),
        Money("full_wage", "试用期满的月工资", required=True),
    ),
    _probation,
    (PROBATION, PROBATION_UNLAWFUL),
)
