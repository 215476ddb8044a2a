"""The working calendar as rows: seeded once, replaced notice by notice, and read back as one versioned value."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from portal.engine.calendars import CalendarRow, DayKind, WorkCalendar, seed_rows
from portal.engine.spreadsheet_text import as_typed
from portal.engine.text import BadText, clean_line
from portal.errors import Problem, Refused
from portal.store import settings
from portal.store.tables.machine import CalendarDay

SEED = "chinesecalendar"
LONGEST_NAME = 40
COLUMNS = ("day", "kind", "notice_year", "name")
"""The columns of a calendar file (CSV in UTF-8): `2027-01-01,holiday,2027,元旦`; a working weekend day is `make_up`."""

Recompute = Callable[[Session, WorkCalendar], int]
"""What recomputes the running clocks with a provisional due date; returns how many due dates moved."""


def read_calendar(session: Session) -> WorkCalendar:
    """Return the calendar as it stands now."""
    columns = (CalendarDay.day, CalendarDay.kind, CalendarDay.notice_year, CalendarDay.name)
    found = session.execute(select(*columns).order_by(CalendarDay.day))
    rows = [CalendarRow(day, DayKind(kind), year, name) for day, kind, year, name in found]
    return WorkCalendar.of(settings.read(session, settings.CALENDAR_VERSION), rows)


def seed(session: Session) -> str:
    """Fill an empty calendar with the notices known at installation; leave one that has rows. Return its version."""
    if session.scalar(select(CalendarDay.day).limit(1)) is None:
        _write(session, seed_rows(), SEED)
        return _renew_version(session)
    return settings.read(session, settings.CALENDAR_VERSION)


def load_notice(session: Session, rows: Sequence[CalendarRow], source: str, recompute: Recompute) -> int:
    """Put the notices of the years in `rows` in place of what stood for them, and recompute what was provisional.

    Returns how many due dates moved.

    Raises:
        Refused: no row, or two that contradict each other or another year's notice.
    """
    if not rows:
        raise Refused.at("", "calendar_empty")
    years = {row.notice_year for row in rows}
    session.execute(delete(CalendarDay).where(CalendarDay.notice_year.in_(years)))
    for day in session.scalars(select(CalendarDay.day).where(CalendarDay.day.in_([row.day for row in rows]))):
        raise Refused.at("day", "calendar_day_of_another_notice", day=day.isoformat())
    _write(session, rows, source)
    _renew_version(session)
    return recompute(session, read_calendar(session))


def parse_notice(text: str) -> tuple[CalendarRow, ...]:
    """Read a calendar file.

    Raises:
        Refused: every line that cannot be read, by its number.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    lines: list[tuple[int, list[str]]] = []
    try:
        lines += ((number, line) for number, line in enumerate(reader, 1) if any(cell.strip() for cell in line))
    except csv.Error:  # a cell without end
        raise Refused.at(str(reader.line_num), "calendar_line") from None
    if not lines or tuple(cell.strip() for cell in lines[0][1]) != COLUMNS:
        raise Refused.at("1", "calendar_columns", columns=",".join(COLUMNS))
    rows: dict[date, CalendarRow] = {}
    problems: list[Problem] = []
    for number, line in lines[1:]:
        row = _parsed(line)
        if row is None:
            problems.append(Problem(str(number), "calendar_line"))
        elif row.day in rows:
            problems.append(Problem(str(number), "calendar_day_twice", {"day": row.day.isoformat()}))
        else:
            rows[row.day] = row
    if problems:
        raise Refused(tuple(problems))
    return tuple(rows.values())


def _parsed(line: Iterable[str]) -> CalendarRow | None:
    try:
        day, kind, year, name = (cell.strip() for cell in line)
        row = CalendarRow(date.fromisoformat(day), DayKind(kind), int(year), clean_line(as_typed(name), LONGEST_NAME))
    except (ValueError, BadText):
        return None
    reaches_back = row.day.month == 12 and row.day.year == row.notice_year - 1
    return row if row.day.year == row.notice_year or reaches_back else None


def _renew_version(session: Session) -> str:
    """Name the calendar after its content, so that equal calendars have one version whatever their history."""
    days = session.scalars(select(CalendarDay).order_by(CalendarDay.day)).all()
    content = "\n".join(f"{row.day.isoformat()} {row.kind} {row.notice_year}" for row in days)
    last = max((row.notice_year for row in days), default=0)
    version = f"{last}-{hashlib.sha256(content.encode()).hexdigest()[:10]}"
    settings.write(session, settings.CALENDAR_VERSION, version)
    session.flush()
    return version


def _write(session: Session, rows: Iterable[CalendarRow], source: str) -> None:
    """Write days in one statement; a calendar has hundreds."""
    days = [
        {"day": row.day, "kind": row.kind.value, "name": row.name, "notice_year": row.notice_year, "source": source}
        for row in rows
    ]
    session.execute(insert(CalendarDay), days)
