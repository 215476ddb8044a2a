"""To whom a dispute may be referred: bodies of the county by sector and town, and the people in them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import and_, case, or_, select

from portal.reading.wording import label
from portal.store.tables.people import Post, Staff
from portal.store.tables.places import Division, Organisation
from portal.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Target:
    """A body a dispute may be offered to."""

    id: uuid.UUID
    name: str
    short_name: str
    sectors: str
    division: str
    phone: str


def targets(uow: UnitOfWork, own: uuid.UUID, sector: str = "", town: str = "") -> tuple[Target, ...]:
    """Return the bodies of the county that could take a dispute, by sector and town where they are asked for."""
    statement = (
        select(Organisation, Division.name)
        .outerjoin(Division, Division.code == Organisation.division_code)
        .where(
            Organisation.county_code == uow.county_code,
            Organisation.id != own,
            or_(Organisation.ended_on.is_(None), Organisation.ended_on > uow.today),
        )
        .order_by(case((Organisation.level == "county", 0), (Organisation.level == "town", 1), else_=2), Organisation.path)
    )
    if town:
        path = select(Division.path).where(Division.code == town, Division.county_code == uow.county_code).scalar_subquery()
        statement = statement.where(Division.path.startswith(path))
    typed = {key: plugin for key, plugin in uow.registry.plugins.items() if plugin.case_types}
    found = []
    for row, division in uow.session.execute(statement):
        keys = [key for key in row.plugins if key in typed]
        if keys and (not sector or sector in keys):
            names = "、".join(label(typed[key].title, key) for key in keys)
            found.append(Target(row.id, row.name, row.short_name, names, division or "", row.phone))
    return tuple(found)


def sectors(uow: UnitOfWork) -> tuple[tuple[str, str], ...]:
    """Return (key, title) of the sectors that take disputes."""
    return tuple((key, label(plugin.title, key)) for key, plugin in uow.registry.plugins.items() if plugin.case_types)


def towns(uow: UnitOfWork) -> tuple[tuple[str, str], ...]:
    """Return (code, name) of the county's towns."""
    rows = uow.session.execute(
        select(Division.code, Division.name)
        .where(Division.county_code == uow.county_code, Division.kind == "town")
        .order_by(Division.ordinal, Division.code)
    )
    return tuple((row.code, row.name) for row in rows)


def receivers(uow: UnitOfWork, organisation_id: uuid.UUID) -> tuple[tuple[str, str], ...]:
    """Return (id, name) of everybody who holds a post in a body today, to be named as receiver."""
    rows = uow.session.execute(
        select(Staff.id, Staff.name)
        .join(Post, and_(Post.county_code == Staff.county_code, Post.staff_id == Staff.id))
        .where(
            Staff.county_code == uow.county_code,
            Post.organisation_id == organisation_id,
            Post.since <= uow.today,
            or_(Post.until.is_(None), Post.until >= uow.today),
            Staff.ended_on.is_(None),
        )
        .distinct()
        .order_by(Staff.name, Staff.id)
    )
    return tuple((str(row.id), row.name) for row in rows)
