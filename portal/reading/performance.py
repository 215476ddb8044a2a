"""履行台账: every term of the agreement in force, how it stands today, what was done towards it, what followed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.engine.agreement_rows import TermState
from portal.engine.calendars import WorkCalendar
from portal.engine.performance import PROOFS, Standing, open_terms, standing
from portal.engine.performing import ways_open
from portal.engine.remedies import REMEDIES, Remedy
from portal.reading.case_page import CasePage
from portal.reading.clock_sentences import basis
from portal.reading.redacted import TermShown
from portal.reading.wording import N_, label, say
from portal.store.tables.settlement import TermBreach, TermPerformance
from portal.store.unit_of_work import UnitOfWork

_PROOFS = dict(PROOFS)
_REMEDIES = {remedy.code: remedy for remedy in REMEDIES}
STANDINGS = {
    Standing.PERFORMED: N_("已履行"),
    Standing.PARTIAL: N_("部分履行"),
    Standing.DUE: N_("未到期"),
    Standing.SOON: N_("快到期"),
    Standing.OVERDUE: N_("逾期"),
    Standing.BREACHED: N_("违约"),
}
CHIPS = {
    Standing.PERFORMED: "done",
    Standing.PARTIAL: "working",
    Standing.DUE: "waiting",
    Standing.SOON: "signing",
    Standing.OVERDUE: "overdue",
    Standing.BREACHED: "overdue",
}


@dataclass(frozen=True)
class DoneShown:
    """Something that was done towards a term."""

    on: date
    amount: int | None
    proof: str
    text: str


@dataclass(frozen=True)
class WayShown:
    """One way that is open, with its article."""

    code: str
    text: str
    basis: str


@dataclass(frozen=True)
class BreachShown:
    """A breach that was noted: what was left, which ways were told, and what is wanted now."""

    on: date
    left: int
    told: tuple[str, ...]
    chosen: str


@dataclass(frozen=True)
class Line:
    """One term in the ledger. `left` is what is still owed in fen."""

    number: int
    term: TermShown
    standing: Standing
    word: str
    chip: str
    left: int
    done: tuple[DoneShown, ...]
    breach: BreachShown | None


@dataclass(frozen=True)
class Ledger:
    """The ledger of an agreement in force. `ways` are open today for the terms that are late."""

    lines: tuple[Line, ...]
    total: int
    paid: int
    performed: int
    ways: tuple[WayShown, ...]


def ledger(uow: UnitOfWork, page: CasePage, today: date) -> Ledger | None:
    """Return the ledger of the case of a page that was read in the same unit of work; none where nothing is in force."""
    state = page.state
    if page.header_only or state is None or state.agreement is None or state.agreement.effective_on is None:
        return None
    theirs = (TermPerformance.county_code == uow.county_code, TermPerformance.case_id == page.id)
    done = uow.session.scalars(select(TermPerformance).where(*theirs).order_by(TermPerformance.event_seq)).all()
    of_case = (TermBreach.county_code == uow.county_code, TermBreach.case_id == page.id)
    breaches = {b.term_id: b for b in uow.session.scalars(select(TermBreach).where(*of_case).order_by(TermBreach.event_seq))}
    terms = state.agreement.terms
    lines = tuple(
        _line(number, term, shown, done, breaches.get(term.id), page, today)
        for number, (term, shown) in enumerate(zip(terms, page.terms, strict=True), 1)
    )
    late = tuple(t for t in terms if standing(t, today) in (Standing.OVERDUE, Standing.BREACHED))
    ways = ways_open(state, late, today, uow.calendar) if late else ()
    money = [t for t in terms if t.kind == "money"]
    return Ledger(
        lines,
        sum(t.amount or 0 for t in money),
        sum(t.paid for t in money),
        sum(1 for t in terms if t.performed_on is not None),
        shown_ways(ways),
    )


def ways_of(page: CasePage, today: date, calendar: WorkCalendar) -> tuple[WayShown, ...]:
    """Return what may be done today about the terms that are not performed."""
    if page.state is None:
        return ()
    terms = tuple(term for _number, term in open_terms(page.state))
    late = tuple(t for t in terms if standing(t, today) in (Standing.OVERDUE, Standing.BREACHED))
    return shown_ways(ways_open(page.state, late or terms, today, calendar))


def shown_ways(ways: Iterable[Remedy]) -> tuple[WayShown, ...]:
    """Return ways in words, each with its article."""
    return tuple(WayShown(way.code, label(way.text), basis(way.basis.law, way.basis.article)) for way in ways)


def _line(
    number: int,
    term: TermState,
    shown: TermShown,
    done: Iterable[TermPerformance],
    breach: TermBreach | None,
    page: CasePage,
    today: date,
) -> Line:
    how = standing(term, today)
    return Line(
        number,
        shown,
        how,
        say(STANDINGS[how]),
        CHIPS[how],
        term.left,
        tuple(_done(row, page) for row in done if row.term_id == term.id),
        _breach(breach) if breach is not None else None,
    )


def _done(row: TermPerformance, page: CasePage) -> DoneShown:
    proof = label(_PROOFS[row.proof]) if row.proof in _PROOFS else ""
    return DoneShown(row.performed_on, row.amount, proof, page.words(row.proof_text))


def _breach(row: TermBreach) -> BreachShown:
    told = tuple(label(_REMEDIES[code].text) for code in row.told if code in _REMEDIES)
    chosen = _REMEDIES.get(row.chosen)
    return BreachShown(row.found_on, row.left, told, label(chosen.text) if chosen else row.chosen)
