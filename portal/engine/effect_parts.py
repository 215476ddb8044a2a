"""What the effects of all acts share: how a change is put together, and which clocks a moment stops and starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from portal.declare.phases import Moment
from portal.engine import clocks
from portal.engine.case_state import CaseState
from portal.engine.changes import Change, ClockDue, ClockMove, Edited
from portal.engine.deciding import Deciding
from portal.engine.limitation_moves import moved_at
from portal.engine.moves import next_move
from portal.errors import Problem

Result = Change | tuple[Problem, ...]
_TEXTS = (
    *("note", "missing", "text", "what", "who", "to_body", "reason_text", "proof_text"),
    *("receipt", "outcome", "measures", "disclosed"),
)


@dataclass(frozen=True)
class Asked:
    """A change that is made once its questions are answered with yes."""

    change: Change
    questions: tuple[Problem, ...]


def changed(state: CaseState, action: str, day: date, data: Mapping[str, Any], **new: Any) -> Change:
    """Return a change that keeps what `new` does not name; the next move is computed from the state it leads to."""
    phase, step, ending = new.get("phase", state.phase), new.get("step", state.step), new.get("ending", state.ending)
    after = replace(
        state,
        phase=phase,
        step=step,
        ending=ending,
        handler_id=new.get("handler_id", state.handler_id),
        last_result=new.pop("last_result", state.last_result),
        actions=(*state.actions, action),
    )
    codes = {k: _code(v) for k, v in data.items() if k not in _TEXTS and isinstance(v, (str, int, bool, date))}
    texts = tuple(Edited(k, None, str(data[k])) for k in _TEXTS if data.get(k))
    return Change(
        **{
            "action": action,
            "occurred_on": day,
            "phase": phase,
            "step": step,
            "ending": ending,
            "privacy": state.privacy,
            "move": next_move(after),
            "data": codes,
            "values": texts,
            **{k: v for k, v in new.items() if k not in ("phase", "step", "ending")},
        }
    )


def moments_at(state: CaseState, day: date, deciding: Deciding, *moments: Moment) -> tuple[ClockMove, ...]:
    """Return the clocks these moments stop, start, and start anew."""
    moves: list[ClockMove] = []
    stopped: set[str] = set()
    for moment in moments:
        for stop in clocks.stopped_by(state, moment, day):
            if stop.key not in stopped:
                stopped.add(stop.key)
                moves.append(stop)
    running = state.clock_keys - stopped
    for moment in moments:
        moves += (due for due in moved_at(state, moment, day, deciding.calendar) if due.key not in stopped)
        moves += clocks.started_by(state.type.clocks, moment, day, state.details, deciding.calendar, running=running)
    return tuple(moves)


def restarted(state: CaseState, moment: Moment, deciding: Deciding) -> tuple[ClockMove, ...]:
    """Return the clocks that run again because what had stopped them fell away, with their old start."""
    moves: list[ClockMove] = []
    for clock in state.clocks:
        declared = state.type.clock(clock.key)
        if clock.state == "stopped" and declared is not None and moment in declared.stops:
            due = clocks.again(clock, clocks.spans_of(clock), deciding.calendar, "recalculated")
            moves.append(ClockDue(clock.key, due))
    return tuple(moves)


def _code(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
