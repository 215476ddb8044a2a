"""Keeps `case_access`: who may come near a case, from when until when. Walls 2 and 3 read nothing else."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from portal.store.coarse import GLASS, RECUSED
from portal.store.identifiers import new_id
from portal.store.tables.cases import CaseAccess, CaseFile

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork

OWNER = "owner"
REGISTRAR = "registrar"
HANDLER = "handler"


def open_for_owner(uow: UnitOfWork, case: CaseFile) -> None:
    """Let in the organisation that holds the case and the person who registered it."""
    _add(uow, case, OWNER, organisation_id=case.organisation_id)
    _add(uow, case, REGISTRAR, staff_id=case.registered_by_id)


def let_handler_in(uow: UnitOfWork, case: CaseFile, staff_id: uuid.UUID) -> None:
    """Let in the new handler; the former one leaves, unless he registered the case."""
    for row in _standing(uow, case):
        if row.ground == HANDLER and row.staff_id != staff_id:
            row.until = uow.now
    _add(uow, case, HANDLER, staff_id=staff_id)


def keep_named_only(uow: UnitOfWork, case: CaseFile) -> None:
    """Close every door of a sealed case but the owner's and its named handlers', permissions too; who stands aside stays out."""
    for row in _standing(uow, case):
        if row.ground not in (OWNER, REGISTRAR, HANDLER, RECUSED):
            row.until = uow.now
    for row in uow.rows_of(CaseAccess, case.id, ground=GLASS):
        if row.until is not None and row.until > uow.now:
            row.until = uow.now


def keep_out(uow: UnitOfWork, case: CaseFile, staff_id: uuid.UUID) -> None:
    """Keep somebody out who stands aside (回避); what let her in as handler ends."""
    for row in _standing(uow, case):
        if row.ground == HANDLER and row.staff_id == staff_id:
            row.until = uow.now
    _add(uow, case, RECUSED, staff_id=staff_id)


def let_back(uow: UnitOfWork, case: CaseFile, staff_id: uuid.UUID) -> None:
    """End somebody's standing aside."""
    for row in _standing(uow, case):
        if row.ground == RECUSED and row.staff_id == staff_id:
            row.until = uow.now


def open_glass(uow: UnitOfWork, case_id: uuid.UUID, staff_id: uuid.UUID, until: datetime) -> uuid.UUID:
    """Let one person come near one case by special permission until a moment, and return the row that does it."""
    row = CaseAccess(
        county_code=uow.county_code,
        id=new_id(),
        case_id=case_id,
        staff_id=staff_id,
        ground=GLASS,
        since=uow.now,
        until=until,
    )
    uow.session.add(row)
    uow.session.flush()
    return row.id


def close_glass(uow: UnitOfWork, access_id: uuid.UUID) -> None:
    """End a special permission now, unless it has ended."""
    row = uow.session.scalars(
        select(CaseAccess).where(CaseAccess.id == access_id, CaseAccess.ground == GLASS, CaseAccess.until > uow.now)
    ).one_or_none()
    if row is not None:
        row.until = uow.now
        uow.session.flush()


def _standing(uow: UnitOfWork, case: CaseFile) -> list[CaseAccess]:
    return uow.rows_of(CaseAccess, case.id, until=None)


def _add(
    uow: UnitOfWork,
    case: CaseFile,
    ground: str,
    *,
    organisation_id: uuid.UUID | None = None,
    staff_id: uuid.UUID | None = None,
) -> None:
    uow.row(
        CaseAccess,
        county_code=case.county_code,
        id=new_id(),
        case_id=case.id,
        organisation_id=organisation_id,
        staff_id=staff_id,
        ground=ground,
        since=uow.now,
    )
