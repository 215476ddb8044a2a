"""A desk without a server: opens a case of a declared type and drives it from act to act with the pure engine.

    desk = Desk("orchard.damaged_fruit", DAMAGED_FRUIT, today=date(2026, 11, 21))
    desk.open(desk.example())
    desk.act("accept", accepted_on="2026-11-21")
    desk.due("mediation")

What it refuses it raises as `Refused`, with every problem. It knows nothing of posts, reach and storage.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

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
from portal.engine.calendars import WorkCalendar, seed_rows
from portal.engine.case_state import AgreementState, CaseState, ClockState, ReportState
from portal.engine.changes import (
    AgreementDropped,
    AgreementMade,
    AgreementSigned,
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
from portal.engine.days import SHANGHAI
from portal.engine.deciding import Deciding
from portal.engine.intake import read_case
from portal.engine.representation import LinkState
from portal.engine.transitions import decide, offered
from portal.errors import Refused
from portal.hooks.examples import example_body

_STAFF = uuid.UUID(int=1)


class Desk:
    """One case of one type, its clocks counted by the calendar of the published holiday notices."""

    def __init__(self, type_key: str, case_type: CaseType, *, today: date) -> None:
        self.type_key = type_key
        self.case_type = case_type
        self.today = today
        self.calendar = WorkCalendar.of("test", seed_rows())
        self.opening: Opening | None = None
        self._state: CaseState | None = None

    @property
    def state(self) -> CaseState:
        """Return the case as it stands now."""
        if self._state is None:
            raise LookupError("no case was opened")
        return self._state

    def example(self, **details: object) -> dict[str, Any]:
        """Return the type's example as a body, with other details where they are named; `None` leaves one out."""
        body = example_body(self.case_type, self.today)
        merged = {**dict(body["details"]), **details}  # type: ignore[call-overload]
        return {**body, "details": {key: value for key, value in merged.items() if value is not None}}

    def open(self, body: dict[str, Any], confirmed: Iterable[str] = ()) -> CaseState:
        """Open the case from a body as the API takes it, and confirm what only asks.

        Raises:
            Refused: with every problem.
        """
        raw = {**body, "confirmed": [*body.get("confirmed", ()), *confirmed]}
        read = read_case(self.type_key, self.case_type, raw, today=self.today, calendar=self.calendar, divisions=frozenset())
        if not isinstance(read, Opening):
            raise Refused(read)
        self.opening = read
        blank = CaseState(
            id=uuid.UUID(int=2),
            type_key=self.type_key,
            type=self.case_type,
            phase=read.change.phase,
            step="",
            ending=None,
            privacy=read.privacy,
            version=0,
            source=read.source,
            received_on=read.received_on,
            details=read.details,
            parties=tuple(replace(p, id=uuid.UUID(int=100 + p.ordinal)) for p in read.parties),
            summary=read.summary,
            occurred_on=read.occurred_on,
            links=tuple(
                _numbered(replace(link, party_id=uuid.UUID(int=100 + p.ordinal)), 1000 + p.ordinal)
                for p in read.parties
                for link in p.named
            ),
        )
        self._state = after(blank, read.change)
        return self._state

    def act(
        self, action: str, confirmed: Iterable[str] = (), *, supervises: bool = False, on: date | None = None, **data: Any
    ) -> Change:
        """Do something with the case and return what it changed.

        Raises:
            Refused: with every problem.
        """
        today = on or self.today
        deciding = Deciding(
            today=today,
            now=datetime.combine(today, time(9), SHANGHAI),
            calendar=self.calendar,
            staff_id=_STAFF,
            supervises=supervises,
            staff_in_reach=lambda staff: staff == _STAFF,
        )
        change = decide(self.state, action, data, deciding, frozenset(confirmed))
        if not isinstance(change, Change):
            raise Refused(change)
        self._state = after(self.state, change)
        return change

    def offers(self) -> frozenset[str]:
        """Return the keys of the acts possible now for somebody who holds every verb."""
        return frozenset(offer.key for offer in offered(self.state, lambda verb: True))

    def clock(self, key: str) -> ClockState | None:
        """Return the latest clock of the key, or `None` when it never started."""
        return next((c for c in reversed(self.state.clocks) if c.key == key), None)

    def due(self, key: str) -> date | None:
        """Return the day the clock falls due, or `None` when it never started."""
        clock = self.clock(key)
        return clock.due_on if clock else None


def problems(refused: Refused) -> set[str]:
    """Return the fields of a refusal, with a question mark behind those that only ask."""
    return {f"{p.field}?" if p.asks else p.field for p in refused.problems}


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
        parties=change.parties if change.parties is not None else state.parties,
        handler_id=change.handler_id or state.handler_id,
        clocks=_clocks(state.clocks, change.clocks),
        agreement=agreement,
        links=links,
        reports=reports,
        confirmation=applied,
        last_result=result,
        actions=(*state.actions, change.action),
        paused_from=state.phase if change.phase is Phase.PAUSED else None,
        **{key: change.columns[key] for key in known},
    )


def _agreement(made: AgreementMade) -> AgreementState:
    terms = tuple(
        TermState(uuid.UUID(int=1000 + n), t.kind, t.payer, t.payee, t.amount, t.act, t.due_on, t.breach)
        for n, t in enumerate(made.terms)
    )
    return AgreementState(made.form, made.agreed_on, made.effective_on, made.total, (), terms, made.effective_on)


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


def _clocks(clocks: tuple[ClockState, ...], moves: tuple[ClockMove, ...]) -> tuple[ClockState, ...]:
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
                ),
            )
        else:
            clocks = tuple(_moved(clock, move) if _concerns(clock, move) else clock for clock in clocks)
    return clocks


def _concerns(clock: ClockState, move: ClockMove) -> bool:
    """Say whether the move is about this clock; a clock met by an agreement runs again when the talks go on."""
    again = isinstance(move, ClockDue) and move.due.reason == "recalculated" and clock.state == "stopped"
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
    until = date.fromisoformat(str(move.due.inputs["until"])) if move.due.reason == "extended" else clock.extended_to
    return replace(clock, state="running", due_on=move.due.on, due_at=move.due.at, suspensions=waits, extended_to=until)
