"""The county's wordings and Word templates of papers: what is in force when a paper is made, and their history."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from portal.engine.wordings import Wording
from portal.store.tables.people import Staff
from portal.store.tables.wording import PaperTemplate, PaperWording
from portal.store.unit_of_work import UnitOfWork

Versions = Mapping[tuple[str, str], tuple[Wording, ...]]
"""By owner and key of a paper."""


@dataclass(frozen=True)
class VersionShown:
    """A version with who made it, when and why; `size` of a template in bytes, 0 when it was withdrawn."""

    version: int
    at: datetime
    who: str
    reason: str = ""
    size: int = 0


def wordings(uow: UnitOfWork, owners: Collection[str]) -> Versions:
    """Return all versions of the papers of these owners, in one statement."""
    rows = uow.session.scalars(
        select(PaperWording)
        .where(PaperWording.county_code == uow.county_code, PaperWording.owner.in_(owners))
        .order_by(PaperWording.version)
    )
    found: dict[tuple[str, str], tuple[Wording, ...]] = {}
    for row in rows:
        key = (row.owner, row.paper)
        found[key] = (*found.get(key, ()), Wording(row.version, row.at, {pair[0]: pair[1] for pair in row.texts}))
    return found


def template_file(uow: UnitOfWork, owner: str, paper: str) -> bytes | None:
    """Return the Word template in force, or `None`."""
    return uow.session.scalar(
        select(PaperTemplate.file)
        .where(PaperTemplate.county_code == uow.county_code, PaperTemplate.owner == owner, PaperTemplate.paper == paper)
        .order_by(PaperTemplate.version.desc())
        .limit(1)
    )


def history(uow: UnitOfWork, owner: str, paper: str) -> tuple[tuple[VersionShown, ...], tuple[VersionShown, ...]]:
    """Return the versions of the wording and of the template, the newest first."""
    words = uow.session.execute(
        select(PaperWording, Staff.name)
        .outerjoin(Staff, and_(Staff.county_code == PaperWording.county_code, Staff.id == PaperWording.staff_id))
        .where(PaperWording.county_code == uow.county_code, PaperWording.owner == owner, PaperWording.paper == paper)
        .order_by(PaperWording.version.desc())
    )
    files = uow.session.execute(
        select(PaperTemplate.version, PaperTemplate.at, PaperTemplate.size, Staff.name)
        .outerjoin(Staff, and_(Staff.county_code == PaperTemplate.county_code, Staff.id == PaperTemplate.staff_id))
        .where(PaperTemplate.county_code == uow.county_code, PaperTemplate.owner == owner, PaperTemplate.paper == paper)
        .order_by(PaperTemplate.version.desc())
    )
    return (
        tuple(VersionShown(row.version, row.at, name or "", row.reason) for row, name in words),
        tuple(VersionShown(version, at, name or "", size=size) for version, at, size, name in files),
    )
