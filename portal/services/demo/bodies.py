"""Bodies, posts and accounts of the demo county."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from portal.access.accounts import create_account
from portal.access.county_roles import COUNTY_ROLES
from portal.declare.demo import DemoBody, DemoPerson
from portal.declare.plugins import Plugin
from portal.services.demo.divisions import Place, places
from portal.services.demo.invented import staff_name
from portal.store.identifiers import new_id
from portal.store.tables.people import Post, Staff
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

SINCE = date(2024, 1, 1)

# People of the county itself: they belong to no sector.
COUNTY_PEOPLE = (
    DemoPerson("coordinator", "陈志远", "coordinator", "看全县台账，抽查案卷"),
    DemoPerson("supervisor", "何永平", "oversight", "催办超期案件"),
    DemoPerson("justice", "高文军", "justice", "看各调委会统计"),
    DemoPerson("town_clerk", "马晓燕", "town_clerk", "看本镇案件"),
    DemoPerson("auditor", "邵国平", "auditor", "看操作记录，核验完整性"),
    DemoPerson("congress", "孟学忠", "congress", "看统计"),
    DemoPerson("sysadmin", "叶立新", "sysadmin", "看插件、日历、参数"),
    DemoPerson("secadmin", "白卫东", "secadmin", "管人员和角色"),
)


@dataclass(frozen=True)
class Body:
    """An organisation of the demo county with those who work in it."""

    id: uuid.UUID
    plugin: str
    place: Place
    path: str
    clerk: uuid.UUID
    mediator: uuid.UUID
    head: uuid.UUID
    share: int  # how many cases all bodies of its kind get together
    kin: int  # how many bodies of its kind there are


def write_bodies(uow: UnitOfWork, plugins: list[Plugin], password_hash: str, random: Random) -> list[Body]:
    """Write the county's bodies, posts and accounts, and return those that mediate."""
    county = places()[0]
    centre = _organisation(
        uow, "临泽县社会治安综合治理中心", "县综治中心", "临", "中共临泽县委政法委员会", county, "county", "county", None, ()
    )
    town = next(p for p in places() if p.kind == "town")
    town_centre = _organisation(
        uow, f"{town.name}综治中心", f"{town.bare}综治中心", town.bare, f"{town.name}人民政府", town, "county", "town", centre, ()
    )
    roles = {r.key: r.name for r in COUNTY_ROLES}
    for shown in COUNTY_PEOPLE:
        home = town_centre if shown.role == "town_clerk" else centre
        staff = _staff(uow, shown.name, shown.username, password_hash)
        _post(uow, staff, home.id, roles[shown.role])
    return [b for plugin in plugins for body in plugin.demo for b in _bodies(uow, plugin, body, password_hash, random)]


def demo_people(plugins: list[Plugin]) -> list[tuple[DemoPerson, str]]:
    """Return everybody a visitor may enter as, with the title of the post."""
    found = []
    for plugin in plugins:
        titles = {r.key: r.title for r in plugin.roles}
        for body in plugin.demo:
            found += [(p, f"{plugin.title}{titles.get(p.role, p.role)}") for p in body.people]
    county = {r.key: r.title for r in COUNTY_ROLES}
    return found + [(p, county[p.role]) for p in COUNTY_PEOPLE]


def _bodies(uow: UnitOfWork, plugin: Plugin, body: DemoBody, password_hash: str, random: Random) -> Iterator[Body]:
    wanted = list(_places(body))
    for index, place in enumerate(wanted):
        below_town = bool(place.town)
        bare = f"{place.town}{place.bare}" if below_town else place.bare
        made = _organisation(
            uow,
            body.name.format(place=f"{place.town}镇{place.name}" if below_town else place.name),
            body.short_name.format(place=place.name),
            body.code.format(place=bare),
            body.sponsor.format(place=place.name),
            place,
            place.kind if body.kind == "place" else body.kind,
            "village" if below_town else body.level,
            None,
            (plugin.key,),
        )
        people = {p.role: p for p in reversed(body.people)} if index == 0 else {}
        ids: dict[str, uuid.UUID] = {}
        for role in plugin.roles:
            shown = people.get(role.key)
            staff = _staff(uow, shown.name, shown.username, password_hash) if shown else _staff(uow, staff_name(random), None, "")
            _post(uow, staff, made.id, f"{plugin.key}.{role.key}")
            ids[role.key] = staff.id
        first = next(iter(ids.values()))
        yield Body(
            made.id,
            plugin.key,
            place,
            made.path,
            ids.get("clerk", first),
            ids.get("mediator", first),
            ids.get("head", first),
            body.cases,
            len(wanted),
        )


def _places(body: DemoBody) -> Iterator[Place]:
    for place in places():
        if place.kind == body.level and (not body.places or place.name in body.places):
            yield place


def _organisation(
    uow: UnitOfWork,
    name: str,
    short_name: str,
    code: str,
    sponsor: str,
    place: Place,
    kind: str,
    level: str,
    parent: Organisation | None,
    plugins: tuple[str, ...],
) -> Organisation:
    made = new_id()
    row = Organisation(
        county_code=uow.county_code,
        id=made,
        parent_id=parent.id if parent else None,
        path=f"{parent.path if parent else ''}{made}/",
        name=name,
        short_name=short_name,
        number_code=code,
        sponsor=sponsor,
        seal_name=name,
        kind=kind,
        level=level,
        plugins=list(plugins),
        division_code=place.code,
        phone="0936-5520000",
        founded_on=SINCE,
    )
    uow.session.add(row)
    uow.session.flush()
    return row


def _staff(uow: UnitOfWork, name: str, username: str | None, password_hash: str) -> Staff:
    user_id = create_account(uow.session.connection(), username, name, password_hash) if username else None
    row = Staff(county_code=uow.county_code, id=new_id(), name=name, user_id=user_id, specialties=[])
    uow.session.add(row)
    uow.session.flush()
    return row


def _post(uow: UnitOfWork, staff: Staff, organisation_id: uuid.UUID, role: str) -> None:
    uow.session.add(
        Post(
            county_code=uow.county_code,
            id=new_id(),
            staff_id=staff.id,
            organisation_id=organisation_id,
            role=role,
            since=SINCE,
        )
    )
