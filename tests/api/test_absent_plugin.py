"""A folder copied in is a sector; a folder deleted leaves its cases readable. On both databases."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.access.sync import sync
from portal.config import Config
from portal.hooks import snapshot
from portal.hooks.registry import PluginCondition, Registry
from portal.reading.export import workbook
from portal.reading.register import RegisterQuery, Tab
from portal.store.start_plugins import start_plugins
from portal.store.tables.machine import TypeSnapshot
from tests.api.conftest import TYPE, Api, body
from tests.plugins.toy import LOAN, portal_plugin
from tests.store.county import NOW

CASES = "/api/v1/cases"
TOY = Path(__file__).resolve().parents[1] / "plugins" / "toy"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An empty folder for plugins; what was imported from it is forgotten afterwards."""
    place = tmp_path / "plugins"
    place.mkdir()
    package = sys.modules.get("portal_plugins")
    places = list(package.__path__) if package else []
    yield place
    for name in [name for name in sys.modules if name.startswith("portal_plugins.toy")]:
        del sys.modules[name]
    if package is not None:
        package.__path__ = places


def started(api: Api, folder: Path) -> Registry:
    """Start the plugins of the folder as the portal does."""
    old = api.app.extensions["portal"].config
    config = Config(database_url=old.database_url, data_dir=old.data_dir, keys_dir=old.keys_dir, plugins_path=(folder,))
    return start_plugins(config, api.store.engine, NOW.date())


def test_folder_copied_in_is_a_sector_and_deleted_leaves_its_cases_readable(api: Api, folder: Path) -> None:
    empty = api.restarted(started(api, folder))
    assert empty.program("toy_clerk").post(CASES, body()).status_code == 422

    shutil.copytree(TOY, folder / "toy", ignore=shutil.ignore_patterns("__pycache__"))
    registry = started(api, folder)
    assert [(s.key, s.state) for s in registry.states] == [("toy", PluginCondition.ACTIVE)]
    sync(api.store.engine, registry)
    there = api.restarted(registry)
    case = there.opened(there.program("toy_clerk"))

    shutil.rmtree(folder / "toy")
    registry = started(api, folder)
    gone = api.restarted(registry)
    clerk = gone.program("toy_clerk")
    read = clerk.get(f"{CASES}/{case['id']}")

    assert [(s.key, s.title, s.state) for s in registry.states] == [("toy", "农具互助会", PluginCondition.MISSING)]
    assert read.status_code == 200
    kept = read.get_json()
    assert kept["details"] == case["details"]
    assert kept["parties"] == case["parties"]
    assert kept["summary"] == case["summary"]
    assert [clock["due_on"] for clock in kept["clocks"]] == [clock["due_on"] for clock in case["clocks"]]
    assert kept["actions"] == []
    assert [item["id"] for item in clerk.get(CASES).get_json()["items"]] == [case["id"]]

    refused = clerk.post(f"{CASES}/{case['id']}/actions/note", {"version": 1, "data": {"channel": "phone", "text": "x"}})
    assert (refused.status_code, refused.get_json()["errors"][0]["code"]) == (422, "plugin_absent")


def test_cases_of_an_absent_plugin_are_exported(api: Api, folder: Path) -> None:
    api.opened(api.program("toy_clerk"))
    gone = api.restarted(started(api, folder))

    with gone.app.test_request_context("/"), gone.acting("toy_clerk") as (uow, actor):
        content, rows = workbook(uow, actor, RegisterQuery(tab=Tab.ALL))

    assert rows == 1
    assert content[:2] == b"PK"


def test_type_a_plugin_no_longer_declares_is_read_from_its_last_version(api: Api) -> None:
    case = api.opened(api.program("toy_clerk"))
    empty = api.restarted(Registry.of())

    page = empty.program("toy_clerk").get(f"{CASES}/{case['id']}").get_json()

    assert page["type"] == TYPE
    assert page["details"]["worth"] == "1280.00"


def test_declaration_is_kept_when_the_first_case_of_its_version_is_opened(api: Api) -> None:
    api.opened(api.program("toy_clerk"))

    with api.store.engine.connect() as connection:
        kept = connection.execute(TypeSnapshot.__table__.select()).one()

    assert snapshot.read(kept.declaration) == snapshot.shown(LOAN)
    assert kept.declaration["plugin_title"] == portal_plugin().title
