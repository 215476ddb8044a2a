"""Figures as they stand in a calculation: fen rounded half up, yuan with two decimals, whole months between days."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from portal.sdk import add_months, grouped

PAY_DAYS_A_MONTH = Fraction(87, 4)  # 21.75
HOURS_A_DAY = 8


def whole_fen(amount: Fraction) -> int:
    """Return the amount in whole fen, half a fen up. Amounts are never negative."""
    return int(amount + Fraction(1, 2))


def money(fen: int) -> str:
    """Return 1234567 as 12,345.67元."""
    return f"{grouped(fen)}元"


def plain(number: Decimal | Fraction | int) -> str:
    """Return a count without superfluous zeros: 3, 3.5, 12.25."""
    value = Decimal(number.numerator) / Decimal(number.denominator) if isinstance(number, Fraction) else Decimal(number)
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".")


def full_after(first: date, months: int) -> date:
    """Return the day by which so many months of work are full, the first day counted.

    It is the corresponding day, or the first day of the next month where there is none: work from 31 January is a month
    full on 1 March.
    """
    day = add_months(first, months)
    return day if day.day == first.day else day + timedelta(days=1)


def whole_months(first: date, after: date) -> int:
    """Return how many months of work are full between the first day (counted) and the day `after` the last one."""
    months = (after.year - first.year) * 12 + after.month - first.month
    while full_after(first, months) > after:
        months -= 1
    return months
