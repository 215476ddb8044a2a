"""Time limits as data: trigger, length, unit, suspension, extension, effect of expiry and legal basis."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portal.declare.conditions import When
from portal.declare.keys import check_key, check_title
from portal.declare.phases import Moment
from portal.errors import DeclarationError


class Unit(StrEnum):
    """In what a length is counted."""

    DAY = "day"
    WORKING_DAY = "working_day"
    HOUR = "hour"
    MONTH = "month"
    YEAR = "year"
    UNTIL = "until"  # to the day that a field names


class Extend(StrEnum):
    """Whose consent extends the clock."""

    NEVER = "never"
    BY_ALL_PARTIES = "by_all_parties"
    BY_SUPERVISOR = "by_supervisor"
    BY_PARTIES_AND_US = "by_parties_and_us"  # 当事人和调解组织共同约定


class Whose(StrEnum):
    """Who loses something when the clock runs out: the organisation's duty or the parties' right."""

    OURS = "ours"
    PARTIES = "parties"


class Limitation(StrEnum):
    """By which law acts of the parties start a period anew (中断) and obstacles hold it up (中止).

    `CIVIL` (民法典 194, 195): anew from the act, or from the end of the procedure it began; an obstacle in the last six months
    puts the end six months after it is gone. `LABOUR` (劳动争议调解仲裁法 27): anew from the act; stands still meanwhile.
    """

    CIVIL = "civil"
    LABOUR = "labour"


class End(StrEnum):
    """How a clock ended."""

    MET = "met"  # 已办
    LAPSED = "lapsed"  # 已满


@dataclass(frozen=True)
class After:
    """Starts a clock when another one of the type ends, on the day it is met or on the last day it had.

    Only a right of the parties lapses; a duty of the organisation stays overdue until it is done.
    """

    clock: str
    end: End = End.LAPSED

    def __str__(self) -> str:
        return f"{self.end.value}:{self.clock}"


NEVER = Extend.NEVER
BY_ALL_PARTIES = Extend.BY_ALL_PARTIES
BY_SUPERVISOR = Extend.BY_SUPERVISOR
BY_PARTIES_AND_US = Extend.BY_PARTIES_AND_US


@dataclass(frozen=True)
class Basis:
    """Where a rule stands. `since` and `until` are the days it is in force, both included.

    `verified=False` marks a rule that could not be checked against its text: it is shown with the mark 「依据待核」, and may
    leave the article empty where not even its number is known.
    `house=True` is a rule of the house (本单位规定), not of law.
    """

    law: str
    article: str
    since: date
    until: date | None = None
    verified: bool = True
    house: bool = False

    def __post_init__(self) -> None:
        if not self.law.strip() or (not self.article.strip() and self.verified and not self.house):
            raise DeclarationError("basis", "names no law or no article")
        if self.until is not None and self.until < self.since:
            raise DeclarationError(f"basis {self.law} {self.article}", "ends before it begins")

    def in_force(self, on: date) -> bool:
        """Say whether the basis is in force on the day."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Term:
    """A length with the basis that gave it; a clock keeps earlier ones, because the trigger date decides."""

    length: int
    unit: Unit
    basis: Basis


@dataclass(frozen=True)
class Clock:
    """A time limit of a type.

    Exactly one of `days`, `working_days`, `hours`, `months`, `years` gives the length, or `until` names the day field that
    holds the last day. `starts` is a `Moment`, the key of a day field, or `After` another clock of the type. Hours are counted
    from the time of day in the field `at`, and from midnight where that is empty. It ends at the first of `stops`: a `Moment`,
    or the key of an action of the type's own. A pause of the case suspends it unless `suspends=False`. `lapse` says in one
    sentence what follows when it runs out. `warns` may be off for long rights that nobody at the desk can act on.
    `moves=False` keeps a last day that is a rest day: a term for acting moves on (民法典 203), the validity of an order does
    not. `limitation` says by which law the period is interrupted and suspended.
    """

    key: str
    title: str
    starts: Moment | str | After
    basis: Basis
    days: int | None = None
    working_days: int | None = None
    hours: int | None = None
    months: int | None = None
    years: int | None = None
    until: str | None = None
    at: str | None = None
    stops: tuple[Moment | str, ...] = ()
    extend: Extend = Extend.NEVER
    extend_most: int | None = None
    suspends: bool = True
    whose: Whose = Whose.OURS
    lapse: str = ""
    when: When | None = None
    warns: bool = True
    moves: bool = True
    limitation: Limitation | None = None
    earlier: tuple[Term, ...] = field(default=())

    def __post_init__(self) -> None:
        where = f"clock {self.key}"
        check_key(self.key, where)
        check_title(self.title, where)
        given = [n for n in (self.days, self.working_days, self.hours, self.months, self.years) if n is not None]
        if len(given) + (self.until is not None) != 1 or any(n <= 0 for n in given):
            raise DeclarationError(where, "needs exactly one positive length, or the field of its last day")
        if self.at is not None and self.hours is None:
            raise DeclarationError(where, "only hours are counted from a time of day")
        if self.limitation is not None and (self.suspends or not (self.months or self.years)):
            raise DeclarationError(where, "a limitation counts months or years, and a pause of the case does not suspend it")
        if not isinstance(self.basis, Basis):
            raise DeclarationError(where, "has no basis")
        if not self.lapse.strip():
            raise DeclarationError(where, "does not say what follows when it runs out")

    @property
    def term(self) -> Term:
        """Return the present length with its basis."""
        for unit, length in (
            (Unit.DAY, self.days),
            (Unit.WORKING_DAY, self.working_days),
            (Unit.HOUR, self.hours),
            (Unit.MONTH, self.months),
            (Unit.YEAR, self.years),
        ):
            if length is not None:
                return Term(length, unit, self.basis)
        return Term(0, Unit.UNTIL, self.basis)

    def term_on(self, trigger: date) -> Term | None:
        """Return the length in force on the trigger day, or `None` when no basis was in force then."""
        for term in (self.term, *self.earlier):
            if term.basis.in_force(trigger):
                return term
        return None
