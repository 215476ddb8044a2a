"""The county of the proof: for every sector an own body, one below it and a foreign one, and a post of every declared role."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy import Connection, select, update

from portal.access import sessions
from portal.access.accounts import create_account, switch_account
from portal.access.api_keys import Scope, make_key
from portal.access.county_roles import COUNTY_ROLES, CountyRole, pages_of_sector_role
from portal.access.identity import signed
from portal.declare.plugins import Plugin
from portal.declare.roles import PostRole, Reach
from portal.declare.steps import Verb
from portal.engine.roster import Position, term_end
from portal.errors import PortalError
from portal.proof.who_may_see import Onlooker
from portal.services.demo.divisions import Place, places
from portal.store import settings
from portal.store.actors import Person, System
from portal.store.database import WRITES
from portal.store.identifiers import new_id
from portal.store.tables.people import Post, Staff, StandIn
from portal.store.tables.places import Division, Organisation
from portal.store.tables.roster import RosterEntry, RosterTraining
from portal.store.unit_of_work import Store, UnitOfWork

SINCE = date(2024, 1, 1)
NOBODY = Onlooker(None, None, None, "", "", frozenset(), Reach.NOTHING, False, (), is_in=False)


@dataclass(frozen=True)
class Body:
    """An organisation of the proof."""

    id: uuid.UUID
    path: str
    division_code: str
    division_path: str
    plugin: str
    name: str


@dataclass
class Visitor:
    """Somebody who walks: a post, or what is left of one. `cookie` and `key` are how she comes in.

    `replays` is False for whoever only shows what can be asked: her post is another's at another body.
    """

    name: str
    onlooker: Onlooker
    replays: bool = True
    account: str = ""
    user_id: int = 0
    actor: Person | None = None
    cookie: str = ""
    key: str = ""


@dataclass
class County:
    """Bodies by sector (`own`, `below`, `foreign`), and everybody in them."""

    own: dict[str, Body] = field(default_factory=dict)
    below: dict[str, Body] = field(default_factory=dict)
    foreign: dict[str, Body] = field(default_factory=dict)
    centre: Body | None = None
    visitors: list[Visitor] = field(default_factory=list)
    planters: dict[uuid.UUID, Visitor] = field(default_factory=dict)

    def bodies(self, plugin: str) -> tuple[Body, Body, Body]:
        """Return the three bodies of a sector, the foreign one first."""
        return self.foreign[plugin], self.own[plugin], self.below[plugin]

    def visitor(self, name: str) -> Visitor:
        """Return somebody by name."""
        return next(v for v in self.visitors if v.name == name)


def make_county(store: Store, county_code: str, plugins: list[Plugin], today: date) -> County:
    """Write bodies and people over an installation that was initialised."""
    made = County()
    with store.begin(System(county_code, "demo"), write=True) as uow:
        settings.write(uow.session, settings.SECOND_FACTOR_ROLES, frozenset())  # nobody here has a telephone
        founder = _Founder(uow, made, today)
        founder.found(plugins)
    for visitor in made.visitors:
        _become(store, visitor, today)
    return made


@dataclass
class _Founder:
    uow: UnitOfWork
    county: County
    today: date
    serial: int = 0

    def found(self, plugins: list[Plugin]) -> None:
        """Write everything."""
        towns = [place for place in places() if place.kind == "town"]
        here, there = towns[0], towns[1]
        villages = [place for place in places() if place.kind == "village" and place.town == here.bare]
        centre = self._centre()
        town_centre = self._body("镇中心", here, "county", "town", None, ())
        self.county.centre = centre
        for role in COUNTY_ROLES:
            home = town_centre if role.reach is Reach.PLACE else centre
            self._visit(role.name, home, role, _county_verbs(role, plugins))
        for plugin in plugins:
            own = self._body("本单位", here, plugin.organisation_kind, "town", None, (plugin.key,))
            below = self._body("下级", villages[0], plugin.organisation_kind, "village", own, (plugin.key,))
            foreign = self._body("别单位", there, plugin.organisation_kind, "town", None, (plugin.key,))
            self.county.own[plugin.key], self.county.below[plugin.key] = own, below
            self.county.foreign[plugin.key] = foreign
            for held in plugin.roles:
                self._visit(f"{plugin.key}.{held.key}", own, held, _sector_verbs(held, plugin))
            planting = _planting_role(plugin)
            if planting is not None:
                for body in (own, below, foreign):
                    where = {own.id: "own", below.id: "below", foreign.id: "foreign"}[body.id]
                    named = self._visit(f"{plugin.key} {where} handler", body, planting, _sector_verbs(planting, plugin))
                    named.replays = where == "own"
                    self.county.planters[body.id] = named
                if not any(visitor.name == "stand-in" for visitor in self.county.visitors):
                    self._stands_in(own, planting, _sector_verbs(planting, plugin))

    def _visit(self, name: str, home: Body, role: PostRole | CountyRole, verbs: frozenset[tuple[str, str]]) -> Visitor:
        self.serial += 1
        account = f"proof{self.serial:03d}"
        user_id = create_account(self.uow.session.connection(), account, f"证{self.serial}", "!")
        staff = Staff(county_code=self.uow.county_code, id=new_id(), name=f"证人{self.serial}", user_id=user_id, specialties=[])
        self.uow.session.add(staff)
        self.uow.session.flush()
        key = role.name if isinstance(role, CountyRole) else f"{home.plugin}.{role.key}"
        post = Post(
            county_code=self.uow.county_code, id=new_id(), staff_id=staff.id, organisation_id=home.id, role=key, since=SINCE
        )
        self.uow.session.add(post)
        self.uow.session.flush()
        sectors = frozenset((home.plugin,)) if home.plugin else frozenset[str]()
        seen = Onlooker(staff.id, post.id, home.id, home.path, home.division_path, sectors, role.reach, role.supervises, verbs)
        visitor = Visitor(name, seen, account=account, user_id=user_id)
        self.county.visitors.append(visitor)
        return visitor

    def _stands_in(self, home: Body, role: PostRole, verbs: frozenset[tuple[str, str]]) -> None:
        """Let somebody who sees only what she is given stand in for the handler there."""
        absent = self.county.planters[home.id].onlooker.staff
        visitor = self._visit("stand-in", home, role, verbs)
        stand_in = visitor.onlooker.staff
        assert absent is not None
        assert stand_in is not None
        visitor.onlooker = replace(visitor.onlooker, stands_in_for=frozenset((absent,)))
        self.uow.session.add(
            StandIn(
                county_code=self.uow.county_code,
                id=new_id(),
                organisation_id=home.id,
                absent_id=absent,
                stand_in_id=stand_in,
                since=self.today,
                until=self.today + timedelta(days=30),
                named_by_id=absent,
                named_at=self.uow.now,
            )
        )
        self.uow.session.flush()

    def _centre(self) -> Body:
        row = self.uow.session.scalars(select(Organisation).where(Organisation.level == "county")).first()
        assert row is not None
        division = self.uow.session.get_one(Division, row.division_code)
        return Body(row.id, row.path, row.division_code, division.path, "", row.short_name)

    def _body(self, name: str, place: Place, kind: str, level: str, parent: Body | None, plugins: tuple[str, ...]) -> Body:
        self.serial += 1
        made = new_id()
        path = f"{parent.path if parent else ''}{made}/"
        row = Organisation(
            county_code=self.uow.county_code,
            id=made,
            parent_id=parent.id if parent else None,
            path=path,
            name=f"{name}{self.serial}",
            short_name=f"{name}{self.serial}",
            number_code=place.bare,
            kind=kind,
            level=level,
            plugins=list(plugins),
            division_code=place.code,
        )
        self.uow.session.add(row)
        self.uow.session.flush()
        self._listed(made)
        division = self.uow.session.get_one(Division, place.code)
        return Body(made, path, place.code, division.path, plugins[0] if plugins else "", row.short_name)

    def _listed(self, organisation_id: uuid.UUID) -> None:
        """Put somebody on the roster, so that its pages can be asked."""
        code, since = self.uow.county_code, self.today - timedelta(days=100)
        listed = RosterEntry(
            county_code=code,
            id=new_id(),
            organisation_id=organisation_id,
            staff_id=None,
            name="名册里的人",
            position=Position.MEMBER.value,
            is_woman=True,
            specialties=[],
            languages=[],
            level="",
            since=since,
            until=term_end(since),
            ended_on=None,
        )
        learnt = RosterTraining(
            county_code=code, id=new_id(), entry_id=listed.id, held_on=since, hours=8, subject="调解程序", struck_on=None
        )
        self.uow.session.add_all((listed, learnt))
        self.uow.session.flush()


def open_doors(store: Store, county: County, today: date) -> None:
    """Let everybody in who has a post, and add those who once had one, those with keys, and nobody."""
    for visitor in county.visitors:
        visitor.cookie = _cookie(store, visitor)
    own = next(iter(county.own.values()))
    handler, led = county.planters[own.id], county.visitor("county.coordinator")
    for scopes in ((Scope.READ_CASES,), (Scope.READ_CASES, Scope.WRITE_CASES)):
        county.visitors.append(_with_key(store, handler, scopes))
    county.visitors.append(_with_key(store, led, (Scope.READ_CASES,)))
    for name, end in (("disabled", _disable), ("post ended", _end_post), ("left", _leave)):
        county.visitors.append(_gone(store, county.planters, name, own, end, today))
    county.visitors.append(Visitor("nobody", NOBODY))


def as_person(visitor: Visitor) -> Person:
    """Return a visitor as an actor."""
    assert visitor.actor is not None
    return visitor.actor


def _become(store: Store, visitor: Visitor, today: date) -> None:
    with store.engine.connect() as connection:
        who = signed(connection, visitor.user_id, visitor.onlooker.post, today)
    if who is None:
        raise PortalError(f"{visitor.name} has no post in force")
    visitor.actor = who.actor


def _cookie(store: Store, visitor: Visitor) -> str:
    """Return the cookie of a session that knows its token against forged forms already: the walk writes nothing."""
    data: sessions.Data = {"csrf_token": secrets.token_hex(20)}
    with store.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        return sessions.start(
            connection, user_id=visitor.user_id, post_id=visitor.onlooker.post, data=data, now=store.clock(), address="127.0.0.1"
        )


def _with_key(store: Store, visitor: Visitor, scopes: tuple[Scope, ...]) -> Visitor:
    post = visitor.onlooker.post
    assert post is not None
    with store.begin(System(as_person(visitor).county_code, "people"), write=True) as uow:
        key = make_key(uow, post_id=post, name="proof", scopes=scopes, expires_on=uow.today + timedelta(days=1))
    return replace(visitor, name=f"{visitor.name}, key {'+'.join(scopes)}", cookie="", key=key)


End = Callable[[Connection, Visitor, date], None]


def _gone(store: Store, planters: dict[uuid.UUID, Visitor], name: str, home: Body, end: End, today: date) -> Visitor:
    """Return somebody who signed in while she had the post of a handler, and has it no more."""
    like = planters[home.id]
    actor = as_person(like)
    with store.begin(System(actor.county_code, "demo"), write=True) as uow:
        user_id = create_account(uow.session.connection(), f"proof_{name.replace(' ', '_')}", "证", "!")
        staff = Staff(county_code=uow.county_code, id=new_id(), name="离开的人", user_id=user_id, specialties=[])
        uow.session.add(staff)
        uow.session.flush()
        post = Post(
            county_code=uow.county_code,
            id=new_id(),
            staff_id=staff.id,
            organisation_id=home.id,
            role=actor.role,
            since=SINCE,
        )
        uow.session.add(post)
        post_id = post.id
    visitor = Visitor(name, replace(NOBODY, post=post_id), user_id=user_id)
    visitor.cookie = _cookie(store, visitor)
    with store.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        end(connection, visitor, today)
    return visitor


def _disable(connection: Connection, visitor: Visitor, _today: date) -> None:
    switch_account(connection, visitor.user_id, active=False)


def _end_post(connection: Connection, visitor: Visitor, today: date) -> None:
    ended = update(Post).where(Post.id == visitor.onlooker.post).values(until=today - timedelta(days=1))
    connection.execute(ended)


def _leave(connection: Connection, visitor: Visitor, today: date) -> None:
    connection.execute(update(Staff).where(Staff.user_id == visitor.user_id).values(ended_on=today))


def _planting_role(plugin: Plugin) -> PostRole | None:
    """Return the widest role of a sector that registers and handles, not a leading one where there is another."""
    able = [role for role in plugin.roles if {Verb.REGISTER, Verb.HANDLE} <= set(role.verbs)]
    return max(able, key=lambda role: (not role.supervises, len(role.verbs)), default=None)


def _sector_verbs(role: PostRole, plugin: Plugin) -> frozenset[tuple[str, str]]:
    own = {(verb.value, f"{plugin.key}.{declared.key}") for verb in role.verbs for declared in plugin.case_types}
    return frozenset(own | set(pages_of_sector_role(role)))


def _county_verbs(role: CountyRole, plugins: list[Plugin]) -> frozenset[tuple[str, str]]:
    every = {(verb.value, f"{p.key}.{declared.key}") for verb in role.verbs for p in plugins for declared in p.case_types}
    return frozenset(every | set(role.pages))
