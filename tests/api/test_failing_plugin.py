"""Plugins that fail while the portal runs stop nobody else and are set aside at the next start. Safe mode reads none."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.access.sync import sync
from portal.config import Config
from portal.hooks.faults import Failure, Fault
from portal.hooks.quarantine import MOST_FAILURES
from portal.hooks.registry import PluginCondition, Registry
from portal.store import plugin_states
from portal.store.start_plugins import start_plugins
from tests.api.conftest import TYPE, Api, body
from tests.plugins.bad import BAD, Bad, write_bad
from tests.plugins.bad_later import RUNNING, WITH_PAGES
from tests.store.county import NOW

CASES = "/api/v1/cases"
TOY = Path(__file__).resolve().parents[1] / "plugins" / "toy"
FAILING = tuple(bad for bad in RUNNING if bad.key != "slow")
"""Those that fail when they are used; what only takes too long is timed with a clock of its own in `test_calling`."""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder with a good plugin, one with a syntax error, those whose pages break a rule and those that fail later."""
    place = tmp_path / "plugins"
    shutil.copytree(TOY, place / "toy", ignore=shutil.ignore_patterns("__pycache__"))
    write_bad(place, BAD[0], *WITH_PAGES, *FAILING)
    package = sys.modules.get("portal_plugins")
    places = list(package.__path__) if package else []
    yield place
    for name in [name for name in sys.modules if name.startswith("portal_plugins.")]:
        del sys.modules[name]
    if package is not None:
        package.__path__ = places


def started(api: Api, folder: Path, *, safe_mode: bool = False) -> Registry:
    old = api.app.extensions["portal"].config
    config = Config(
        database_url=old.database_url, data_dir=old.data_dir, keys_dir=old.keys_dir, plugins_path=(folder,), safe_mode=safe_mode
    )
    return start_plugins(config, api.store.engine, NOW.date())


def refused(api: Api) -> dict[str, Failure]:
    found: dict[str, Failure] = api.app.extensions["portal_page_refusals"]
    return found


def test_plugins_that_fail_while_the_portal_runs_stop_nobody_and_are_set_aside(embedded_api: Api, folder: Path) -> None:
    registry = started(embedded_api, folder)
    good = {"toy", *(bad.key for bad in (*WITH_PAGES, *FAILING))}
    assert set(registry.plugins) == good
    sync(embedded_api.store.engine, registry)
    api = embedded_api.with_sector("moody").restarted(registry)
    clerk, mediator = api.program("toy_clerk"), api.browser("toy_mediator")
    sent = body(type="moody.t", parties={"a": body()["parties"]["lender"][0]}, details={"sum": "2.00"})
    well = {**sent, "details": {"sum": "1.00"}}

    assert {bad.key: refused(api)[bad.key].fault for bad in WITH_PAGES} == {bad.key: bad.fault for bad in WITH_PAGES}
    assert [clerk.post(CASES, sent).status_code for _ in range(MOST_FAILURES)] == [500] * MOST_FAILURES
    assert [clerk.post(CASES, well).status_code for _ in range(MOST_FAILURES)] == [201] * MOST_FAILURES
    assert [mediator.get("/broken_page/").status_code for _ in range(MOST_FAILURES)] == [500] * MOST_FAILURES

    pages = ("/", "/cases/", "/account/", "/calculators/", "/keys", "/same_page/")
    assert [mediator.get(page).status_code for page in pages] == [200, 200, 200, 200, 200, 404]
    again = {report.key: report for report in started(api, folder).states}
    for bad in FAILING:
        failure = again[bad.key].failure
        assert failure is not None
        assert (again[bad.key].state, failure.fault) == (PluginCondition.QUARANTINED, Fault.KEEPS_FAILING)
        assert [part for part in bad.told if part not in again[bad.key].reason] == []
        assert plugin_states.decided(api.store.engine).quarantined[bad.key] == failure.written
    assert {key for key, report in again.items() if report.state is PluginCondition.ACTIVE} == good - {b.key for b in FAILING}
    assert again["syntax"].state is PluginCondition.FAILED


def test_safe_mode_reads_no_plugin_and_every_case_stays_readable(embedded_api: Api, folder: Path) -> None:
    case = embedded_api.opened(embedded_api.program("toy_clerk"))

    registry = started(embedded_api, folder, safe_mode=True)
    api = embedded_api.restarted(registry)
    clerk = api.program("toy_clerk")
    read, page = clerk.get(f"{CASES}/{case['id']}"), api.browser("toy_clerk").get(f"/cases/{case['id']}")

    assert registry.plugins == {}
    assert {report.state for report in registry.states} == {PluginCondition.DISABLED}
    assert not any(name.startswith("portal_plugins.") for name in sys.modules if name.split(".")[1:2] in _keys(FAILING))
    assert (read.status_code, read.get_json()["details"]) == (200, case["details"])
    assert (page.status_code, "借用农具" in page.text) == (200, True)
    assert [item["id"] for item in clerk.get(CASES).get_json()["items"]] == [case["id"]]
    assert clerk.post(CASES, body()).status_code == 422
    assert (case["type"], read.get_json()["actions"]) == (TYPE, [])


def _keys(plugins: tuple[Bad, ...]) -> list[list[str]]:
    return [[bad.key] for bad in plugins]
