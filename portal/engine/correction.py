"""更正: changes what was entered, old value → new value with a reason, and lets everything computed from it follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from portal.declare.clocks import After, Clock
from portal.declare.facts import Fact
from portal.declare.fields import Day, Field, LongText
from portal.declare.phases import Moment
from portal.engine import clocks
from portal.engine.actions import PERFORMED
from portal.engine.calendars import WorkCalendar
from portal.engine.case_state import CaseState, ClockState, details_view
from portal.engine.changes import Change, ClockMove, ClockStarted, ClockStopped, Edited, FactValue
from portal.engine.intake import SUMMARY_LONGEST, TEXTS, check_rules, class_of, facts_of, measures_of
from portal.engine.limitation import REQUEST, Interruption
from portal.engine.limitation_moves import asked
from portal.engine.moves import next_move
from portal.engine.numbers_in_text import phones_asked
from portal.engine.party_correction import correct_parties
from portal.engine.read_fields import FieldProblem, at_the_edge, read_field, read_fields, read_free_text, spelled, stored
from portal.errors import Problem

_REASON = LongText("reason_text", "更正理由", required=True, longest=1000)
_DAYS: tuple[Field, ...] = (Day("received_on", "收到日期"), Day("occurred_on", "发生时间"))
_TEXTS = (("summary", SUMMARY_LONGEST, True), ("place", 120, False))
KEYS = frozenset({"reason_text", "received_on", "occurred_on", "summary", "place", "details", "parties"})


def correct(
    state: CaseState, raw: Mapping[str, Any], today: date, calendar: WorkCalendar, confirmed: frozenset[str]
) -> Change | tuple[Problem, ...]:
    """Return the correction, or every problem. Only what is named changes; a masked value sent back is refused.

    The state must have been loaded with its secrets.
    """
    problems = [Problem(str(k)[:60], "unknown_field") for k in raw if k not in KEYS]
    reason = _line(raw, _REASON.key, _REASON.longest, problems)
    if reason is None:
        problems.append(Problem(_REASON.key, "required", {"title": _REASON.title}))
    columns, edits = _columns(state, raw, today, problems)
    details, detail_edits = _details(state, raw.get("details", {}), today, problems)
    parties, party_edits = correct_parties(state, raw.get("parties", {}), today, problems)
    edits += [*detail_edits, *party_edits]
    received_on = columns.get("received_on", state.received_on)
    occurred_on = columns.get("occurred_on", state.occurred_on)
    if occurred_on is not None and occurred_on > received_on:
        problems.append(Problem("occurred_on", "occurred_after_received"))
    if state.accepted_on is not None and received_on > state.accepted_on:
        problems.append(Problem("received_on", "received_after_accepted", {"day": state.accepted_on.isoformat()}))
    view = details_view(details, parties, received_on, occurred_on, state.source)
    asking = check_rules(state.type, view, today, {p.field for p in problems}) + _phones(state, columns, details)
    answered = {code.partition(":")[2] for code in confirmed}  # as a correction (rule:…) or within an act of the type (guard:…)
    problems += [p for p in asking if not p.asks or p.field not in answered]
    if not problems and not edits:
        problems.append(Problem("", "nothing_changed"))
    if problems:
        return tuple(problems)
    privacy = class_of(state.type, details, state.privacy)
    facts: dict[Fact, FactValue | None] = {**facts_of(state.type, details), Fact.PEOPLE: len(parties)}
    if "received_on" in columns:
        facts[Fact.RECEIVED_ON] = received_on
    if "occurred_on" in columns:
        facts[Fact.OCCURRED_ON] = occurred_on
    return Change(
        action="correct",
        occurred_on=today,
        phase=state.phase,
        step=state.step,
        ending=state.ending,
        privacy=privacy,
        move=next_move(replace(state, details=details, parties=parties)),
        columns=columns,
        data={"paths": [e.path for e in edits]},
        values=(Edited("reason_text", None, reason), *edits),
        details=details,
        parties=parties if party_edits else None,
        clocks=_clocks(state, details, received_on, today, calendar),
        facts=facts,
        measures=measures_of(state.type, details),
    )


def _phones(state: CaseState, columns: Mapping[str, Any], details: Mapping[str, Any]) -> list[Problem]:
    """Return a question at each free text into which this correction writes a mobile number."""
    changed = {key: value for key, value in details.items() if value != state.details.get(key)}
    return phones_asked(TEXTS, columns) + phones_asked(state.type.fields, changed, "details")


def _columns(
    state: CaseState, raw: Mapping[str, Any], today: date, problems: list[Problem]
) -> tuple[dict[str, Any], list[Edited]]:
    """Return the new values of plain columns that were named and differ."""
    columns: dict[str, Any] = {}
    edits: list[Edited] = []
    for key, longest, lines in _TEXTS:
        if key in raw:
            text = _line(raw, key, longest, problems, lines=lines) or ""
            before = getattr(state, key)
            if text != before:
                columns[key] = text
                edits.append(Edited(key, before, text))
    for field in _DAYS:
        if field.key in raw:
            try:
                day = read_field(field, raw[field.key], today)
            except FieldProblem as problem:
                problems.append(Problem(field.key, problem.code, problem.params))
                continue
            known = getattr(state, field.key)
            if day is None and field.key == "received_on":
                problems.append(Problem(field.key, "required", {"title": field.title}))
            elif day != known:
                columns[field.key] = day
                edits.append(Edited(field.key, str(known) if known else None, str(day) if day else None))
    return columns, edits


def _details(state: CaseState, raw: object, today: date, problems: list[Problem]) -> tuple[dict[str, Any], list[Edited]]:
    """Return the merged details, read afresh as a whole so that conditions and requirements hold, and what differs."""
    if not isinstance(raw, Mapping):
        problems.append(Problem("details", "wrong_kind"))
        return dict(state.details), []
    if not raw:
        return dict(state.details), []
    known = {f.key: f for f in state.type.fields}
    merged = {k: at_the_edge(known[k], stored(known[k], v)) for k, v in state.details.items() if k in known}
    details, found = read_fields(state.type.fields, merged | dict(raw), today, "details")
    problems += found
    edits = [
        Edited(f"details.{key}", spelled(field, state.details.get(key)) or None, spelled(field, details.get(key)) or None)
        for key, field in known.items()
        if details.get(key) != state.details.get(key)
    ]
    return details, edits


def _clocks(
    state: CaseState, details: Mapping[str, Any], received_on: date, today: date, calendar: WorkCalendar
) -> tuple[ClockMove, ...]:
    """Return what the correction does to clocks whose trigger or condition it touched; the others stay as they are."""
    moves: list[ClockMove] = []
    open_clocks = {c.key: c for c in state.clocks if c.is_open}
    ever = {c.key for c in state.clocks}
    for declared in state.type.clocks:
        begin = received_on if declared.starts is Moment.RECEIVED else details.get(str(declared.starts))
        if isinstance(declared.starts, Moment | After) and declared.starts is not Moment.RECEIVED:
            continue
        present = open_clocks.get(declared.key)
        wanted = _wanted(state, declared, present, begin, received_on, details, calendar)
        if present is not None and (wanted is None or _differs(wanted, present)):
            moves.append(ClockStopped(declared.key, today, None))
            if wanted is not None:
                moves.append(wanted)
        elif present is None and wanted is not None and declared.key not in ever and not _met_already(state, declared):
            moves.append(wanted)
    return tuple(moves)


def _wanted(
    state: CaseState,
    declared: Clock,
    present: ClockState | None,
    begin: object,
    received_on: date,
    details: Mapping[str, Any],
    calendar: WorkCalendar,
) -> ClockStarted | None:
    """Return the clock as it would have begun; what interrupted and hindered it elsewhere stays."""
    if not isinstance(begin, date):
        return None
    own = Interruption(state.received_on, act=REQUEST)
    noted = tuple(i for i in present.interruptions if i != own) if present is not None else ()
    waits = present.suspensions if present is not None and present.limitation is not None else ()
    asked_on = received_on if asked(state.source) else None
    return clocks.start(declared, begin, details, calendar, asked_on=asked_on, interruptions=noted, hindrances=waits)


def _differs(wanted: ClockStarted, present: ClockState) -> bool:
    """Say whether the clock would begin or last otherwise than it does."""
    return (
        wanted.started_on != present.started_on
        or wanted.started_at != present.started_at
        or wanted.until_on != present.until_on
        or set(wanted.interruptions) != set(present.interruptions)
    )


def _met_already(state: CaseState, clock: Clock) -> bool:
    """Say whether what would meet the clock lies behind the case; a payment order's days may begin after the agreement."""
    behind = {Moment.AGREED, Moment.ENDED} if state.ending is not None else set()
    if state.step == PERFORMED:
        behind.add(Moment.PERFORMED)
    return not behind.isdisjoint(clock.stops)


def _line(raw: Mapping[str, Any], key: str, longest: int, problems: list[Problem], *, lines: bool = True) -> str | None:
    try:
        return read_free_text(raw.get(key) or "", longest, lines=lines)
    except FieldProblem as problem:
        problems.append(Problem(key, problem.code, problem.params))
        return None
