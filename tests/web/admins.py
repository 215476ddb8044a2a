"""A small county with whoever administers it: two offices, a branch below one of them, the county's centre.

Services are tested on the store alone; pages ask for the application over it (`Admins.desks`).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portal.access.accounts import create_account
from portal.access.identity import signed
from portal.access.lockout import Lockout
from portal.access.rates import RateLimits
from portal.access.sessions import start
from portal.access.sync import sync
from portal.config import Config
from portal.declare.plugins import Plugin
from portal.hooks.registry import Registry
from portal.services.open_case import Opened, open_case
from portal.store import settings
from portal.store.actors import Person
from portal.store.database import WRITES
from portal.store.identifiers import new_id
from portal.store.tables.machine import AccessEntry
from portal.store.tables.people import Post, UiSession
from portal.store.tables.places import Division
from portal.store.unit_of_work import Store
from portal.web.acting import Portal
from portal.web.pages import CORE_VIEWS
from portal.web.web_application import make_web_application
from tests.store.county import COUNTY, NOW, County, make_store
from tests.web.desks import HASH, SECRET, Clock, Desks
from tests.web.offices import FRUIT, QUIET, WATER, fruit_body

TODAY = NOW.date()
LOCKOUT = Lockout(SECRET)
ORCHARD = Plugin(key="orchard", title="果园协会", number_word="果", case_types=(FRUIT, QUIET))
WELL = Plugin(key="well", title="水管站", number_word="水", case_types=(WATER,))
PLACES = (
    (COUNTY, None, "临泽县"),
    ("620723100", COUNTY, "沙河镇"),
    ("620723100201", "620723100", "东寨村"),
    ("620723101", COUNTY, "新华镇"),
)
POSTS = (
    ("李秀英", "县果园调委会", "orchard.clerk", "clerk"),
    ("王建国", "县果园调委会", "orchard.mediator", "mediator"),
    ("赵主任", "县果园调委会", "orchard.head", "head"),
    ("孙水生", "县水站调委会", "well.clerk", "stranger"),
    ("周统筹", "县综治中心", "county.coordinator", "coordinator"),
    ("吴审计", "县综治中心", "county.auditor", "auditor"),
    ("白卫东", "县综治中心", "county.secadmin", "secadmin"),
    ("叶立新", "县综治中心", "county.sysadmin", "sysadmin"),
    ("何文书", "东寨果园分会", "orchard.clerk", "branch_clerk"),
    ("马跨界", "县果园调委会", "orchard.clerk", "wanderer"),
    ("马跨界", "县水站调委会", "well.clerk", "wanderer"),
)


@dataclass
class Admins:
    """The store, with ids by short names: organisations, staff by account, the first post of each."""

    store: Store
    url: str
    folder: Path
    organisations: dict[str, uuid.UUID] = field(default_factory=dict)
    staff: dict[str, uuid.UUID] = field(default_factory=dict)
    users: dict[str, int] = field(default_factory=dict)
    posts: dict[str, uuid.UUID] = field(default_factory=dict)

    @property
    def engine(self) -> Engine:
        """The database."""
        return self.store.engine

    def actor(self, account: str) -> Person:
        """Return who acts, with what her post may do today."""
        with self.engine.connect() as connection:
            who = signed(connection, self.users[account], None, TODAY)
        assert who is not None, account
        return who.actor

    def open(self, account: str, type_key: str = "orchard.fruit", **body: Any) -> Opened:
        """Open and accept a case as somebody does."""
        with self.store.begin(self.actor(account), write=True) as uow:
            return open_case(uow, {**fruit_body(), **body, "type": type_key}, accept={})

    def sit_down(self, account: str) -> None:
        """Open a session of somebody."""
        with self.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            start(connection, user_id=self.users[account], post_id=None, data={}, now=NOW)

    def sessions(self, account: str) -> int:
        """Return how many sessions somebody has open."""
        with Session(self.engine) as session:
            return len(session.scalars(select(UiSession).where(UiSession.user_id == self.users[account])).all())

    def give(self, account: str, organisation: str, role: str) -> None:
        """Give somebody a post, whatever the rules say."""
        with Session(self.engine) as session:
            session.add(
                Post(
                    county_code=COUNTY,
                    id=new_id(),
                    staff_id=self.staff[account],
                    organisation_id=self.organisations[organisation],
                    role=role,
                    since=date(2026, 1, 2),
                )
            )
            session.commit()

    def log(self) -> list[tuple[str, str, dict[str, object]]]:
        """Return the access log as (kind, action, data), oldest first."""
        with Session(self.engine) as session:
            rows = session.scalars(select(AccessEntry).order_by(AccessEntry.id)).all()
            return [(row.kind, row.action, dict(row.data)) for row in rows]

    def desks(self) -> Desks:
        """Return the application over this store."""
        clock = Clock()
        self.store.clock = clock
        keys = self.folder / "keys"
        config = Config(database_url=self.url, data_dir=self.folder, keys_dir=keys, trusted_hosts=("localhost", "127.0.0.1"))
        portal = Portal(config, self.store.engine, self.store, self.store.registry, LOCKOUT, COUNTY, RateLimits(SECRET))
        return Desks(make_web_application(portal, SECRET, CORE_VIEWS), self.store, clock)


def make_admins(url: str, folder: Path, registry: Registry | None = None) -> Admins:
    """Return the county over a migrated database."""
    registry = registry or Registry.of(ORCHARD, WELL)
    made = Admins(make_store(url, folder, registry), url, folder)
    sync(made.engine, registry)
    with Session(made.engine) as session:
        settings.write(session, settings.COUNTY_CODE, COUNTY)
        settings.write(session, settings.COUNTY_NAME, "临泽县")
        settings.write(session, settings.SECOND_FACTOR_ROLES, frozenset())
        settings.write(session, settings.HELP_PHONE, "0936-5521148")
        county = County(session)
        for code, parent, name in PLACES:
            county.division(code, parent)
            session.get_one(Division, code).name = name
        county.organisation("县果园调委会", plugins=("orchard",))
        county.organisation("县水站调委会", plugins=("well",))
        county.organisation("县综治中心")
        branch = county.organisation("东寨果园分会", above="县果园调委会", division="620723100201", plugins=("orchard",))
        branch.level, branch.number_code, branch.kind = "village", "东寨", "village"
        for name, organisation, role, account in POSTS:
            held = county.post(name, organisation, role)
            made.posts.setdefault(account, held.id)
            made.staff[account] = held.staff_id
        for name, _organisation, _role, account in POSTS:
            if account not in made.users:
                made.users[account] = create_account(session.connection(), account, name, HASH)
                county.staff[name].user_id = made.users[account]
        made.organisations = {name: row.id for name, row in county.organisations.items()}
        session.commit()
    return made
