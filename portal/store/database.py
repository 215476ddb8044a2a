"""Engines: how the portal opens SQLite and PostgreSQL, so that both keep what was promised.

SQLite: foreign keys on, write-ahead log, full synchronisation, deleted rows overwritten (security 4.10). The driver's own
transaction handling is off; a connection begins `IMMEDIATE` when it is going to write (`WRITES`), else `DEFERRED`. With
deferred writers three of four concurrent changes failed with "database is locked", with immediate ones none. A writer waits
`BUSY_MS` for its turn: longer than the last step of the largest import takes (ADR 24), shorter than a request may last.
"""

from __future__ import annotations

import json
import logging
from typing import Any

from psycopg.errors import InsufficientPrivilege
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from portal.errors import GuardError, StoreError
from portal.store.passages import GUARD, Acting, watch
from portal.store.row_actor import tell
from portal.store.row_roles import step_down, still_low

WRITES = "portal_writes"  # execution option of a connection: True writes, False only reads, absent decides as it goes
BUSY_MS = 45_000

_PRAGMAS: tuple[str, ...] = (
    f"busy_timeout = {BUSY_MS}",
    "journal_mode = WAL",
    "foreign_keys = ON",
    "synchronous = FULL",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
)


def make_engine(url: str | URL, *, as_owner: bool = False) -> Engine:
    """Return an engine for a file of SQLite or a database of PostgreSQL, watched by `portal.store.passages`.

    On PostgreSQL its connections step down to the application's role (`portal.store.row_roles`); only what migrates comes
    `as_owner`. Parameters never reach a log or an error text, nor do rows: whatever level the process logs at, the engine
    tells none.

    Raises:
        StoreError: another database, or SQLite in memory, which every connection would have for itself.
    """
    address = make_url(url)
    for name in ("sqlalchemy.engine", "sqlalchemy.pool"):  # at DEBUG it would write down every row it reads
        logging.getLogger(name).setLevel(logging.WARNING)
    backend = address.get_backend_name()
    if backend == "sqlite":
        if address.database in (None, "", ":memory:"):
            raise StoreError("SQLite 数据库必须是一个文件")
        engine = create_engine(address, hide_parameters=True, json_serializer=_json, connect_args={"timeout": BUSY_MS / 1000})
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "checkin", _leave_nothing_open)
        watch(engine)
        return engine
    if backend == "postgresql":
        engine = create_engine(
            address.set(drivername="postgresql+psycopg"),
            hide_parameters=True,
            json_serializer=_json,
            pool_pre_ping=True,
            # compiling a list of cases just in time took a second, running it 17 ms
            connect_args={"application_name": "suyuan", "options": "-c timezone=UTC -c jit=off"},
        )
        if not as_owner:
            event.listen(engine, "connect", step_down)
            event.listen(engine, "begin", still_low)
            event.listen(engine, "handle_error", _told_apart, retval=True)
        event.listen(engine, "begin", _begin_postgresql)
        event.listen(engine, "checkin", _leave_nothing_open)
        watch(engine)
        return engine
    raise StoreError(f"不支持的数据库：{backend}；可以用 SQLite 或 PostgreSQL")


def _open_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # no implicit BEGIN: `_begin_sqlite` says how
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if writes is False else 'OFF'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")


def _leave_nothing_open(connection: DBAPIConnection | None, _entry: ConnectionPoolEntry) -> None:
    """Roll back what a commit that failed left open; the pool takes such a connection for one that has ended its transaction.

    On SQLite it would hold the lock of all writers until somebody happened to get this connection again.
    """
    if connection is None:
        return
    info = getattr(connection, "info", None)  # psycopg's; sqlite3 tells it by itself
    is_open = connection.in_transaction if info is None else info.transaction_status is not TransactionStatus.IDLE
    if is_open:
        connection.rollback()


def _begin_postgresql(connection: Connection) -> None:
    """Tell the transaction who acts (nobody, without a guard) and that it only reads."""
    options = connection.get_execution_options()
    guard: Acting | None = options.get(GUARD)
    told = dict(guard.told()) if guard is not None else {}
    if options.get(WRITES) is False:
        told["transaction_read_only"] = "on"
    if told:
        tell(connection, told)


def tell_anew(connection: Connection) -> None:
    """Tell the transaction under way who acts now; only PostgreSQL has a wall that asks, and a failed one hears nothing."""
    driver = connection.connection.dbapi_connection
    if connection.dialect.name != "postgresql" or driver is None:
        return
    if driver.info.transaction_status is TransactionStatus.INTRANS:
        guard: Acting = connection.get_execution_options()[GUARD]
        tell(connection, guard.told())


def _told_apart(context: ExceptionContext) -> GuardError | None:
    """Return what the third wall refused as what the second refuses; its own text names the table and holds no value."""
    refused = context.original_exception
    return GuardError(f"the third wall: {refused.diag.message_primary}") if isinstance(refused, InsufficientPrivilege) else None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
