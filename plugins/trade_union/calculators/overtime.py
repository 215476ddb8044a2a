"""Overtime pay (加班费): 150 % of the hour's wage on a working day, 200 % on a rest day without time off in return, 300 % on
a statutory holiday (劳动法 44; 工资支付暂行规定 13). The hour's wage is the month's wage ÷ 21.75 ÷ 8."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from portal.sdk import Calculator, Line, Money, Number, Worked

from .. import bases
from .figures import HOURS_A_DAY, PAY_DAYS_A_MONTH, money, plain, whole_fen

_KINDS = (
    ("hours_workday", "平日延长工作时间", Fraction(3, 2), "150%"),
    ("hours_restday", "休息日加班且未安排补休", Fraction(2), "200%"),
    ("hours_holiday", "法定休假日加班", Fraction(3), "300%"),
)


def hour_wage(month_wage: int) -> Fraction:
    """Return the wage of one hour in fen, exact."""
    return month_wage / PAY_DAYS_A_MONTH / HOURS_A_DAY


def _work(inputs: Any) -> Worked:
    hour = hour_wage(inputs.month_wage)
    lines = [Line("小时工资", f"{money(inputs.month_wage)} ÷ 21.75天 ÷ 8小时", whole_fen(hour))]
    total = 0
    for key, title, rate, shown in _KINDS:
        hours: Decimal | None = inputs.get(key)
        if not hours:
            continue
        amount = whole_fen(hour * Fraction(hours) * rate)
        lines.append(Line(title, f"{plain(hours)}小时 × 小时工资 × {shown}", amount))
        total += amount
    paid = inputs.get("paid") or 0
    if paid:
        total = max(total - paid, 0)
        lines.append(Line("扣除已付", f"已经支付加班费{money(paid)}", total))
    return Worked(total, tuple(lines))


OVERTIME = Calculator(
    "overtime",
    "加班费",
    (
        Money("month_wage", "月工资（不含加班费）", required=True, least=1),
        *(Number(key, f"{title}（小时）", most="10000", places=1, unit="小时") for key, title, _, _ in _KINDS),
        Money("paid", "已经支付的加班费"),
    ),
    _work,
    (bases.OVERTIME, bases.WAGE_RULES, bases.PAY_DAYS, bases.PAY_DAYS_2025),
)
