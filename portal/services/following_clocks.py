"""Begins the clocks that follow a right of the parties once that has lapsed: an event of the portal's own daily task."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from portal.engine.case_state import CaseState
from portal.engine.chains import after_lapse, followed
from portal.engine.changes import Change, ClockStarted
from portal.store.load_case import load_case
from portal.store.record import record
from portal.store.tables.cases import CaseFile
from portal.store.unit_of_work import UnitOfWork


def begin_followers(uow: UnitOfWork, lapsed: Mapping[uuid.UUID, Sequence[tuple[str, date]]]) -> int:
    """Begin what follows the lapsed clocks of each case, and return how many clocks began.

    Only cases of a type that declares a follower are loaded; those of an absent plugin or voided ones have none.
    """
    begun = 0
    for case_id, clocks in lapsed.items():
        case = uow.session.get_one(CaseFile, case_id)
        case_type = uow.registry.case_type(case.type)
        if case_type is None or case.voided_on is not None or followed(case_type).isdisjoint(key for key, _day in clocks):
            continue
        case, state = load_case(uow, case_id, lock=True)
        moves = after_lapse(state, clocks, uow.calendar)
        if moves:
            record(uow, case, state, _change(uow, state, case.move, moves))
            begun += len(moves)
    return begun


def _change(uow: UnitOfWork, state: CaseState, move: str, moves: tuple[ClockStarted, ...]) -> Change:
    return Change(
        action="clock_follows",
        occurred_on=uow.today,
        phase=state.phase,
        step=state.step,
        ending=state.ending,
        privacy=state.privacy,
        move=move,
        data={"clocks": [one.key for one in moves], "from": [one.started_on.isoformat() for one in moves]},
        clocks=moves,
    )
