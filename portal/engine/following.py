"""What a case looks like after a change, without a store: to decide the next act before the first was written."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

from portal.declare.case_types import CaseType
from portal.declare.phases import Phase
from portal.engine.agreement_rows import (
    BreachNoted,
    ConfirmationAnswered,
    ConfirmationApplied,
    ConfirmationState,
    SignatureGiven,
    TermPerformed,
    TermState,
)
from portal.engine.case_state import AgreementState, CaseState, ClockState, PartyState, ReportState
from portal.engine.changes import (
    AgreementDropped,
    AgreementMade,
    AgreementSigned,
    AllPerformed,
    Change,
    ClockDue,
    ClockMove,
    ClockStarted,
    ClockStopped,
    ClockSuspended,
    LinkEnded,
    LinkMade,
    Opening,
    ReceiptCame,
    ReportMade,
    SessionHeld,
)
from portal.engine.representation import LinkState


def opened(opening: Opening, case_type: CaseType, case_id: uuid.UUID) -> CaseState:
    """Return the case an opening leads to; its parties have ids of their own that stand for those of the store."""
    blank = CaseState(
        id=case_id,
        type_key=opening.type_key,
        type=case_type,
        phase=opening.change.phase,
        step="",
        ending=None,
        privacy=opening.privacy,
        version=0,
        source=opening.source,
        received_on=opening.received_on,
        details=opening.details,
        parties=tuple(replace(party, id=_party_id(party)) for party in opening.parties),
        summary=opening.summary,
        place=opening.place,
        division_code=opening.division_code,
        occurred_on=opening.occurred_on,
        after_the_fact=opening.after_the_fact,
        links=tuple(
            _numbered(replace(link, party_id=_party_id(p)), 1000 + p.ordinal) for p in opening.parties for link in p.named
        ),
    )
    return after(blank, opening.change)


def after(state: CaseState, change: Change) -> CaseState:
    """Return the state a change leads to."""
    known = {f for f in CaseState.__dataclass_fields__ if f in change.columns}
    agreement, result, links, reports = state.agreement, state.last_result, state.links, state.reports
    applied = state.confirmation
    for row in change.rows:
        match row:
            case SessionHeld():
                result = row.result
            case AgreementMade():
                agreement = _agreement(row)
            case SignatureGiven():
                agreement = replace(agreement, signatures=(*agreement.signatures, row)) if agreement else None
            case AgreementSigned():
                agreement = replace(agreement, signed_on=row.signed_on, effective_on=row.signed_on) if agreement else None
            case AllPerformed():
                agreement = _all_done(agreement, row.performed_on) if agreement else None
            case TermPerformed() | BreachNoted():
                agreement = replace(agreement, terms=tuple(_term(t, row) for t in agreement.terms)) if agreement else None
            case ConfirmationApplied():
                applied = ConfirmationState("applied", row.applied_on, row.court, materials=row.materials)
            case ConfirmationAnswered():
                applied = _answered(applied, row) if applied else None
            case AgreementDropped():
                agreement = applied = None
            case ReportMade():
                reports = (*reports, ReportState(uuid.UUID(int=3000 + len(reports)), row.to, row.reported_on, row.receipt_on))
            case ReceiptCame():
                reports = tuple(replace(r, receipt_on=row.receipt_on) if r.id == row.report_id else r for r in reports)
            case LinkMade():
                links = (*links, _numbered(row.link, 2000 + len(links)))
            case LinkEnded():
                links = tuple(replace(one, ended_on=row.ended_on) if one.id == row.link_id else one for one in links)
    return replace(
        state,
        phase=change.phase,
        step=change.step,
        ending=change.ending,
        privacy=change.privacy,
        version=state.version + 1,
        details=change.details if change.details is not None else state.details,
        parties=(change.parties if change.parties is not None else state.parties) + _joined(change),
        handler_id=change.handler_id or state.handler_id,
        clocks=moved(state.clocks, change.clocks),
        agreement=agreement,
        links=links,
        reports=reports,
        confirmation=applied,
        last_result=result,
        actions=(*state.actions, change.action),
        paused_from=state.phase if change.phase is Phase.PAUSED else None,
        **{key: change.columns[key] for key in known},
    )


def _joined(change: Change) -> tuple[PartyState, ...]:
    return tuple(replace(party, id=_party_id(party)) for party in change.joined)


def _party_id(party: PartyState) -> uuid.UUID:
    return party.id or uuid.UUID(int=100 + party.ordinal)


def _agreement(made: AgreementMade) -> AgreementState:
    terms = tuple(
        TermState(t.id or uuid.UUID(int=1000 + n), t.kind, t.payer, t.payee, t.amount, t.act, t.due_on, t.breach)
        for n, t in enumerate(made.terms)
    )
    return AgreementState(made.form, made.agreed_on, made.effective_on, made.total, (), terms, made.effective_on)


def _all_done(agreement: AgreementState, on: date) -> AgreementState:
    terms = tuple(replace(term, paid=term.amount or 0, performed_on=on) for term in agreement.terms)
    return replace(agreement, terms=terms)


def _answered(applied: ConfirmationState, row: ConfirmationAnswered) -> ConfirmationState:
    on = {"accepted_on" if row.state == "accepted" else "ruled_on": row.on}
    return replace(applied, state=row.state, number=row.number, why=row.why, **on)  # type: ignore[arg-type]


def _term(term: TermState, row: TermPerformed | BreachNoted) -> TermState:
    if term.id != row.term_id:
        return term
    if isinstance(row, BreachNoted):
        return replace(term, breached_on=row.found_on)
    return replace(term, paid=term.paid + (row.amount or 0), performed_on=row.performed_on if row.whole else None)


def _numbered(link: LinkState, number: int) -> LinkState:
    return replace(link, id=uuid.UUID(int=number))


def moved(clocks: tuple[ClockState, ...], moves: tuple[ClockMove, ...]) -> tuple[ClockState, ...]:
    """Return the clocks after the moves."""
    for move in moves:
        if isinstance(move, ClockStarted):
            clocks = (
                *clocks,
                ClockState(
                    move.key,
                    move.started_on,
                    move.started_at,
                    move.length,
                    move.unit,
                    move.whose,
                    move.due.on,
                    move.due.at,
                    "running",
                    suspensions=move.hindrances,
                    moves=move.moves,
                    until_on=move.until_on,
                    limitation=move.limitation,
                    interruptions=move.interruptions,
                ),
            )
        else:
            clocks = tuple(_moved(clock, move) if _concerns(clock, move) else clock for clock in clocks)
    return clocks


def _concerns(clock: ClockState, move: ClockMove) -> bool:
    """Say whether the move is about this clock; a clock met by an agreement runs again when the talks go on."""
    again = isinstance(move, ClockDue) and (
        (move.due.reason == "recalculated" and clock.state == "stopped")
        or (move.due.reason in ("interrupted", "hindered") and clock.state == "lapsed")
    )
    return clock.key == move.key and (clock.is_open or again)


def _moved(clock: ClockState, move: ClockMove) -> ClockState:
    if isinstance(move, ClockStopped):
        return replace(clock, state="stopped" if move.by is not None else "cancelled")
    if isinstance(move, ClockSuspended):
        wait = {"from": move.since.isoformat(), "until": "", "reason": move.reason}
        return replace(clock, state="suspended", suspensions=(*clock.suspensions, wait))
    if isinstance(move, ClockStarted):
        return clock
    waits = clock.suspensions
    if move.resumed_on is not None and waits and not waits[-1]["until"]:
        waits = (*waits[:-1], {**waits[-1], "until": move.resumed_on.isoformat()})
    if move.hindered is not None:
        waits = (*waits, move.hindered)
    interruptions = (*clock.interruptions, move.interrupted) if move.interrupted is not None else clock.interruptions
    until = date.fromisoformat(str(move.due.inputs["until"])) if move.due.reason == "extended" else clock.extended_to
    return replace(
        clock,
        state="running",
        due_on=move.due.on,
        due_at=move.due.at,
        suspensions=waits,
        extended_to=until,
        interruptions=interruptions,
    )
