"""Loads a case as the engine sees it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from portal.declare.case_types import CaseType
from portal.declare.clocks import Limitation, Unit, Whose
from portal.declare.phases import Ending, Phase, Source
from portal.declare.privacy import Privacy
from portal.engine.agreement_rows import ConfirmationState, SignatureGiven, TermState
from portal.engine.case_state import AgreementState, CaseState, ClockState, ReportState
from portal.engine.limitation import Interruption
from portal.engine.read_fields import restored
from portal.errors import NotFound, Refused
from portal.store.case_rows import CaseRows, read_rows
from portal.store.link_rows import link_state
from portal.store.party_rows import party_state
from portal.store.standing import standing
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import AgreementTerm, CaseClock
from portal.store.tables.settlement import Confirmation

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork


_CASE = standing(select(CaseFile).where(CaseFile.county_code == bindparam("county_code"), CaseFile.id == bindparam("case_id")))
_CASE_FOR_UPDATE = _CASE.with_for_update()


def load_case(uow: UnitOfWork, case_id: uuid.UUID, *, secrets: bool = False, lock: bool = False) -> tuple[CaseFile, CaseState]:
    """Return the row and the state of a case; `lock` holds the row until the transaction ends.

    Raises:
        NotFound: missing, or beyond the second wall.
        Refused: the plugin of its type is not loaded, so nothing can be decided about it.
    """
    asked = {"county_code": uow.county_code, "case_id": case_id}
    case = uow.session.scalars(_CASE_FOR_UPDATE if lock else _CASE, asked).one_or_none()
    if case is None:
        raise NotFound
    case_type = uow.registry.case_type(case.type)
    if case_type is None:
        raise Refused.at("", "plugin_absent", plugin=case.plugin)
    return case, state_of(uow, case, case_type, secrets=secrets)


def state_of(uow: UnitOfWork, case: CaseFile, case_type: CaseType, *, secrets: bool = False) -> CaseState:
    """Return the state of a loaded case."""
    kept = uow.secrets.get_all(case.id) if secrets else {}
    return build_state(case, case_type, read_rows(uow, case.id), kept)


def build_state(case: CaseFile, case_type: CaseType, rows: CaseRows, kept: Mapping[str, str]) -> CaseState:
    """Return the state from rows already read; `kept` are the secrets by path, empty where they were not read."""
    actions = [event.action for event in rows.events]
    pauses = [event.phase_before for event in rows.events if event.action == "pause"]
    talked_again = max((i for i, action in enumerate(actions) if action in ("reopen", "talk_again")), default=-1)
    held = max((i for i, action in enumerate(actions) if action == "session"), default=-1)
    last = rows.sessions[-1].result if rows.sessions else None
    return CaseState(
        id=case.id,
        type_key=case.type,
        type=case_type,
        phase=Phase(case.phase),
        step=case.step,
        ending=Ending(case.ending) if case.ending else None,
        privacy=Privacy(case.privacy),
        version=case.version,
        source=Source(case.source),
        received_on=case.received_on,
        details=_details(case, case_type, kept),
        parties=tuple(party_state(row, case_type, kept) for row in rows.parties),
        summary=case.summary,
        place=case.place,
        division_code=case.division_code,
        occurred_on=case.occurred_on,
        accepted_on=case.accepted_on,
        consented_on=case.consented_on,
        agreed_on=case.agreed_on,
        ended_on=case.ended_on,
        voided_on=case.voided_on,
        number=case.number,
        handler_id=case.handler_id,
        clocks=_clocks(rows),
        agreement=_agreement(rows),
        confirmation=_confirmation(rows.confirmation),
        actions=tuple(actions),
        last_result="continue" if talked_again > held else last,
        facts_to_sign=rows.undisputed.stated_on if rows.undisputed and rows.undisputed.signed_on is None else None,
        paused_from=Phase(pauses[-1]) if pauses else None,
        after_the_fact=case.after_the_fact,
        links=tuple(link_state(row, kept) for row in rows.links),
        erased=case.erased_on is not None,
        reports=tuple(ReportState(row.id, row.to, row.reported_on, row.receipt_on) for row in rows.reports),
    )


def _details(case: CaseFile, case_type: CaseType, secrets: Mapping[str, str]) -> dict[str, Any]:
    """Return the typed details, brought forward to the present version of the type."""
    kept: dict[str, Any] = dict(case.details)
    for version in range(case.type_version, case_type.version):
        upgrade = case_type.upgrades.get(version)
        kept = upgrade(kept) if upgrade else kept
    for path, text in secrets.items():
        if path.startswith("details."):
            kept[path.removeprefix("details.")] = json.loads(text)
    fields = {f.key: f for f in case_type.fields}
    values = {key: restored(fields[key], value) for key, value in kept.items() if key in fields}
    return {key: value for key, value in values.items() if value is not None}


def clock_state(row: CaseClock, extended_to: date | None) -> ClockState:
    """Return a stored clock as the engine sees it; `extended_to` is the day of its last extension, if there was one."""
    return ClockState(
        key=row.key,
        started_on=row.started_on,
        started_at=row.started_at,
        length=row.length,
        unit=Unit(row.unit),
        whose=Whose(row.whose),
        due_on=row.due_on,
        due_at=row.due_at,
        state=row.state,
        suspensions=tuple(row.suspensions),
        extended_to=extended_to,
        moves=row.moves,
        stopped_by=row.stopped_by,
        until_on=row.until_on,
        limitation=Limitation(row.limitation) if row.limitation else None,
        interruptions=tuple(_interruption(one) for one in row.interruptions),
    )


def _interruption(kept: Mapping[str, str]) -> Interruption:
    ended = date.fromisoformat(kept["ended"]) if kept["ended"] else None
    return Interruption(date.fromisoformat(kept["on"]), ended, kept["act"])


def _clocks(rows: CaseRows) -> tuple[ClockState, ...]:
    until = {due.clock_id: date.fromisoformat(str(due.inputs["until"])) for due in rows.dues if due.reason == "extended"}
    return tuple(clock_state(row, until.get(row.id)) for row in rows.clocks)


def _agreement(rows: CaseRows) -> AgreementState | None:
    row = rows.agreement
    if row is None:
        return None
    given = tuple(SignatureGiven(s.who, s.kind, s.signed_on, s.by, s.capacity) for s in rows.signatures)
    terms = tuple(_term(t) for t in rows.terms if t.agreement_id == row.id)
    return AgreementState(row.form, row.agreed_on, row.signed_on, row.total, given, terms, row.effective_on)


def _confirmation(row: Confirmation | None) -> ConfirmationState | None:
    if row is None:
        return None
    return ConfirmationState(
        state=row.state,
        applied_on=row.applied_on,
        court=row.court,
        accepted_on=row.accepted_on,
        ruled_on=row.ruled_on,
        number=row.number,
        why=row.why,
        materials=tuple(row.materials),
    )


def _term(row: AgreementTerm) -> TermState:
    return TermState(
        id=row.id,
        kind=row.kind,
        payer=row.payer,
        payee=row.payee,
        amount=row.amount,
        act=row.act,
        due_on=row.due_on,
        breach=row.breach,
        paid=row.performed_amount or 0,
        performed_on=row.performed_on,
        breached_on=row.breached_on,
    )
