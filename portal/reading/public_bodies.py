"""Where people can go: the committees of the county with their telephones. Public: no name of a person stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from portal.reading.organisations import Pairs, sector_titles
from portal.reading.wording import N_, label, say
from portal.store.tables.places import Division, Organisation
from portal.store.unit_of_work import UnitOfWork

NAMED = 5  # so many kinds of disputes are named

_town = Division.__table__.alias("town")


@dataclass(frozen=True)
class Body:
    """A committee as the public sees it."""

    name: str
    place: str
    handles: str
    phone: str
    address: str


@dataclass(frozen=True)
class BodiesOfPlace:
    """The committees of the county or of one town."""

    code: str
    name: str
    bodies: tuple[Body, ...]


def public_bodies(uow: UnitOfWork, town: str = "") -> tuple[BodiesOfPlace, ...]:
    """Return the standing committees that take cases, the county's first, then town by town."""
    where = [Organisation.county_code == uow.county_code, Organisation.ended_on.is_(None)]
    if town:
        where.append(or_(Division.code == town, Division.parent_code == town))
    rows = uow.session.execute(
        select(
            Organisation.name,
            Organisation.plugins,
            Organisation.phone,
            Organisation.address,
            Division.code,
            Division.kind,
            Division.name.label("place"),
            _town.c.code.label("town_code"),
            _town.c.name.label("town"),
        )
        .join(Division, Division.code == Organisation.division_code)
        .outerjoin(_town, and_(_town.c.code == Division.parent_code))
        .where(*where)
        .order_by(Division.ordinal, Division.code, Organisation.name)
    )
    groups: dict[tuple[str, str], list[Body]] = {}
    for row in rows:
        if row.plugins:
            below = row.kind not in ("county", "town") and row.town_code
            key = (row.town_code, row.town) if below else (row.code, row.place)
            body = Body(row.name, row.place, _disputes(uow, row.plugins), row.phone, row.address)
            groups.setdefault(key, []).append(body)
    return tuple(BodiesOfPlace(code, name, tuple(bodies)) for (code, name), bodies in groups.items())


def towns_of(uow: UnitOfWork) -> Pairs:
    """Return (code, name) of the county's towns."""
    rows = uow.session.execute(
        select(Division.code, Division.name)
        .where(Division.county_code == uow.county_code, Division.kind == "town")
        .order_by(Division.ordinal, Division.code)
    )
    return tuple((row.code, row.name) for row in rows)


def _disputes(uow: UnitOfWork, plugins: Sequence[str]) -> str:
    """Return what a committee of these sectors takes: 拖欠工资、经济补偿与赔偿金, or a few of many."""
    titles = [
        label(one.title, key) for key in plugins if key in uow.registry.plugins for one in uow.registry.plugins[key].case_types
    ]
    if not titles:
        return "、".join(sector_titles(uow, plugins))
    named = "、".join(titles[:NAMED])
    return named if len(titles) <= NAMED else say(N_("%(some)s等%(n)s类"), some=named, n=len(titles))
