"""What a type's own action changes: a step, perhaps the privacy class, the clocks it meets, and what was entered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from portal.declare.steps import Action
from portal.engine import clocks
from portal.engine.calendars import WorkCalendar
from portal.engine.case_state import CaseState
from portal.engine.changes import Change, ClockStopped, Edited, Json
from portal.engine.correction import correct
from portal.engine.moves import next_move
from portal.engine.read_fields import at_the_edge, spelled, stored
from portal.errors import Problem

_TEXT_KINDS = frozenset({"text", "long_text", "id_number", "phone"})


def apply_own(
    state: CaseState,
    action: Action,
    data: Mapping[str, Any],
    today: date,
    calendar: WorkCalendar,
    confirmed: frozenset[str] = frozenset(),
) -> Change | tuple[Problem, ...]:
    """Return the change of a type's own action, or what is wrong with the values it sets on the case.

    Codes, days and amounts stay with the event as they are; typed text is kept encrypted beside it. The event happened on
    the first day that was entered, else today. A state whose action `sets` anything must have been loaded with its secrets.
    """
    plain: dict[str, Json] = {}
    values: list[Edited] = []
    for field in action.fields:
        value = data.get(field.key)
        if value is None:
            continue
        if field.is_secret or field.kind in _TEXT_KINDS:
            values.append(Edited(field.key, None, spelled(field, value)))
        else:
            plain[field.key] = stored(field, value)
    day = next((data[f.key] for f in action.fields if f.kind == "day" and data.get(f.key) and data[f.key] <= today), today)
    step = action.to or state.step
    privacy = state.privacy if action.raises is None else max(state.privacy, action.raises)
    change = Change(
        action=action.key,
        occurred_on=day,
        phase=state.phase,
        step=step,
        ending=state.ending,
        privacy=privacy,
        move=next_move(state),
        data=plain,
        values=tuple(values),
        clocks=clocks.stopped_by(state, action.key, day),
    )
    return _with_values_set(state, action, data, change, today, calendar, confirmed)


def _with_values_set(
    state: CaseState,
    action: Action,
    data: Mapping[str, Any],
    change: Change,
    today: date,
    calendar: WorkCalendar,
    confirmed: frozenset[str],
) -> Change | tuple[Problem, ...]:
    """Return the change with the values the action sets on the case: exactly what a correction of them would do."""
    raw = {
        field.key: at_the_edge(field, stored(field, data[field.key]))
        for field in action.fields
        if field.key in action.sets and data.get(field.key) is not None and data[field.key] != state.details.get(field.key)
    }
    if not raw:
        return change
    corrected = correct(state, {"reason_text": action.title, "details": raw}, today, calendar, confirmed)
    if not isinstance(corrected, Change):
        return tuple(_at_the_action(problem, action) for problem in corrected)
    edits = tuple(edit for edit in corrected.values if edit.path != "reason_text")
    met = {move.key for move in change.clocks if isinstance(move, ClockStopped)}
    return replace(
        change,
        privacy=max(change.privacy, corrected.privacy),
        move=corrected.move,
        values=(*change.values, *edits),
        details=corrected.details,
        clocks=(*change.clocks, *(move for move in corrected.clocks if move.key not in met)),
        facts=corrected.facts,
        measures=corrected.measures,
    )


def _at_the_action(problem: Problem, action: Action) -> Problem:
    """Return the problem at the action's own field where it has one, so that it is told where it was typed."""
    key = problem.field.removeprefix("details.")
    return replace(problem, field=key) if key in action.sets and not problem.asks else problem
