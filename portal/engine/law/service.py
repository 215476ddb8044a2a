"""Length of service: full months of work, the first and the last day both counted (工作年限)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from portal.engine.deadlines import add_months

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Service:
    """Full years, full months beyond them, and days beyond those."""

    years: int
    months: int
    days: int

    @property
    def paid_months(self) -> Fraction:
        """Return for how many months' wages it stands: six months make a year, less makes a half (劳动合同法 47)."""
        if self.months >= 6:
            return Fraction(self.years + 1)
        return Fraction(2 * self.years + (1 if self.months or self.days else 0), 2)


def full_after(first: date, months: int) -> date:
    """Return the day by which so many months are full, the first day counted.

    It is the corresponding day, or the first of the next month where there is none: from 31 January a month is full on
    1 March.
    """
    day = add_months(first, months)
    return day if day.day == first.day else day + _DAY


def full_months(first: date, after: date) -> int:
    """Return how many months are full between the first day and the day `after` the last one."""
    months = max((after.year - first.year) * 12 + after.month - first.month, 0)
    while months and full_after(first, months) > after:
        months -= 1
    return months


def service(first: date, last: date) -> Service:
    """Return the length of service. Raises `ValueError` when the last day is before the first."""
    if last < first:
        raise ValueError("the last day is before the first")
    after = last + _DAY
    months = full_months(first, after)
    return Service(months // 12, months % 12, (after - full_after(first, months)).days)
