"""The charge for property service and the penalty agreed for paying late.

The formulas are the engine's (民法典 944, 585; 合同编通则解释 65). Here stands how charges fall due one after the other, and what
the desk is told when the penalty is high. Four times the LPR is the ceiling of private loans and serves to compare only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from portal.sdk import Calculator, Choice, Day, Given, Line, Number, Whole, Worked, add_months, grouped, law_property_fee

from ..bases import EXCESSIVE_PENALTY, civil_code

PERIODS = (("1", "按月"), ("3", "按季"), ("6", "按半年"), ("12", "按年"))


def charge(area: Decimal, unit_price: Decimal, months: Decimal | int) -> int:
    """Return area × price × months in fen (民法典 944)."""
    return law_property_fee.fee(area, unit_price, months).value


def yearly_percent(daily_percent: Decimal) -> Decimal:
    """Return the daily rate by the year of 365 days."""
    return daily_percent * 365


def plain(number: Decimal) -> str:
    """Return a number without superfluous zeros: `109.5`, `2`, `0.3`."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def instalments(
    area: Decimal, unit_price: Decimal, months: int, period: int, first_due: date
) -> Iterator[law_property_fee.Instalment]:
    """Yield each charge with the day it falls due; the last one is for the months that are left."""
    for done in range(0, months, period):
        amount = charge(area, unit_price, min(period, months - done))
        yield law_property_fee.Instalment(amount, add_months(first_due, done))


def _work(inputs: Any) -> Worked:
    parts = tuple(instalments(inputs.area, inputs.unit_price, inputs.months, int(inputs.period), inputs.first_due))
    fee = sum(part.amount for part in parts)
    lines = [Line("物业费：面积 × 单价 × 月数", f"{plain(inputs.area)} × {plain(inputs.unit_price)} × {inputs.months}", fee)]
    if inputs.get("late_rate") is None:
        return Worked(fee, tuple(lines))
    lpr = inputs.get("lpr")
    late = law_property_fee.late_fee(parts, inputs.late_rate / 100, inputs.until, None if lpr is None else lpr / 100)
    for part in late.lines[: len(parts)]:
        lines.append(Line("当期物业费的违约金", f"{part.what}: {part.how}", part.amount))
    lines += [*late.lines[len(parts) :], *_weighed(fee, late.value, inputs.late_rate, lpr, late.cautions)]
    return Worked(fee + late.value, tuple(lines))


def _weighed(fee: int, late: int, rate: Decimal, lpr: Decimal | None, cautions: tuple[str, ...]) -> Iterator[Line]:
    """Yield what the penalty is held against, and what the desk should tell both sides."""
    if lpr is None:
        yield Line("没有填一年期贷款市场报价利率，不能与资金占用损失比较", "—")
    else:
        yield Line("一年期贷款市场报价利率的四倍（仅供比较）", f"{plain(lpr)}% × 4 = {plain(4 * lpr)}%")
    if "penalty_high" in cautions:
        yield Line("违约金超过损失的百分之三十，一般可以认定为过高，业主可以请求减少", grouped(late))
    if "above_four_times_lpr" in cautions:
        yield Line("折合年利率超过四倍，建议协商减免", f"{plain(yearly_percent(rate))}% > {plain(4 * (lpr or Decimal(0)))}%")
    if late > fee:
        yield Line("违约金超过物业费本金，建议协商减免", f"{grouped(late)} > {grouped(fee)}")


CHARGE_AND_PENALTY = Calculator(
    "charge_and_penalty",
    "物业费和违约金",
    inputs=(
        Number("area", "建筑面积", unit="平方米", required=True),
        Number("unit_price", "单价", unit="元/平方米·月", places=4, required=True),
        Whole("months", "欠费月数", unit="个月", least=1, most=240, required=True),
        Choice("period", "交费周期", PERIODS, required=True),
        Day("first_due", "最早一期应交日", required=True),
        Day("until", "算到哪一天", required=True, future=True),
        Number("late_rate", "约定的违约金（每日）", unit="%", places=4, most="100"),
        Number("lpr", "一年期贷款市场报价利率", unit="%", places=4, most="100", hint="填最近一期公布的数值，例如3.00。"),
    ),
    work=_work,
    basis=(civil_code("944"), civil_code("585"), EXCESSIVE_PENALTY),
    given=(Given("lpr", "lpr_1y", on="until"),),
)
