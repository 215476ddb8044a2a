"""Giving up a plugin's own tables: their rows are written into a file first, then its own migrations take the tables away."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Table, inspect, select

from portal.errors import StoreError
from portal.store import migrate
from portal.store.migrate import PluginHistory
from portal.store.passages import passage


def retire_tables(engine: Engine, history: PluginHistory, file: Path) -> dict[str, int]:
    """Write every row into the file, remove the tables, and return how many rows each had. All or nothing.

    A line of the file is one row as JSON; ciphertext stays ciphertext, bytes are base64.

    Raises:
        StoreError: the file is there already or cannot be written; no table was touched.
    """
    counts: dict[str, int] = {}

    def write_out(connection: Connection) -> None:
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise StoreError(f"导出文件 {file} 写不了（{error.strerror}）；数据表没有动") from None
        with os.fdopen(descriptor, "w", encoding="utf-8") as target:
            for table in _tables(connection, history.metadata):
                counts[table.name] = 0
                for row in _rows(connection, table):
                    target.write(json.dumps({"table": table.name, "row": row}, ensure_ascii=False) + "\n")
                    counts[table.name] += 1
            target.flush()
            os.fsync(target.fileno())

    migrate.downgrade_plugin(engine, history, before=write_out)
    return counts


def _tables(connection: Connection, metadata: MetaData) -> Iterator[Table]:
    """Yield the plugin's tables as they are in the database, which may be of an earlier version than the declaration."""
    names = set(inspect(connection).get_table_names())
    for declared in metadata.sorted_tables:
        if declared.name in names:
            yield Table(declared.name, MetaData(), autoload_with=connection)


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    for row in connection.execute(select(table).execution_options(**passage("portal.store.migrate"))).mappings():
        yield {str(column): _plain(value) for column, value in row.items()}


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value if value is None or isinstance(value, (bool, int, float, str, list, dict)) else str(value)
