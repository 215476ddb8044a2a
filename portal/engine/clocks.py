"""What a happening does to the clocks of a case: starts, stops, suspensions, extensions, new due dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from portal.declare.clocks import Clock, Extend, Limitation, Unit
from portal.declare.phases import Moment
from portal.engine.calendars import WorkCalendar
from portal.engine.case_state import CaseState, ClockState
from portal.engine.changes import ClockDue, ClockStarted, ClockStopped, ClockSuspended, DueDate
from portal.engine.days import SHANGHAI
from portal.engine.deadlines import MomentSpan, Span, due, due_moment
from portal.engine.limitation import REQUEST, Interruption, course


def started_by(
    clocks: Iterable[Clock],
    moment: Moment,
    on: date,
    details: Mapping[str, Any],
    calendar: WorkCalendar,
    *,
    running: frozenset[str] = frozenset(),
) -> tuple[ClockStarted, ...]:
    """Return the clocks this moment starts. A clock whose basis was not in force on the day does not start."""
    return tuple(
        begun
        for clock in clocks
        if clock.starts is moment and clock.key not in running
        if (begun := start(clock, on, details, calendar)) is not None
    )


def started_by_fields(
    clocks: Iterable[Clock],
    details: Mapping[str, Any],
    calendar: WorkCalendar,
    *,
    asked_on: date | None = None,
    running: frozenset[str] = frozenset(),
) -> tuple[ClockStarted, ...]:
    """Return the clocks that start on a day field which is filled in. A request made on `asked_on` interrupts limitations."""
    return tuple(
        begun
        for clock in clocks
        if isinstance(clock.starts, str) and not isinstance(clock.starts, Moment) and clock.key not in running
        if isinstance(details.get(clock.starts), date)
        if (begun := start(clock, details[clock.starts], details, calendar, asked_on=asked_on)) is not None
    )


def start(
    clock: Clock,
    on: date,
    details: Mapping[str, Any],
    calendar: WorkCalendar,
    *,
    at: datetime | None = None,
    asked_on: date | None = None,
    interruptions: tuple[Interruption, ...] = (),
    hindrances: tuple[Mapping[str, str], ...] = (),
) -> ClockStarted | None:
    """Return the clock begun on the day, or `None` when it does not apply to these details or had no basis then.

    Hours are counted from `at`, where it is given, instead of the time of day in the details. A clock that lasts until the
    day of a field begins only where that day is known and lies ahead of its start.
    """
    term = clock.term_on(on)
    if term is None or (clock.when is not None and not clock.when.holds(details)):
        return None
    until_on = details.get(clock.until) if clock.until is not None else None
    if clock.until is not None and (not isinstance(until_on, date) or until_on < on):
        return None
    moment = (at or datetime.combine(on, _time_of_day(clock, details), SHANGHAI)) if term.unit is Unit.HOUR else None
    if clock.limitation is not None and asked_on is not None and asked_on > on:
        interruptions = (*interruptions, Interruption(asked_on, act=REQUEST))
    first = _first(clock, on, moment, until_on, interruptions, hindrances, calendar)
    return ClockStarted(
        key=clock.key,
        started_on=on,
        started_at=moment,
        length=term.length,
        unit=term.unit,
        basis=term.basis,
        whose=clock.whose,
        warns=clock.warns,
        due=first,
        moves=clock.moves,
        until_on=until_on,
        limitation=clock.limitation,
        interruptions=interruptions,
        hindrances=hindrances,
    )


def _first(
    clock: Clock,
    on: date,
    at: datetime | None,
    until_on: date | None,
    interruptions: tuple[Interruption, ...],
    hindrances: tuple[Mapping[str, str], ...],
    calendar: WorkCalendar,
) -> DueDate:
    """Return the first due date of a clock that begins on the day."""
    term = clock.term_on(on) or clock.term
    if clock.limitation is not None:
        spans = obstacles(hindrances, clock.limitation)
        return limited(on, term.length, term.unit, clock.limitation, interruptions, spans, calendar, "started")
    return due_date(on, at, term.length, term.unit, calendar, reason="started", moves=clock.moves, until_on=until_on)


def limited(
    on: date,
    length: int,
    unit: Unit,
    kind: Limitation,
    interrupted: Sequence[Interruption],
    hindered: Sequence[Span],
    calendar: WorkCalendar,
    reason: str,
) -> DueDate:
    """Return the due date of a limitation, with the day from which it is counted now."""
    ran = course(on, length, unit, kind, calendar, interrupted=interrupted, hindered=hindered)
    inputs: dict[str, str | int] = {"from": ran.start.isoformat(), "raw": ran.end.raw.isoformat()}
    if ran.end.suspended_days:
        inputs["suspended_days"] = ran.end.suspended_days
    return DueDate(ran.end.on, None, ran.end.provisional, reason, inputs)


def obstacles(hindrances: Iterable[Mapping[str, str]], kind: Limitation) -> list[Span]:
    """Return the obstacles of a limitation as spans: to the day they were gone, or where days stand still to the eve of it."""
    spans = []
    for one in hindrances:
        first, gone = date.fromisoformat(one["from"]), date.fromisoformat(one["until"])
        last = gone if kind is Limitation.CIVIL else gone - timedelta(days=1)
        if last >= first:
            spans.append(Span(first, last))
    return spans


def stopped_by(state: CaseState, moment: Moment | str, on: date) -> tuple[ClockStopped, ...]:
    """Return the clocks this moment, or this action of the type's own, meets."""
    return tuple(
        ClockStopped(running.key, on, moment)
        for running in state.clocks
        if running.is_open and (declared := state.type.clock(running.key)) is not None and moment in declared.stops
    )


def cancelled(state: CaseState, on: date) -> tuple[ClockStopped, ...]:
    """Return the end of every clock that still runs, because the case was voided."""
    return tuple(ClockStopped(c.key, on, None) for c in state.clocks if c.is_open)


def suspended(state: CaseState, since: date, reason: str) -> tuple[ClockSuspended, ...]:
    """Return the clocks that wait while the case is paused."""
    return tuple(
        ClockSuspended(c.key, since, reason)
        for c in state.clocks
        if c.state == "running" and (declared := state.type.clock(c.key)) is not None and declared.suspends
    )


def resumed(state: CaseState, on: date, calendar: WorkCalendar) -> tuple[ClockDue, ...]:
    """Return the new due dates of the clocks that waited; the day of resuming counts again."""
    moves = []
    for clock in state.clocks:
        if clock.state == "suspended":
            spans = [_closed(s, on) for s in clock.suspensions]
            moves.append(ClockDue(clock.key, again(clock, spans, calendar, "suspended"), resumed_on=on))
    return tuple(moves)


def extended(clock: ClockState, until: date, calendar: WorkCalendar) -> ClockDue:
    """Return the extended due date; a last day on a rest day moves on."""
    moved = calendar.on_or_after(until)
    inputs: dict[str, str | int] = {"until": until.isoformat(), "before": clock.due_on.isoformat()}
    return ClockDue(clock.key, DueDate(moved.day, None, moved.provisional, "extended", inputs))


def may_extend(state: CaseState, by: tuple[Extend, ...]) -> tuple[ClockState, ...]:
    """Return the running clocks that may be extended by one of these consents."""
    return tuple(
        c for c in state.clocks if c.is_open and (declared := state.type.clock(c.key)) is not None and declared.extend in by
    )


def again(clock: ClockState, spans: list[tuple[date, date]], calendar: WorkCalendar, reason: str) -> DueDate:
    """Return the due date of a stored clock, computed afresh from its inputs."""
    if clock.limitation is not None:
        waits = obstacles(clock.suspensions, clock.limitation)
        return limited(clock.started_on, clock.length, clock.unit, clock.limitation, clock.interruptions, waits, calendar, reason)
    return due_date(
        clock.started_on,
        clock.started_at,
        clock.length,
        clock.unit,
        calendar,
        reason=reason,
        spans=spans,
        extended_to=clock.extended_to,
        moves=clock.moves,
        until_on=clock.until_on,
    )


def due_date(
    on: date,
    at: datetime | None,
    length: int,
    unit: Unit,
    calendar: WorkCalendar,
    *,
    reason: str,
    spans: Iterable[tuple[date, date]] = (),
    extended_to: date | None = None,
    moves: bool = True,
    until_on: date | None = None,
) -> DueDate:
    """Return the due date with its inputs. `spans` are the days that do not count, both included; `until_on` is a last day
    that was given instead of a length."""
    if unit is Unit.UNTIL:
        last = max(until_on or on, extended_to or on)
        moved = calendar.on_or_after(last)
        told: dict[str, str | int] = {"from": on.isoformat(), "raw": last.isoformat()}
        if extended_to is not None:
            told["until"] = extended_to.isoformat()
        return DueDate(moved.day, None, moved.provisional, reason, told) if moves else DueDate(last, None, False, reason, told)
    days = [Span(first, last) for first, last in spans]
    if unit is Unit.HOUR:
        begin = at or datetime.combine(on, time(0), SHANGHAI)
        waits = [MomentSpan(_midnight(span.first), _midnight(span.last + timedelta(days=1))) for span in days]
        moment = due_moment(begin, length, suspended=waits)
        return DueDate(moment.astimezone(SHANGHAI).date(), moment, False, reason, {"from": begin.isoformat()})
    found = due(on, length, unit, calendar, suspended=days, extended_to=extended_to)
    inputs: dict[str, str | int] = {"from": on.isoformat(), "raw": found.raw.isoformat()}
    if found.suspended_days:
        inputs["suspended_days"] = found.suspended_days
    if extended_to is not None:
        inputs["until"] = extended_to.isoformat()
    if not moves:
        return DueDate(found.raw, None, False, reason, inputs)
    return DueDate(found.on, None, found.provisional, reason, inputs)


def spans_of(clock: ClockState) -> list[tuple[date, date]]:
    """Return the closed suspensions of a clock as days, both included."""
    return [
        (date.fromisoformat(s["from"]), date.fromisoformat(s["until"]) - timedelta(days=1))
        for s in clock.suspensions
        if s.get("until") and s["until"] > s["from"]
    ]


def next_due(clocks: Iterable[ClockState]) -> ClockState | None:
    """Return the running clock whose day comes first, the organisation's duties before the parties' rights."""
    running = [c for c in clocks if c.state == "running"]
    return min(running, key=lambda c: (c.whose != "ours", c.due_on), default=None)


def _closed(suspension: Mapping[str, str], on: date) -> tuple[date, date]:
    """Return a suspension as days, both included; an open one ends the day before `on`."""
    first = date.fromisoformat(suspension["from"])
    until = suspension.get("until")
    return first, max(first, (date.fromisoformat(until) if until else on) - timedelta(days=1))


def _time_of_day(clock: Clock, details: Mapping[str, Any]) -> time:
    """Return the time of day that was entered, or midnight: where only the day is known, on the safe side."""
    text = details.get(clock.at) if clock.at is not None else None
    if not isinstance(text, str) or not text:
        return time(0)
    hour, _colon, minute = text.replace("：", ":").partition(":")
    return time(int(hour), int(minute))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), SHANGHAI)
