"""Hooks are called plugin by plugin, attributed, and one that keeps raising is set aside."""

from __future__ import annotations

import logging
import sys
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from types import ModuleType

import pytest

from portal.declare.privacy import Privacy
from portal.hooks import hookspecs
from portal.hooks.calling import TOO_SLOW_SECONDS, Hooks, plugin_manager
from portal.hooks.faults import Failure, Fault
from portal.hooks.loading import load_plugins
from portal.hooks.markers import hookimpl
from portal.hooks.quarantine import MOST_FAILURES, Quarantine
from portal.hooks.told import CaseChanged
from tests.hooks.conftest import MakeStart


def changed(privacy: Privacy = Privacy.P2) -> CaseChanged:
    return CaseChanged(
        case_id=uuid.UUID(int=1),
        type="toy.tool_loan",
        organisation_id=uuid.UUID(int=2),
        action="accept",
        version=2,
        phase_before="review",
        phase_after="accepted",
        privacy=privacy,
        occurred_on=date(2026, 3, 2),
        recorded_at=datetime(2026, 3, 2, 1, 0, tzinfo=UTC),
    )


class Listener(ModuleType):
    """A plugin that only listens, and raises when it is told to."""

    def __init__(self, name: str, error: Exception | None = None, takes: Callable[[], None] = lambda: None) -> None:
        super().__init__(name)
        self.heard: list[CaseChanged] = []
        heard = self.heard

        @hookimpl
        def portal_case_changed(event: CaseChanged) -> None:
            heard.append(event)
            takes()
            if error is not None:
                raise error

        self.portal_case_changed = portal_case_changed


def hooks_of(*listeners: Listener, quarantine: Quarantine | None = None) -> Hooks:
    manager = plugin_manager()
    for listener in listeners:
        manager.register(listener, name=listener.__name__)
    return Hooks.of(manager, quarantine or Quarantine())


def test_plugin_that_raises_keeps_nobody_from_being_told(caplog: pytest.LogCaptureFixture) -> None:
    first, bad, last = Listener("first"), Listener("bad", ValueError("张三 620723199001010016")), Listener("last")

    with caplog.at_level(logging.ERROR):
        hooks_of(first, bad, last).case_changed(changed())

    assert first.heard == bad.heard == last.heard == [changed()]
    assert "plugin bad failed in portal_case_changed: ValueError" in caplog.text
    assert "620723" not in caplog.text


def test_sealed_case_is_told_to_nobody() -> None:
    listener = Listener("one")

    hooks_of(listener).case_changed(changed(Privacy.P4))

    assert listener.heard == []


def test_plugin_that_keeps_raising_is_set_aside_once_and_called_no_more() -> None:
    decided: list[tuple[str, Failure]] = []
    bad, good = Listener("bad", KeyError("x")), Listener("good")
    hooks = hooks_of(bad, good, quarantine=Quarantine(lambda key, failure: decided.append((key, failure)), clock=lambda: 100.0))

    for _ in range(MOST_FAILURES + 3):
        hooks.case_changed(changed())

    assert len(bad.heard) == MOST_FAILURES
    assert len(good.heard) == MOST_FAILURES + 3
    assert decided == [("bad", Failure.of(Fault.KEEPS_FAILING, what="portal_case_changed", times=5, said="KeyError"))]


def test_plugin_whose_hook_is_too_slow_is_set_aside_and_one_that_is_merely_slow_is_not(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now, took = [0.0], {"slow": TOO_SLOW_SECONDS + 1, "lazy": TOO_SLOW_SECONDS - 1}
    decided: list[tuple[str, Failure]] = []

    def takes(seconds: float) -> Callable[[], None]:
        return lambda: now.__setitem__(0, now[0] + seconds)

    hooks = hooks_of(
        *(Listener(name, takes=takes(seconds)) for name, seconds in took.items()),
        quarantine=Quarantine(lambda key, failure: decided.append((key, failure)), clock=lambda: 100.0),
    )
    hooks = Hooks(hooks.callers, hooks.quarantine, seconds=lambda: now[0])

    for _ in range(MOST_FAILURES):
        hooks.case_changed(changed())

    assert decided == [("slow", Failure.of(Fault.KEEPS_FAILING, what="portal_case_changed", times=5, said="TimeoutError"))]
    assert "plugin lazy took 4.0 s in portal_case_changed" in caplog.text


def test_plugin_that_hung_is_set_aside_at_once() -> None:
    decided: list[tuple[str, Failure]] = []
    quarantine = Quarantine(lambda key, failure: decided.append((key, failure)))

    quarantine.hung("loops", "sums.py:3", 60.0)
    quarantine.hung("loops", "sums.py:3", 60.0)

    assert decided == [("loops", Failure.of(Fault.HUNG, what="sums.py:3", seconds="60"))]
    assert quarantine.holds("loops")


def test_failures_spread_over_a_long_time_set_nobody_aside() -> None:
    now = iter(range(0, 100_000, 200))
    quarantine = Quarantine(lambda key, failure: pytest.fail("set aside"), clock=lambda: float(next(now)))

    for _ in range(MOST_FAILURES * 3):
        quarantine.blame("slow", "portal_views", RuntimeError())

    assert not quarantine.holds("slow")


def test_portal_views_gives_the_pages_of_each_plugin(start: MakeStart) -> None:
    registry = load_plugins(start())

    assert [(key, view.__name__) for key, view in registry.hooks.views()] == [("toy", "ToolBoard")]


def test_portal_tables_gives_the_tables_of_each_plugin(start: MakeStart) -> None:
    registry = load_plugins(start())

    assert [(key, list(metadata.tables)) for key, metadata in registry.hooks.tables()] == [("toy", ["toy_tool"])]


def test_portal_cli_gives_the_commands_of_one_plugin(start: MakeStart) -> None:
    registry = load_plugins(start())

    assert [command.name for command in registry.hooks.commands("toy")] == ["recount"]
    assert registry.hooks.commands("other") == ()


def test_portal_case_changed_tells_a_loaded_plugin(start: MakeStart) -> None:
    registry = load_plugins(start())

    registry.hooks.case_changed(changed())

    views = dict(registry.hooks.views())
    assert sys.modules[views["toy"].__module__].told == [changed()]


def test_every_hook_is_a_specification_and_every_specification_a_hook() -> None:
    declared = {name for name, thing in vars(hookspecs).items() if hasattr(thing, "portal_spec")}

    assert declared == set(hookspecs.HOOKS)
