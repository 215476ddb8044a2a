"""Plugins of installed distributions: named by entry points of the group `portal.plugins`."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.hooks.discovery import discover, mount
from portal.hooks.faults import Fault
from portal.hooks.loading import load_plugins
from tests.hooks.conftest import TOY, MakeStart
from tests.plugins.bad import PRINTS


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with installed distributions, on the path of this process and of its children."""
    place = tmp_path / "site"
    place.mkdir()
    monkeypatch.syspath_prepend(place)
    monkeypatch.setenv("PYTHONPATH", str(place))
    yield place
    for name in ("prints_by_wheel", "prints"):
        sys.modules.pop(name, None)


def install(site: Path, distribution: str, key: str, module: str) -> None:
    """Write what an installer leaves behind of a distribution that names a plugin."""
    info = site / f"{distribution}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[portal.plugins]\n{key} = {module}\n", encoding="utf-8")


def test_plugin_of_a_distribution_is_active_beside_those_of_folders(start: MakeStart, site: Path) -> None:
    install(site, "prints-plugin", "prints", "prints_by_wheel")
    (site / "prints_by_wheel.py").write_text(PRINTS, encoding="utf-8")

    registry = load_plugins(start())

    assert {s.key: s.state.value for s in registry.states} == {"prints": "active", "toy": "active"}


def test_plugin_found_as_folder_and_by_entry_point_is_one_plugin(start: MakeStart, site: Path) -> None:
    install(site, "toy-plugin", "toy", "portal_plugins.toy")

    assert [(s.key, s.state.value) for s in load_plugins(start()).states] == [("toy", "active")]


def test_folder_goes_before_a_distribution_with_the_same_key(start: MakeStart, site: Path, folder: Path) -> None:
    install(site, "toy-plugin", "toy", "toy_by_wheel")
    shutil.copytree(TOY, site / "toy_by_wheel", ignore=shutil.ignore_patterns("__pycache__"))

    states = load_plugins(start()).states

    assert [(s.state.value, s.folder) for s in states] == [("active", folder / "toy"), ("failed", site / "toy_by_wheel")]


@pytest.mark.parametrize(
    ("key", "module", "fault"),
    [
        ("gone", "no_such_module_here", Fault.NO_MODULE),
        ("nested", "somebody.else.plugin", Fault.ENTRY),
        ("Wrong-Key", "whatever", Fault.KEY),
    ],
)
def test_entry_point_that_leads_nowhere_is_named(key: str, module: str, fault: Fault, site: Path, folder: Path) -> None:
    install(site, "bad-plugin", key, module)
    mount((folder,))

    (left_out,) = discover((folder,)).left_out

    assert left_out.key == key
    assert left_out.failure.fault is fault
    assert (key if fault is Fault.KEY else module) in str(left_out.failure)


def test_disabled_plugin_of_a_distribution_is_not_imported(start: MakeStart, site: Path) -> None:
    install(site, "prints-plugin", "prints", "prints_by_wheel")
    (site / "prints_by_wheel.py").write_text("raise RuntimeError\n", encoding="utf-8")

    registry = load_plugins(start(disabled=frozenset({"prints"})))

    assert {s.key: s.state.value for s in registry.states} == {"toy": "active", "prints": "disabled"}
    assert "prints_by_wheel" not in sys.modules
