"""Overtime pay (加班费): 150, 200 and 300 % of the hour's wage (劳动法 44; 工资支付暂行规定 13), less what was paid."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from portal.sdk import N_, Calculator, Line, Money, Number, Worked, grouped
from portal.sdk import law_wages as law

from .. import bases

HOURS = (
    ("hours_workday", "平日延长工作时间（小时）"),
    ("hours_restday", "休息日加班且未安排补休（小时）"),
    ("hours_holiday", "法定休假日加班（小时）"),
)


def _work(inputs: Any) -> Worked:
    workday, restday, holiday = (inputs.get(key) or Decimal(0) for key, _ in HOURS)
    # The day only chooses which notice is cited; the bases below name both.
    owed = law.overtime(inputs.month_wage, bases.PAY_DAYS_2025.since, workday=workday, restday=restday, holiday=holiday)
    paid = inputs.get("paid") or 0
    if not paid:
        return Worked(owed.value, owed.lines)
    left = max(owed.value - paid, 0)
    return Worked(left, (*owed.lines, Line(N_("减去已付加班费"), f"{grouped(owed.value)} − {grouped(paid)}", left)))


OVERTIME = Calculator(
    "overtime",
    "加班费",
    (
        Money("month_wage", "月工资（不含加班费）", required=True, least=1),
        *(Number(key, title, most="10000", places=1, unit="小时") for key, title in HOURS),
        Money("paid", "已经支付的加班费"),
    ),
    _work,
    (bases.OVERTIME, bases.WAGE_RULES, bases.PAY_DAYS, bases.PAY_DAYS_2025),
)
