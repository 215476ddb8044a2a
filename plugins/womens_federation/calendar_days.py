"""Ages and months as the law counts them (民法典 201, 202): full years on the birthday, the last day of a shorter month."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def months_later(day: date, months: int) -> date:
    """Return the corresponding day so many months later (民法典 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age_on(born: date, day: date) -> int:
    """Return the full years somebody has lived on a day; nought before the birth."""
    return max(0, day.year - born.year - ((day.month, day.day) < (born.month, born.day)))
