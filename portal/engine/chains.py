"""Clocks that follow others of their type: what begins when one is met, and when one of the parties' rights has lapsed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from portal.declare.case_types import CaseType
from portal.declare.clocks import After, Clock, End
from portal.engine.calendars import WorkCalendar
from portal.engine.case_state import CaseState
from portal.engine.changes import Change, ClockDue, ClockMove, ClockStarted, ClockStopped
from portal.engine.clocks import start


def with_followers(state: CaseState, change: Change, calendar: WorkCalendar) -> Change:
    """Return the change with the clocks that begin because others were met by it, on the day they were.

    Where a met clock runs again, because the agreement that met it fell away, its followers no longer apply.
    """
    details = change.details if change.details is not None else state.details
    known = replace(state, details=details)
    moves: list[ClockMove] = list(change.clocks)
    for move in change.clocks:
        if isinstance(move, ClockStopped) and move.by is not None:
            moves += _begun(known, move.key, End.MET, move.on, calendar, _open_after(state, moves))
        elif isinstance(move, ClockDue) and move.due.reason == "recalculated":
            moves += _no_longer(state, move.key, change.occurred_on)
    return change if len(moves) == len(change.clocks) else replace(change, clocks=tuple(moves))


def after_lapse(state: CaseState, lapsed: Iterable[tuple[str, date]], calendar: WorkCalendar) -> tuple[ClockStarted, ...]:
    """Return the clocks that begin because rights lapsed, counted from the last day each of them had."""
    begun: list[ClockStarted] = []
    for key, last in lapsed:
        begun += _begun(state, key, End.LAPSED, last, calendar, _open_after(state, begun))
    return tuple(begun)


def followed(case_type: CaseType) -> frozenset[str]:
    """Return the clocks whose lapse starts another one."""
    return frozenset(
        clock.starts.clock for clock in case_type.clocks if isinstance(clock.starts, After) and clock.starts.end is End.LAPSED
    )


def _begun(
    state: CaseState, key: str, end: End, on: date, calendar: WorkCalendar, running: frozenset[str]
) -> Iterator[ClockStarted]:
    for clock in _followers(state.type, key):
        if clock.starts == After(key, end) and clock.key not in running:
            begun = start(clock, on, state.details, calendar)
            if begun is not None:
                yield begun


def _no_longer(state: CaseState, key: str, on: date) -> Iterator[ClockStopped]:
    """Yield the end of the open followers of a clock that was met and runs again."""
    met = next((c for c in reversed(state.clocks) if c.key == key), None)
    if met is not None and met.state == "stopped":
        for clock in _followers(state.type, key):
            if clock.key in state.clock_keys:
                yield ClockStopped(clock.key, on, None)


def _followers(case_type: CaseType, key: str) -> Iterator[Clock]:
    return (clock for clock in case_type.clocks if isinstance(clock.starts, After) and clock.starts.clock == key)


def _open_after(state: CaseState, moves: Iterable[ClockMove]) -> frozenset[str]:
    """Return the keys of the clocks that run or wait after the moves."""
    stopped = {move.key for move in moves if isinstance(move, ClockStopped)}
    begun = {move.key for move in moves if isinstance(move, ClockStarted)}
    return frozenset((state.clock_keys - stopped) | begun)
