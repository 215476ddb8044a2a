"""The second wage for months without a written contract (未订立书面劳动合同二倍工资差额).

From the day after the first month of work to the day before the contract was signed, at most to the day before the first
year is full: eleven months (劳动合同法 82; 实施条例 6, 7). Work that ended earlier ends it too. Whole months count the month's
wage, the days left over their share of the calendar days of the running month; how courts share a month differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from portal.sdk import Calculator, Day, Line, Money, Worked

from .. import bases
from .figures import full_after, money, whole_fen, whole_months

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """The days for which a second wage is owed, both included."""

    first: date
    last: date


def second_wage_period(hired: date, signed: date | None, ended: date | None) -> Period | None:
    """Return the days for which a second wage is owed, or `None` when there are none (实施条例 6, 7)."""
    first = full_after(hired, 1)
    ends = [full_after(hired, 12) - _DAY]
    if signed is not None:
        ends.append(signed - _DAY)
    if ended is not None:
        ends.append(ended)
    last = min(ends)
    return Period(first, last) if first <= last else None


def second_wage(period: Period, month_wage: int) -> tuple[int, tuple[Line, ...]]:
    """Return the second wage for the period in fen, with its lines."""
    after = period.last + _DAY
    months = whole_months(period.first, after)
    begun = full_after(period.first, months)
    left = (after - begun).days
    lines = [Line("整月", f"{money(month_wage)} × {months}个月", months * month_wage)]
    amount = Fraction(months * month_wage)
    if left:
        length = (full_after(period.first, months + 1) - begun).days
        part = Fraction(month_wage * left, length)
        lines.append(Line("不足整月", f"{money(month_wage)} × {left}天 ÷ {length}天", whole_fen(part)))
        amount += part
    return whole_fen(amount), tuple(lines)


def _work(inputs: Any) -> Worked:
    period = second_wage_period(inputs.hired_on, inputs.get("contract_on"), inputs.get("ended_on"))
    if period is None:
        return Worked(0, (Line("计算期间", "用工满一个月以前已经订立书面合同或者已经离职，没有二倍工资差额"),))
    total, lines = second_wage(period, inputs.month_wage)
    return Worked(
        total,
        (
            Line("计算期间", f"{period.first.isoformat()} 至 {period.last.isoformat()}"),
            *lines,
            Line("二倍工资差额", "正常工资以外另付的一倍", total),
        ),
    )


DOUBLE_WAGE = Calculator(
    "double_wage",
    "未订立书面劳动合同二倍工资差额",
    (
        Day("hired_on", "入职日期", required=True),
        Day("contract_on", "书面劳动合同签订日期", hint="一直没有签的，不填"),
        Day("ended_on", "解除、终止日期", hint="仍在职的，不填"),
        Money("month_wage", "月工资", required=True, least=1),
    ),
    _work,
    (bases.WRITTEN_CONTRACT, bases.DOUBLE_WAGE, bases.DOUBLE_WAGE_FROM, bases.DOUBLE_WAGE_UNTIL),
)
