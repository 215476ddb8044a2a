"""Writes what happened beside the event itself: sessions, contacts, the agreement with its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.engine.agreement_rows import BreachNoted, ConfirmationAnswered, ConfirmationApplied, SignatureGiven, TermPerformed
from portal.engine.changes import (
    AgreementDropped,
    AgreementMade,
    AgreementPerformed,
    AgreementSigned,
    AllPerformed,
    CallBackMade,
    ContactNoted,
    LinkEnded,
    LinkMade,
    PersonLinked,
    ReceiptCame,
    ReferralProposed,
    ReferralWithdrawn,
    ReportMade,
    Row,
    SafeChannel,
    SessionHeld,
    UndisputedSigned,
    UndisputedStated,
)
from portal.store import link_rows, referral_rows
from portal.store.call_back_rows import write_call_back
from portal.store.identifiers import new_id
from portal.store.party_rows import link_person, write_safe_channel
from portal.store.settlement_rows import (
    write_all_performed,
    write_answer,
    write_application,
    write_breach,
    write_performance,
    write_signature,
)
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import Agreement, AgreementTerm, CaseNote, CaseReport, CaseSession, UndisputedFacts

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork


def write_rows(uow: UnitOfWork, case: CaseFile, rows: tuple[Row, ...], seq: int) -> None:
    """Write the rows of a change."""
    staff_id = uow.actor.staff_id if hasattr(uow.actor, "staff_id") else None
    for row in rows:
        match row:
            case SessionHeld():
                uow.row(
                    CaseSession,
                    county_code=case.county_code,
                    id=new_id(),
                    case_id=case.id,
                    event_seq=seq,
                    held_on=row.held_on,
                    place=row.place,
                    manner=row.manner,
                    present=row.present,
                    record=row.record,
                    result=row.result,
                    staff_id=staff_id,
                    began=row.began,
                    ended=row.ended,
                    others=row.others,
                    informed=row.informed,
                    next_on=row.next_on,
                )
            case UndisputedStated():
                for former in uow.rows_of(UndisputedFacts, case.id, replaced_seq=None):
                    former.replaced_seq = seq
                uow.row(
                    UndisputedFacts,
                    county_code=case.county_code,
                    id=new_id(),
                    case_id=case.id,
                    event_seq=seq,
                    facts=row.facts,
                    stated_on=row.stated_on,
                )
            case UndisputedSigned():
                (stated,) = uow.rows_of(UndisputedFacts, case.id, replaced_seq=None)
                stated.signed_on = row.signed_on
            case ContactNoted():
                uow.row(
                    CaseNote,
                    county_code=case.county_code,
                    id=new_id(),
                    case_id=case.id,
                    event_seq=seq,
                    noted_on=row.noted_on,
                    channel=row.channel,
                    text=row.text,
                    next_on=row.next_on,
                    staff_id=staff_id,
                )
            case AgreementMade():
                _made(uow, case, row, seq)
            case SignatureGiven():
                write_signature(uow, case, _standing(uow, case), row, seq)
            case AgreementSigned():
                agreement = _standing(uow, case)
                agreement.signed_on = agreement.effective_on = row.signed_on
            case AgreementDropped():
                _standing(uow, case).replaced_seq = seq
            case AllPerformed():
                write_all_performed(uow, case, _standing(uow, case), row, seq)
            case TermPerformed():
                write_performance(uow, case, row, seq)
            case BreachNoted():
                write_breach(uow, case, row, seq)
            case ConfirmationApplied():
                write_application(uow, case, _standing(uow, case), row, seq)
            case ConfirmationAnswered():
                write_answer(uow, case, row)
            case AgreementPerformed():
                _standing(uow, case).performed_on = row.performed_on
            case ReferralProposed():
                referral_rows.write_proposal(uow, case, row)
            case LinkMade():
                link_rows.write_link(uow, case, row.link, seq)
            case LinkEnded():
                link_rows.end_link(uow, case, row.link_id, row.ended_on, seq)
            case ReportMade():
                uow.row(
                    CaseReport,
                    county_code=case.county_code,
                    id=new_id(),
                    case_id=case.id,
                    event_seq=seq,
                    to=row.to,
                    reported_on=row.reported_on,
                    receipt=row.receipt,
                    receipt_on=row.receipt_on,
                    receipt_seq=seq if row.receipt_on else None,
                )
            case CallBackMade():
                write_call_back(uow, case, row, seq, staff_id)
            case ReceiptCame():
                (told,) = uow.rows_of(CaseReport, case.id, id=row.report_id)
                told.receipt, told.receipt_on, told.receipt_seq = row.receipt, row.receipt_on, seq
            case SafeChannel():
                write_safe_channel(uow, case, row)
            case PersonLinked():
                link_person(uow, case, row)
            case ReferralWithdrawn():
                referral_rows.withdraw_proposal(uow, case)


def _standing(uow: UnitOfWork, case: CaseFile) -> Agreement:
    (standing,) = uow.rows_of(Agreement, case.id, replaced_seq=None)
    return standing


def _made(uow: UnitOfWork, case: CaseFile, made: AgreementMade, seq: int) -> None:
    agreement = uow.row(
        Agreement,
        county_code=case.county_code,
        id=new_id(),
        case_id=case.id,
        event_seq=seq,
        form=made.form,
        facts=made.facts,
        agreed_on=made.agreed_on,
        effective_on=made.effective_on,
        total=made.total,
    )
    uow.session.flush()
    for ordinal, term in enumerate(made.terms):
        uow.row(
            AgreementTerm,
            county_code=case.county_code,
            id=term.id or new_id(),
            case_id=case.id,
            agreement_id=agreement.id,
            ordinal=ordinal,
            kind=term.kind,
            payer=term.payer,
            payee=term.payee,
            amount=term.amount,
            act=term.act,
            due_on=term.due_on,
            method=term.method,
            breach=term.breach,
        )
