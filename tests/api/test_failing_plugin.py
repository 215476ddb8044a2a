"""A rule that raises while the portal runs stops nobody else, and enough of it sets its plugin aside at the next start."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.access.sync import sync
from portal.config import Config
from portal.hooks.quarantine import MOST_FAILURES
from portal.hooks.registry import PluginCondition, Registry
from portal.store import plugin_states
from portal.store.start_plugins import start_plugins
from tests.api.conftest import Api, body
from tests.plugins import bad
from tests.store.county import NOW

CASES = "/api/v1/cases"
MOODY = bad.moody("moody")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder with a plugin whose rule raises for amounts above one yuan."""
    bad.write(tmp_path / "plugins", "moody", MOODY)
    package = sys.modules.get("portal_plugins")
    places = list(package.__path__) if package else []
    yield tmp_path / "plugins"
    for name in [name for name in sys.modules if name.startswith("portal_plugins.moody")]:
        del sys.modules[name]
    if package is not None:
        package.__path__ = places


def started(api: Api, folder: Path) -> Registry:
    old = api.app.extensions["portal"].config
    config = Config(database_url=old.database_url, data_dir=old.data_dir, keys_dir=old.keys_dir, plugins_path=(folder,))
    return start_plugins(config, api.store.engine, NOW.date())


def test_rule_that_keeps_raising_sets_its_plugin_aside(embedded_api: Api, folder: Path) -> None:
    registry = started(embedded_api, folder)
    assert registry.states[0].state is PluginCondition.ACTIVE
    sync(embedded_api.store.engine, registry)
    api = embedded_api.with_sector("moody").restarted(registry)
    clerk = api.program("toy_clerk")
    sent = body(type="moody.t", parties={"a": body()["parties"]["lender"][0]}, details={"sum": "2.00"})

    answers = [clerk.post(CASES, sent).status_code for _ in range(MOST_FAILURES)]
    good = clerk.post(CASES, {**sent, "details": {"sum": "1.00"}})

    assert answers == [500] * MOST_FAILURES
    assert good.status_code == 201
    assert "ZeroDivisionError" in plugin_states.decided(api.store.engine).quarantined["moody"]
    assert [(s.key, s.state) for s in started(api, folder).states] == [("moody", PluginCondition.QUARANTINED)]
