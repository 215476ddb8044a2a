"""Which files of a case its handler may send along with a referral: those she may open herself, whole and not voided."""

from __future__ import annotations

from sqlalchemy import select

from portal.access.actors import Person
from portal.access.material_rules import may_open_material
from portal.engine.materials import kind_of
from portal.engine.sent_files import SentFile
from portal.store.secrets import unseal
from portal.store.tables.cases import CaseFile
from portal.store.tables.materials import Material
from portal.store.unit_of_work import UnitOfWork

PASSED = ("", "clean")
"""What a scanner said of a file that may leave."""


def files_to_send(uow: UnitOfWork, actor: Person, case: CaseFile) -> tuple[SentFile, ...]:
    """Return the files of a case that may go along, in the order of the list of files."""
    declared = uow.registry.case_type(case.type)
    own = declared.papers if declared is not None else ()
    rows = uow.session.scalars(
        select(Material)
        .where(
            Material.county_code == uow.county_code,
            Material.case_id == case.id,
            Material.voided_at.is_(None),
            Material.scan.in_(PASSED),
        )
        .order_by(Material.kind, Material.added_at.desc(), Material.id)
    )
    found = []
    for row in rows:
        kind = kind_of(row.kind, own)
        if may_open_material(actor, case, kind):
            name = unseal(uow.keyring, "material", "name", row.id, row.name)
            found.append(SentFile(str(row.id), name, row.kind, kind.title, row.media, row.size, row.sha256.hex()))
    return tuple(found)
