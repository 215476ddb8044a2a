"""An installation in a folder of its own, and `portal` called on it in this process."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from portal.cli import main

Run = Callable[..., "Said"]


@dataclass(frozen=True)
class Said:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


@dataclass
class Place:
    """Where an installation keeps its things."""

    folder: Path
    plugins: Path
    environment: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """An empty installation whose plugins are those of a folder of its own."""
    plugins = tmp_path / "plugins"
    plugins.mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORTAL_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("PORTAL_KEYS_DIR", str(tmp_path / "var-keys"))
    monkeypatch.setenv("PORTAL_PLUGINS_PATH", str(plugins))
    package = sys.modules.get("portal_plugins")
    places = list(package.__path__) if package else []
    before = {name: module for name, module in sys.modules.items() if name.startswith("portal_plugins")}
    yield Place(tmp_path, plugins)
    for name in [name for name in sys.modules if name.startswith("portal_plugins")]:
        del sys.modules[name]
    sys.modules.update(before)
    if package is not None:
        package.__path__ = places


@pytest.fixture
def portal(place: Place, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run one command and return what it said."""

    def run(*arguments: str) -> Said:
        capfd.readouterr()
        code = main(arguments)
        out, err = capfd.readouterr()
        return Said(code, out, err)

    return run
