"""本月, 上月, 本年: periods people choose in one select, as two days, both included."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from portal.reading.wording import N_, say

PERIODS = MappingProxyType({"month": N_("本月"), "last_month": N_("上月"), "year": N_("本年")})
CUSTOM = "custom"

Days = tuple[date | None, date | None]


def days_of(given: Mapping[str, Any], today: date) -> Days:
    """Return the two days of an address or a form: of its `period`, or `since` and `until` as they stand there."""
    period = given.get("period", CUSTOM)
    if period in PERIODS:
        return _days(period, today)
    return (read_day(given.get("since", "")), read_day(given.get("until", ""))) if period == CUSTOM else (None, None)


def period_of(days: Days, today: date) -> str:
    """Return the key of the period the two days are, `custom` for any others, an empty text for none."""
    if days == (None, None):
        return ""
    return next((key for key in PERIODS if _days(key, today) == days), CUSTOM)


def period_options(chosen: str) -> list[tuple[str, str]]:
    """Return the options of the select; `custom` is among them only when it is chosen."""
    given = [("", say(N_("全部时间"))), *((key, say(text)) for key, text in PERIODS.items())]
    return [*given, (CUSTOM, say(N_("自定")))] if chosen == CUSTOM else given


def span(days: Days) -> str:
    """Return the two days as one text: 2026-11-01—2026-11-30."""
    return "—".join("" if day is None else day.isoformat() for day in days)


def read_day(text: str) -> date | None:
    """Return the day of an address, `None` for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _days(key: str, today: date) -> Days:
    first = today.replace(day=1)
    match key:
        case "last_month":
            last = first - timedelta(days=1)
            return last.replace(day=1), last
        case "year":
            return date(today.year, 1, 1), date(today.year, 12, 31)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
