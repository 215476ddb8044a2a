"""What may be picked in the form of an act: colleagues with their open load, and the parties of the case."""

from __future__ import annotations

import uuid

from sqlalchemy import and_, func, select

from portal.reading.case_page import CasePage
from portal.reading.wording import N_, say
from portal.store.tables.cases import CaseFile
from portal.store.tables.people import Post, Staff
from portal.store.unit_of_work import UnitOfWork


def staff_choices(uow: UnitOfWork, organisation_id: uuid.UUID) -> tuple[tuple[str, str], ...]:
    """Return (id, name with open load) of everybody who holds a post in the organisation today, the least loaded first."""
    load = (
        select(func.count())
        .select_from(CaseFile)
        .where(
            CaseFile.county_code == Staff.county_code,
            CaseFile.handler_id == Staff.id,
            CaseFile.ending.is_(None),
            CaseFile.voided_on.is_(None),
        )
        .scalar_subquery()
    )
    rows = uow.session.execute(
        select(Staff.id, Staff.name, load.label("load"))
        .join(Post, and_(Post.county_code == Staff.county_code, Post.staff_id == Staff.id))
        .where(
            Staff.county_code == uow.county_code,
            Post.organisation_id == organisation_id,
            Post.since <= uow.today,
            (Post.until.is_(None)) | (Post.until >= uow.today),
            Staff.ended_on.is_(None),
        )
        .distinct()
        .order_by(load, Staff.name)
    )
    return tuple((str(r.id), say(N_("%(name)s（在办 %(n)s 件）"), name=r.name, n=r.load)) for r in rows)


def party_choices(page: CasePage) -> tuple[tuple[str, str], ...]:
    """Return (id, name and role) of the parties."""
    return tuple((str(p.id), f"{p.name}（{p.role_title}）") for p in page.parties)
