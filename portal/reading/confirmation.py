"""司法确认 of one case: may it be asked for, until when, with what, where it stands, and what follows from the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.declare.clocks import Clock
from portal.declare.statutory.court import CONFIRMATION_ACCEPTED, CONFIRMATION_DECIDED
from portal.declare.statutory.mediation import OBJECTION_OF_PARTIES
from portal.engine.agreement_rows import ConfirmationState
from portal.engine.calendars import WorkCalendar
from portal.engine.clocks import start
from portal.engine.confirmation import MATERIALS, MUST_MATERIALS, REASONS, Confirming, last_day, needs_legal_paper, obstacles
from portal.engine.enforcement import BASIS, enforceable_until
from portal.engine.performing import ways_open
from portal.reading.case_page import CasePage
from portal.reading.clock_sentences import basis
from portal.reading.performance import WayShown, shown_ways
from portal.reading.redacted import TermShown
from portal.reading.wording import label
from portal.reading.words import CONFIRMING, word

CHIPS = {
    Confirming.APPLIED: "working",
    Confirming.ACCEPTED: "working",
    Confirming.CONFIRMED: "done",
    Confirming.DISMISSED: "overdue",
    Confirming.NOT_ACCEPTED: "overdue",
    Confirming.WITHDRAWN: "resting",
}
WHY = dict(REASONS)


@dataclass(frozen=True)
class ObstacleShown:
    """Why the agreement cannot be confirmed, with the article."""

    text: str
    basis: str


@dataclass(frozen=True)
class CourtTerm:
    """Until when the court, or a party after the ruling, has time."""

    title: str
    on: date
    basis: str


@dataclass(frozen=True)
class Enforceable:
    """Until when a term may be enforced."""

    number: int
    term: TermShown
    until: date


@dataclass(frozen=True)
class MaterialShown:
    """What an application needs; `paper` is the portal's own paper for it, where there is one."""

    key: str
    title: str
    must: bool
    paper: str
    is_there: bool


@dataclass(frozen=True)
class ApplicationShown:
    """The latest application."""

    state: str
    word: str
    chip: str
    court: str
    number: str
    applied_on: date
    accepted_on: date | None
    ruled_on: date | None
    why: str


@dataclass(frozen=True)
class ConfirmationPage:
    """Everything the page shows. `until` is the last day to apply, `is_open` whether that day has not passed."""

    effective_on: date
    until: date
    is_open: bool
    obstacles: tuple[ObstacleShown, ...]
    materials: tuple[MaterialShown, ...]
    application_paper: str
    latest: ApplicationShown | None
    court_terms: tuple[CourtTerm, ...]
    enforceable: tuple[Enforceable, ...]
    enforcement_basis: str
    ways: tuple[WayShown, ...]


def confirmation(page: CasePage, filed: frozenset[str], today: date, calendar: WorkCalendar) -> ConfirmationPage | None:
    """Return what is to be said of confirmation; none where no agreement is in force. `filed` are papers in the dossier."""
    state = page.state
    if page.header_only or state is None or state.agreement is None or state.agreement.effective_on is None:
        return None
    until = last_day(state.agreement.effective_on, calendar)
    latest = state.confirmation
    paper = "confirmation_firm" if needs_legal_paper(state) else "confirmation"
    papers = {"application": paper, "agreement": _agreement_paper(page), "proof": "mediation_proof", "identity": "identity"}
    papers |= {"contact": "delivery_address", "authorisation": "authorisation"}
    there = frozenset(latest.materials) if latest is not None else frozenset()
    refused = latest is not None and latest.state in (Confirming.DISMISSED, Confirming.NOT_ACCEPTED)
    late = today > until and (latest is None or latest.state == Confirming.WITHDRAWN)
    return ConfirmationPage(
        effective_on=state.agreement.effective_on,
        until=until,
        is_open=today <= until,
        obstacles=tuple(
            ObstacleShown(label(o.text), basis(o.basis.law, o.basis.article))
            for o in obstacles(state, established=page.house.mediates)
        ),
        materials=tuple(
            MaterialShown(
                key, label(title), key in MUST_MATERIALS, papers.get(key, ""), key in there or papers.get(key, "") in filed
            )
            for key, title in MATERIALS
        ),
        application_paper=paper,
        latest=_latest(latest),
        court_terms=tuple(_court_terms(latest, calendar)),
        enforceable=_enforceable(page, latest, calendar),
        enforcement_basis=basis(BASIS.law, BASIS.article),
        ways=shown_ways(ways_open(state, state.agreement.terms, today, calendar)) if refused or late else (),
    )


def _agreement_paper(page: CasePage) -> str:
    return "oral_agreement" if page.agreement is not None and page.agreement.form == "oral" else "agreement"


def _latest(applied: ConfirmationState | None) -> ApplicationShown | None:
    if applied is None:
        return None
    state = Confirming(applied.state)
    return ApplicationShown(
        state=state,
        word=word(CONFIRMING, state),
        chip=CHIPS[state],
        court=applied.court,
        number=applied.number,
        applied_on=applied.applied_on,
        accepted_on=applied.accepted_on,
        ruled_on=applied.ruled_on,
        why=label(WHY[applied.why]) if applied.why in WHY else "",
    )


def _court_terms(applied: ConfirmationState | None, calendar: WorkCalendar) -> list[CourtTerm]:
    """Return the time limits that run now: of the court, or for an objection to its ruling."""
    if applied is None:
        return []
    found: list[tuple[Clock, date | None]] = []
    match applied.state:
        case Confirming.APPLIED:
            found = [(CONFIRMATION_ACCEPTED, applied.applied_on)]
        case Confirming.ACCEPTED:
            found = [(CONFIRMATION_DECIDED, applied.accepted_on)]
        case Confirming.CONFIRMED:
            found = [(OBJECTION_OF_PARTIES, applied.ruled_on)]
    shown = []
    for clock, day in found:
        begun = start(clock, day, {}, calendar) if day is not None else None
        if begun is not None:
            shown.append(CourtTerm(label(clock.title), begun.due.on, basis(begun.basis.law, begun.basis.article)))
    return shown


def _enforceable(page: CasePage, applied: ConfirmationState | None, calendar: WorkCalendar) -> tuple[Enforceable, ...]:
    """Return until when each term that is not performed may be enforced, once the agreement is confirmed."""
    if applied is None or applied.state != Confirming.CONFIRMED or applied.ruled_on is None or page.state is None:
        return ()
    terms = page.state.agreement.terms if page.state.agreement is not None else ()
    return tuple(
        Enforceable(number, shown, enforceable_until(term, terms, applied.ruled_on, calendar))
        for number, (term, shown) in enumerate(zip(terms, page.terms, strict=True), 1)
        if term.performed_on is None
    )
