"""Bringing the schema up to date: the core's history first, then one history per plugin.

Each history has its own version table (`alembic_version`, `alembic_version_<plugin>`), so a plugin that is gone blocks
nobody, and one whose migration fails is reported and left out. Each runs in one transaction under a lock (an advisory lock
on PostgreSQL, the write lock on SQLite): of several processes that start at once one migrates and the others wait, look,
and find nothing to do. A history that fails leaves nothing behind, on SQLite too.

On PostgreSQL the engine is the owner's (`make_engine(url, as_owner=True)`). While tables change the third wall is down, so a
migration meets all rows; it is up again before the transaction ends (`portal.store.row_wall`), before new tables too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, Engine, MetaData, inspect, text
from sqlalchemy.exc import ProgrammingError

from portal.errors import GuardError, PluginError, StoreError
from portal.store import row_wall
from portal.store.database import WRITES
from portal.store.passages import passage
from portal.store.scoping import belongs_to_the_portal, follows
from portal.store.tables import every

CORE = "core"
_VERSION_TABLE = "alembic_version"
_LOCK = 0x73757975616E  # "suyuan", the same number in every process
_NOT_OWNER = "数据表要由拥有者升级：请用 PORTAL_DATABASE_OWNER_URL 给出拥有者的数据库地址，再执行 portal db upgrade"
_PATIENCE_MS = 120_000  # how long a second starter waits for the first on SQLite
_HERE = Path(__file__).resolve().parent
_SCRIPTS = _HERE / "migrations" if (_HERE / "migrations").is_dir() else _HERE.parents[1] / "migrations"


@dataclass(frozen=True)
class PluginHistory:
    """The migrations of a plugin: the folder of its revisions and the metadata of its tables."""

    key: str
    versions: Path
    metadata: MetaData


@dataclass(frozen=True)
class HistoryState:
    """Where one history stands. `at` is `None` before its first revision; `head` is `None` for a plugin that is gone.

    `failed` says why a plugin's history could not be read or run.
    """

    key: str
    at: str | None
    head: str | None
    failed: str = ""

    @property
    def is_current(self) -> bool:
        """Whether nothing is left to do, or can be done."""
        return not self.failed and (self.head is None or self.at == self.head)


def upgrade(engine: Engine, plugin_histories: Sequence[PluginHistory] | None = None) -> tuple[HistoryState, ...]:
    """Bring the core and then each plugin to its head and say where each stands; `failed` tells why a plugin does not.

    Raises:
        StoreError: the core could not be migrated, or the database is newer than this program.
    """
    try:
        states = [_upgrade(engine, None)]
    except CommandError as error:
        raise StoreError(f"数据库结构不是本程序所能升级的（{error}）；请安装与数据库相同或更新的版本") from error
    for history in plugin_histories or ():
        try:
            states.append(_upgrade(engine, history))
        except Exception as error:  # noqa: BLE001 - a plugin's code: its failure is told and stops nobody else
            states.append(HistoryState(history.key, _at(engine, history), None, f"{type(error).__name__}: {error}"))
    return tuple(states)


def status(engine: Engine, plugin_histories: Sequence[PluginHistory] | None = None) -> tuple[HistoryState, ...]:
    """Say where each history stands, also those of plugins that are gone; nothing is changed."""
    histories = (None, *(plugin_histories or ()))
    states = [_state(engine, history) for history in histories]
    known = {version_table(history) for history in histories}
    for table in sorted(inspect(engine).get_table_names()):
        if table.startswith(f"{_VERSION_TABLE}_") and table not in known:
            with engine.connect() as connection:
                states.append(HistoryState(table.removeprefix(f"{_VERSION_TABLE}_"), _revision(connection, table), None))
    return tuple(states)


def _state(engine: Engine, history: PluginHistory | None) -> HistoryState:
    if history is None:
        return HistoryState(CORE, _at(engine, None), _head(None))
    try:
        return HistoryState(history.key, _at(engine, history), _head(history))
    except Exception as error:  # noqa: BLE001 - a plugin's scripts: what they raise is told and stops nobody else
        return HistoryState(history.key, _at(engine, history), None, f"{type(error).__name__}: {error}")


def knows(revision: str) -> bool:
    """Say whether a revision of the core is one of this program's: a schema of it can be brought up to date."""
    scripts = ScriptDirectory.from_config(_config(None, None))
    return any(script.revision == revision for script in scripts.walk_revisions())


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take the core back to an earlier revision. Tables that go take their rows with them."""
    with _locked(engine) as connection, row_wall.down(connection):
        command.downgrade(_config(connection, None), revision)


def downgrade_plugin(engine: Engine, history: PluginHistory) -> None:
    """Remove a plugin's own tables and its version table; its cases, which are the core's, stay."""
    with all_rows(engine) as connection:
        remove_tables(connection, history)


@contextmanager
def all_rows(engine: Engine) -> Iterator[Connection]:
    """Give the owner's connection in a transaction that no migration shares and no wall narrows; all of it counts or nothing."""
    with _locked(engine) as connection, row_wall.down(connection):
        yield connection


def hold_tables(connection: Connection, names: Collection[str]) -> None:
    """Let nobody write a row of these tables until the transaction ends; on SQLite nobody can."""
    if names and connection.dialect.name == "postgresql":
        quoted = ", ".join(map(connection.dialect.identifier_preparer.quote, names))
        connection.execute(text(f"LOCK TABLE {quoted} IN ACCESS EXCLUSIVE MODE"))


def remove_tables(connection: Connection, history: PluginHistory) -> None:
    """Let a plugin's own revisions take its tables away, in a transaction of `all_rows`; its version table goes too."""
    command.downgrade(_config(connection, history), "base")
    connection.execute(text(f'DROP TABLE IF EXISTS "{version_table(history)}"'))


def write_revision(engine: Engine, message: str, history: PluginHistory | None = None) -> Path:
    """Draft the next revision of a history from what differs between its tables and the database; for developers.

    Raises:
        StoreError: the database is not at the head of this history.
    """
    with _locked(engine) as connection:
        try:
            script = command.revision(_config(connection, history), message, autogenerate=True)
        except CommandError as error:
            raise StoreError(str(error)) from error
    if script is None or isinstance(script, list):
        raise StoreError("no single revision was written")
    return Path(script.path)


def _upgrade(engine: Engine, history: PluginHistory | None) -> HistoryState:
    head = _head(history)
    metadata = every.metadata if history is None else history.metadata
    for table in metadata.sorted_tables:
        follows(table)  # a table that says nothing of who may see it is refused before it is made
        if history is not None and belongs_to_the_portal(table.name):
            raise PluginError(f"数据表 {table.name} 是平台自己的")
    with _locked(engine) as connection:
        at = _revision(connection, version_table(history))
        if at != head:
            with row_wall.down(connection, metadata):
                command.upgrade(_config(connection, history), "head")
                _check_foreign_keys(connection)
        else:
            row_wall.keep_up(connection, metadata)
    return HistoryState(_key(history), head, head)


@contextmanager
def _locked(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a transaction that no other migration shares; commit unless an exception escapes."""
    with engine.connect().execution_options(**{WRITES: True}, **passage("portal.store.migrate")) as connection:
        connection.detach()  # its settings below are not for others
        if engine.dialect.name == "sqlite":
            driver = connection.connection.dbapi_connection
            if driver is None:
                raise StoreError("the connection is closed")
            cursor = driver.cursor()
            cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
            cursor.execute("PRAGMA foreign_keys = OFF")  # tables are rebuilt; checked as a whole at the end
            cursor.close()
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            try:
                yield connection
            except (ProgrammingError, GuardError) as error:
                if isinstance(error, GuardError) or isinstance(error.orig, InsufficientPrivilege):
                    raise StoreError(_NOT_OWNER) from None
                raise


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).first()
        if broken is not None:
            raise StoreError(f"升级会使表 {broken[0]} 中的关联断开，已放弃")


def _config(connection: Connection | None, history: PluginHistory | None) -> Config:
    config = Config()
    versions = _SCRIPTS / "versions" if history is None else history.versions
    for name, path in (("script_location", _SCRIPTS), ("version_locations", versions)):
        config.set_main_option(name, str(path).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    config.attributes["metadata"] = every.metadata if history is None else history.metadata
    config.attributes["version_table"] = version_table(history)
    return config


def _head(history: PluginHistory | None) -> str | None:
    return ScriptDirectory.from_config(_config(None, history)).get_current_head()


def _at(engine: Engine, history: PluginHistory | None) -> str | None:
    with engine.connect() as connection:
        return _revision(connection, version_table(history))


def _revision(connection: Connection, version_table: str) -> str | None:
    return MigrationContext.configure(connection, opts={"version_table": version_table}).get_current_revision()


def _key(history: PluginHistory | None) -> str:
    return CORE if history is None else history.key


def version_table(history: PluginHistory | None) -> str:
    """Return the name of the table that says where a history stands; of the core for `None`."""
    return _VERSION_TABLE if history is None else f"{_VERSION_TABLE}_{history.key}"
