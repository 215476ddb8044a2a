"""What the database says about plugins, and a plugin's own tables in it, on both databases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, inspect, text

from portal.hooks import snapshot
from portal.hooks.loading import Decided, Remembered, load_plugins
from portal.hooks.registry import PluginCondition
from portal.store import plugin_states
from portal.store.database import make_engine
from portal.store.migrate import status, upgrade
from portal.store.own_tables import usable
from portal.store.plugin_histories import plugin_histories
from portal.store.tables.machine import TypeSnapshot
from tests.hooks.conftest import MakeStart
from tests.plugins.bad import write_bad
from tests.plugins.bad_later import OPEN_ROWS, WITH_TABLES
from tests.plugins.toy import LOAN, portal_plugin

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


def test_decision_about_a_plugin_is_kept_until_it_is_enabled(engine: Engine) -> None:
    plugin_states.decide(engine, "toy", PluginCondition.DISABLED, "由管理员停用", NOW)
    assert plugin_states.decided(engine).disabled == {"toy": "由管理员停用"}

    plugin_states.decide(engine, "toy", PluginCondition.QUARANTINED, "出错 5 次", NOW)
    assert plugin_states.decided(engine).disabled == {"toy": "由管理员停用"}

    assert plugin_states.enable(engine, "toy")
    plugin_states.decide(engine, "toy", PluginCondition.QUARANTINED, "出错 5 次", NOW)
    assert plugin_states.decided(engine) == Decided(quarantined={"toy": "出错 5 次"})
    assert plugin_states.enable(engine, "toy")
    assert not plugin_states.enable(engine, "toy")
    assert plugin_states.decided(engine) == Decided()


def test_nothing_is_decided_before_there_is_a_schema(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)

    assert plugin_states.decided(engine) == Decided()

    engine.dispose()


def test_plugin_of_a_kept_declaration_is_remembered_and_missing_when_its_folder_is_gone(
    engine: Engine, start: MakeStart, folder: Path
) -> None:
    kept = snapshot.as_json(portal_plugin(), LOAN)
    row = {"type": "toy.tool_loan", "version": 1, "declaration": kept, "digest": snapshot.digest(kept), "seen_at": NOW}
    with engine.begin() as connection:
        connection.execute(insert(TypeSnapshot).values(row))
    shutil.rmtree(folder / "toy")

    decided = plugin_states.decided(engine)
    registry = load_plugins(start(decided=decided))

    assert decided.remembered == {"toy": Remembered("农具互助会", "1.2")}
    assert [(s.key, s.title, s.state) for s in registry.states] == [("toy", "农具互助会", PluginCondition.MISSING)]


def test_plugin_with_tables_has_a_history_of_its_own_that_survives_the_plugin(
    engine: Engine, start: MakeStart, folder: Path
) -> None:
    histories = plugin_histories(load_plugins(start()))
    owner = make_engine(engine.url, as_owner=True)
    upgrade(owner, histories)
    assert inspect(engine).has_table("toy_tool")

    shutil.rmtree(folder / "toy")
    without = load_plugins(start())

    assert plugin_histories(without) == ()
    upgrade(owner, plugin_histories(without))
    owner.dispose()
    assert {state.key: state.is_current for state in status(engine)} == {"core": True, "toy": True}
    assert inspect(engine).has_table("toy_tool")


def test_plugin_whose_tables_are_not_as_they_must_be_is_left_out_and_the_others_run(
    engine: Engine, start: MakeStart, folder: Path
) -> None:
    write_bad(folder, *WITH_TABLES)
    loaded = load_plugins(start())
    assert set(loaded.plugins) == {"toy", *(bad.key for bad in WITH_TABLES)}
    owner = make_engine(engine.url, as_owner=True)

    states = upgrade(owner, plugin_histories(loaded))
    left = usable(engine, loaded)

    failed = {state.key for state in states if state.failed}
    assert failed == {bad.key for bad in WITH_TABLES}
    assert not any(state.is_current for state in states if state.failed)
    assert list(left.plugins) == ["toy"]
    assert [key for key, _ in left.hooks.tables()] == ["toy"]
    reports = {report.key: report for report in left.states}
    for bad in WITH_TABLES:
        report = reports[bad.key]
        assert report.failure is not None
        assert (report.state, report.title, report.failure.fault) == (PluginCondition.FAILED, "试件", bad.fault)
        assert [part for part in bad.told if part not in report.reason] == []
    assert inspect(engine).has_table("case_file")
    assert not inspect(engine).has_table("bad_upgrade_row")
    owner.dispose()


@pytest.mark.postgres
def test_plugin_whose_rows_are_not_behind_the_wall_is_left_out(postgres_url: str, start: MakeStart, folder: Path) -> None:
    write_bad(folder, OPEN_ROWS)
    loaded = load_plugins(start())
    engine, owner = make_engine(postgres_url), make_engine(postgres_url, as_owner=True)
    assert not any(state.failed for state in upgrade(owner, plugin_histories(loaded)))
    assert usable(engine, loaded) is loaded

    with owner.begin() as connection:
        connection.execute(text("ALTER TABLE open_rows_row NO FORCE ROW LEVEL SECURITY"))
    left = usable(engine, loaded)

    engine.dispose()
    owner.dispose()
    assert list(left.plugins) == ["toy"]
    (report,) = (state for state in left.states if state.key == OPEN_ROWS.key)
    assert report.failure is not None
    assert (report.failure.fault, report.failure.said["tables"]) == (OPEN_ROWS.fault, "open_rows_row")
