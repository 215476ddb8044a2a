"""Writes what a change does to clocks. A due date is appended, never overwritten in place of its history."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from portal.engine.changes import ClockDue, ClockMove, ClockStarted, ClockStopped, ClockSuspended, DueDate
from portal.engine.limitation import Interruption
from portal.store.clock_warnings import watch
from portal.store.identifiers import new_id
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import CaseClock, CaseClockDue

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork


def write_clocks(uow: UnitOfWork, case: CaseFile, moves: tuple[ClockMove, ...], seq: int) -> None:
    """Write the moves, and keep on the case the day that comes next."""
    if not moves:
        return
    for move in moves:
        match move:
            case ClockStarted():
                _start(uow, case, move, seq)
            case ClockStopped():
                row = _open(uow, case, move.key)
                row.state = "stopped" if move.by is not None else "cancelled"
                row.stopped_on = move.on
                row.stopped_by = str(move.by) if move.by else ""
            case ClockSuspended():
                row = _open(uow, case, move.key)
                row.state = "suspended"
                row.suspensions = [*row.suspensions, {"from": move.since.isoformat(), "until": "", "reason": move.reason}]
            case ClockDue():
                _due_again(uow, case, move, seq)
    uow.session.flush()
    remember_next(uow, case)


def remember_next(uow: UnitOfWork, case: CaseFile) -> None:
    """Keep on the case its nearest running due day: the organisation's duties first, then the parties' rights that warn."""
    rows = uow.rows_of(CaseClock, case.id, state="running", warns=True)
    rows = [c for c in rows if c.whose == "ours" or c.due_on >= uow.today]  # a right that ran out waits for nobody
    first = min(rows, key=lambda c: (c.whose != "ours", c.due_on), default=None)
    case.next_due_on = first.due_on if first else None
    case.next_due_key = first.key if first else ""
    case.next_soon_on = first.soon_on if first else None


def append_due(uow: UnitOfWork, row: CaseClock, due: DueDate, seq: int) -> None:
    """Give a clock a new due date with its reason and inputs."""
    calendar = uow.calendar
    last = max((before.ordinal for before in uow.rows_of(CaseClockDue, row.case_id, clock_id=row.id)), default=None)
    uow.row(
        CaseClockDue,
        county_code=row.county_code,
        id=new_id(),
        case_id=row.case_id,
        clock_id=row.id,
        ordinal=0 if last is None else last + 1,
        due_on=due.on,
        due_at=due.at,
        reason=due.reason,
        inputs=dict(due.inputs),
        calendar=calendar.version,
        event_seq=seq,
    )
    row.due_on, row.due_at, row.provisional = due.on, due.at, due.provisional
    watch(row, due.inputs, calendar)


def _start(uow: UnitOfWork, case: CaseFile, move: ClockStarted, seq: int) -> None:
    row = uow.row(
        CaseClock,
        county_code=case.county_code,
        id=new_id(),
        case_id=case.id,
        key=move.key,
        started_seq=seq,
        started_on=move.started_on,
        started_at=move.started_at,
        length=move.length,
        unit=move.unit.value,
        law=move.basis.law,
        article=move.basis.article,
        basis_since=move.basis.since,
        whose=move.whose.value,
        warns=move.warns,
        moves=move.moves,
        due_on=move.due.on,
        state="running",
        suspensions=[dict(one) for one in move.hindrances],
        until_on=move.until_on,
        limitation=move.limitation.value if move.limitation is not None else "",
        interruptions=[_written(one) for one in move.interruptions],
    )
    uow.session.flush()
    append_due(uow, row, move.due, seq)


def _open(uow: UnitOfWork, case: CaseFile, key: str) -> CaseClock:
    (row,) = uow.rows_of(CaseClock, case.id, key=key, state=("running", "suspended"))
    return row


def _due_again(uow: UnitOfWork, case: CaseFile, move: ClockDue, seq: int) -> None:
    row = max(uow.rows_of(CaseClock, case.id, key=move.key), key=lambda clock: clock.started_seq)
    row.state, row.stopped_on, row.stopped_by = "running", None, ""
    if move.resumed_on is not None:
        until = move.resumed_on.isoformat()
        row.suspensions = [{**s, "until": s["until"] or until} for s in row.suspensions]
    if move.interrupted is not None:
        row.interruptions = [*row.interruptions, _written(move.interrupted)]
    if move.hindered is not None:
        row.suspensions = [*row.suspensions, dict(move.hindered)]
    append_due(uow, row, move.due, seq)


def _written(event: Interruption) -> dict[str, str]:
    return {"on": event.on.isoformat(), "ended": event.ended.isoformat() if event.ended else "", "act": event.act}


def lapse_rights(uow: UnitOfWork) -> Mapping[uuid.UUID, tuple[tuple[str, date], ...]]:
    """Mark the parties' rights whose last day has passed as lapsed, and return them by case, each with the day it had.

    A duty of the organisation never lapses: it stays overdue until somebody does it.
    """
    rows = uow.session.scalars(
        select(CaseClock).where(
            CaseClock.county_code == uow.county_code,
            CaseClock.state == "running",
            CaseClock.whose == "parties",
            CaseClock.due_on < uow.today,
        )
    ).all()
    for row in rows:
        row.state = "lapsed"
    uow.session.flush()
    lapsed: dict[uuid.UUID, tuple[tuple[str, date], ...]] = {}
    for row in rows:
        lapsed[row.case_id] = (*lapsed.get(row.case_id, ()), (row.key, row.due_on))
    for case_id in lapsed:
        remember_next(uow, uow.session.get_one(CaseFile, case_id))
    return lapsed
