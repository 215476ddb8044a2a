"""Desks to sit at: the web application over a small county."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

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
