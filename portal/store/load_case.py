"""Loads a case as the engine sees it."""

from __future__ import annotations

import json
import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from portal.declare.case_types import CaseType
from portal.declare.clocks import Unit, Whose
from portal.declare.phases import Ending, Phase, Source
from portal.declare.privacy import Privacy
from portal.engine.case_state import AgreementState, CaseState, ClockState
from portal.engine.read_fields import restored
from portal.errors import NotFound, Refused
from portal.store.party_rows import read_parties
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import Agreement, CaseClock, CaseClockDue, CaseEvent, CaseSession

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork


def load_case(uow: UnitOfWork, case_id: uuid.UUID, *, secrets: bool = False, lock: bool = False) -> tuple[CaseFile, CaseState]:
    """Return the row and the state of a case; `lock` holds the row until the transaction ends.

    Raises:
        NotFound: missing, or beyond the second wall.
        Refused: the plugin of its type is not loaded, so nothing can be decided about it.
    """
    statement = select(CaseFile).where(CaseFile.county_code == uow.county_code, CaseFile.id == case_id)
    case = uow.session.scalars(statement.with_for_update() if lock else statement).one_or_none()
    if case is None:
        raise NotFound
    case_type = uow.registry.case_type(case.type)
    if case_type is None:
        raise Refused.at("", "plugin_absent", plugin=case.plugin)
    return case, state_of(uow, case, case_type, secrets=secrets)


def state_of(uow: UnitOfWork, case: CaseFile, case_type: CaseType, *, secrets: bool = False) -> CaseState:
    """Return the state of a loaded case."""
    events = uow.session.execute(
        select(CaseEvent.action, CaseEvent.phase_before).where(CaseEvent.case_id == case.id).order_by(CaseEvent.seq)
    ).all()
    results = uow.session.scalars(
        select(CaseSession.result).where(CaseSession.case_id == case.id).order_by(CaseSession.event_seq.desc()).limit(1)
    ).all()
    pauses = [e.phase_before for e in events if e.action == "pause"]
    reopened = max((i for i, e in enumerate(events) if e.action in ("reopen", "talk_again")), default=-1)
    held = max((i for i, e in enumerate(events) if e.action == "session"), default=-1)
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
        details=_details(uow, case, case_type, secrets=secrets),
        parties=read_parties(uow, case, case_type, secrets=secrets),
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
        clocks=_clocks(uow, case),
        agreement=_agreement(uow, case),
        actions=tuple(e.action for e in events),
        last_result="continue" if reopened > held else results[0] if results else None,
        paused_from=Phase(pauses[-1]) if pauses else None,
        after_the_fact=case.after_the_fact,
    )


def _details(uow: UnitOfWork, case: CaseFile, case_type: CaseType, *, secrets: bool) -> dict[str, Any]:
    """Return the typed details, brought forward to the present version of the type."""
    kept: dict[str, Any] = dict(case.details)
    for version in range(case.type_version, case_type.version):
        upgrade = case_type.upgrades.get(version)
        kept = upgrade(kept) if upgrade else kept
    if secrets:
        for path, text in uow.secrets.get_all(case.id, "details.").items():
            kept[path.removeprefix("details.")] = json.loads(text)
    fields = {f.key: f for f in case_type.fields}
    values = {key: restored(fields[key], value) for key, value in kept.items() if key in fields}
    return {key: value for key, value in values.items() if value is not None}


def _clocks(uow: UnitOfWork, case: CaseFile) -> tuple[ClockState, ...]:
    rows = uow.session.scalars(select(CaseClock).where(CaseClock.case_id == case.id).order_by(CaseClock.started_seq)).all()
    extensions = uow.session.execute(
        select(CaseClockDue.clock_id, CaseClockDue.inputs)
        .where(CaseClockDue.case_id == case.id, CaseClockDue.reason == "extended")
        .order_by(CaseClockDue.ordinal)
    ).all()
    until = {e.clock_id: date.fromisoformat(str(e.inputs["until"])) for e in extensions}
    return tuple(
        ClockState(
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
            extended_to=until.get(row.id),
        )
        for row in rows
    )


def _agreement(uow: UnitOfWork, case: CaseFile) -> AgreementState | None:
    row = uow.session.scalars(
        select(Agreement).where(Agreement.case_id == case.id, Agreement.replaced_seq.is_(None))
    ).one_or_none()
    return None if row is None else AgreementState(row.form, row.agreed_on, row.signed_on, row.total)
