"""When a time limit ends, and how near it is. Pure: the same facts and calendar always give the same day.

How days are counted (民法典 200–204; 民事诉讼法 85):

- the day it starts is not counted; the first counted day is the next one;
- a month or year ends on the day with the same number, or on the month's last day where there is none (民法典 202);
- a last day on which people rest moves to the next working day (民法典 203), also a last day the parties agreed on;
- a suspension has a first and a last day, both included; each such day within the running period is not counted.
  Days before the start or after the end change nothing, overlapping suspensions count once; the working day to which
  the end moved belongs to the period. A suspension still open is given with today as its last day;
- an extension names a last day. It never shortens; suspended days between the old end and the new one are added to it.

Hours run from the moment itself and end whenever they end, also at night and on a holiday.
"""

from __future__ import annotations

import calendar as month_calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from portal.declare.clocks import Unit
from portal.engine.calendars import WorkCalendar

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a span ends before it begins")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class MomentSpan:
    """Time from `first` up to `last`, both aware."""

    first: datetime
    last: datetime

    def __post_init__(self) -> None:
        if _utc(self.last) < _utc(self.first):
            raise ValueError("a span ends before it begins")


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a time limit and how it was found.

    `raw` is the last day before it moved off a day of rest. `provisional` says that a year without a holiday notice took
    part. `suspended_days` counts the days that were not counted: working days where the unit is the working day.
    """

    on: date
    raw: date
    moved: bool
    provisional: bool
    suspended_days: int

    @property
    def warn_by(self) -> date:
        """Return the day to warn by: the earlier one while it is not known whether people rest on the raw last day."""
        return min(self.raw, self.on) if self.provisional else self.on


class WarningLevel(StrEnum):
    """How near a due day is, from far to past."""

    NONE = "none"
    HALF = "half"
    EIGHTY = "eighty"
    LAST_WORKING_DAY = "last_working_day"
    TODAY = "today"
    OVERDUE = "overdue"


def due(
    start: date,
    length: int,
    unit: Unit,
    calendar: WorkCalendar,
    *,
    suspended: Sequence[Span] = (),
    extended_to: date | None = None,
) -> Due:
    """Return the last day on which a time limit can be met (民法典 201–203, 民事诉讼法 85).

    Raises `ValueError` for a length below one and for hours, which `due_moment` counts.
    """
    if length < 1:
        raise ValueError("a time limit has a positive length")
    stopped = _Stopped(suspended)
    if unit is Unit.WORKING_DAY:
        raw, pauses, provisional = _working_days(start, length, calendar, stopped)
    elif unit is Unit.HOUR:
        raise ValueError("hours are counted from a moment")
    else:
        raw, pauses = stopped.stretch(start, _calendar_end(start, length, unit))
        provisional = False
    if extended_to is not None and extended_to > raw:
        raw, more = stopped.stretch(raw, extended_to)
        pauses += more
    while True:
        on, guessed = calendar.on_or_after(raw)
        provisional = provisional or guessed
        if on == raw or on not in stopped:
            return Due(on, raw, on != raw, provisional, pauses)
        raw, more = stopped.stretch(on - _DAY, on)
        pauses += more


def due_moment(start: datetime, hours: int, *, suspended: Sequence[MomentSpan] = ()) -> datetime:
    """Return the moment, in UTC, at which a time limit of hours ends (民法典 201).

    Raises `ValueError` for a naive moment and for a length below one.
    """
    if hours < 1:
        raise ValueError("a time limit has a positive length")
    counted_to = _utc(start)
    end = counted_to + timedelta(hours=hours)
    for first, last in sorted((_utc(span.first), _utc(span.last)) for span in suspended):
        begin = max(first, counted_to)
        if begin >= end:
            break
        if last > begin:
            end += last - begin
            counted_to = last
    return end


def warning_level(start: date, due: date, today: date, calendar: WorkCalendar) -> WarningLevel:
    """Return how near the due day is: half or four fifths of the days gone, the last working day before it, today, over."""
    if today > due:
        return WarningLevel.OVERDUE
    if today == due:
        return WarningLevel.TODAY
    if today >= calendar.previous_working(due).day:
        return WarningLevel.LAST_WORKING_DAY
    gone, total = (today - start).days, (due - start).days
    if gone * 5 >= total * 4:
        return WarningLevel.EIGHTY
    return WarningLevel.HALF if gone * 2 >= total else WarningLevel.NONE


SOON_MOST = timedelta(days=7)
"""A long term is not "soon" for months: at most so many days before its end."""


def warned_level(start: date, due: date, warn_by: date, today: date, calendar: WorkCalendar) -> WarningLevel:
    """Return how near the due day is, on the safe side: warned by the earlier day, but not overdue before the due day is over."""
    level = warning_level(start, warn_by, today, calendar)
    return WarningLevel.TODAY if level is WarningLevel.OVERDUE and today <= due else level


def warning_days(start: date, due: date, warn_by: date, calendar: WorkCalendar) -> tuple[date, ...]:
    """Return the days on which a warning may rise, in order: half, four fifths, last working day before, the day, overdue."""
    total = max((warn_by - start).days, 0)
    half, eighty = start + _DAY * -(-total // 2), start + _DAY * -(-total * 4 // 5)
    return tuple(sorted({half, eighty, calendar.previous_working(warn_by).day, warn_by, due, due + _DAY}))


def soon_day(start: date, warn_by: date, calendar: WorkCalendar) -> date:
    """Return the day from which an end is near: four fifths gone, a week before at most, the last working day at least."""
    eighty = start + _DAY * -(-max((warn_by - start).days, 0) * 4 // 5)
    return min(max(eighty, warn_by - SOON_MOST), calendar.previous_working(warn_by).day)


def add_months(start: date, months: int) -> date:
    """Return the corresponding day so many months later, or the month's last day where there is none (民法典 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, month_calendar.monthrange(year, month + 1)[1]))


class _Stopped:
    """The suspended days, merged: `stretch` and `__contains__` see each day once."""

    def __init__(self, spans: Sequence[Span]) -> None:
        merged: list[Span] = []
        for span in sorted(spans, key=lambda span: span.first):
            if merged and span.first <= merged[-1].last + _DAY:
                merged[-1] = Span(merged[-1].first, max(merged[-1].last, span.last))
            else:
                merged.append(span)
        self._spans = merged

    def __contains__(self, day: date) -> bool:
        return any(day in span for span in self._spans)

    def stretch(self, after: date, until: date) -> tuple[date, int]:
        """Return the last day of the days after `after` up to `until`, later by the suspended days met, and their number."""
        pauses = 0
        for span in self._spans:
            first = max(span.first, after + _DAY)
            if first > until:
                break
            if span.last >= first:
                met = (span.last - first).days + 1
                until, pauses = until + timedelta(days=met), pauses + met
        return until, pauses


def _calendar_end(start: date, length: int, unit: Unit) -> date:
    if unit is Unit.DAY:
        return start + timedelta(days=length)
    return add_months(start, length * 12 if unit is Unit.YEAR else length)


def _working_days(start: date, length: int, calendar: WorkCalendar, stopped: _Stopped) -> tuple[date, int, bool]:
    """Return the last of so many unsuspended working days, the suspended working days on the way, and whether it is a guess."""
    day, counted, pauses, provisional = start, 0, 0, False
    while counted < length:
        day, guessed = calendar.next_working(day)
        provisional = provisional or guessed
        if day in stopped:
            pauses += 1
        else:
            counted += 1
    return day, pauses, provisional


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment must be aware")
    return moment.astimezone(UTC)
