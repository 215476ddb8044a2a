"""保管期限, worked out: until when a case is kept, and since when its time is over."""

from __future__ import annotations

from datetime import date

from portal.declare.case_types import CaseType
from portal.engine.deadlines import add_months

_YEAR = 12


def years_of(case_type: CaseType, default: int) -> int | None:
    """Return how many years cases of the type are kept; `None` is for ever. `default` is for a type that declares nothing."""
    return default if case_type.retention is None else case_type.retention.years


def kept_until(archived_on: date, years: int | None) -> date | None:
    """Return the last day on which a case archived on that day must be kept, or `None` when it is kept for ever."""
    return None if years is None else add_months(archived_on, years * _YEAR)


def is_over(archived_on: date, years: int | None, today: date) -> bool:
    """Say whether the time of a case is over (个人信息保护法 47 I 2: 保存期限已届满)."""
    until = kept_until(archived_on, years)
    return until is not None and today > until


def archived_before(years: int, today: date) -> date:
    """Return the day before which a case was archived whose time may be over; the last day itself is asked again by `is_over`."""
    return add_months(today, -years * _YEAR)
