"""The working calendar: dated rows of the State Council's holiday notices, and weekends where no notice speaks.

A notice names holidays and the weekend days worked in exchange (调休上班). A day in a year without a notice is judged by
weekends and the statutory festivals that have a fixed date, and marked provisional (「暂定，放假安排未公布」). Festivals of the
lunar calendar and of the solar terms are left out there on purpose: the guess then falls on the early, the safe side.

Sources: 全国年节及纪念日放假办法 (11 festival days until 2024, 13 since 2025-01-01) and the yearly notice of the State Council's
General Office. The seed comes from the package `chinesecalendar`, which carries those notices as data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

import chinese_calendar

_DAY = timedelta(days=1)
_SATURDAY = 5
_THIRTEEN_SINCE = 2025
_FIXED = frozenset({(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)})
_FIXED_SINCE_2025 = _FIXED | {(5, 2)}


class DayKind(StrEnum):
    """What a notice says about a day."""

    HOLIDAY = "holiday"
    MAKE_UP = "make_up"  # 调休上班


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One day named by the notice for `notice_year`; the notice for a year may reach into the December before it."""

    day: date
    kind: DayKind
    notice_year: int
    name: str


class DayStatus(NamedTuple):
    """Whether people work on a day, and whether that is only a guess."""

    working: bool
    provisional: bool


class Reached(NamedTuple):
    """A day found by walking the calendar; `provisional` if any day on the way was a guess."""

    day: date
    provisional: bool


@dataclass(frozen=True)
class WorkCalendar:
    """Days of rest and work of one published state; `version` is stored with every due date computed from it."""

    version: str
    days: Mapping[date, DayKind] = field(default_factory=lambda: MappingProxyType({}), repr=False, compare=False)
    years: frozenset[int] = frozenset()

    @classmethod
    def of(cls, version: str, rows: Iterable[CalendarRow]) -> WorkCalendar:
        """Build the calendar from rows. Raises `ValueError` when two rows contradict each other."""
        days: dict[date, DayKind] = {}
        years: set[int] = set()
        for row in rows:
            if days.setdefault(row.day, row.kind) is not row.kind:
                raise ValueError(f"two kinds for {row.day.isoformat()}")
            years.add(row.notice_year)
        return cls(version, MappingProxyType(days), frozenset(years))

    def is_working(self, day: date) -> DayStatus:
        """Return whether people work on the day; provisional when the year has no notice and no row names the day."""
        kind = self.days.get(day)
        if kind is not None:
            return DayStatus(kind is DayKind.MAKE_UP, False)
        if day.year in self.years:
            return DayStatus(day.weekday() < _SATURDAY, False)
        fixed = _FIXED_SINCE_2025 if day.year >= _THIRTEEN_SINCE else _FIXED
        return DayStatus(day.weekday() < _SATURDAY and (day.month, day.day) not in fixed, True)

    def on_or_after(self, day: date) -> Reached:
        """Return the day itself if people work on it, else the first working day after it (民法典 203)."""
        return self._walk(day, _DAY)

    def next_working(self, day: date) -> Reached:
        """Return the first working day after the day."""
        return self._walk(day + _DAY, _DAY)

    def previous_working(self, day: date) -> Reached:
        """Return the last working day before the day."""
        return self._walk(day - _DAY, -_DAY)

    def add_working_days(self, day: date, number: int) -> Reached:
        """Return the `number`-th working day after the day, which is itself not counted. Raises `ValueError` below one."""
        if number < 1:
            raise ValueError("at least one working day")
        reached, provisional = day, False
        for _ in range(number):
            reached, guessed = self.next_working(reached)
            provisional = provisional or guessed
        return Reached(reached, provisional)

    def _walk(self, day: date, step: timedelta) -> Reached:
        provisional = False
        while True:
            working, guessed = self.is_working(day)
            provisional = provisional or guessed
            if working:
                return Reached(day, provisional)
            day += step


def seed_rows() -> tuple[CalendarRow, ...]:
    """Return the rows that the installed `chinesecalendar` knows, oldest first; later notices are loaded from a file."""
    kinds = ((DayKind.HOLIDAY, chinese_calendar.holidays), (DayKind.MAKE_UP, chinese_calendar.workdays))
    rows = (_row(day, kind, english) for kind, days in kinds for day, english in days.items())
    return tuple(sorted(rows, key=lambda row: row.day))


def _row(day: date, kind: DayKind, english: str) -> CalendarRow:
    """Return the row of a seeded day: a December day given for New Year's Day stands in the next year's notice."""
    reaches_back = day.month == 12 and english == chinese_calendar.Holiday.new_years_day.value
    return CalendarRow(day, kind, day.year + reaches_back, str(chinese_calendar.Holiday(english).chinese))
