"""调解员名册: what the law asks of a committee's members and their term, from the roster alone.

A term ends on the corresponding day three years later (人民调解法 9; 民法典 202). How long before that day it is told is a
parameter of the county, not law.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.declare.texts import N_

TERM_YEARS = 3
FEWEST, MOST = 3, 9

COMMITTEES = frozenset(("village", "community", "town", "street", "enterprise", "industry"))
"""Kinds of organisation that are a 人民调解委员会; a studio or a county centre is none."""

LEVELS = (("1", N_("一级")), ("2", N_("二级")), ("3", N_("三级")), ("4", N_("四级")))


class Position(StrEnum):
    """What somebody is in the committee (人民调解法 8, 13): elected into it, or engaged by it."""

    HEAD = "head"
    DEPUTY = "deputy"
    MEMBER = "member"
    ENGAGED = "engaged"


class Term(StrEnum):
    """How a term stands on a day."""

    RUNNING = "running"
    SOON = "soon"
    OVER = "over"


class Lack(StrEnum):
    """What a roster lacks."""

    TERM_OVER = "term_over"  # 人民调解法 9
    TERM_SOON = "term_soon"  # 人民调解法 9
    TOO_FEW = "too_few"  # 人民调解法 8
    TOO_MANY = "too_many"  # 人民调解法 8
    NO_HEAD = "no_head"  # 人民调解法 8
    TWO_HEADS = "two_heads"  # 人民调解法 8
    NO_WOMAN = "no_woman"  # 人民调解法 8


@dataclass(frozen=True)
class Seat:
    """One mediator of the roster, as far as these rules ask."""

    position: Position
    is_woman: bool
    until: date | None


def term_end(since: date) -> date:
    """Return the last day of a member's term: the corresponding day, or the last day of that month (民法典 202)."""
    year = since.year + TERM_YEARS
    return date(year, 2, 28) if (since.month, since.day) == (2, 29) else since.replace(year=year)


def term_on(until: date | None, today: date, notice: int) -> Term:
    """Return how a term that ends on `until` stands; `notice` is how many days before that it ends soon."""
    if until is None or until - today > timedelta(days=notice):
        return Term.RUNNING
    return Term.OVER if until < today else Term.SOON


def lacks(kind: str, seats: Iterable[Seat], today: date, notice: int) -> dict[Lack, int]:
    """Return what the roster of an organisation of this kind lacks, with how many it concerns.

    An empty roster lacks nothing: nobody has begun it. Only members count for 人民调解法 8, whoever is engaged does not.
    """
    seats = tuple(seats)
    found: dict[Lack, int] = {}
    for lack, term in ((Lack.TERM_OVER, Term.OVER), (Lack.TERM_SOON, Term.SOON)):
        if n := sum(term_on(seat.until, today, notice) is term for seat in seats):
            found[lack] = n
    if kind not in COMMITTEES or not seats:
        return found
    members = [seat for seat in seats if seat.position is not Position.ENGAGED]
    if len(members) < FEWEST:
        found[Lack.TOO_FEW] = len(members)
    if len(members) > MOST:
        found[Lack.TOO_MANY] = len(members)
    heads = sum(seat.position is Position.HEAD for seat in members)
    if heads != 1:
        found[Lack.TWO_HEADS if heads else Lack.NO_HEAD] = heads
    if not any(seat.is_woman for seat in members):
        found[Lack.NO_WOMAN] = 0
    return found
