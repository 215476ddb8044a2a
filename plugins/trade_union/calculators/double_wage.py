"""The second wage for months without a written contract (未订立书面劳动合同二倍工资差额): 劳动合同法 82; 实施条例 6, 7."""

from __future__ import annotations

from typing import Any

from portal.sdk import N_, Calculator, Day, Line, Money, Worked
from portal.sdk import law_labour_contract as law

from .. import bases

NOTHING_OWED = N_("用工满一个月以前已经订立书面合同或者已经离职，没有二倍工资差额")
MONTH_BY_MONTH = N_("仲裁时效一般逐月计算，申请仲裁之日一年以前的月份可能已过时效")


def _work(inputs: Any) -> Worked:
    period = law.double_wage_period(inputs.hired_on, inputs.get("contract_on"), inputs.get("ended_on"))
    if period is None:
        return Worked(0, (Line(NOTHING_OWED, "", 0),))
    owed = law.double_wage(period, inputs.month_wage)
    return Worked(owed.value, (*owed.lines, Line(MONTH_BY_MONTH, "")))


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
