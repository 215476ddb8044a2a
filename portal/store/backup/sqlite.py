"""Takes a SQLite database out of its place while it is written to, and looks at copies."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from portal.errors import StoreError
from portal.store.backup.archive import Facts
from portal.store.backup.looking import facts_of

BESIDE = ("-wal", "-shm", "-journal")


def copy_out(database: Path, to: Path) -> None:
    """Write a consistent copy without what was deleted, as one file; the portal may go on writing meanwhile.

    Raises:
        StoreError: the database cannot be read, or the disk is full.
    """
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            connection.execute("VACUUM INTO ?", (str(to),))
        check(to)
    except sqlite3.Error as error:
        raise StoreError(f"数据库不能完整读出（{error.sqlite_errorname}），没有做成备份") from None


def check(database: Path) -> None:
    """Look whether a file is a whole database.

    Raises:
        StoreError: it is not.
    """
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            told = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise StoreError(f"数据库文件损坏（{error.sqlite_errorname}）") from None
    if told != "ok":
        raise StoreError("数据库文件损坏：内部结构不一致")


def facts(database: Path) -> Facts:
    """Return what is in a copy."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return facts_of("sqlite", tables, lambda statement: connection.execute(statement).fetchone())


def is_open(database: Path) -> bool:
    """Say whether somebody has the database open: then nothing may be put into its place."""
    try:
        with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as connection:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return True
    return False
