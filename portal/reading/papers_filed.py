"""Which papers of a case lie in its dossier, and since when."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from portal.store.paper_rows import PaperState
from portal.store.tables.course import CasePaper
from portal.store.tables.materials import Material
from portal.store.unit_of_work import UnitOfWork


def papers_filed(uow: UnitOfWork, case_id: uuid.UUID) -> Mapping[str, datetime]:
    """Return since when each paper lies in the dossier: somebody said so, or its signed form lies there as a file."""
    said = select(CasePaper.paper.label("paper"), CasePaper.at.label("at")).where(
        CasePaper.county_code == uow.county_code, CasePaper.case_id == case_id, CasePaper.state == PaperState.FILED
    )
    lying = select(Material.kind, Material.added_at).where(
        Material.county_code == uow.county_code, Material.case_id == case_id, Material.voided_at.is_(None)
    )
    found: dict[str, datetime] = {}
    for paper, at in uow.session.execute(said.union_all(lying)):
        found[paper] = min(at, found.get(paper, at))
    return found
