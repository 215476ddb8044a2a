"""Giving up a plugin: its rows go into a file, its own revisions take the tables away, it is disabled; all of it or nothing."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, column, inspect, select, table
from sqlalchemy.types import NullType

from portal.errors import PluginError, StoreError
from portal.hooks.registry import PluginCondition
from portal.store import migrate, plugin_states
from portal.store.migrate import PluginHistory, all_rows

_AT_ONCE = 1000


def retire(
    engine: Engine,
    key: str,
    reason: str,
    now: datetime,
    *,
    tables: tuple[PluginHistory, Path] | None = None,
    also: Callable[[Connection], None] = lambda _: None,
) -> dict[str, int]:
    """Disable a plugin and remove its tables after every row was written into the file; return how many rows each had.

    A line of the file is one row as JSON; ciphertext stays ciphertext, bytes are base64. `engine` is the owner's. What `also`
    does belongs to the same transaction, and what it raises undoes it all.

    Raises:
        StoreError: the file is there already or cannot be written.
        PluginError: the plugin's own revisions fail, leave tables behind, or take away what was not exported.
    """
    written: Path | None = None
    counts: dict[str, int] = {}
    try:
        with all_rows(engine) as connection:
            also(connection)
            plugin_states.write_decision(connection, key, PluginCondition.DISABLED, reason, now)
            if tables is not None:
                history, file = tables
                there = _columns(connection, history.metadata)
                migrate.hold_tables(connection, there)
                descriptor = _new_file(file)
                written = file
                with os.fdopen(descriptor, "w", encoding="utf-8") as target:
                    counts = {name: _export(connection, history, name, there[name], target.write) for name in there}
                    target.flush()
                    os.fsync(target.fileno())
                _remove(connection, history, there)
    except BaseException:
        if written is not None:
            written.unlink(missing_ok=True)  # nothing was removed: the rows are where they were
        raise
    return counts


def has_tables(engine: Engine, key: str) -> bool:
    """Say whether tables of the plugin were made in this database and not removed."""
    return any(state.key == key and state.at is not None for state in migrate.status(engine))


def _columns(connection: Connection, metadata: MetaData) -> dict[str, list[str]]:
    """Return the plugin's tables with their columns as the database has them, which may be of an earlier version."""
    look = inspect(connection)
    there = set(look.get_table_names())
    return {one.name: [c["name"] for c in look.get_columns(one.name)] for one in metadata.sorted_tables if one.name in there}


def _new_file(file: Path) -> int:
    try:
        return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise StoreError(f"导出文件 {file} 写不了（{error.strerror}），什么也没有改动；请换一个文件") from None


def _export(connection: Connection, history: PluginHistory, name: str, columns: list[str], write: Callable[[str], object]) -> int:
    rows = 0
    for row in _rows(connection, history.metadata, name, columns):
        write(json.dumps({"table": name, "row": row}, ensure_ascii=False, default=_plain) + "\n")
        rows += 1
    return rows


def _rows(connection: Connection, metadata: MetaData, name: str, columns: list[str]) -> Iterator[Mapping[str, Any]]:
    declared = metadata.tables[name].c
    shown = [column(one, declared[one].type if one in declared else NullType()) for one in columns]
    statement = select(*shown).select_from(table(name)).execution_options(yield_per=_AT_ONCE)
    for row in connection.execute(statement).mappings():
        yield dict(row)


def _plain(value: object) -> str:
    return base64.b64encode(value).decode("ascii") if isinstance(value, (bytes, memoryview)) else str(value)


def _remove(connection: Connection, history: PluginHistory, exported: Collection[str]) -> None:
    """Run the plugin's own revisions back to nothing, and look at what they did."""
    before = set(inspect(connection).get_table_names())
    try:
        migrate.remove_tables(connection, history)
    except Exception as error:
        raise PluginError(
            f"插件 {history.key} 的降级脚本出错（{type(error).__name__}），什么也没有改动；请插件的作者改正 downgrade()"
        ) from error
    after = set(inspect(connection).get_table_names())
    if left := after & set(exported):
        raise PluginError(
            f"插件 {history.key} 的降级脚本留下了数据表 {'、'.join(sorted(left))}，什么也没有改动；请插件的作者改正 downgrade()"
        )
    if lost := before - after - set(exported) - {migrate.version_table(history)}:
        raise PluginError(
            f"插件 {history.key} 的降级脚本会删除没有导出的数据表 {'、'.join(sorted(lost))}，什么也没有改动；"
            "请插件的作者改正 downgrade() 或 portal_tables()"
        )
