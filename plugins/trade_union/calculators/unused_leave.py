"""Pay for annual leave not taken (未休年休假工资报酬): 300 % of the day's wage for each day, of which 100 % was paid as normal
wage, so 200 % remain (职工带薪年休假条例 5; 企业职工带薪年休假实施办法 10). A day is the month's wage ÷ 21.75, overtime pay left
out (办法 11)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from portal.sdk import Calculator, Line, Money, Number, Worked

from .. import bases
from .figures import PAY_DAYS_A_MONTH, money, plain, whole_fen

STILL_OWED = Fraction(2)


def _work(inputs: Any) -> Worked:
    day = Fraction(inputs.month_wage) / PAY_DAYS_A_MONTH
    total = whole_fen(day * Fraction(inputs.unused_days) * STILL_OWED)
    return Worked(
        total,
        (
            Line("日工资", f"{money(inputs.month_wage)} ÷ 21.75天", whole_fen(day)),
            Line("未休年休假工资报酬", f"日工资 × {plain(inputs.unused_days)}天 × 200%（300%中已含正常工资100%）", total),
        ),
    )


UNUSED_LEAVE = Calculator(
    "unused_leave",
    "未休年休假工资报酬",
    (
        Money("month_wage", "月工资（不含加班费）", required=True, least=1, hint="支付前12个月的平均数"),
        Number(
            "unused_days",
            "应休未休天数",
            required=True,
            most="60",
            places=0,
            unit="天",
            hint="累计工作满1年不满10年的每年5天，满10年不满20年的10天，满20年的15天；离职当年按已过天数折算，不足1天的不算",
        ),
    ),
    _work,
    (bases.LEAVE, bases.LEAVE_RATE, bases.LEAVE_DAY),
)
