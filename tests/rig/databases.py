"""A migrated database for each test, quickly: migrate once per run, then copy.

On SQLite the copy is a file; on PostgreSQL it is `CREATE DATABASE … TEMPLATE`. The migrations run for real, once on each.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from portal.store.database import make_engine
from portal.store.migrate import upgrade
from tests.rig import postgres
from tests.rig.reuse import reused
from tests.rig.run import copied, only_one_worker

TEMPLATE = "migrated"

embedded = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Tries a test of `database_url` on SQLite only, because others of its file do the same things on both databases."""


def migrated_file() -> Path:
    """Return the SQLite file that holds the whole schema and no row of a test. Copy it, never open it."""
    with only_one_worker("sqlite") as folder:
        file = folder / "migrated.db"
        if not file.exists():
            draft = folder / "draft.db"
            _migrate(f"sqlite:///{draft}")
            draft.rename(file)
        return file


@contextmanager
def sqlite_database(folder: Path, *, migrated: bool) -> Iterator[str]:
    """Give the address of a SQLite file of the test's own."""
    file = folder / "portal.db"
    if migrated:
        copied(migrated_file(), file)
    yield f"sqlite:///{file}"


@contextmanager
def postgres_database(*, migrated: bool) -> Iterator[str]:
    """Give the address of a PostgreSQL database of the test's own; afterwards it is emptied for another test, or dropped."""
    cluster = postgres.cluster()
    if migrated:
        with only_one_worker("postgres-template"):
            if not cluster.has(TEMPLATE):
                _migrate(cluster.create("draft"))
                cluster.rename("draft", TEMPLATE)
        lent = reused(cluster, TEMPLATE).take()
        try:
            yield cluster.url(lent.name)
        finally:
            lent.give_back()
        return
    name = f"test_{uuid.uuid4().hex}"
    url = cluster.create(name)
    try:
        yield url
    finally:
        cluster.drop(name)


@contextmanager
def as_owner(engine: Engine) -> Iterator[Connection]:
    """Give a connection of whoever owns the tables, in a transaction: on PostgreSQL a superuser, before whom no wall stands."""
    owner = make_engine(engine.url, as_owner=True)
    try:
        with owner.begin() as connection:
            yield connection
    finally:
        owner.dispose()


def _migrate(url: str) -> None:
    engine = make_engine(url, as_owner=True)
    try:
        upgrade(engine, None)
    finally:
        engine.dispose()
