"""Migrations run for real on both databases: up, compared with the tables, down, up again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import Column, Engine, Integer, MetaData, Table, Text, inspect, text
from sqlalchemy.exc import DBAPIError

from portal.errors import StoreError
from portal.store import migrate
from portal.store.database import make_engine
from portal.store.migrate import CORE, PluginHistory, downgrade, downgrade_plugin, status, upgrade
from portal.store.tables import every

_REVISION = """
import sqlalchemy as sa
from alembic import op

revision = "{key}_{number}"
down_revision = {after!r}
branch_labels = None
depends_on = None


def upgrade():
    {up}


def downgrade():
    {down}
"""


@pytest.fixture
def engine(empty_database_url: str) -> Iterator[Engine]:
    made = make_engine(empty_database_url, as_owner=True)
    yield made
    made.dispose()


@pytest.fixture
def migrated(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url, as_owner=True)
    yield made
    made.dispose()


def history(folder: Path, key: str, *steps: tuple[str, str]) -> PluginHistory:
    versions = folder / key / "versions"
    versions.mkdir(parents=True, exist_ok=True)
    after = None
    for number, (up, down) in enumerate(steps, 1):
        (versions / f"{number}.py").write_text(_REVISION.format(key=key, number=number, after=after, up=up, down=down))
        after = f"{key}_{number}"
    return PluginHistory(key, versions, MetaData())


def beds(folder: Path) -> PluginHistory:
    made = history(
        folder,
        "shelter",
        ('op.create_table("shelter_bed", sa.Column("id", sa.Integer(), primary_key=True))', 'op.drop_table("shelter_bed")'),
    )
    Table("shelter_bed", made.metadata, Column("id", Integer, primary_key=True), info={"global": "a public list"})
    return made


def differences(engine: Engine) -> list[object]:
    together = MetaData()
    for metadata in (every.metadata, User.metadata):
        for table in metadata.sorted_tables:
            table.to_metadata(together)

    def own(_object: object, _name: str | None, kind: str, reflected: bool, compared_to: object) -> bool:
        return not (kind == "table" and reflected and compared_to is None)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": own, "compare_type": True})
        return list(compare_metadata(context, together))


def test_the_migrated_schema_is_what_the_tables_say(migrated: Engine) -> None:
    assert differences(migrated) == []


def test_the_schema_goes_up_and_down_and_up_again(engine: Engine) -> None:
    upgrade(engine)
    downgrade(engine)

    left = [name for name in inspect(engine).get_table_names() if not name.startswith("alembic_version")]
    assert left == []

    upgrade(engine)
    assert differences(engine) == []


def test_a_second_upgrade_finds_nothing_to_do(migrated: Engine) -> None:
    (core,) = upgrade(migrated)

    assert core.key == CORE
    assert core.is_current
    assert core.failed == ""


def test_an_empty_database_is_told_to_be_behind(engine: Engine) -> None:
    (core,) = status(engine)

    assert core.at is None
    assert not core.is_current


def test_several_that_start_at_once_migrate_once(engine: Engine, empty_database_url: str) -> None:
    assert started_at_once(empty_database_url) == []
    assert differences(engine) == []


def test_several_that_start_at_once_on_an_older_database_migrate_once(engine: Engine, empty_database_url: str) -> None:
    upgrade(engine)
    downgrade(engine, "core_0030")
    assert differences(engine) != []

    assert started_at_once(empty_database_url) == []
    assert differences(engine) == []


def started_at_once(url: str) -> list[Exception]:
    """Let three migrate a database at once, and return what failed."""
    failed: list[Exception] = []

    def start() -> None:
        own = make_engine(url, as_owner=True)
        try:
            upgrade(own)
        except (StoreError, DBAPIError) as error:
            failed.append(error)
        finally:
            own.dispose()

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def test_a_plugin_has_its_own_history_beside_the_core(migrated: Engine, tmp_path: Path) -> None:
    core, plugin = upgrade(migrated, [beds(tmp_path)])

    assert (core.key, core.is_current) == (CORE, True)
    assert (plugin.key, plugin.at) == ("shelter", "shelter_1")
    assert inspect(migrated).has_table("shelter_bed")
    assert inspect(migrated).has_table("alembic_version_shelter")


def test_a_plugin_that_is_gone_blocks_nobody(migrated: Engine, tmp_path: Path) -> None:
    upgrade(migrated, [beds(tmp_path)])

    assert all(state.failed == "" for state in upgrade(migrated))
    gone = status(migrated)[-1]
    assert (gone.key, gone.at, gone.head) == ("shelter", "shelter_1", None)


def test_a_plugin_whose_migration_fails_leaves_nothing_and_stops_nobody(migrated: Engine, tmp_path: Path) -> None:
    broken = history(
        tmp_path, "broken", ('op.execute("CREATE TABLE broken_half (id INTEGER)"); op.execute("no such statement")', "pass")
    )

    states = upgrade(migrated, [broken, beds(tmp_path)])

    assert [(state.key, bool(state.failed)) for state in states] == [(CORE, False), ("broken", True), ("shelter", False)]
    assert not inspect(migrated).has_table("broken_half")
    assert inspect(migrated).has_table("shelter_bed")


def test_a_retired_plugin_takes_its_tables_along(migrated: Engine, tmp_path: Path) -> None:
    plugin = beds(tmp_path)
    upgrade(migrated, [plugin])

    downgrade_plugin(migrated, plugin)

    assert not inspect(migrated).has_table("shelter_bed")
    assert [state.key for state in status(migrated)] == [CORE]


def test_a_database_newer_than_the_program_is_refused(migrated: Engine) -> None:
    with migrated.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'core_9999'"))

    with pytest.raises(StoreError, match="更新的版本"):
        upgrade(migrated)


def test_a_migration_that_breaks_links_is_given_up(engine: Engine, tmp_path: Path) -> None:
    upgrade(engine)
    made = 'op.execute("CREATE TABLE shelter_child (id INTEGER REFERENCES ab_role (id))")'
    careless = history(tmp_path, "shelter", (f'{made}; op.execute("INSERT INTO shelter_child VALUES (99)")', "pass"))

    *_, state = upgrade(engine, [careless])

    assert state.failed != ""
    assert not inspect(engine).has_table("shelter_child")


def test_a_draft_of_a_revision_names_what_changed(sqlite_url: str, tmp_path: Path) -> None:
    engine = make_engine(sqlite_url)
    plugin = beds(tmp_path)
    upgrade(engine, [plugin])
    plugin.metadata.tables["shelter_bed"].append_column(Column("room", Text))

    drafted = migrate.write_revision(engine, "rooms", plugin).read_text()

    assert "sa.Column('room', sa.Text(), nullable=True)" in drafted
    assert "down_revision = 'shelter_1'" in drafted
    engine.dispose()
