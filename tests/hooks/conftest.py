"""Folders of plugins to start from, and a start that leaves the process as it found it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from portal.hooks.loading import Start

TOY = Path(__file__).resolve().parents[1] / "plugins" / "toy"
TODAY = date(2026, 3, 2)

MakeStart = Callable[..., Start]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for plugins that holds the toy."""
    place = tmp_path / "plugins"
    place.mkdir()
    shutil.copytree(TOY, place / "toy", ignore=shutil.ignore_patterns("__pycache__"))
    return place


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the starts of a file remember what passed: the toy is tried by the first one only."""
    return tmp_path_factory.mktemp("trials")


@pytest.fixture
def start(folder: Path, passed: Path) -> Iterator[MakeStart]:
    """A maker of starts on that folder; what was mounted and imported is undone afterwards."""
    with start_at(folder, passed) as make:
        yield make


@contextmanager
def start_at(folder: Path, kept: Path) -> Iterator[MakeStart]:
    """Give a maker of starts on a folder, and leave the process as it was."""
    package = sys.modules.get("portal_plugins")
    places = list(package.__path__) if package else []
    before = {name: module for name, module in sys.modules.items() if name.startswith("portal_plugins")}

    def make(**given: object) -> Start:
        return Start(**{"folders": (folder,), "kept": kept, "today": TODAY, **given})  # type: ignore[arg-type]

    yield make
    for name in [name for name in sys.modules if name.startswith("portal_plugins")]:
        del sys.modules[name]
    sys.modules.update(before)
    if package is not None:
        package.__path__ = places
