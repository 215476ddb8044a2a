"""Every column of ciphertext is known to the rewriting of keys; a hash says how long it is."""

from __future__ import annotations

from sqlalchemy import LargeBinary

from portal.store.scoping import is_scoped
from portal.store.sealed_columns import SEALED_TABLES
from portal.store.system_tasks import TASKS
from portal.store.tables.every import metadata


def test_every_column_of_ciphertext_is_rewritten_when_keys_change() -> None:
    open_ended = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if type(column.type) is LargeBinary and column.type.length is None
    }

    assert open_ended == {(table.name, column) for table in SEALED_TABLES for column in table.columns}


def test_key_of_a_rewritten_table_is_the_tables_key() -> None:
    for table in SEALED_TABLES:
        assert [column.name for column in metadata.tables[table.name].primary_key] == ["county_code", *table.key]


def test_rewriting_may_touch_what_it_rewrites() -> None:
    rewritten = {table.name for table in SEALED_TABLES if is_scoped(metadata.tables[table.name])}

    assert rewritten | {"blind_index"} <= TASKS["keys.rewrap"]
