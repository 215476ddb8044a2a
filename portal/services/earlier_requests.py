"""Counts the request to us into limitations that began before the portal counted it (时效中断), a portion at a time.

Migration `core_0044` asks for the first portion. A portion looks at so many clocks by their key, whatever lies in between,
and changes so many cases at most, so none of them takes long however large the register is. Whoever goes over a clock
twice changes nothing. Cases whose plugin is not loaded are asked again a week later.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from portal.engine.case_state import CaseState
from portal.engine.changes import Change, ClockDue
from portal.engine.limitation import REQUEST
from portal.engine.limitation_moves import requested_before
from portal.store.load_case import load_case
from portal.store.outbox import put
from portal.store.record import record
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import CaseClock
from portal.store.unit_of_work import UnitOfWork

TASK = "clocks.request"
EVENT = "request_counted"
LOOKED_AT = 2_000
CHANGED = 50
_AGAIN = timedelta(days=7)
_NOT_OVER = ("running", "suspended", "lapsed")


def count_portion(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
    """Do one portion, and ask for the next: `after` is the clock the last one came to, `waiting` whether a plugin was away."""
    waiting, last, cases = bool(payload.get("waiting")), None, dict[uuid.UUID, None]()
    clocks = select(CaseClock.id, CaseClock.case_id, CaseClock.state, CaseClock.limitation, CaseClock.interruptions)
    clocks = clocks.where(CaseClock.county_code == uow.county_code).order_by(CaseClock.id).limit(LOOKED_AT)
    if "after" in payload:
        clocks = clocks.where(CaseClock.id > uuid.UUID(str(payload["after"])))
    for row in uow.session.execute(clocks):
        if row.limitation and row.state in _NOT_OVER and all(one["act"] != REQUEST for one in row.interruptions):
            if len(cases) == CHANGED and row.case_id not in cases:
                break
            cases[row.case_id] = None
        last = row.id
    for case_id in cases:
        waiting |= not _count(uow, case_id)
    if last is not None:
        put(uow, TASK, f"{TASK}:{payload.get('round', 0)}:{last}", {**payload, "after": str(last), "waiting": waiting})
    elif waiting:
        again = {"round": int(payload.get("round", 0)) + 1}
        put(uow, TASK, f"{TASK}:{again['round']}", again, due_at=uow.now + _AGAIN)


def _count(uow: UnitOfWork, case_id: uuid.UUID) -> bool:
    """Count the request into the limitations of a case; say whether its plugin is there."""
    if uow.registry.case_type(uow.session.get_one(CaseFile, case_id).type) is None:
        return False
    case, state = load_case(uow, case_id, lock=True)
    moves = requested_before(state, uow.today, uow.calendar)
    if moves:
        record(uow, case, state, _change(uow, state, case.move, moves))
    return True


def _change(uow: UnitOfWork, state: CaseState, move: str, moves: tuple[ClockDue, ...]) -> Change:
    return Change(
        action=EVENT,
        occurred_on=uow.today,
        phase=state.phase,
        step=state.step,
        ending=state.ending,
        privacy=state.privacy,
        move=move,
        data={"clocks": [one.key for one in moves], "due": [one.due.on.isoformat() for one in moves]},
        clocks=moves,
    )
