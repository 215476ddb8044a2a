"""The API over a county of two committees of the toy's sector, on both databases, with people and programs that call it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal.access.api_keys import Scope, make_key
from portal.access.identity import signed
from portal.access.sync import sync
from portal.app import compose
from portal.config import Config
from portal.hooks.examples import example_body
from portal.hooks.registry import Registry
from portal.store import calendar_rows, settings
from portal.store.actors import Person
from portal.store.tables.people import Post
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import Store, UnitOfWork
from tests.plugins.toy import LOAN, portal_plugin
from tests.store.county import COUNTY, DEMO, NOW, County, make_store
from tests.web.desks import HASH, Clock, sign_in, token

TYPE = "toy.tool_loan"
SECRET = "a-secret-of-tests-long-enough-for-it"
PEOPLE = (
    ("王建国", "农具互助会", "toy.clerk", "toy_clerk"),
    ("李秀英", "农具互助会", "toy.mediator", "toy_mediator"),
    ("赵主任", "农具互助会", "toy.head", "toy_head"),
    ("孙梅", "邻县互助会", "toy.clerk", "stranger"),
    ("陈统筹", "县综治中心", "county.coordinator", "coordinator"),
)
ACCOUNTS = {name: account for name, _, _, account in PEOPLE}


@dataclass(frozen=True)
class Caller:
    """A program with the key of a post, or a browser that is signed in."""

    client: FlaskClient
    headers: dict[str, str]

    def get(self, path: str, **given: Any) -> TestResponse:
        return self.client.get(path, headers=self.headers, **given)

    def post(self, path: str, body: object = None, **headers: str) -> TestResponse:
        given = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return self.client.post(path, data=json.dumps(body), content_type="application/json", headers=given)


@dataclass(frozen=True)
class Api:
    """The application with its store, its clock and the posts of its people."""

    app: Flask
    store: Store
    clock: Clock
    posts: dict[str, uuid.UUID]
    callers: dict[str, Caller] = field(default_factory=dict)

    def program(self, account: str, *scopes: Scope, days: int = 30) -> Caller:
        """Return a program with a new key for the post of that account."""
        expires = (NOW + timedelta(days=days)).date()
        with self.store.begin(DEMO, write=True) as uow:
            key = make_key(uow, post_id=self.posts[account], name="测试", scopes=scopes or tuple(Scope), expires_on=expires)
        return Caller(self.app.test_client(), {"Authorization": f"Bearer {key}"})

    @contextmanager
    def acting(self, account: str) -> Iterator[tuple[UnitOfWork, Person]]:
        """Open a reading unit of work in the post of that account."""
        with self.store.engine.connect() as connection:
            user_id = connection.scalar(select(User.id).where(User.username == account)) or 0
            who = signed(connection, user_id, None, NOW.date())
        assert who is not None
        with self.store.begin(who.actor) as uow:
            yield uow, who.actor

    def with_sector(self, key: str) -> Api:
        """Give the clerk's organisation another sector, and the clerk a post in it."""
        with Session(self.store.engine) as session:
            post = session.scalars(select(Post).where(Post.id == self.posts["toy_clerk"])).one()
            organisation = session.scalars(select(Organisation).where(Organisation.id == post.organisation_id)).one()
            organisation.plugins = [*organisation.plugins, key]
            post.role = f"{key}.clerk"
            session.commit()
        return self

    def restarted(self, registry: Registry) -> Api:
        """Return the API as it is after a start with other plugins: the same database, people and keys."""
        store = Store(self.store.engine, self.store.keyring, registry, clock=self.clock)
        config = self.app.extensions["portal"].config
        return Api(compose(config, store, COUNTY), store, self.clock, self.posts)

    def browser(self, account: str) -> Caller:
        """Return a browser in which that account is signed in, sending the token of its page."""
        client = self.app.test_client()
        assert sign_in(client, account).status_code == 303
        return Caller(client, {"X-CSRFToken": token(client, "/account/")})

    def opened(self, caller: Caller, **changes: object) -> dict[str, Any]:
        """Open a case and return it."""
        answer = caller.post("/api/v1/cases", body(**changes))
        assert answer.status_code == 201, answer.text
        case: dict[str, Any] = answer.get_json()
        return case


def body(**changes: object) -> dict[str, Any]:
    """Return the body of a valid case."""
    return {"type": TYPE, **example_body(LOAN, NOW.date()), **changes}


@pytest.fixture
def api(database_url: str, tmp_path: Path) -> Iterator[Api]:
    """The API on each database."""
    made = make_api(database_url, tmp_path)
    yield made
    made.store.engine.dispose()


@pytest.fixture
def embedded_api(sqlite_url: str, tmp_path: Path) -> Iterator[Api]:
    """The API where the database makes no difference to what is tested."""
    made = make_api(sqlite_url, tmp_path)
    yield made
    made.store.engine.dispose()


def make_api(url: str, folder: Path) -> Api:
    """Return the API over a migrated, empty database."""
    clock = Clock()
    store = make_store(url, folder, Registry.of(portal_plugin()))
    store.clock = clock
    sync(store.engine, store.registry)
    with Session(store.engine) as session:
        settings.write(session, settings.COUNTY_CODE, COUNTY)
        calendar_rows.seed(session)
        posts = _people(session)
        session.commit()
    config = Config(
        database_url=url,
        data_dir=folder,
        keys_dir=folder / "keys",
        secret_key=SECRET,
        trusted_hosts=("localhost", "127.0.0.1"),
    )
    return Api(compose(config, store, COUNTY), store, clock, posts)


def _people(session: Session) -> dict[str, uuid.UUID]:
    county = County(session)
    county.division(COUNTY)
    county.division("620723100", COUNTY)
    county.organisation("农具互助会", plugins=("toy",))
    county.organisation("邻县互助会", plugins=("toy",))
    county.organisation("县综治中心")
    posts: dict[str, Post] = {account: county.post(name, where, role) for name, where, role, account in PEOPLE}
    for name, staff in county.staff.items():
        account = ACCOUNTS[name]
        user = User(first_name=name, last_name="", username=account, email=f"{account}@localhost", password=HASH, active=True)
        session.add(user)
        session.flush()
        staff.user_id = user.id
    session.flush()
    return {account: post.id for account, post in posts.items()}
