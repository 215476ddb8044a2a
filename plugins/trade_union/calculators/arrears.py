"""Wages owed (欠付工资): what was agreed less what was paid, for so many months and people alike (劳动合同法 30).

The surcharge of 50 to 100 % is owed only after the labour authority ordered payment and the order was not obeyed (85); it is
shown as a range and never added.
"""

from __future__ import annotations

from typing import Any

from portal.sdk import N_, Calculator, Line, Money, Whole, Worked, grouped
from portal.sdk import law_labour_contract as law

from .. import bases

SURCHARGE = N_("经责令限期支付而逾期不支付的，另加付50%至100%的赔偿金，不计入合计")


def _work(inputs: Any) -> Worked:
    paid = inputs.get("monthly_paid") or 0
    short = max(inputs.monthly_agreed - paid, 0)
    heads = inputs.get("headcount") or 1
    total = short * inputs.months_owed * heads
    least, most = law.added_compensation(total).value
    return Worked(
        total,
        (
            Line(N_("每月少付"), f"{grouped(inputs.monthly_agreed)} − {grouped(paid)}", short),
            Line(N_("欠付工资"), f"{grouped(short)} × {inputs.months_owed} × {heads}", total),
            Line(SURCHARGE, f"{grouped(least)} — {grouped(most)}"),
        ),
    )


ARREARS = Calculator(
    "arrears",
    "欠付工资",
    (
        Money("monthly_agreed", "约定月工资", required=True, least=1),
        Money("monthly_paid", "每月实际支付", hint="完全没有支付的，不填"),
        Whole("months_owed", "欠付月数", required=True, least=1, most=600, unit="个月"),
        Whole("headcount", "涉及人数", least=1, most=10000, unit="人", hint="各人工资相同的才能一起算"),
    ),
    _work,
    (bases.WAGES_DUE, bases.ORDERED_TO_PAY),
)
