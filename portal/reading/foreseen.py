"""「如今天受理…」: the clocks a case would start, told while it is still being written, computed by the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.declare.case_types import CaseType
from portal.declare.clocks import Whose
from portal.declare.phases import BEFORE_ACCEPTANCE, Moment, Phase
from portal.engine import clocks
from portal.engine.calendars import WorkCalendar
from portal.engine.case_state import CaseState
from portal.engine.changes import ClockStarted
from portal.reading.clock_sentences import start_titles, why_foreseen
from portal.reading.wording import N_, label, say


@dataclass(frozen=True)
class Foreseen:
    """A clock that would start. `is_ours` tells a duty of the organisation from a right of the parties."""

    key: str
    title: str
    due_on: date
    why: str
    lapse: str
    is_ours: bool
    provisional: bool


def foreseen(
    case_type: CaseType, details: Mapping[str, Any], received_on: date, accepted_on: date, calendar: WorkCalendar, plugin: str
) -> tuple[Foreseen, ...]:
    """Return the clocks that would start, the organisation's duties first, each group by its day.

    `details` are the values read so far; a clock that starts on a day field is left out while the field is empty.
    """
    declared = {clock.key: clock for clock in case_type.clocks}
    begun: list[ClockStarted] = list(clocks.started_by(case_type.clocks, Moment.RECEIVED, received_on, details, calendar))
    begun += clocks.started_by_fields(case_type.clocks, details, calendar, asked_on=received_on)
    running = frozenset(started.key for started in begun)
    begun += clocks.started_by(case_type.clocks, Moment.ACCEPTED, accepted_on, details, calendar, running=running)
    titles = start_titles(case_type)
    shown = [
        Foreseen(
            key=started.key,
            title=label(declared[started.key].title, plugin),
            due_on=started.due.on,
            why=why_foreseen(started, declared[started.key], plugin, titles),
            lapse=label(declared[started.key].lapse, plugin),
            is_ours=started.whose is Whose.OURS,
            provisional=started.due.provisional,
        )
        for started in begun
    ]
    return tuple(sorted(shown, key=lambda one: (not one.is_ours, one.due_on, one.key)))


def foreseen_on_case(state: CaseState, today: date, calendar: WorkCalendar, plugin: str) -> tuple[str, tuple[Foreseen, ...]]:
    """Return what would fall due if the next step were taken today: `accept` for a case not accepted yet, `resume` for one that
    waits, with the clocks concerned; an empty key where nothing of the kind is near.
    """
    if state.phase in BEFORE_ACCEPTANCE:
        shown = foreseen(state.type, state.details, state.received_on, today, calendar, plugin)
        return "accept", tuple(one for one in shown if one.is_ours and one.key not in state.clock_keys)
    if state.phase is Phase.PAUSED:
        due = {move.key: move.due for move in clocks.resumed(state, today, calendar)}
        declared = {clock.key: clock for clock in state.type.clocks}
        shown = tuple(
            Foreseen(
                key=key,
                title=label(declared[key].title, plugin),
                due_on=found.on,
                why=say(N_("中止的日子不计算在内")),
                lapse=label(declared[key].lapse, plugin),
                is_ours=declared[key].whose is Whose.OURS,
                provisional=found.provisional,
            )
            for key, found in due.items()
            if key in declared
        )
        return "resume", shown
    return "", ()


def awaited(case_type: CaseType, details: Mapping[str, Any], plugin: str) -> tuple[tuple[str, str, str], ...]:
    """Return the organisation's clocks whose day cannot be told yet: the key and title of the empty field, the clock's title."""
    titles = {field.key: field.title for field in case_type.fields}
    waiting = {
        clock.when.field: (clock.when.field, label(titles[clock.when.field], plugin), label(clock.title, plugin))
        for clock in reversed(case_type.clocks)
        if clock.whose is Whose.OURS and clock.starts in (Moment.RECEIVED, Moment.ACCEPTED)
        if clock.when is not None and details.get(clock.when.field) is None
    }
    return tuple(reversed(waiting.values()))
