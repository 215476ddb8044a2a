"""Which posts an administrator may give: organisations with the roles that fit them, in words."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, select

from portal.access.actors import Person
from portal.access.granting import GivenRole, Place, manages_county, may_give
from portal.access.role_grants import given_roles
from portal.reading.wording import label
from portal.store.tables.places import Division, Organisation
from portal.store.unit_of_work import UnitOfWork

Pairs = tuple[tuple[str, str], ...]
MOST_AT_ONCE = 60
"""So many posts are offered in one list; with more, the organisation is chosen first."""


@dataclass(frozen=True)
class OptionGroup:
    """Options of a select under one heading."""

    title: str
    options: Pairs


@dataclass(frozen=True)
class PostChoices:
    """The posts of one organisation, or of all when they are few; `organisations` to choose from when they are many."""

    posts: tuple[OptionGroup, ...]
    organisations: tuple[OptionGroup, ...]


def post_choices(uow: UnitOfWork, actor: Person, organisation_id: uuid.UUID | None = None) -> PostChoices:
    """Return what the actor may give, in one organisation or wherever she may."""
    roles = given_roles(uow.session.connection())
    rows = _organisations(uow, actor)
    chosen = [row for row in rows if row.id == organisation_id] if organisation_id is not None else rows
    posts = [group for row in chosen if (group := _posts_in(actor, row, roles)).options]
    many = len(rows) > 1 and (organisation_id is not None or sum(len(group.options) for group in posts) > MOST_AT_ONCE)
    if many and organisation_id is None:
        posts = []
    return PostChoices(tuple(posts), organisation_groups(rows) if many else ())


@dataclass(frozen=True)
class _Row:
    id: uuid.UUID
    short_name: str
    place: Place
    town: str


def organisations_in_scope(uow: UnitOfWork, actor: Person) -> tuple[OptionGroup, ...]:
    """Return the organisations whose people the actor administers, by place; none when it is only one."""
    rows = _organisations(uow, actor)
    return organisation_groups(rows) if len(rows) > 1 else ()


def organisation_groups(rows: Iterable[_Row]) -> tuple[OptionGroup, ...]:
    """Return organisations under the county and its towns."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        groups.setdefault(row.town, []).append((str(row.id), row.short_name))
    return tuple(OptionGroup(town, tuple(inside)) for town, inside in groups.items())


def _posts_in(actor: Person, row: _Row, roles: Iterable[GivenRole]) -> OptionGroup:
    options = tuple(
        (f"{row.id}:{role.name}", f"{row.short_name} · {label(role.title, role.plugin)}")
        for role in sorted(roles, key=lambda role: role.plugin == "county")
        if may_give(actor, role, row.place)
    )
    return OptionGroup(row.short_name, options)


def _organisations(uow: UnitOfWork, actor: Person) -> list[_Row]:
    """Return the standing organisations in scope, the county's first, then town by town."""
    where = [Organisation.county_code == uow.county_code, Organisation.ended_on.is_(None)]
    if not manages_county(actor):
        where.append(Organisation.path.startswith(actor.organisation_path, autoescape=True))
    town = Division.__table__.alias("town")
    rows = uow.session.execute(
        select(
            Organisation.id,
            Organisation.short_name,
            Organisation.path,
            Organisation.level,
            Organisation.plugins,
            Division.kind,
            Division.name,
            town.c.name.label("above"),
        )
        .join(Division, Division.code == Organisation.division_code)
        .outerjoin(town, and_(town.c.code == Division.parent_code))
        .where(*where)
        .order_by(Division.ordinal, Division.code, Organisation.name)
    )
    found = [
        _Row(
            row.id,
            row.short_name,
            Place(row.path, row.level, tuple(row.plugins)),
            row.name if row.kind in ("county", "town") else row.above or row.name,
        )
        for row in rows
    ]
    return found
