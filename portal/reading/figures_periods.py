"""The periods statistics are asked for: a statistical month, its quarter and year, or any two days.

A statistical month need not begin on the first: with 26 it runs from the 26th to the 25th. It is named after the month in which
most of its days lie, so that "2026-11" is 26 October to 25 November then. Quarters and years are made of statistical months.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from portal.engine.days import FIRST_YEAR, LAST_YEAR, written
from portal.errors import Refused
from portal.reading.wording import N_, say

LONGEST_DAYS = 3 * 366
_LATE = 15  # a month that begins after this day is named after the next one


class PeriodKind(StrEnum):
    """What a period is made of."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    CUSTOM = "custom"


_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}


@dataclass(frozen=True)
class Period:
    """From one day to another, both counted. `index` counts statistical months from the year 0; 0 for two given days."""

    kind: PeriodKind
    since: date
    until: date
    starts_on: int = 1
    index: int = 0

    @property
    def key(self) -> str:
        """How the period is written in an address: `2026-11`, `2026-Q4`, `2026`, `2026-01-01..2026-02-10`."""
        year, month = divmod(self.index, 12)
        match self.kind:
            case PeriodKind.MONTH:
                return f"{year}-{month + 1:02d}"
            case PeriodKind.QUARTER:
                return f"{year}-Q{month // 3 + 1}"
            case PeriodKind.YEAR:
                return f"{year}"
        return f"{self.since.isoformat()}..{self.until.isoformat()}"

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.until - self.since).days + 1

    def before(self) -> Period:
        """Return the period just before: the last month, quarter or year, or as many days as this one."""
        if self.kind is PeriodKind.CUSTOM:
            until = self.since - timedelta(days=1)
            return replace(self, since=until - timedelta(days=self.days - 1), until=until)
        return _made_of(self.kind, self.index - _MONTHS[self.kind], self.starts_on)

    def after(self) -> Period:
        """Return the period just after, the other way round."""
        if self.kind is PeriodKind.CUSTOM:
            since = self.until + timedelta(days=1)
            return replace(self, since=since, until=since + timedelta(days=self.days - 1))
        return _made_of(self.kind, self.index + _MONTHS[self.kind], self.starts_on)

    def year_before(self) -> Period:
        """Return the same period of the year before."""
        if self.kind is PeriodKind.CUSTOM:
            return replace(self, since=_year_earlier(self.since), until=_year_earlier(self.until))
        return _made_of(self.kind, self.index - 12, self.starts_on)

    def so_far(self, today: date) -> Period:
        """Return the part of the period that has passed, with its own name; the whole when it is over or has not begun."""
        return replace(self, until=today) if self.since <= today < self.until else self

    def first_days(self, days: int) -> Period:
        """Return the first days of the period, with its own name, to set beside one that still runs."""
        return replace(self, until=min(self.until, self.since + timedelta(days=days - 1)))


def month_of(day: date, starts_on: int = 1) -> Period:
    """Return the statistical month a day lies in."""
    index = day.year * 12 + day.month - 1
    if starts_on <= _LATE:
        return _made_of(PeriodKind.MONTH, index if day.day >= starts_on else index - 1, starts_on)
    return _made_of(PeriodKind.MONTH, index + 1 if day.day >= starts_on else index, starts_on)


def containing(kind: PeriodKind, day: date, starts_on: int = 1) -> Period:
    """Return the month, quarter or year a day lies in."""
    size = _MONTHS[kind]
    return _made_of(kind, month_of(day, starts_on).index // size * size, starts_on)


def months_until(day: date, count: int, starts_on: int = 1) -> tuple[Period, ...]:
    """Return that many statistical months, oldest first, the last one being the month the day lies in."""
    last = month_of(day, starts_on).index
    return tuple(_made_of(PeriodKind.MONTH, index, starts_on) for index in range(last - count + 1, last + 1))


def read_period(text: str, *, today: date, starts_on: int = 1) -> Period:
    """Return the period of its key; an empty text is the month of today.

    Raises:
        Refused: no such period, one longer than three years, or one that ends before it begins.
    """
    plain = text.strip()
    try:
        if not plain:
            return month_of(today, starts_on)
        if ".." in plain:
            since, until = (date.fromisoformat(part) for part in plain.split("..", 1))
            return between(since, until, starts_on)
        year, _, part = plain.partition("-")
        if not (plain.isascii() and len(year) == 4 and year.isdigit() and FIRST_YEAR < int(year) < LAST_YEAR):
            raise ValueError
        if not part:
            return _made_of(PeriodKind.YEAR, int(year) * 12, starts_on)
        if part in ("Q1", "Q2", "Q3", "Q4"):
            return _made_of(PeriodKind.QUARTER, int(year) * 12 + int(part[1]) * 3 - 3, starts_on)
        if not (part.isdigit() and len(part) == 2 and 1 <= int(part) <= 12):
            raise ValueError
        return _made_of(PeriodKind.MONTH, int(year) * 12 + int(part) - 1, starts_on)
    except ValueError:
        raise Refused.at("period", "period_form") from None


def between(since: date, until: date, starts_on: int = 1) -> Period:
    """Return the period of two days.

    Raises:
        Refused: the second is before the first, or they are more than three years apart.
    """
    if until < since:
        raise Refused.at("until", "ends_before_it_begins")
    if (until - since).days >= LONGEST_DAYS:
        raise Refused.at("until", "period_too_long")
    return Period(PeriodKind.CUSTOM, since, until, starts_on)


def title(period: Period) -> str:
    """Return the name of a period: 「2026年11月」."""
    year, month = divmod(period.index, 12)
    match period.kind:
        case PeriodKind.MONTH:
            return say(N_("%(year)s年%(month)s月"), year=year, month=month + 1)
        case PeriodKind.QUARTER:
            return say(N_("%(year)s年第%(n)s季度"), year=year, n=month // 3 + 1)
        case PeriodKind.YEAR:
            return say(N_("%(year)s年"), year=year)
    return span(period)


def span(period: Period) -> str:
    """Return its days: 「2026年10月26日至2026年11月25日」."""
    return say(N_("%(since)s至%(until)s"), since=written(period.since), until=written(period.until))


def _made_of(kind: PeriodKind, index: int, starts_on: int) -> Period:
    return Period(kind, _first(index, starts_on), _first(index + _MONTHS[kind], starts_on) - timedelta(days=1), starts_on, index)


def _first(index: int, starts_on: int) -> date:
    """Return the first day of a statistical month."""
    year, month = divmod(index if starts_on <= _LATE else index - 1, 12)
    return date(year, month + 1, starts_on)


def _year_earlier(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)
