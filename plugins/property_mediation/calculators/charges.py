"""The charge for property service and the penalty agreed for paying late.

Charge = square metres × yuan per square metre and month × months (民法典 944). Penalty = each instalment × daily rate × days
after the day it fell due (民法典 585). A penalty above 130 % of the loss is generally too high (合同编通则解释 65); the loss of
a late payment is what the money cost meanwhile. Four times the LPR is the ceiling of private loans and serves to compare only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from portal.sdk import Calculator, Choice, Day, Line, Number, Whole, Worked, add_months, grouped

from ..bases import EXCESSIVE_PENALTY, civil_code

PERIODS = (("1", "按月"), ("3", "按季"), ("6", "按半年"), ("12", "按年"))
_YEAR = 365


@dataclass(frozen=True)
class Instalment:
    """One charge in fen, the day it fell due, and the days it is late."""

    amount: int
    due_on: date
    days_late: int


def fen(amount: Decimal) -> int:
    """Return an amount of yuan in whole fen, half a fen rounded up."""
    return int((amount * 100).quantize(Decimal(1), ROUND_HALF_UP))


def charge(area: Decimal, unit_price: Decimal, months: Decimal | int) -> int:
    """Return area × price × months in fen."""
    return fen(area * unit_price * months)


def penalty(amount: int, daily_percent: Decimal, days: int) -> int:
    """Return amount × daily rate × days in fen, half a fen rounded up."""
    return int((Decimal(amount) * daily_percent / 100 * days).quantize(Decimal(1), ROUND_HALF_UP))


def yearly_percent(daily_percent: Decimal) -> Decimal:
    """Return the daily rate by the year of 365 days."""
    return daily_percent * _YEAR


def plain(number: Decimal) -> str:
    """Return a number without superfluous zeros: `109.5`, `2`, `0.3`."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def instalments(
    area: Decimal, unit_price: Decimal, months: int, period: int, first_due: date, until: date
) -> Iterator[Instalment]:
    """Yield each charge; the last one is for the months that are left."""
    for done in range(0, months, period):
        due_on = add_months(first_due, done)
        amount = charge(area, unit_price, min(period, months - done))
        yield Instalment(amount, due_on, max((until - due_on).days, 0))


def _work(inputs: Any) -> Worked:
    parts = tuple(instalments(inputs.area, inputs.unit_price, inputs.months, int(inputs.period), inputs.first_due, inputs.until))
    fee = sum(part.amount for part in parts)
    how = f"{plain(inputs.area)} × {plain(inputs.unit_price)} × {inputs.months}"
    lines = [Line("物业费：面积 × 单价 × 月数", how, fee)]
    late = 0
    if inputs.get("late_rate"):
        for part in parts:
            amount = penalty(part.amount, inputs.late_rate, part.days_late)
            late += amount
            how = f"{part.due_on}: {grouped(part.amount)} × {plain(inputs.late_rate)}% × {part.days_late}"
            lines.append(Line("违约金：当期物业费 × 日利率 × 逾期天数", how, amount))
        lines += _weighed(parts, fee, late, inputs.late_rate, inputs.get("lpr"))
    return Worked(fee + late, tuple(lines))


def _weighed(parts: tuple[Instalment, ...], fee: int, late: int, rate: Decimal, lpr: Decimal | None) -> list[Line]:
    """Return the lines that hold the penalty against the year's rate and the loss."""
    yearly = yearly_percent(rate)
    lines = [Line("折合年利率", f"{plain(rate)}% × {_YEAR} = {plain(yearly)}%")]
    if lpr is None:
        lines.append(Line("没有填一年期贷款市场报价利率，不能与资金占用损失比较", "—"))
    else:
        loss = sum(penalty(part.amount, lpr / _YEAR, part.days_late) for part in parts)
        lines.append(Line("资金占用损失：按一年期贷款市场报价利率计算", f"{plain(lpr)}% ÷ {_YEAR}: {grouped(loss)}"))
        lines.append(Line("损失的百分之一百三十", f"{grouped(loss)} × 1.3 = {grouped(loss * 13 // 10)}"))
        lines.append(Line("一年期贷款市场报价利率的四倍（仅供比较）", f"{plain(lpr)}% × 4 = {plain(4 * lpr)}%"))
        if late * 10 > loss * 13:
            lines.append(Line("违约金超过损失的百分之三十，一般可以认定为过高，业主可以请求减少", grouped(late)))
        if yearly > 4 * lpr:
            lines.append(Line("折合年利率超过四倍，建议协商减免", f"{plain(yearly)}% > {plain(4 * lpr)}%"))
    if late > fee:
        lines.append(Line("违约金超过物业费本金，建议协商减免", f"{grouped(late)} > {grouped(fee)}"))
    return lines


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
)
