"""A small county with accounts, and the web application over it: what tests of pages start from."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from flask_appbuilder import BaseView
from flask_appbuilder.security.sqla.models import Permission, PermissionView, Role, User, ViewMenu
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session
from werkzeug.security import generate_password_hash

from portal.access.lockout import Lockout
from portal.access.rates import RateLimits
from portal.access.signing_in import enter, find
from portal.config import Config
from portal.hooks.registry import Registry
from portal.store import settings
from portal.store.database import WRITES
from portal.store.tables.people import PostRole, Staff
from portal.store.unit_of_work import Store
from portal.web.acting import Portal
from portal.web.views.account import AccountView
from portal.web.views.frame import FrameView
from portal.web.views.own_keys import OwnKeysView
from portal.web.views.second_factor import SecondFactorView
from portal.web.views.single_sign_on import SingleSignOnView
from portal.web.views.stand_ins import StandInsView
from portal.web.web_application import make_web_application
from tests.rig.stages import kept, taken
from tests.store.county import COUNTY, NOW, County, make_store

PASSWORD = "right-Linze-2026"
HASH = generate_password_hash(PASSWORD, method="scrypt:1024:8:1")
SECRET = "a-secret-of-tests-long-enough-for-it"
CLERK_VERBS = (("open", "portal.desk"), ("open", "portal.cases"), ("read", "sector.kind"), ("register", "sector.kind"))
PEOPLE_VERBS = (("manage", "portal.people"), ("open", "portal.roles"))


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, time: timedelta) -> None:
        self.now += time


@dataclass
class Desks:
    """The application, its store, its clock, and helpers that act as a browser."""

    app: Flask
    store: Store
    clock: Clock
    county: dict[str, object] = field(default_factory=dict)

    @property
    def engine(self) -> Engine:
        return self.store.engine

    def browser(self, address: str = "127.0.0.1") -> FlaskClient:
        client = self.app.test_client()
        client.environ_base["REMOTE_ADDR"] = address
        return client

    def signed_in(self, account: str, password: str = PASSWORD) -> FlaskClient:
        """Return a browser in which somebody went through the login page."""
        client = self.browser()
        answer = sign_in(client, account, password)
        assert answer.status_code == 303, answer.text
        return client

    def at_work(self, account: str) -> FlaskClient:
        """Return a browser in which somebody is signed in already: with her session, without the page and its two requests."""
        client, now = self.browser(), self.store.clock()
        with self.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            found = find(connection, account)
            assert found is not None, account
            data: dict[str, object] = {"csrf_token": secrets.token_hex(32)}
            session = enter(connection, found.user_id, post_id=None, now=now, address="127.0.0.1", agent="", data=data)
        client.set_cookie("portal_session", session)
        return client


def sign_in(client: FlaskClient, account: str, password: str = PASSWORD, wanted: str = ""):  # type: ignore[no-untyped-def]
    """Fill in the login page as a browser does."""
    return client.post("/login/", data={"account": account, "password": password, "next": wanted, "csrf_token": token(client)})


def session_cookie(client: FlaskClient) -> str:
    """Return the value of the session's cookie."""
    cookie = client.get_cookie("portal_session")
    assert cookie is not None
    return cookie.value


def token(client: FlaskClient, path: str = "/login/") -> str:
    """Return the token of a page."""
    page = client.get(path, follow_redirects=True).text
    return page.split('name="csrf-token" content="')[1].split('"')[0]


def make_desks(url: str, folder: Path, views: Iterable[type[BaseView]] = (), registry: Registry | None = None) -> Desks:
    """Return the frame (and the given views) over a migrated database, with three people in two organisations."""
    clock = Clock()
    is_settled = taken(url, folder, "desks")
    store = make_store(url, folder, registry)
    store.clock = clock
    if not is_settled:
        with Session(store.engine) as session:
            _people(session)
            session.commit()
        kept(store.engine, folder, "desks", said=True)
    config = Config(database_url=url, data_dir=folder, keys_dir=folder / "keys", trusted_hosts=("localhost", "127.0.0.1"))
    portal = Portal(config, store.engine, store, store.registry, Lockout(SECRET), COUNTY, RateLimits(SECRET))
    shown: tuple[type[BaseView], ...] = (
        AccountView,
        OwnKeysView,
        SecondFactorView,
        SingleSignOnView,
        StandInsView,
        FrameView,
        *views,
    )
    app = make_web_application(portal, SECRET, tuple(dict.fromkeys(shown)))
    return Desks(app, store, clock)


def queries(engine: Engine) -> list[str]:
    """Return a list that fills with every SELECT from now on."""
    seen: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _cur, sql, *_rest: seen.append(sql) if "SELECT" in sql else None)
    return seen


def _people(session: Session) -> None:
    settings.write(session, settings.COUNTY_CODE, COUNTY)
    settings.write(session, settings.COUNTY_NAME, "临泽县")
    settings.write(session, settings.SECOND_FACTOR_ROLES, frozenset())
    settings.write(session, settings.HELP_PHONE, "0936-5521148")
    county = County(session)
    county.division(COUNTY)
    county.organisation("县婚调委", plugins=("sector",))
    county.organisation("沙河镇调委会")
    county.post("李秀英", "县婚调委")
    county.post("李秀英", "沙河镇调委会", "sector.head")
    county.post("赵明", "县婚调委", "county.secadmin")
    county.post("孙丽", "县婚调委")
    role(session, "sector.clerk", "经办", "sector", CLERK_VERBS)
    role(session, "sector.head", "负责人", "sector", (*CLERK_VERBS, *PEOPLE_VERBS))
    role(session, "county.secadmin", "安全管理员", "county", PEOPLE_VERBS)
    for name, account, phone in (("李秀英", "women_clerk", "13893600001"), ("赵明", "secadmin", ""), ("孙丽", "newcomer", "")):
        user = User(first_name=name, last_name="", username=account, email=f"{account}@localhost", password=HASH, active=True)
        session.add(user)
        session.flush()
        staff = session.scalars(select(Staff).where(Staff.name == name)).one()
        staff.user_id, staff.phone, staff.must_change_password = user.id, phone, name == "孙丽"
        session.flush()


def role(session: Session, name: str, title: str, plugin: str, verbs: Iterable[tuple[str, str]]) -> None:
    """Write a role as `portal sync` does: what the post needs, and FAB's own tables."""
    session.add(PostRole(name=name, plugin=plugin, title=title, reach="organisation"))
    session.add(Role(name=name, permissions=[_permission(session, verb, view) for verb, view in verbs]))
    session.flush()


def _permission(session: Session, verb: str, view: str) -> PermissionView:
    permission = session.scalar(select(Permission).where(Permission.name == verb)) or Permission(name=verb)
    menu = session.scalar(select(ViewMenu).where(ViewMenu.name == view)) or ViewMenu(name=view)
    session.add_all((permission, menu))
    session.flush()
    found = session.scalar(
        select(PermissionView).where(PermissionView.permission_id == permission.id, PermissionView.view_menu_id == menu.id)
    )
    return found or PermissionView(permission=permission, view_menu=menu)
