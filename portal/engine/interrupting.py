"""What the acts change that note by hand what happened to a limitation elsewhere: a demand, a suit, a report, an obstacle."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.declare.clocks import Limitation
from portal.engine.case_state import CaseState, ClockState
from portal.engine.deciding import Deciding
from portal.engine.effect_parts import Result, changed
from portal.engine.limitation import Interruption, basis_of
from portal.engine.limitation_moves import held_up, may_move, renewed
from portal.errors import Problem


def interrupt(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return the limitation started anew by an act of the parties, or why the act does not interrupt it."""
    clock = _picked(state, data["clock"])
    ended = data.get("procedure_ended_on")
    if clock.limitation is None or basis_of(data["act"], clock.limitation) is None:
        return (Problem("act", "does_not_interrupt"),)
    if ended is not None and ended < day:
        return (Problem("procedure_ended_on", "ended_before_it_began", {"day": day.isoformat()}),)
    if day > clock.due_on:
        return (Problem("acted_on", "limitation_over", {"day": clock.due_on.isoformat()}),)
    due = renewed(clock, Interruption(day, ended, data["act"]), deciding.calendar)
    if due is None:
        return (Problem("acted_on", "interrupts_nothing", {"day": clock.started_on.isoformat()}),)
    return changed(state, action, day, data, clocks=(due,))


def hinder(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return the limitation held up by an obstacle, or why the obstacle does not hold it up."""
    clock = _picked(state, data["clock"])
    since, gone = data["since_on"], data["gone_on"]
    if gone < since:
        return (Problem("gone_on", "ended_before_it_began", {"day": since.isoformat()}),)
    due = held_up(clock, since, gone, data["obstacle"], deciding.calendar)
    if due is None:
        code = "not_in_the_last_months" if clock.limitation is Limitation.CIVIL else "hinders_nothing"
        return (Problem("since_on", code, {"day": clock.due_on.isoformat()}),)
    return changed(state, action, gone, data, clocks=(due,))


def _picked(state: CaseState, key: str) -> ClockState:
    return next(c for c in reversed(may_move(state)) if c.key == key)
