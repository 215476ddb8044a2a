"""Files that come along with an accepted referral: rows in the new case over the same encrypted files; voided if it goes back."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from portal.access.actors import Person
from portal.access.sent_files import PASSED
from portal.engine.materials import CARRIED, kinds_for
from portal.engine.sent_files import SENT_BACK
from portal.services.materials import content_digest
from portal.store.access_log import log_access
from portal.store.identifiers import new_id
from portal.store.secrets import seal, unseal
from portal.store.tables.cases import CaseFile
from portal.store.tables.materials import Material
from portal.store.tables.referral import Referral
from portal.store.unit_of_work import UnitOfWork


def carry_files(uow: UnitOfWork, actor: Person, row: Referral, sent: Iterable[Mapping[str, Any]]) -> None:
    """Give the case that was opened by a referral the files that were sent along, at the task `referral`.

    A file that was voided meanwhile, or that a scanner has stopped, does not come.
    """
    wanted = {uuid.UUID(str(one["id"])): str(one["name"]) for one in sent}
    if not wanted or row.to_case_id is None:
        return
    case = uow.session.get_one(CaseFile, row.to_case_id)
    declared = uow.registry.case_type(case.type)
    known = {kind.key for kind in kinds_for(declared.papers if declared is not None else ())}
    files = uow.session.scalars(
        select(Material)
        .where(
            Material.county_code == uow.county_code,
            Material.case_id == row.from_case_id,
            Material.id.in_(wanted),
            Material.voided_at.is_(None),
            Material.scan.in_(PASSED),
        )
        .order_by(Material.id)
    ).all()
    for one in files:
        file_id = new_id()
        uow.session.add(
            Material(
                county_code=uow.county_code,
                id=file_id,
                case_id=case.id,
                file_id=one.file_id or one.id,
                referral_id=row.id,
                kind=one.kind if one.kind in known else CARRIED.key,
                media=one.media,
                size=one.size,
                sha256=one.sha256,
                key=seal(uow.keyring, "material", "key", file_id, unseal(uow.keyring, "material", "key", one.id, one.key)),
                name=seal(uow.keyring, "material", "name", file_id, wanted[one.id]),
                added_at=uow.now,
                added_by_id=actor.staff_id,
                by_phone=one.by_phone,
                scan=one.scan,
                scanned_at=one.scanned_at,
            )
        )
        told: Mapping[str, str | int] = {"material": str(file_id), "digest": content_digest(uow, one.sha256), "size": one.size}
        log_access(uow, "material", "came_along", case_id=case.id, data=told, by=actor)
    log_access(uow, "material", "sent_along", case_id=row.from_case_id, count=len(files), by=actor)
    uow.session.flush()


def take_files_back(uow: UnitOfWork, actor: Person, row: Referral) -> None:
    """Void what came along with a referral that goes back, at the task `referral`: nobody there may have it any more."""
    for one in uow.session.scalars(
        select(Material).where(
            Material.county_code == uow.county_code,
            Material.case_id == row.to_case_id,
            Material.referral_id == row.id,
            Material.voided_at.is_(None),
        )
    ):
        one.voided_at, one.voided_by_id = uow.now, actor.staff_id
        one.void_reason = seal(uow.keyring, "material", "void_reason", one.id, SENT_BACK)
        told = {"material": str(one.id), "digest": content_digest(uow, one.sha256)}
        log_access(uow, "material", "voided", case_id=one.case_id, data=told, by=actor)
    uow.session.flush()
