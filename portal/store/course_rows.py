"""Writes what happened beside the event itself: sessions, contacts, the agreement with its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Select, select

from portal.engine.agreement_rows import BreachNoted, ConfirmationAnswered, ConfirmationApplied, SignatureGiven, TermPerformed
from portal.engine.changes import (
    AgreementDropped,
    AgreementMade,
    AgreementPerformed,
    AgreementSigned,
    CallBackMade,
    ContactNoted,
    LinkEnded,
    LinkMade,
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
from portal.store.party_rows import write_safe_channel
from portal.store.settlement_rows import write_answer, write_application, write_breach, write_performance, write_signature
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
                uow.session.add(
                    CaseSession(
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
                )
            case UndisputedStated():
                for former in uow.session.scalars(_undisputed(case)):
                    former.replaced_seq = seq
                uow.session.add(
                    UndisputedFacts(
                        county_code=case.county_code,
                        id=new_id(),
                        case_id=case.id,
                        event_seq=seq,
                        facts=row.facts,
                        stated_on=row.stated_on,
                    )
                )
            case UndisputedSigned():
                uow.session.scalars(_undisputed(case)).one().signed_on = row.signed_on
            case ContactNoted():
                uow.session.add(
                    CaseNote(
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
                uow.session.add(
                    CaseReport(
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
                )
            case CallBackMade():
                write_call_back(uow, case, row, seq, staff_id)
            case ReceiptCame():
                asked = select(CaseReport).where(CaseReport.case_id == case.id, CaseReport.id == row.report_id)
                told = uow.session.scalars(asked).one()
                told.receipt, told.receipt_on, told.receipt_seq = row.receipt, row.receipt_on, seq
            case SafeChannel():
                write_safe_channel(uow, case, row)
            case ReferralWithdrawn():
                referral_rows.withdraw_proposal(uow, case)


def _undisputed(case: CaseFile) -> Select[UndisputedFacts]:
    return select(UndisputedFacts).where(
        UndisputedFacts.county_code == case.county_code,
        UndisputedFacts.case_id == case.id,
        UndisputedFacts.replaced_seq.is_(None),
    )


def _standing(uow: UnitOfWork, case: CaseFile) -> Agreement:
    return uow.session.scalars(select(Agreement).where(Agreement.case_id == case.id, Agreement.replaced_seq.is_(None))).one()


def _made(uow: UnitOfWork, case: CaseFile, made: AgreementMade, seq: int) -> None:
    agreement = Agreement(
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
    uow.session.add(agreement)
    uow.session.flush()
    for ordinal, term in enumerate(made.terms):
        uow.session.add(
            AgreementTerm(
                county_code=case.county_code,
                id=new_id(),
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
        )
