"""Everything stored about one case, read in four queries, whatever its length."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import ColumnElement, and_, bindparam, select

from portal.store.standing import standing
from portal.store.tables.afterwards import CallBack
from portal.store.tables.cases import Party
from portal.store.tables.course import (
    Agreement,
    AgreementTerm,
    CaseClock,
    CaseClockDue,
    CaseEvent,
    CaseNote,
    CaseReport,
    CaseSession,
    UndisputedFacts,
)
from portal.store.tables.parties import PartyLink
from portal.store.tables.settlement import AgreementSignature, Confirmation

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork

Row = TypeVar("Row")


OF_A_CASE: tuple[Any, ...] = (
    *(CaseEvent, Party, PartyLink, CaseClock, CaseClockDue, Agreement, AgreementTerm, AgreementSignature),
    *(CaseSession, CaseNote, CaseReport, Confirmation, CallBack, UndisputedFacts),
)
"""Every kind of row that `CaseRows` holds."""


@dataclass(frozen=True)
class CaseRows:
    """The rows of a case, oldest first; parties in their order."""

    events: tuple[CaseEvent, ...]
    parties: tuple[Party, ...]
    links: tuple[PartyLink, ...]
    clocks: tuple[CaseClock, ...]
    dues: tuple[CaseClockDue, ...]
    agreements: tuple[Agreement, ...]
    terms: tuple[AgreementTerm, ...]
    sessions: tuple[CaseSession, ...]
    notes: tuple[CaseNote, ...]
    signatures: tuple[AgreementSignature, ...] = ()
    reports: tuple[CaseReport, ...] = ()
    confirmation: Confirmation | None = None
    call_backs: tuple[CallBack, ...] = ()
    stated: tuple[UndisputedFacts, ...] = ()

    @property
    def undisputed(self) -> UndisputedFacts | None:
        """Return the facts nobody disputes, as they stand, signed or not."""
        return next((facts for facts in self.stated if facts.replaced_seq is None), None)

    @property
    def agreement(self) -> Agreement | None:
        """Return the agreement that stands, signed or not."""
        return next((a for a in self.agreements if a.replaced_seq is None), None)


_Beside = CaseNote | CaseSession | AgreementSignature | CaseReport | Confirmation | CallBack | UndisputedFacts


def _beside(row: type[_Beside]) -> ColumnElement[bool]:
    """Return how what was noted, recorded, signed, reported or heard with an event is found; an event has one kind at most."""
    return and_(row.county_code == CaseEvent.county_code, row.case_id == CaseEvent.case_id, row.event_seq == CaseEvent.seq)


_CLOCKS = standing(
    select(CaseClock, CaseClockDue)
    .outerjoin(
        CaseClockDue,
        and_(CaseClockDue.county_code == CaseClock.county_code, CaseClockDue.clock_id == CaseClock.id),
    )
    .where(CaseClock.county_code == bindparam("county_code"), CaseClock.case_id == bindparam("case_id"))
    .order_by(CaseClock.started_seq, CaseClock.id, CaseClockDue.ordinal)
)
_AGREEMENTS = standing(
    select(Agreement, AgreementTerm)
    .outerjoin(
        AgreementTerm,
        and_(AgreementTerm.county_code == Agreement.county_code, AgreementTerm.agreement_id == Agreement.id),
    )
    .where(Agreement.county_code == bindparam("county_code"), Agreement.case_id == bindparam("case_id"))
    .order_by(Agreement.event_seq, AgreementTerm.ordinal)
)
_EVENTS = standing(
    select(CaseEvent, CaseNote, CaseSession, AgreementSignature, CaseReport, Confirmation, CallBack, UndisputedFacts)
    .outerjoin(CaseNote, _beside(CaseNote))
    .outerjoin(CaseSession, _beside(CaseSession))
    .outerjoin(AgreementSignature, _beside(AgreementSignature))
    .outerjoin(CaseReport, _beside(CaseReport))
    .outerjoin(Confirmation, _beside(Confirmation))
    .outerjoin(CallBack, _beside(CallBack))
    .outerjoin(UndisputedFacts, _beside(UndisputedFacts))
    .where(CaseEvent.county_code == bindparam("county_code"), CaseEvent.case_id == bindparam("case_id"))
    .order_by(CaseEvent.seq, AgreementSignature.id)
)
_PARTIES = standing(
    select(Party, PartyLink)
    .outerjoin(PartyLink, and_(PartyLink.county_code == Party.county_code, PartyLink.party_id == Party.id))
    .where(Party.county_code == bindparam("county_code"), Party.case_id == bindparam("case_id"))
    .order_by(Party.ordinal, PartyLink.since_seq, PartyLink.id)
)


def read_rows(uow: UnitOfWork, case_id: uuid.UUID) -> CaseRows:
    """Return the rows of a case."""
    if uow.holds_new(case_id):
        return _gathered(uow, case_id)
    session, asked = uow.session, {"county_code": uow.county_code, "case_id": case_id}
    clocks: dict[uuid.UUID, CaseClock] = {}
    dues: list[CaseClockDue] = []
    for clock, due in session.execute(_CLOCKS, asked):
        clocks[clock.id] = clock
        if due is not None:
            dues.append(due)
    agreements: dict[uuid.UUID, Agreement] = {}
    terms: list[AgreementTerm] = []
    for agreement, term in session.execute(_AGREEMENTS, asked):
        agreements[agreement.id] = agreement
        if term is not None:
            terms.append(term)
    events: dict[int, CaseEvent] = {}
    notes: dict[uuid.UUID, CaseNote] = {}
    sessions: dict[uuid.UUID, CaseSession] = {}
    signatures: list[AgreementSignature] = []
    reports: dict[uuid.UUID, CaseReport] = {}
    stated: dict[uuid.UUID, UndisputedFacts] = {}
    latest: Confirmation | None = None
    call_backs: dict[uuid.UUID, CallBack] = {}
    for event, note, held, signature, report, applied, call_back, facts in session.execute(_EVENTS, asked):
        events[event.seq] = event
        if note is not None:
            notes[note.id] = note
        if held is not None:
            sessions[held.id] = held
        if signature is not None:
            signatures.append(signature)
        if report is not None:
            reports[report.id] = report
        if facts is not None:
            stated[facts.id] = facts
        if applied is not None:
            latest = applied
        if call_back is not None:
            call_backs[call_back.id] = call_back
    standing = {a.id for a in agreements.values() if a.replaced_seq is None}
    parties: dict[uuid.UUID, Party] = {}
    links: list[PartyLink] = []
    for party, link in session.execute(_PARTIES, asked):
        parties[party.id] = party
        if link is not None:
            links.append(link)
    return CaseRows(
        events=tuple(events.values()),
        parties=tuple(parties.values()),
        links=tuple(links),
        clocks=tuple(clocks.values()),
        dues=tuple(dues),
        agreements=tuple(agreements.values()),
        terms=tuple(terms),
        sessions=tuple(sessions.values()),
        notes=tuple(notes.values()),
        signatures=tuple(s for s in signatures if s.agreement_id in standing),
        reports=tuple(reports.values()),
        confirmation=latest if latest is not None and latest.agreement_id in standing else None,
        call_backs=tuple(call_backs.values()),
        stated=tuple(stated.values()),
    )


def _gathered(uow: UnitOfWork, case_id: uuid.UUID) -> CaseRows:
    """Return the same of a case that is in the sheaf."""

    def rows(entity: type[Row], *order: str) -> tuple[Row, ...]:
        return tuple(sorted(uow.rows_of(entity, case_id), key=attrgetter(*order)))

    clocks, agreements = rows(CaseClock, "started_seq", "id"), rows(Agreement, "event_seq")
    standing = {a.id for a in agreements if a.replaced_seq is None}
    applied = [one for one in rows(Confirmation, "event_seq") if one.agreement_id in standing]
    signatures = rows(AgreementSignature, "event_seq", "id")
    return CaseRows(
        events=rows(CaseEvent, "seq"),
        parties=rows(Party, "ordinal"),
        links=rows(PartyLink, "since_seq", "id"),
        clocks=clocks,
        dues=tuple(due for clock in clocks for due in rows(CaseClockDue, "ordinal") if due.clock_id == clock.id),
        agreements=agreements,
        terms=tuple(term for a in agreements for term in rows(AgreementTerm, "ordinal") if term.agreement_id == a.id),
        sessions=rows(CaseSession, "event_seq"),
        notes=rows(CaseNote, "event_seq"),
        signatures=tuple(signature for signature in signatures if signature.agreement_id in standing),
        reports=rows(CaseReport, "event_seq"),
        confirmation=applied[-1] if applied else None,
        call_backs=rows(CallBack, "event_seq"),
        stated=rows(UndisputedFacts, "event_seq"),
    )
