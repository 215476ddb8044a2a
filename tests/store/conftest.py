"""A store on each database with a small county in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.store.unit_of_work import Store
from tests.store.county import make_store


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    made = make_store(database_url, tmp_path)
    yield made
    made.engine.dispose()


@pytest.fixture
def embedded(sqlite_url: str, tmp_path: Path) -> Iterator[Store]:
    """A store on SQLite, where the database makes no difference to what is tested."""
    made = make_store(sqlite_url, tmp_path)
    yield made
    made.engine.dispose()
