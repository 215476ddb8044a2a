"""Pay for leave not taken (未休年休假工资报酬): two more days' wages for each day (职工带薪年休假条例 5; 实施办法 10, 11)."""

from __future__ import annotations

from typing import Any

from portal.sdk import Calculator, Money, Whole, Worked
from portal.sdk import law_annual_leave as law

from .. import bases


def _work(inputs: Any) -> Worked:
    # The day only chooses which notice is cited; the bases below name both.
    owed = law.unused_pay(inputs.month_wage, inputs.unused_days, bases.PAY_DAYS_2025.since)
    return Worked(owed.value, owed.lines)


UNUSED_LEAVE = Calculator(
    "unused_leave",
    "未休年休假工资报酬",
    (
        Money("month_wage", "月工资（不含加班费）", required=True, least=1, hint="支付前12个月的平均数"),
        Whole(
            "unused_days",
            "应休未休天数",
            required=True,
            most=60,
            unit="天",
            hint="累计工作满1年不满10年的每年5天，满10年不满20年的10天，满20年的15天；离职当年按已过天数折算，不足1天的不算",
        ),
    ),
    _work,
    (bases.LEAVE, bases.LEAVE_RATE, bases.LEAVE_DAY, bases.PAY_DAYS, bases.PAY_DAYS_2025),
)
