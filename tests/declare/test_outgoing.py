"""Names that go: announced, warned of, and gone when it was said."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import portal
from portal.declare import outgoing as leaving
from portal.declare.outgoing import ANNOUNCED, OutgoingName, minor, outgoing
from portal.declare.plugins import Plugin
from portal.errors import DeclarationError
from portal.hooks.registry import PluginCondition, Registry
from portal.hooks.tried_with import portal_version, untried


def test_name_that_goes_still_works_and_says_what_to_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaving, "ANNOUNCED", [])

    @outgoing(since="0.2", leaves="0.3", instead="new_name")
    def old_name(number: int) -> int:
        return number + 1

    with pytest.warns(OutgoingName, match="old_name leaves in 0.3 .*use new_name"):
        assert old_name(1) == 2
    assert [(one.name, one.leaves) for one in leaving.ANNOUNCED] == [("old_name", "0.3")]


@pytest.mark.parametrize("leaves", ["0.2", "0.2.9", "0.1"])
def test_name_cannot_leave_in_the_version_it_is_announced_in(leaves: str) -> None:
    with pytest.raises(DeclarationError):
        outgoing(since="0.2", leaves=leaves, instead="new_name")(lambda: None)


def test_nothing_is_still_there_after_the_version_it_was_to_leave_in() -> None:
    for room in ("declare", "engine"):
        for found in pkgutil.walk_packages([f"{portal.__path__[0]}/{room}"], f"portal.{room}."):
            importlib.import_module(found.name)
    running = minor(portal_version() or "")

    assert [one for one in ANNOUNCED if minor(one.leaves) <= running] == []


@pytest.mark.parametrize(
    ("tried", "running", "told"),
    [
        ((), "9.9.0", False),
        (("0.1",), "0.1.7", False),
        (("0.1", "0.3"), "0.2.0", False),
        (("0.3", "0.2"), "0.1.0", True),
        (("0.1", "0.2"), "0.3.0", True),
        (("0.9",), "0.10.1", True),
        (("0.1",), None, False),
    ],
)
def test_plugin_is_told_outside_the_versions_it_was_tried_with(tried: tuple[str, ...], running: str | None, told: bool) -> None:
    assert bool(untried(Plugin(key="orchard", title="果业", tried_with=tried), running)) is told


def test_untried_plugin_starts_all_the_same() -> None:
    registry = Registry.of(Plugin(key="orchard", title="果业", tried_with=("97.1", "98.0")))

    (report,) = registry.states
    assert (report.state, "orchard" in registry.plugins) == (PluginCondition.ACTIVE, True)
    assert "97.1, 98.0" in report.reason


@pytest.mark.parametrize("wrong", ["1", "0.2.1", "newest", ""])
def test_versions_are_named_as_minor_versions(wrong: str) -> None:
    with pytest.raises(DeclarationError):
        Plugin(key="orchard", title="果业", tried_with=(wrong,))
