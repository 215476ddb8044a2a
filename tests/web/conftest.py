"""Desks to sit at: the web application over a small county."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.bench import make_bench
from tests.web.desks import Desks, make_desks
from tests.web.offices import Offices, make_offices


@pytest.fixture
def desks(sqlite_url: str, tmp_path: Path) -> Iterator[Desks]:
    """The application where the database makes no difference to what is tested."""
    made = make_desks(sqlite_url, tmp_path)
    yield made
    made.engine.dispose()


@pytest.fixture
def both_desks(database_url: str, tmp_path: Path) -> Iterator[Desks]:
    """The application on each database."""
    made = make_desks(database_url, tmp_path)
    yield made
    made.engine.dispose()


@pytest.fixture
def offices(sqlite_url: str, tmp_path: Path) -> Iterator[Offices]:
    """The application over two offices with real roles, where the database makes no difference to what is tested."""
    made = make_offices(sqlite_url, tmp_path)
    yield made
    made.engine.dispose()


@pytest.fixture
def both_offices(database_url: str, tmp_path: Path) -> Iterator[Offices]:
    """The two offices on each database."""
    made = make_offices(database_url, tmp_path)
    yield made
    made.engine.dispose()


@pytest.fixture
def bench(sqlite_url: str, tmp_path: Path) -> Iterator[Offices]:
    """The offices, and a type that uses everything a case page can show, where the database makes no difference."""
    made = make_bench(sqlite_url, tmp_path)
    yield made
    made.engine.dispose()


@pytest.fixture
def both_benches(database_url: str, tmp_path: Path) -> Iterator[Offices]:
    """The same on each database."""
    made = make_bench(database_url, tmp_path)
    yield made
    made.engine.dispose()
