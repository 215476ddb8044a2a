"""A store on each database with a small county in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.store.unit_of_work import Store, UnitOfWork
from tests.rig.databases import postgres_database, sqlite_database
from tests.rig.fixtures import BOTH
from tests.store.county import make_store
from tests.store.two import Two, make_two


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    """A store of the test's own, once on each database."""
    made = make_store(database_url, tmp_path)
    yield made
    made.engine.dispose()


@pytest.fixture
def embedded(sqlite_url: str, tmp_path: Path) -> Iterator[Store]:
    """A store on SQLite, where the database makes no difference to what is tested."""
    made = make_store(sqlite_url, tmp_path)
    yield made
    made.engine.dispose()


@pytest.fixture(scope="module", params=BOTH)
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store for the tests of one file that take back what they write, once on each database."""
    folder = tmp_path_factory.mktemp("shared")
    with postgres_database(migrated=True) if request.param == "postgres" else sqlite_database(folder, migrated=True) as url:
        made = make_store(url, folder)
        yield made
        made.engine.dispose()


@pytest.fixture(scope="module")
def two(shared: Store) -> Two:
    """Two organisations with a case each, for the tests of one file."""
    return make_two(shared)


@pytest.fixture
def mine(two: Two) -> Iterator[UnitOfWork]:
    """A unit of work of the first organisation, taken back at its end."""
    with two.store.begin(two.me, write=True) as uow:
        yield uow
        uow.session.rollback()
