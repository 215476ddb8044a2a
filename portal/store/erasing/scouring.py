"""What databases keep of rows that were deleted: cleared out of their files, as far as a database can."""

from __future__ import annotations

import logging
import sqlite3
import time
from contextlib import closing

from sqlalchemy import Connection, Engine

from portal.errors import StoreError
from portal.hooks.registry import Registry
from portal.store.erasing.emptying import OPTIONS
from portal.store.erasing.personal import PERSONAL
from portal.store.scoping import SEARCH_TABLES

PATIENCE_S = 60.0
"""How long to wait for older transactions on PostgreSQL."""
PAUSE_S = 0.05
_SEARCHED = ("case_text", SEARCH_TABLES[1])
_log = logging.getLogger(__name__)


def scour(engine: Engine, registry: Registry) -> None:
    """Rewrite what holds the tables of cases so that nothing erased is left in it. On PostgreSQL the engine is the owner's.

    Nobody can work meanwhile, and it takes as long as the tables are big. What PostgreSQL keeps of its write-ahead log, and what
    a file system or a disk keeps of blocks that were freed, no database can clear.

    Raises:
        StoreError: on PostgreSQL somebody's older transaction does not end, and the server would keep for it what was deleted.
    """
    if engine.dialect.name == "sqlite":
        _scour_sqlite(str(engine.url.database))
        return
    own = [table.name for _key, metadata in registry.hooks.tables() for table in metadata.sorted_tables]
    names = [*(one.table.name for one in PERSONAL), *_SEARCHED, "draft", "ledger_import", "erasure", *own]
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT", **OPTIONS) as connection:
        _await_older(connection)
        for name in names:
            connection.exec_driver_sql(f'VACUUM (FULL, ANALYZE) "{name}"')


def _await_older(connection: Connection) -> None:
    """Wait until every transaction that began before now is over, in whatever database of the server.

    `VACUUM FULL` keeps what its own snapshot might still see, and a snapshot reaches back to the oldest transaction that writes
    anywhere on the server.
    """
    now = int(connection.exec_driver_sql("SELECT pg_current_xact_id()::text").scalar_one())
    until = time.monotonic() + PATIENCE_S
    while int(connection.exec_driver_sql("SELECT pg_snapshot_xmin(pg_current_snapshot())::text").scalar_one()) <= now:
        if time.monotonic() > until:
            raise StoreError(
                "数据库服务器上有一个更早开始的事务还没有结束，删除的内容这时清除不干净；请等它结束后执行 portal erase scour"
            )
        time.sleep(PAUSE_S)


def clear_log(engine: Engine) -> None:
    """Write SQLite's log back into its file and cut it to nothing, unless somebody reads at this moment."""
    if engine.dialect.name != "sqlite":
        return
    with closing(sqlite3.connect(str(engine.url.database), timeout=5)) as connection:
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        _log.warning("the log of the database could not be cleared: somebody was reading; `portal erase scour` does it")


def _scour_sqlite(database: str) -> None:
    with closing(sqlite3.connect(database, timeout=45, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("INSERT INTO case_text_fts (case_text_fts) VALUES ('optimize')")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
