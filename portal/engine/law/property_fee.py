"""物业费: 民法典 944, 585 (2021-01-01) and 合同编通则解释 65 (2023-12-05): the charge, and a penalty for paying late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.declare.calculators import Line
from portal.engine.law.civil_code import CIVIL_CODE
from portal.engine.law.worked import Caution, Statute, Worked, days_between, exact, half_up, money_line, percent, total_line
from portal.engine.money import grouped

CONTRACT_INTERPRETATION = Statute("合同编通则解释", date(2023, 12, 5))

_YEAR_DAYS = 365
_EXCESS = Decimal("1.3")


@dataclass(frozen=True, slots=True)
class Instalment:
    """A charge in fen and the last day to pay it."""

    amount: int
    falls_due: date


def fee(area: Decimal, price: Decimal, months: Decimal | int) -> Worked[int]:
    """Return the charge in fen: square metres × yuan per square metre and month × months (944). Raises `ValueError`."""
    if min(area, price, Decimal(months)) < 0:
        raise ValueError("neither area nor price nor months are negative")
    amount = half_up(exact(area) * exact(price) * exact(months) * 100)
    line = money_line("物业费", amount, f"{area} × {price} × {months}")
    return Worked(amount, (line,), CIVIL_CODE.articles("944"), (Caution.REQUEST_PAYMENT_FIRST,))


def late_fee(instalments: Sequence[Instalment], daily_rate: Decimal, until: date, lpr: Decimal | None = None) -> Worked[int]:
    """Return the agreed penalty for paying late: each charge × daily rate × days after its last day to pay (585).

    With `lpr`, the one-year LPR, the penalty is held against what the money would have cost: above 130 % of that it is
    generally too high (合同编通则解释 65). The rate by the year is shown, and a caution above four times the LPR, which for
    charges is a measure of comparison only.
    """
    parts = [_late(part, daily_rate, until) for part in sorted(instalments, key=lambda part: part.falls_due)]
    total = total_line("逾期违约金", parts)
    amount = total.amount or 0
    yearly = daily_rate * _YEAR_DAYS
    lines = [*parts, total, Line("折合年利率", f"{percent(daily_rate)} × {_YEAR_DAYS} = {percent(yearly)}")]
    cautions = [Caution.REQUEST_PAYMENT_FIRST]
    if lpr is not None:
        cost = half_up(
            sum((part.amount * exact(lpr) * days_between(part.falls_due, until) / _YEAR_DAYS for part in instalments), exact(0))
        )
        lines.append(money_line("资金占用损失", cost, f"LPR {percent(lpr)}"))
        if amount > cost * exact(_EXCESS):
            cautions.append(Caution.PENALTY_HIGH)
        if yearly > 4 * lpr:
            cautions.append(Caution.ABOVE_FOUR_TIMES_LPR)
    basis = CIVIL_CODE.articles("944", "585") + CONTRACT_INTERPRETATION.articles("65")
    return Worked(amount, tuple(lines), basis, tuple(cautions))


def _late(part: Instalment, daily_rate: Decimal, until: date) -> Line:
    days = days_between(part.falls_due, until)
    how = f"{grouped(part.amount)} × {percent(daily_rate)} × {days}"
    return money_line(part.falls_due.isoformat(), half_up(part.amount * exact(daily_rate) * days), how)
