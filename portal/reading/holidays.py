"""日历: the holiday notices by year as people read them, the years that have none, and how many clocks wait for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from portal.access.doors import provisional_clocks
from portal.engine.calendars import DayKind
from portal.engine.spreadsheet_text import csv_lines
from portal.store.calendar_rows import COLUMNS
from portal.store.tables.machine import CalendarDay
from portal.store.unit_of_work import UnitOfWork

AHEAD = 1  # the year whose notice may be out by now
FURTHEST = 25  # years a right may run, 20 at most (民法典 188)


@dataclass(frozen=True)
class Holiday:
    """One festival of a notice: the days off, in unbroken stretches, and the weekend days worked in exchange."""

    name: str
    off: tuple[tuple[date, date], ...]
    days: int
    worked: tuple[date, ...]


@dataclass(frozen=True)
class Missing:
    """A year without a notice, and how many running due dates in it are provisional."""

    year: int
    clocks: int


@dataclass(frozen=True)
class CalendarPage:
    """The calendar with one year shown."""

    year: int
    years: tuple[int, ...]
    holidays: tuple[Holiday, ...]
    days_off: int
    days_worked: int
    source: str
    version: str
    missing: tuple[Missing, ...]
    provisional: int


def calendar_page(uow: UnitOfWork, year: int | None) -> CalendarPage:
    """Return the notice of a year (of this year, when none is named) and what is missing."""
    rows = list(uow.session.scalars(select(CalendarDay).order_by(CalendarDay.day)))
    years = tuple(sorted({row.notice_year for row in rows}, reverse=True))
    wanted = year if year in years else uow.today.year if uow.today.year in years or not years else years[0]
    shown = [row for row in rows if row.notice_year == wanted]
    waiting = provisional_clocks(uow, range(uow.today.year, uow.today.year + FURTHEST))
    missing = [y for y in range(uow.today.year, uow.today.year + AHEAD + 1) if y not in years]
    return CalendarPage(
        year=wanted,
        years=years,
        holidays=_holidays(shown),
        days_off=sum(row.kind == DayKind.HOLIDAY for row in shown),
        days_worked=sum(row.kind == DayKind.MAKE_UP for row in shown),
        source=shown[0].source if shown else "",
        version=uow.calendar.version,
        missing=tuple(Missing(y, waiting[y]) for y in missing),
        provisional=sum(waiting.values()),
    )


def notice_file(uow: UnitOfWork, year: int) -> str:
    """Return the notice of a year as a calendar file, empty but for its head when there is none."""
    rows = uow.session.scalars(select(CalendarDay).where(CalendarDay.notice_year == year).order_by(CalendarDay.day))
    return csv_lines([COLUMNS, *((row.day.isoformat(), row.kind, row.notice_year, row.name) for row in rows)])


def known_days(uow: UnitOfWork, years: frozenset[int]) -> dict[int, int]:
    """Return how many days of these years' notices stand already."""
    counts = dict.fromkeys(sorted(years), 0)
    for year in uow.session.scalars(select(CalendarDay.notice_year).where(CalendarDay.notice_year.in_(years))):
        counts[year] += 1
    return counts


def _holidays(rows: list[CalendarDay]) -> tuple[Holiday, ...]:
    names = dict.fromkeys(row.name for row in rows)
    found = []
    for name in names:
        off = [row.day for row in rows if row.name == name and row.kind == DayKind.HOLIDAY]
        worked = tuple(row.day for row in rows if row.name == name and row.kind == DayKind.MAKE_UP)
        found.append(Holiday(name, _stretches(off), len(off), worked))
    return tuple(sorted(found, key=lambda holiday: holiday.off[0][0] if holiday.off else holiday.worked[0]))


def _stretches(days: list[date]) -> tuple[tuple[date, date], ...]:
    """Return the first and last days of what hangs together."""
    found: list[tuple[date, date]] = []
    for day in days:
        if found and day - found[-1][1] == timedelta(days=1):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return tuple(found)
