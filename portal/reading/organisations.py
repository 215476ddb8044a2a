"""组织: the bodies of the county by place and sector, one of them in full, and the public list with their telephones."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from portal.engine.numbering import CaseNumber
from portal.errors import NotFound
from portal.reading.wording import label
from portal.store.tables.machine import NumberCounter
from portal.store.tables.people import Post
from portal.store.tables.places import Division, Organisation
from portal.store.unit_of_work import UnitOfWork

Pairs = tuple[tuple[str, str], ...]

_town = Division.__table__.alias("town")


@dataclass(frozen=True)
class OrganisationRow:
    """One organisation of the list; `depth` counts how many stand above it."""

    id: uuid.UUID
    name: str
    short_name: str
    number_code: str
    sponsor: str
    kind: str
    level: str
    sectors: tuple[str, ...]
    place: str
    phone: str
    address: str
    posts: int
    depth: int
    ended_on: date | None


@dataclass(frozen=True)
class PlaceGroup:
    """The county itself or one town, with the organisations there."""

    code: str
    name: str
    rows: tuple[OrganisationRow, ...]


@dataclass(frozen=True)
class Counter:
    """How far the numbers of a kind word and year have come: the number the next case gets, and the first of that year."""

    word: str
    year: int
    next: str
    started_with: int
    given: int


@dataclass(frozen=True)
class OrganisationPage:
    """One organisation with what its form needs."""

    row: OrganisationRow
    entered: dict[str, Any]
    seal_name: str
    founded_on: date | None
    parent: tuple[str, str] | None
    below: Pairs
    counters: tuple[Counter, ...]


def organisations_by_place(uow: UnitOfWork, *, town: str = "", sector: str = "", ended: bool = False) -> tuple[PlaceGroup, ...]:
    """Return the organisations under the county and its towns; `town` is a division, `sector` a plugin's key."""
    where = [Organisation.county_code == uow.county_code]
    where.append(Organisation.ended_on.is_not(None) if ended else Organisation.ended_on.is_(None))
    if town:
        where.append(or_(Division.code == town, Division.parent_code == town))
    rows = uow.session.execute(_statement().where(*where)).all()
    posts = _posts(uow)
    groups: dict[tuple[str, str], list[OrganisationRow]] = {}
    for row in rows:
        if not sector or sector in row.plugins:
            groups.setdefault(_group(row), []).append(_row(uow, row, posts.get(row.id, 0)))
    return tuple(PlaceGroup(code, name, tuple(inside)) for (code, name), inside in groups.items())


def organisation_page(uow: UnitOfWork, organisation_id: uuid.UUID) -> OrganisationPage:
    """Return one organisation. Raises `NotFound`."""
    found = uow.session.execute(
        _statement().where(Organisation.county_code == uow.county_code, Organisation.id == organisation_id)
    ).one_or_none()
    if found is None:
        raise NotFound
    row = _row(uow, found, _posts(uow).get(organisation_id, 0))
    near = uow.session.execute(
        select(Organisation.id, Organisation.short_name, Organisation.parent_id).where(
            Organisation.county_code == uow.county_code,
            or_(Organisation.id == found.parent_id, Organisation.parent_id == organisation_id),
        )
    ).all()
    return OrganisationPage(
        row=row,
        entered=_entered(found),
        seal_name=found.seal_name,
        founded_on=found.founded_on,
        parent=next(((str(r.id), r.short_name) for r in near if r.id == found.parent_id), None),
        below=tuple((str(r.id), r.short_name) for r in near if r.parent_id == organisation_id),
        counters=_counters(uow, organisation_id, found.number_code),
    )


def parents_for(uow: UnitOfWork, organisation_id: uuid.UUID | None) -> Pairs:
    """Return which organisations may stand above this one (or above a new one)."""
    rows = uow.session.execute(
        select(Organisation.id, Organisation.short_name, Organisation.path)
        .where(Organisation.county_code == uow.county_code, Organisation.ended_on.is_(None))
        .order_by(Organisation.level, Organisation.short_name)
    ).all()
    own = next((row.path for row in rows if row.id == organisation_id), None)
    return tuple((str(row.id), row.short_name) for row in rows if own is None or not row.path.startswith(own))


def towns(uow: UnitOfWork) -> Pairs:
    """Return (code, name) of the county and its towns."""
    rows = uow.session.execute(
        select(Division.code, Division.name)
        .where(Division.county_code == uow.county_code, Division.kind.in_(("county", "town")))
        .order_by(Division.ordinal, Division.code)
    )
    return tuple((row.code, row.name) for row in rows)


def _statement() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Organisation.id,
            Organisation.parent_id,
            Organisation.path,
            Organisation.name,
            Organisation.short_name,
            Organisation.number_code,
            Organisation.sponsor,
            Organisation.seal_name,
            Organisation.kind,
            Organisation.level,
            Organisation.plugins,
            Organisation.division_code,
            Organisation.phone,
            Organisation.address,
            Organisation.founded_on,
            Organisation.ended_on,
            Division.kind.label("division_kind"),
            Division.name.label("division"),
            _town.c.code.label("town_code"),
            _town.c.name.label("town"),
        )
        .join(Division, Division.code == Organisation.division_code)
        .outerjoin(_town, and_(_town.c.code == Division.parent_code))
        .order_by(Division.ordinal, Division.code, Organisation.path)
    )


def _group(row: Any) -> tuple[str, str]:
    inside_town = row.division_kind not in ("county", "town")
    return (row.town_code, row.town) if inside_town and row.town_code else (row.division_code, row.division)


def _row(uow: UnitOfWork, row: Any, posts: int) -> OrganisationRow:
    return OrganisationRow(
        id=row.id,
        name=row.name,
        short_name=row.short_name,
        number_code=row.number_code,
        sponsor=row.sponsor,
        kind=row.kind,
        level=row.level,
        sectors=sector_titles(uow, row.plugins),
        place=row.division,
        phone=row.phone,
        address=row.address,
        posts=posts,
        depth=row.path.count("/") - 1,
        ended_on=row.ended_on,
    )


def sector_titles(uow: UnitOfWork, keys: Collection[str]) -> tuple[str, ...]:
    """Return the titles of sectors; of one that is not loaded its key."""
    live = uow.registry.plugins
    return tuple(label(live[key].title, key) if key in live else key for key in keys)


def _entered(row: Any) -> dict[str, Any]:
    """Return the row as its form shows it."""
    keys = ("name", "short_name", "number_code", "sponsor", "seal_name", "kind", "level", "division_code", "phone", "address")
    return {key: getattr(row, key) for key in keys} | {
        "parent": str(row.parent_id or ""),
        "plugins": list(row.plugins),
        "founded_on": row.founded_on.isoformat() if row.founded_on else "",
    }


def _posts(uow: UnitOfWork) -> dict[uuid.UUID, int]:
    """Return how many people hold a post in each organisation."""
    statement = (
        select(Post.organisation_id, func.count(func.distinct(Post.staff_id)))
        .where(Post.county_code == uow.county_code, or_(Post.until.is_(None), Post.until >= uow.today))
        .group_by(Post.organisation_id)
    )
    return {row[0]: row[1] for row in uow.session.execute(statement)}


def _counters(uow: UnitOfWork, organisation_id: uuid.UUID, code: str) -> tuple[Counter, ...]:
    rows = uow.session.scalars(
        select(NumberCounter)
        .where(NumberCounter.county_code == uow.county_code, NumberCounter.organisation_id == organisation_id)
        .order_by(NumberCounter.year.desc(), NumberCounter.word)
    )
    return tuple(
        Counter(r.word, r.year, str(CaseNumber(r.year, code, r.word, r.next)), r.started_with, r.next - r.started_with)
        for r in rows
    )
