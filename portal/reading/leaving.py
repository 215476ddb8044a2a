"""What somebody who leaves leaves behind: 「他名下 7 件交给谁？」, for every organisation she works for."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from portal.access.actors import Person
from portal.access.doors import cases_left_in
from portal.access.granting import manages_county
from portal.reading.wording import label
from portal.store.tables.people import Post, PostRole, Staff
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class LeavesBehind:
    """What somebody has in hand in one organisation, and who there could take it."""

    organisation_id: uuid.UUID
    organisation: str
    cases: int
    receivers: tuple[tuple[str, str], ...]


def leaves_behind(
    uow: UnitOfWork, actor: Person, staff_id: uuid.UUID, organisation_id: uuid.UUID | None = None
) -> tuple[LeavesBehind, ...]:
    """Return where in scope (or in one organisation) the person has open cases, how many, and who could take them."""
    where = [Post.county_code == uow.county_code, Post.staff_id == staff_id]
    if organisation_id is not None:
        where.append(Post.organisation_id == organisation_id)
    if not manages_county(actor):
        where.append(Organisation.path.startswith(actor.organisation_path, autoescape=True))
    held = uow.session.execute(
        select(Organisation.id, Organisation.short_name)
        .join(Post, and_(Post.county_code == Organisation.county_code, Post.organisation_id == Organisation.id))
        .where(*where)
        .distinct()
        .order_by(Organisation.short_name)
    ).all()
    counts = cases_left_in(uow, staff_id, [row.id for row in held])
    takers = _takers(uow, [row.id for row in held if counts[row.id]], staff_id)
    return tuple(LeavesBehind(row.id, row.short_name, counts[row.id], takers.get(row.id, ())) for row in held if counts[row.id])


def _takers(
    uow: UnitOfWork, organisations: Collection[uuid.UUID], leaving: uuid.UUID
) -> dict[uuid.UUID, tuple[tuple[str, str], ...]]:
    rows = uow.session.execute(
        select(Post.organisation_id, Staff.id, Staff.name, PostRole.title, PostRole.plugin)
        .join(Staff, and_(Staff.county_code == Post.county_code, Staff.id == Post.staff_id))
        .join(PostRole, PostRole.name == Post.role)
        .where(Post.county_code == uow.county_code, Post.organisation_id.in_(organisations), Staff.id != leaving)
        .where(or_(Post.until.is_(None), Post.until >= uow.today), Post.since <= uow.today, Staff.ended_on.is_(None))
        .order_by(Staff.name, Post.since)
    )
    found: dict[uuid.UUID, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row.organisation_id, {}).setdefault(str(row.id), f"{row.name}（{label(row.title, row.plugin)}）")
    return {organisation: tuple(takers.items()) for organisation, takers in found.items()}
