"""The rows of a sheaf as the driver takes them: what costs time is done before the transaction that writes them.

A table's rows become one INSERT and its values, encoded for the database at hand; rows that change, one UPDATE for each set of
columns. Packed rows can be put aside in a file of
this process that has no name and is sealed with a key nobody else has: they hold what people wrote.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import IO, Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import JSON, Date, Dialect, LargeBinary, Table, bindparam, insert, inspect, update

from portal.engine.bigrams import index_text
from portal.store.sheaf import Amended, Taken
from portal.store.tables.cases import CaseAccess, CaseFile, Dispute
from portal.store.tables.columns import Uid, Utc
from portal.store.tables.every import metadata
from portal.store.tables.figures import CaseText

_FIRST = (Dispute.__tablename__, CaseFile.__tablename__, CaseAccess.__tablename__)  # whose the others are, for the third wall
_NAMED = re.compile(r"%\((\w+)\)s")
_NONCE_BYTES = 12
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_STOOD = {"case_file": "version", "case_clock": "state"}
"""What must stand in a changed row as it was read, or somebody was there meanwhile; other rows change with their case only."""

Encoder = Callable[[Any], Any]


@dataclass(frozen=True)
class PackedRows:
    """The rows of one table: the statement that writes them, its columns in order, and their values."""

    table: str
    statement: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def values(self, column: str) -> list[Any]:
        """Return the values of a column as the driver takes them."""
        at = self.columns.index(column)
        return [row[at] for row in self.rows]


@dataclass(frozen=True)
class Packed:
    """Everything of some cases: rows by table in the order they are written, and what the search index holds of them.

    A text is a row of `case_text` whose `docid` is still to be given, beside its tokens. `changes` are rows that lie there:
    columns named `to_…` get other values where the row (`of_row`) of the case (`of_case`) still is as it was read.
    `unfound` are ids of cases whose text goes.
    """

    tables: tuple[PackedRows, ...]
    texts: PackedRows | None
    tokens: list[list[str]]
    changes: tuple[PackedRows, ...] = ()
    unfound: tuple[str, ...] = ()


def pack(taken: Taken, dialect: Dialect) -> Packed:
    """Return what is to be written as the database at hand takes it."""
    texts = taken.rows.get(CaseText, [])
    tables = [_packed(entity, some, dialect) for entity, some in taken.rows.items() if entity is not CaseText and some]
    return Packed(
        tuple(sorted(tables, key=lambda one: _place(one.table))),
        _packed(CaseText, texts, dialect) if texts else None,
        [index_text(row.text) for row in texts],
        tuple(sorted(_changes(taken.amended, dialect), key=lambda one: _place(one.table))),
        tuple(str(case_id) for case_id in taken.unfound),
    )


class Spool:
    """Packed rows put aside until they are written, out of memory and out of anybody's reach; gone when it is closed."""

    def __init__(self) -> None:
        self._key = AESGCM(AESGCM.generate_key(256))
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as this object
        self._lengths: list[int] = []

    def put(self, packed: Packed) -> None:
        """Put rows aside."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = nonce + self._key.encrypt(nonce, _told(packed), None)
        self._file.write(sealed)
        self._lengths.append(len(sealed))

    def __iter__(self) -> Iterator[Packed]:
        """Give the rows in the order they were put aside."""
        self._file.seek(0)
        for length in self._lengths:
            sealed = self._file.read(length)
            yield _read(self._key.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None))

    def close(self) -> None:
        """Give the file up."""
        self._file.close()


def encoder_of(table: Table, column: str, dialect: Dialect) -> Encoder | None:
    """Return what turns a value of a column into what the driver takes, or `None` when it takes it as it is."""
    kind = table.c[column].type
    if isinstance(kind, Uid):
        return str if dialect.name == "postgresql" else _bytes_of
    if isinstance(kind, LargeBinary):
        return None
    impl = kind.dialect_impl(dialect)
    if isinstance(impl, JSON):
        return _JSON
    bind = impl.bind_processor(dialect)
    if dialect.name == "postgresql" and isinstance(kind, (Date, Utc)):
        return lambda value: (bind(value) if bind else value).isoformat()
    return bind


def _packed(entity: type[Any], rows: Sequence[Any], dialect: Dialect) -> PackedRows:
    table, statement, columns, keys, encoders = _insert(entity, dialect.name, dialect)
    made = []
    for row in rows:
        there = row.__dict__
        values = [there[key] for key in keys]
        for at, encode in encoders:
            if values[at] is not None:
                values[at] = encode(values[at])
        made.append(tuple(values))
    return PackedRows(table, statement, columns, made)


_Insert = tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[tuple[int, Encoder], ...]]
_inserts: dict[tuple[type[Any], str], _Insert] = {}


def _insert(entity: type[Any], database: str, dialect: Dialect) -> _Insert:
    """Return the table, its INSERT, the columns in the order of its values, their attributes, and what encodes them."""
    known = _inserts.get((entity, database))
    if known is None:
        mapper = inspect(entity)
        table = mapper.local_table
        own = [column.name for column in table.c]
        compiled = insert(table).compile(dialect=dialect, column_keys=own)
        named = compiled.positiontup or _NAMED.findall(str(compiled))
        keys = tuple(mapper.get_property_by_column(table.c[name]).key for name in named)
        found = ((at, encoder_of(table, name, dialect)) for at, name in enumerate(named))
        encoders = tuple((at, encode) for at, encode in found if encode is not None)
        known = _inserts[entity, database] = (table.name, _NAMED.sub("%s", str(compiled)), tuple(named), keys, encoders)
    return known


def _changes(amended: Sequence[Amended], dialect: Dialect) -> list[PackedRows]:
    """Return one UPDATE for each table and set of columns that change."""
    alike: dict[tuple[type[Any], tuple[str, ...]], list[Amended]] = {}
    for one in amended:
        alike.setdefault((one.entity, tuple(sorted(one.changed))), []).append(one)
    return [_changed(entity, keys, some, dialect) for (entity, keys), some in alike.items()]


def _changed(entity: type[Any], keys: tuple[str, ...], amended: Sequence[Amended], dialect: Dialect) -> PackedRows:
    mapper = inspect(entity)
    table = mapper.local_table
    to = {mapper.columns[key]: f"to_{mapper.columns[key].name}" for key in keys}
    of = {"of_county": table.c.county_code, "of_row": table.c.id}
    if "case_id" in table.c:
        of["of_case"] = table.c.case_id
    if table.name in _STOOD:
        of["of_stood"] = table.c[_STOOD[table.name]]
    statement = update(table).where(*(column == bindparam(name) for name, column in of.items()))
    compiled = statement.values({column: bindparam(name) for column, name in to.items()}).compile(dialect=dialect)
    named = tuple(compiled.positiontup or _NAMED.findall(str(compiled)))
    where = {name: (False, mapper.get_property_by_column(column).key, column) for name, column in of.items()}
    wanted = where | {name: (True, mapper.get_property_by_column(column).key, column) for column, name in to.items()}
    rows = []
    encoders = {name: encoder_of(table, wanted[name][2].name, dialect) for name in named}
    for one in amended:
        row = []
        for name in named:
            is_new, key, _column = wanted[name]
            value, encode = (one.changed if is_new else one.before)[key], encoders[name]
            row.append(encode(value) if encode is not None and value is not None else value)
        rows.append(tuple(row))
    return PackedRows(table.name, _NAMED.sub("%s", str(compiled)), named, rows)


@lru_cache(maxsize=128)
def _place(table: str) -> int:
    """Return when the rows of a table are written: whose they are first, then what others point at."""
    order = [*_FIRST, *(one.name for one in metadata.sorted_tables if one.name not in _FIRST)]
    return order.index(table)


def _bytes_of(value: uuid.UUID) -> bytes:
    return value.bytes


def _told(packed: Packed) -> bytes:
    """Return packed rows as JSON: a value is a text, a number or nothing, or bytes, which go as a text of Latin-1."""
    tables, changes = ([_plain(one) for one in some] for some in (packed.tables, packed.changes))
    return _JSON([tables, _plain(packed.texts) if packed.texts else None, packed.tokens, changes, packed.unfound]).encode()


def _plain(one: PackedRows) -> list[Any]:
    blobs = [at for at in range(len(one.columns)) if any(isinstance(row[at], bytes) for row in one.rows)]
    rows = [list(row) for row in one.rows]
    for row in rows:
        for at in blobs:
            if row[at] is not None:
                row[at] = row[at].decode("latin-1")
    return [one.table, one.statement, one.columns, blobs, rows]


def _read(told: bytes) -> Packed:
    tables, texts, tokens, changes, unfound = json.loads(told)
    rows, changed = (tuple(_rows(one) for one in some) for some in (tables, changes))
    return Packed(rows, _rows(texts) if texts else None, tokens, changed, tuple(unfound))


def _rows(told: list[Any]) -> PackedRows:
    table, statement, columns, blobs, rows = told
    for row in rows:
        for at in blobs:
            if row[at] is not None:
                row[at] = row[at].encode("latin-1")
    return PackedRows(table, statement, tuple(columns), [tuple(row) for row in rows])
