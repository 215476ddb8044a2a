"""Writes and reads what follows the words of an agreement: signatures, performance, breach, confirmation."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import select

from portal.engine.agreement_rows import BreachNoted, ConfirmationAnswered, ConfirmationApplied, SignatureGiven, TermPerformed
from portal.engine.changes import AllPerformed
from portal.store.identifiers import new_id
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import Agreement, AgreementTerm
from portal.store.tables.settlement import AgreementSignature, Confirmation, TermBreach, TermPerformance

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork


def write_signature(uow: UnitOfWork, case: CaseFile, agreement: Agreement, given: SignatureGiven, seq: int) -> None:
    """Write one signature of the agreement."""
    uow.row(
        AgreementSignature,
        county_code=case.county_code,
        id=new_id(),
        case_id=case.id,
        agreement_id=agreement.id,
        event_seq=seq,
        who=given.who,
        kind=given.kind,
        signed_on=given.signed_on,
        by=given.by,
        capacity=given.capacity,
    )


def write_performance(uow: UnitOfWork, case: CaseFile, done: TermPerformed, seq: int) -> None:
    """Write what was done towards a term, and bring the term up to date."""
    term = _term(uow, case, done.term_id)
    term.performed_amount = None if term.amount is None else (term.performed_amount or 0) + (done.amount or 0)
    term.performed_on = done.performed_on if done.whole else None
    uow.row(
        TermPerformance,
        county_code=case.county_code,
        id=new_id(),
        case_id=case.id,
        term_id=term.id,
        event_seq=seq,
        performed_on=done.performed_on,
        amount=done.amount,
        proof=done.proof,
        proof_text=done.proof_text,
        staff_id=getattr(uow.actor, "staff_id", None),
    )


def write_all_performed(uow: UnitOfWork, case: CaseFile, agreement: Agreement, done: AllPerformed, seq: int) -> None:
    """Write the performance of every term of an agreement that was performed on the spot."""
    for term in sorted(uow.rows_of(AgreementTerm, case.id, agreement_id=agreement.id), key=lambda term: term.ordinal):
        write_performance(uow, case, TermPerformed(term.id, done.performed_on, term.amount, done.proof, "", True), seq)


def write_breach(uow: UnitOfWork, case: CaseFile, noted: BreachNoted, seq: int) -> None:
    """Write that a term was not kept."""
    term = _term(uow, case, noted.term_id)
    term.breached_on = noted.found_on
    uow.row(
        TermBreach,
        county_code=case.county_code,
        id=new_id(),
        case_id=case.id,
        term_id=term.id,
        event_seq=seq,
        found_on=noted.found_on,
        left=noted.left,
        told=list(noted.told),
        chosen=noted.chosen,
        staff_id=getattr(uow.actor, "staff_id", None),
    )


def write_application(uow: UnitOfWork, case: CaseFile, agreement: Agreement, applied: ConfirmationApplied, seq: int) -> None:
    """Write that both sides applied to a court."""
    uow.row(
        Confirmation,
        county_code=case.county_code,
        id=new_id(),
        case_id=case.id,
        agreement_id=agreement.id,
        event_seq=seq,
        state="applied",
        court=applied.court,
        materials=list(applied.materials),
        applied_on=applied.applied_on,
    )


def write_answer(uow: UnitOfWork, case: CaseFile, answered: ConfirmationAnswered) -> None:
    """Write what became of the latest application."""
    theirs = (Confirmation.county_code == case.county_code, Confirmation.case_id == case.id)
    row = uow.session.scalars(select(Confirmation).where(*theirs).order_by(Confirmation.event_seq.desc()).limit(1)).one()
    row.state, row.number, row.why = answered.state, answered.number, answered.why
    if answered.state == "accepted":
        row.accepted_on = answered.on
    else:
        row.ruled_on = answered.on


def _term(uow: UnitOfWork, case: CaseFile, term_id: uuid.UUID) -> AgreementTerm:
    (term,) = uow.rows_of(AgreementTerm, case.id, id=term_id)
    return term
