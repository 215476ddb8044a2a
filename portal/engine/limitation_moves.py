"""时效中断、中止: which happenings move the limitations of a case, and what is asked to note those outside of it.

What the case knows it counts by itself: that the right-holder asked us (诉讼时效规定 12), that the mediation ended without
agreement (民法典 195: from the end of the procedure), that the other side promised or paid in part (诉讼时效规定 14; for labour
劳动争议调解仲裁法 27). What happens elsewhere is noted: a demand, a suit, a report to the police, an obstacle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from portal.declare.clocks import Limitation
from portal.declare.fields import Choice, ClockPick, Day, Field, LongText
from portal.declare.phases import Ending, Moment, Source
from portal.engine.calendars import WorkCalendar
from portal.engine.case_state import CaseState, ClockState
from portal.engine.changes import ClockDue
from portal.engine.clocks import again
from portal.engine.limitation import ACTS, OBSTACLES, PROMISE, REQUEST, Interruption


def may_move(state: CaseState) -> tuple[ClockState, ...]:
    """Return the limitations that an act may still move: one that lapsed may have been interrupted before."""
    return tuple(c for c in state.clocks if c.limitation is not None and (c.is_open or c.state == "lapsed"))


def interrupt_fields() -> tuple[Field, ...]:
    """Return what `interrupt` asks."""
    return (
        ClockPick("clock", "哪个时效", required=True),
        Choice("act", "情形", ACTS, required=True),
        Day("acted_on", "日期", required=True),
        Day("procedure_ended_on", "有关程序终结的日期", hint="起诉、仲裁、报案等程序已经终结的，从终结之日重新计算"),
        LongText("note", "凭证和说明", longest=2000),
    )


def hinder_fields() -> tuple[Field, ...]:
    """Return what `hinder` asks: once the obstacle is gone, because only then the new end is known."""
    return (
        ClockPick("clock", "哪个时效", required=True),
        Choice("obstacle", "障碍", OBSTACLES, required=True),
        Day("since_on", "障碍发生的日期", required=True),
        Day("gone_on", "障碍消除的日期", required=True),
        LongText("note", "凭证和说明", longest=2000),
    )


def renewed(clock: ClockState, event: Interruption, calendar: WorkCalendar) -> ClockDue | None:
    """Return the new due date of a limitation that the act interrupts, or `None` when it changes nothing."""
    found = again(replace(clock, interruptions=(*clock.interruptions, event)), [], calendar, "interrupted")
    before = again(clock, [], calendar, "interrupted")
    return ClockDue(clock.key, found, interrupted=event) if found.inputs != before.inputs else None


def held_up(clock: ClockState, since: date, gone_on: date, reason: str, calendar: WorkCalendar) -> ClockDue | None:
    """Return the new due date of a limitation that an obstacle held up, or `None` when it changes nothing."""
    wait = {"from": since.isoformat(), "until": gone_on.isoformat(), "reason": reason}
    found = again(replace(clock, suspensions=(*clock.suspensions, wait)), [], calendar, "hindered")
    before = again(clock, [], calendar, "hindered")
    return ClockDue(clock.key, found, hindered=wait) if found.inputs != before.inputs else None


def moved_at(state: CaseState, moment: Moment, day: date, calendar: WorkCalendar) -> Iterator[ClockDue]:
    """Yield the limitations that a moment of the case starts anew."""
    if moment is Moment.EFFECTIVE:
        yield from promised(state.clocks, day, calendar)
    elif moment is Moment.UNSETTLED and asked(state.source):
        for clock in state.clocks:
            if clock.is_open and clock.limitation is Limitation.CIVIL:
                due = renewed(clock, Interruption(state.received_on, day, REQUEST), calendar)
                if due is not None:
                    yield due


def requested_before(state: CaseState, today: date, calendar: WorkCalendar) -> tuple[ClockDue, ...]:
    """Return the limitations with the request to us, where they began before the portal counted it (诉讼时效规定 12).

    A case that ended without agreement counts from the day it ended (民法典 195). A right that lapsed comes back when the
    request moves its end to today or later; otherwise it stays as it is.
    """
    if not asked(state.source) or state.voided_on is not None or state.erased:
        return ()
    ended = state.ended_on if state.ending not in (None, Ending.SETTLED) else None
    moves = []
    for clock in may_move(state):
        if any(event.act == REQUEST for event in clock.interruptions):
            continue
        event = Interruption(state.received_on, ended if clock.limitation is Limitation.CIVIL else None, REQUEST)
        due = renewed(clock, event, calendar)
        if due is not None and (clock.is_open or due.due.on >= today):
            moves.append(due)
    return tuple(moves)


def promised(clocks: Iterable[ClockState], day: date, calendar: WorkCalendar) -> Iterator[ClockDue]:
    """Yield the limitations that a promise or a part payment starts anew (诉讼时效规定 14; 劳动争议调解仲裁法 27)."""
    for clock in clocks:
        if clock.is_open and clock.limitation is not None:
            due = renewed(clock, Interruption(day, act=PROMISE), calendar)
            if due is not None:
                yield due


def asked(source: Source) -> bool:
    """Say whether the right-holder asked for protection: not where the committee came of its own motion (诉讼时效规定 12)."""
    return source is not Source.OWN_MOTION
