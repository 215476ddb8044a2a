"""日历: loads a holiday notice and computes anew what was provisional.

The person orders it in her own name; the system carries it out as its task `calendar.recompute`, because whoever keeps the
calendar sees no case. A new due date is appended with the event `recalculate`; the former one stays where it was.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.access.county_roles import CALENDAR
from portal.engine.calendars import CalendarRow
from portal.engine.case_state import CaseState, ClockState
from portal.engine.changes import Change, ClockDue
from portal.engine.clocks import again, spans_of
from portal.errors import Forbidden
from portal.store.access_log import log_access
from portal.store.actors import System
from portal.store.calendar_rows import load_notice, parse_notice
from portal.store.load_case import load_case
from portal.store.record import record
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import CaseClock
from portal.store.unit_of_work import UnitOfWork

KIND = "setting"
TASK = "calendar.recompute"
LONGEST_SOURCE = 60


@dataclass(frozen=True)
class Recomputed:
    """How many due dates moved, how many are certain now on the same day, and how many cases wait for their plugin."""

    moved: int
    settled: int
    waiting: int


def read_notice(uow: UnitOfWork, text: str) -> tuple[CalendarRow, ...]:
    """Return the days of a notice that somebody would like to load.

    Raises:
        Forbidden: the actor does not open the page.
        Refused: every line that cannot be read.
    """
    _must(uow)
    return parse_notice(text)


def order_notice(uow: UnitOfWork, rows: Sequence[CalendarRow]) -> None:
    """Write down who has a notice loaded. Raises `Forbidden` when the actor does not open the page."""
    _must(uow)
    years = " ".join(str(year) for year in sorted({row.notice_year for row in rows}))
    log_access(uow, KIND, "calendar_ordered", data={"years": years}, count=len(rows))


def carry_out(
    uow: UnitOfWork, rows: Sequence[CalendarRow], source: str, *, at_the_word_of: uuid.UUID | None = None
) -> Recomputed:
    """Load the notice and compute anew, in a unit of work of the system's task `calendar.recompute`.

    Raises:
        Forbidden: the actor is not that task.
        Refused: the days contradict each other or another notice.
    """
    found: list[Recomputed] = []

    def compute(_session: object, _calendar: object) -> int:
        found.append(recompute(uow))
        return found[0].moved

    load_notice(uow.session, rows, source.strip()[:LONGEST_SOURCE], compute)
    by = {"by": str(at_the_word_of)} if at_the_word_of is not None else {}
    log_access(uow, KIND, "calendar_loaded", data={**by, "moved": found[0].moved, "settled": found[0].settled}, count=len(rows))
    return found[0]


def recompute(uow: UnitOfWork) -> Recomputed:
    """Compute every running provisional due date anew from its stored inputs; cases of absent plugins wait.

    Raises:
        Forbidden: the actor is not the task `calendar.recompute`.
    """
    if uow.actor != System(uow.county_code, TASK):
        raise Forbidden("open")
    rows = uow.session.execute(
        select(CaseClock.case_id, CaseFile.type)
        .join(CaseFile, (CaseFile.county_code == CaseClock.county_code) & (CaseFile.id == CaseClock.case_id))
        .where(
            CaseClock.county_code == uow.county_code,
            CaseClock.state == "running",
            CaseClock.provisional.is_(True),
            CaseFile.voided_on.is_(None),
        )
        .distinct()
        .order_by(CaseClock.case_id)
    ).all()
    moved = settled = waiting = 0
    for row in rows:
        if uow.registry.case_type(row.type) is None:
            waiting += 1
            continue
        more_moved, more_settled = _recompute_case(uow, row.case_id)
        moved, settled = moved + more_moved, settled + more_settled
    return Recomputed(moved, settled, waiting)


def _recompute_case(uow: UnitOfWork, case_id: uuid.UUID) -> tuple[int, int]:
    case, state = load_case(uow, case_id, lock=True)
    provisional = set(
        uow.session.scalars(
            select(CaseClock.key).where(
                CaseClock.case_id == case_id, CaseClock.state == "running", CaseClock.provisional.is_(True)
            )
        )
    )
    running = [clock for clock in state.clocks if clock.key in provisional and clock.state == "running"]
    moves = [move for clock in running if (move := _anew(uow, clock)) is not None]
    if moves:
        record(uow, case, state, _change(uow, state, case.move, tuple(moves)))
    before = {clock.key: clock.due_on for clock in running}
    moved = sum(1 for move in moves if move.due.on != before[move.key])
    return moved, len(moves) - moved


def _anew(uow: UnitOfWork, clock: ClockState) -> ClockDue | None:
    """Return the new due date, or nothing when it is still the same guess."""
    due = again(clock, spans_of(clock), uow.calendar, "recalculated")
    return None if due.provisional and due.on == clock.due_on else ClockDue(clock.key, due)


def _change(uow: UnitOfWork, state: CaseState, move: str, moves: tuple[ClockDue, ...]) -> Change:
    return Change(
        action="recalculate",
        occurred_on=uow.today,
        phase=state.phase,
        step=state.step,
        ending=state.ending,
        privacy=state.privacy,
        move=move,
        data={
            "clocks": [one.key for one in moves],
            "due": [one.due.on.isoformat() for one in moves],
            "calendar": uow.calendar.version,
        },
        clocks=moves,
    )


def _must(uow: UnitOfWork) -> None:
    if not uow.actor.may(*CALENDAR):
        raise Forbidden("open")
