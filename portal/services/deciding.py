"""What the engine needs to know of whoever decides."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from portal.access.actors import Person
from portal.access.sent_files import files_to_send
from portal.engine.agreement_writing import Lpr
from portal.engine.deciding import Deciding
from portal.services.acting import staff_of, stands_aside
from portal.services.leading_case import leading_case
from portal.services.ties import ties
from portal.store.organisation_kinds import COORDINATING
from portal.store.parameter_rows import CALL_BACK_DAYS, NATION, REFERRAL_DAYS, whole_in_force
from portal.store.tables.cases import CaseFile
from portal.store.tables.machine import ParameterValue
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork


def deciding(uow: UnitOfWork, actor: Person, case: CaseFile) -> Deciding:
    """Return who decides about this case, when, and whom the case may be given to."""
    plain = deciding_for(uow, actor, case.organisation_id)
    return replace(
        plain,
        staff_in_reach=lambda staff_id: plain.staff_in_reach(staff_id) and not stands_aside(uow, case.id, staff_id),
        leading=lambda meant: leading_case(uow, actor, case, meant),
        ties=lambda staff_id: ties(uow, case, staff_id),
        files=lambda: files_to_send(uow, actor, case),
    )


def deciding_for(uow: UnitOfWork, actor: Person, organisation_id: uuid.UUID) -> Deciding:
    """Return the same for a case of the organisation that is not there yet."""
    return Deciding(
        today=uow.today,
        now=uow.now,
        calendar=uow.calendar,
        staff_id=actor.staff_id,
        supervises=actor.supervises and actor.organisation_id == organisation_id,
        staff_in_reach=lambda staff_id: staff_of(uow, organisation_id, staff_id),
        can_receive=lambda other: other != organisation_id and can_receive(uow, other),
        works_in=lambda other, staff_id: staff_of(uow, other, staff_id),
        answer_days=lambda: answer_days(uow),
        call_back_days=lambda: call_back_days(uow),
        lpr_on=lambda day: _lpr(uow, day),
        is_committee=lambda: is_committee(uow, organisation_id),
    )


def can_receive(uow: UnitOfWork, organisation_id: uuid.UUID) -> bool:
    """Say whether an organisation of the county is at work and has a sector with types of cases."""
    row = uow.session.execute(
        select(Organisation.plugins, Organisation.ended_on).where(
            Organisation.county_code == uow.county_code, Organisation.id == organisation_id
        )
    ).one_or_none()
    if row is None or (row.ended_on is not None and row.ended_on <= uow.today):
        return False
    return any(key in uow.registry.plugins and uow.registry.plugins[key].case_types for key in row.plugins)


def is_committee(uow: UnitOfWork, organisation_id: uuid.UUID) -> bool:
    """Say whether the organisation mediates as one established by law; a coordinating body of the county is none."""
    of_it = (Organisation.county_code == uow.county_code, Organisation.id == organisation_id)
    return uow.session.scalar(select(Organisation.kind).where(*of_it)) != COORDINATING


def answer_days(uow: UnitOfWork) -> int:
    """Return in how many working days a referral is to be answered."""
    return whole_in_force(uow.session, REFERRAL_DAYS, uow.county_code, uow.today)


def call_back_days(uow: UnitOfWork) -> int:
    """Return within how many days after performance, or another end, a call-back is made: a rule of the county."""
    return whole_in_force(uow.session, CALL_BACK_DAYS, uow.county_code, uow.today)


def _lpr(uow: UnitOfWork, day: date) -> Lpr | None:
    """Return the one-year LPR in force on the day, or `None` where none is registered for it."""
    versions = select(ParameterValue.value, ParameterValue.verified).where(
        ParameterValue.key == "lpr_1y", ParameterValue.division_code == NATION, ParameterValue.since <= day
    )
    row = uow.session.execute(versions.order_by(ParameterValue.since.desc()).limit(1)).first()
    return None if row is None else Lpr(Decimal(row.value), row.verified)
