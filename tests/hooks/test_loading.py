"""What becomes of a plugin at start, one test per state."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from portal.hooks.loading import Decided, Remembered, load_plugins
from portal.hooks.registry import PluginReport, Registry
from tests.hooks.conftest import MakeStart
from tests.plugins.bad import PRINTS
from tests.plugins.sources import write


def report(registry: Registry, key: str) -> PluginReport:
    return next(state for state in registry.states if state.key == key)


def test_folder_that_holds_a_plugin_is_active_and_nothing_else_was_edited(start: MakeStart, folder: Path) -> None:
    registry = load_plugins(start())

    assert report(registry, "toy") == PluginReport("toy", "农具互助会", "1.2", report(registry, "toy").state, "", folder / "toy")
    assert report(registry, "toy").state == "active"
    assert [key for key, _ in registry.types()] == ["toy.tool_loan"]
    declared = registry.case_type("toy.tool_loan")
    assert declared is not None
    assert declared.title == "借用农具"
    assert registry.plugin_of("toy.tool_loan") is registry.plugins["toy"]
    assert registry.case_type("toy.nothing") is None
    assert registry.plugin_of("absent.type") is None


def test_what_a_plugin_prints_does_not_disturb_its_trial(start: MakeStart, folder: Path) -> None:
    write(folder, "prints", PRINTS)

    assert report(load_plugins(start()), "prints").state == "active"


@pytest.mark.parametrize(
    ("given", "state", "reason"),
    [
        ({"disabled": frozenset({"spy"})}, "disabled", "PORTAL_PLUGINS_DISABLED"),
        ({"decided": Decided(disabled={"spy": "由管理员停用"})}, "disabled", "由管理员停用"),
        ({"decided": Decided(quarantined={"spy": "portal_views：出错 5 次"})}, "quarantined", "portal_views：出错 5 次"),
        ({"safe_mode": True}, "disabled", "安全模式"),
    ],
)
def test_code_of_an_unwanted_plugin_is_never_imported(
    given: dict[str, object], state: str, reason: str, start: MakeStart, folder: Path, tmp_path: Path
) -> None:
    trace = tmp_path / "was_imported"
    write(folder, "spy", f"from pathlib import Path\nPath({str(trace)!r}).touch()\n")

    registry = load_plugins(start(**given))

    assert report(registry, "spy").state == state
    assert reason in report(registry, "spy").reason
    assert "portal_plugins.spy" not in sys.modules
    assert not trace.exists()


def test_safe_mode_starts_with_no_plugin(start: MakeStart) -> None:
    registry = load_plugins(start(safe_mode=True))

    assert registry.plugins == {}
    assert report(registry, "toy").state == "disabled"


def test_plugin_with_cases_but_without_folder_is_missing(start: MakeStart, folder: Path) -> None:
    shutil.rmtree(folder / "toy")

    registry = load_plugins(start(decided=Decided(remembered={"toy": Remembered("农具互助会", "1.2")})))

    missing = report(registry, "toy")
    assert (missing.state, missing.title, missing.version, missing.folder) == ("missing", "农具互助会", "1.2", None)


def test_bytecode_left_behind_by_a_deleted_plugin_is_no_plugin(start: MakeStart, folder: Path) -> None:
    (folder / "toy" / "__init__.py").unlink()
    (folder / "toy" / "__pycache__").mkdir(exist_ok=True)

    assert load_plugins(start()).states == ()


def test_later_of_two_with_one_key_is_left_out_and_named(start: MakeStart, folder: Path, tmp_path: Path) -> None:
    later = tmp_path / "more"
    shutil.copytree(folder, later)

    registry = load_plugins(start(folders=(folder, later)))

    assert [(s.state, s.folder) for s in registry.states] == [("active", folder / "toy"), ("failed", later / "toy")]
    assert str(folder / "toy") in registry.states[1].reason


def test_active_plugins_stand_in_their_order(start: MakeStart, folder: Path) -> None:
    write(folder, "prints", PRINTS.replace('title="试件", case_types', 'title="试件", order=1, case_types'))

    assert list(load_plugins(start()).plugins) == ["prints", "toy"]
