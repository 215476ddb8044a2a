"""材料 of a case as its reader sees them: what there is, which of it she may have, what was voided and why."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from portal.access.actors import Person
from portal.access.material_rules import may_list_materials, may_open_material
from portal.access.privacy_rules import sights_for
from portal.access.reach import reach_clause
from portal.declare.papers import Paper
from portal.declare.phases import Phase
from portal.engine.materials import kind_of
from portal.errors import Forbidden, NotFound
from portal.reading.shown import type_title
from portal.reading.titles import case_title
from portal.reading.wording import label
from portal.store.access_log import note_look
from portal.store.joint_rows import takes_part
from portal.store.secrets import unseal
from portal.store.tables.cases import CaseFile
from portal.store.tables.materials import Material
from portal.store.tables.people import Staff
from portal.store.unit_of_work import UnitOfWork

MOST = 400


@dataclass(frozen=True)
class MaterialShown:
    """One file. `opens` says whether the reader may have it now; `name` is empty where she may not."""

    id: uuid.UUID
    kind: str
    kind_title: str
    name: str
    media: str
    size: int
    sha256: str
    added_at: datetime
    who: str
    by_phone: bool
    scan: str
    opens: bool
    voided_at: datetime | None
    void_reason: str
    came_along: bool = False  # with a referral


@dataclass(frozen=True)
class MaterialsPage:
    """The files of one case. `is_open` says whether the case still takes some."""

    id: uuid.UUID
    type: str
    title: str
    number: str | None
    is_open: bool
    rows: tuple[MaterialShown, ...]


def materials_of(uow: UnitOfWork, actor: Person, case_id: uuid.UUID) -> MaterialsPage:
    """Return the files of a case, newest first within their kinds; those that were voided last.

    Raises:
        NotFound: missing or out of reach.
        Forbidden: the reader sees no files of this case.
    """
    case = uow.session.scalars(
        select(CaseFile).where(CaseFile.county_code == uow.county_code, CaseFile.id == case_id, reach_clause(actor))
    ).one_or_none()
    if case is None:
        raise NotFound
    partner = case.organisation_id != actor.organisation_id and takes_part(uow, case_id, actor.staff_id)
    if not may_list_materials(actor, case, partner=partner):
        raise Forbidden("read")
    note_look(uow, "case", case.id, case.privacy)
    declared = uow.registry.case_type(case.type)
    own = declared.papers if declared is not None else ()
    found = uow.session.execute(
        select(Material, Staff.name)
        .outerjoin(Staff, and_(Staff.county_code == Material.county_code, Staff.id == Material.added_by_id))
        .where(Material.county_code == uow.county_code, Material.case_id == case_id)
        .order_by(Material.voided_at.is_not(None), Material.kind, Material.added_at.desc(), Material.id)
        .limit(MOST)
    )
    return MaterialsPage(
        id=case.id,
        type=case.type,
        title=case_title(case, type_title(uow, case.type), sights_for(actor, case)),
        number=case.number,
        is_open=case.phase != Phase.ARCHIVED.value and case.voided_on is None,
        rows=tuple(_shown(uow, actor, case, own, row, who or "") for row, who in found),
    )


def _shown(uow: UnitOfWork, actor: Person, case: CaseFile, own: tuple[Paper, ...], row: Material, who: str) -> MaterialShown:
    kind = kind_of(row.kind, own)
    may = may_open_material(actor, case, kind)
    reason = unseal(uow.keyring, "material", "void_reason", row.id, row.void_reason) if row.void_reason is not None else ""
    return MaterialShown(
        id=row.id,
        kind=row.kind,
        kind_title=label(kind.title, case.plugin),
        name=unseal(uow.keyring, "material", "name", row.id, row.name) if may else "",
        media=row.media,
        size=row.size,
        sha256=row.sha256.hex(),
        added_at=row.added_at,
        who=who,
        by_phone=row.by_phone,
        scan=row.scan,
        opens=may and row.voided_at is None and row.scan in ("", "clean"),
        voided_at=row.voided_at,
        void_reason=(label(reason) if row.referral_id else reason) if may else "",
        came_along=row.referral_id is not None,
    )
