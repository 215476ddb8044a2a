"""What a call-back (回访) changes, and the day until which one is to be made (人民调解法 31; the days are the county's)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from portal.declare.facts import Fact
from portal.declare.phases import Ending, Moment, Phase
from portal.engine import actions as core
from portal.engine.case_state import CaseState
from portal.engine.changes import AgreementPerformed, CallBackMade, Change, FactValue
from portal.engine.deciding import Deciding
from portal.engine.effect_parts import Result, changed, moments_at
from portal.engine.moves import next_move
from portal.engine.performance import rest_performed
from portal.errors import Problem

FOLLOW_UP = "follow_up"


def follow_up(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return what a call-back changes: what was performed, whether anybody went to court, what was done about bad signs."""
    problems = _problems(data)
    if problems:
        return problems
    facts: dict[Fact, FactValue | None] = {}
    if data.get("sued"):
        facts[Fact.SUED_AFTER_ON] = day
    done = data["performance"] == "full" and state.ending is Ending.SETTLED and state.step != core.PERFORMED
    if done:
        facts[Fact.PERFORMED_ON] = day
    made = CallBackMade(
        visited_on=day,
        how=data["how"],
        parties=tuple(data.get("parties") or ()),
        performance=data["performance"],
        content=data["content"],
        sued=bool(data.get("sued")),
        outcome=data.get("outcome") or "",
        wrong=bool(data.get("wrong")),
        escalates=bool(data.get("escalates")),
        measures=data.get("measures") or "",
        text=data.get("text") or "",
    )
    return changed(
        state,
        action,
        day,
        data,
        phase=Phase.FOLLOWED_UP,
        step=core.PERFORMED if done else state.step,
        rows=(made, *((*rest_performed(state, day, "told"), AgreementPerformed(day)) if done else ())),
        columns={"followed_up_on": day},
        clocks=moments_at(state, day, deciding, Moment.PERFORMED) if done else (),
        facts=facts,
    )


def with_call_back(state: CaseState, change: Change, deciding: Deciding) -> Change:
    """Return the change with the day of the call-back: set when one is the next act, taken away when it no longer is."""
    waited, waits = next_move(state) == FOLLOW_UP, change.move == FOLLOW_UP
    if waited == waits:
        return change
    by = change.occurred_on + timedelta(days=deciding.call_back_days()) if waits else None
    return replace(change, columns={**change.columns, "call_back_by": by})


def _problems(data: Mapping[str, Any]) -> tuple[Problem, ...]:
    problems = []
    if data.get("outcome") and not data.get("sued"):
        problems.append(Problem("outcome", "outcome_without_suit"))
    if (data.get("wrong") or data.get("escalates")) and not data.get("measures"):
        problems.append(Problem("measures", "measures_needed"))
    return tuple(problems)
