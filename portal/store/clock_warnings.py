"""Warnings of clocks: half, four fifths, the last working day before, today, overdue; each once for each due date.

A clock knows the day its next warning may rise, so the daily job looks at those whose day has come and at no others. The
warning itself is a job under an effect key of clock, due date and level: it is given once, however often it was asked for.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select

from portal.engine.calendars import WorkCalendar
from portal.engine.deadlines import WarningLevel, soon_day, warned_level, warning_days
from portal.store.outbox import put
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import CaseClock, CaseClockDue
from portal.store.unit_of_work import UnitOfWork

TASK = "clocks.warn"
BATCH = 500


def warn_by(due_on: date, provisional: bool, inputs: Mapping[str, Any]) -> date:
    """Return the day to warn by: before a holiday notice, the earlier of the raw last day and the day it may move to."""
    raw = inputs.get("raw")
    return min(due_on, date.fromisoformat(raw)) if provisional and isinstance(raw, str) else due_on


def watch(row: CaseClock, inputs: Mapping[str, Any], calendar: WorkCalendar) -> None:
    """Note on a clock that has a new due date when its end is near and when its first warning may rise."""
    by = warn_by(row.due_on, row.provisional, inputs)
    row.soon_on = soon_day(row.started_on, by, calendar)
    row.warn_on = min(warning_days(row.started_on, row.due_on, by, calendar)) if row.warns else None
    row.warned, row.warned_on = "", None


def ask_for_warnings(uow: UnitOfWork) -> int:
    """Ask for the warnings whose day has come, and return how many are new."""
    asked, calendar = 0, uow.calendar
    while rows := _come(uow):
        for row, inputs in rows:
            by = warn_by(row.due_on, row.provisional, inputs)
            level = warned_level(row.started_on, row.due_on, by, uow.today, calendar)
            if level is not WarningLevel.NONE and level.value != row.warned:
                effect = f"{TASK}:{row.id}:{row.due_on.isoformat()}:{level.value}"
                asked += put(uow, TASK, effect, {"clock": str(row.id), "due": row.due_on.isoformat(), "level": level.value})
            days = warning_days(row.started_on, row.due_on, by, calendar)
            row.warn_on = next((day for day in days if day > uow.today), None)
            if row.soon_on is None:  # began before warnings were kept
                row.soon_on = soon_day(row.started_on, by, calendar)
                case = uow.session.get_one(CaseFile, row.case_id)
                if case.next_due_key == row.key:
                    case.next_soon_on = row.soon_on
        uow.session.flush()
    return asked


def warn(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
    """Give a warning: the desk and the register show it. One that was overtaken by a new due date is not given."""
    row = uow.session.scalars(
        select(CaseClock).where(CaseClock.county_code == uow.county_code, CaseClock.id == uuid.UUID(payload["clock"]))
    ).one_or_none()
    if row is not None and row.state == "running" and row.due_on.isoformat() == payload["due"]:
        row.warned, row.warned_on = payload["level"], uow.today


def _come(uow: UnitOfWork) -> list[tuple[CaseClock, Mapping[str, Any]]]:
    """Return some clocks whose warning may rise today, each with what its due date was computed from."""
    rows = uow.session.scalars(
        select(CaseClock)
        .where(
            CaseClock.county_code == uow.county_code,
            CaseClock.state == "running",
            CaseClock.warn_on <= uow.today,
            CaseClock.warns.is_(True),
        )
        .order_by(CaseClock.warn_on, CaseClock.id)
        .limit(BATCH)
    ).all()
    last = (
        select(CaseClockDue.clock_id, func.max(CaseClockDue.ordinal).label("ordinal"))
        .where(CaseClockDue.county_code == uow.county_code, CaseClockDue.clock_id.in_([row.id for row in rows]))
        .group_by(CaseClockDue.clock_id)
        .subquery()
    )
    inputs = {
        due.clock_id: due.inputs
        for due in uow.session.scalars(
            select(CaseClockDue)
            .join(last, (last.c.clock_id == CaseClockDue.clock_id) & (last.c.ordinal == CaseClockDue.ordinal))
            .where(CaseClockDue.county_code == uow.county_code)
        )
    }
    return [(row, inputs.get(row.id, {})) for row in rows]
