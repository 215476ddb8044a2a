"""What may be picked in filters and forms: types, places, organisations, colleagues. Nothing here tells of a case."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, func, or_, select

from portal.access.actors import Person
from portal.access.reach import reach_clause
from portal.declare.case_types import CaseType
from portal.declare.roles import Reach
from portal.declare.steps import Verb
from portal.errors import NotFound
from portal.reading.shown import type_title
from portal.reading.wording import label
from portal.store.tables.cases import CaseFile
from portal.store.tables.machine import TypeSnapshot
from portal.store.tables.people import Post, Staff
from portal.store.tables.places import Division, Organisation
from portal.store.unit_of_work import UnitOfWork

Pairs = tuple[tuple[str, str], ...]
WIDE = (Reach.COUNTY, Reach.SECTOR, Reach.PLACE)
MOST_STAFF = 300
RECENT_DAYS = 365


@dataclass(frozen=True)
class TypeTile:
    """A type one may register, with everything it may be found by."""

    key: str
    title: str
    plugin: str
    words: tuple[str, ...]
    used: int

    def answers(self, text: str) -> bool:
        """Say whether the type is meant by what was typed: 欠薪, 彩礼, 退货."""
        plain = text.strip().lower()
        return any(plain in known.lower() or known.lower() in plain for known in (self.title, *self.words))


@dataclass(frozen=True)
class PlaceGroup:
    """A town with its villages and communities, for one grouped select."""

    code: str
    name: str
    inside: Pairs


def types_of(uow: UnitOfWork, actor: Person) -> Pairs:
    """Return (key, title) of the types whose cases the post may read; those of absent plugins that have cases come last."""
    live = [(key, label(one.title, key.partition(".")[0])) for key, one in uow.registry.types() if actor.may(Verb.READ, key)]
    known = {key for key, _ in uow.registry.types()}
    kept = uow.session.scalars(select(TypeSnapshot.type).distinct().order_by(TypeSnapshot.type))
    gone = [(key, type_title(uow, key)) for key in kept if key not in known and _may_see(actor, key)]
    return (*live, *gone)


def registrable(uow: UnitOfWork, actor: Person) -> tuple[TypeTile, ...]:
    """Return the types the post may register, the ones its organisation used most in the last year first."""
    recent = uow.today - timedelta(days=RECENT_DAYS)
    counts = uow.session.execute(
        select(CaseFile.type, func.count())
        .where(
            CaseFile.county_code == uow.county_code,
            CaseFile.organisation_id == actor.organisation_id,
            CaseFile.received_on >= recent,
            reach_clause(actor, now=uow.now),
        )
        .group_by(CaseFile.type)
    )
    used = {row[0]: row[1] for row in counts}
    tiles = []
    for key, one in uow.registry.types():
        if may_register(actor, key, one):
            plugin = key.partition(".")[0]
            tiles.append(
                TypeTile(
                    key=key,
                    title=label(one.title, plugin),
                    plugin=label(uow.registry.plugins[plugin].title, plugin),
                    words=one.words,
                    used=used.get(key, 0),
                )
            )
    return tuple(sorted(tiles, key=lambda tile: -tile.used))


def may_register(actor: Person, type_key: str, case_type: CaseType | None) -> bool:
    """Say whether the post may register cases of the type: the organisation has the sector, the post the verb."""
    return case_type is not None and type_key.partition(".")[0] in actor.plugins and actor.may(Verb.REGISTER, type_key)


def type_in_reach(uow: UnitOfWork, actor: Person, case_id: uuid.UUID) -> str:
    """Return the type of a case.

    Raises:
        NotFound: missing or out of reach.
    """
    found = uow.session.scalar(
        select(CaseFile.type).where(
            CaseFile.county_code == uow.county_code, CaseFile.id == case_id, reach_clause(actor, now=uow.now)
        )
    )
    if found is None:
        raise NotFound
    return found


def places(uow: UnitOfWork) -> tuple[PlaceGroup, ...]:
    """Return the county's towns, each with its villages and communities, in official order."""
    rows = uow.session.execute(
        select(Division.code, Division.parent_code, Division.kind, Division.name)
        .where(Division.county_code == uow.county_code)
        .order_by(Division.ordinal, Division.code)
    ).all()
    inside: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        if row.kind not in ("county", "town"):
            inside.setdefault(row.parent_code or "", []).append((row.code, row.name))
    return tuple(PlaceGroup(row.code, row.name, tuple(inside.get(row.code, ()))) for row in rows if row.kind == "town")


def divisions(uow: UnitOfWork, actor: Person) -> Pairs:
    """Return (code, name) of the towns below the post's own division, or of the villages when it is a town itself."""
    rows = uow.session.execute(
        select(Division.code, Division.kind, Division.name)
        .where(
            Division.county_code == uow.county_code,
            Division.path.startswith(actor.division_path, autoescape=True),
            Division.path != actor.division_path,
            Division.kind != "county",
        )
        .order_by(Division.ordinal, Division.code)
    ).all()
    towns = tuple((row.code, row.name) for row in rows if row.kind == "town")
    return towns or tuple((row.code, row.name) for row in rows)


def organisations(uow: UnitOfWork, actor: Person) -> Pairs:
    """Return (id, short name) of the organisations whose cases may be in the post's reach."""
    statement = select(Organisation.id, Organisation.short_name).where(Organisation.county_code == uow.county_code)
    if actor.reach is Reach.PLACE:
        statement = statement.join(Division, Division.code == Organisation.division_code).where(
            Division.path.startswith(actor.division_path, autoescape=True)
        )
    elif actor.reach not in WIDE:
        statement = statement.where(Organisation.path.startswith(actor.organisation_path, autoescape=True))
    rows = uow.session.execute(statement.order_by(Organisation.path))
    return tuple((str(row.id), row.short_name) for row in rows)


def organisation_name(uow: UnitOfWork, organisation_id: uuid.UUID) -> str:
    """Return the full name of an organisation, for papers; the name itself is public."""
    statement = select(Organisation.name).where(Organisation.county_code == uow.county_code, Organisation.id == organisation_id)
    return uow.session.scalar(statement) or ""


def staff_of_reach(uow: UnitOfWork, actor: Person) -> Pairs:
    """Return (id, name) of whoever holds a post in the organisation of the post or below it today, oneself first."""
    rows = uow.session.execute(
        select(Staff.id, Staff.name)
        .join(Post, and_(Post.county_code == Staff.county_code, Post.staff_id == Staff.id))
        .join(Organisation, and_(Organisation.county_code == Post.county_code, Organisation.id == Post.organisation_id))
        .where(
            Staff.county_code == uow.county_code,
            Staff.ended_on.is_(None),
            Post.since <= uow.today,
            or_(Post.until.is_(None), Post.until >= uow.today),
            Organisation.path.startswith(actor.organisation_path, autoescape=True),
        )
        .distinct()
        .order_by(Staff.name, Staff.id)
        .limit(MOST_STAFF)
    ).all()
    mine_first = sorted(rows, key=lambda row: row.id != actor.staff_id)
    return tuple((str(row.id), row.name) for row in mine_first)


def _may_see(actor: Person, type_key: str) -> bool:
    """Say whether cases of an absent plugin's type may be in reach: nobody holds verbs on what is not there."""
    return actor.reach in WIDE or type_key.partition(".")[0] in actor.plugins
