"""What makes a process of the tests quick: it compiles once what is compiled alike, and does not wait for the disk.

In service one process has one portal: it compiles each template and each statement once. A test that makes its portal anew
would compile them all again, which took a third of the time of the suite. What is kept is kept by its content, so a template
or a statement that a test changes is compiled again. An address is compiled for building when it is built first: an
application has two hundred rules and a test writes the addresses of a few. And what a test writes is nobody's when the power
fails. And whoever looks for rubbish need not look through what all tests and modules are, again and again.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from types import CodeType
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Dialect, Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from portal.store import database

PRAGMAS = database._PRAGMAS
"""What the portal asks of SQLite in service."""
_STATEMENTS = 6_000


class _Templates(BytecodeCache):
    """Compiled templates by file and content."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give back what was compiled from the same content."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self._kept[bucket.key, bucket.checksum] = bucket.code


def keep_warm() -> None:
    """Let all portals and engines of this process share what they compile, and SQLite leave writing to the system."""
    database._PRAGMAS = tuple(p.replace("synchronous = FULL", "synchronous = OFF") for p in PRAGMAS)
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": _Templates()}
    for dialect in (PGDialect_psycopg, SQLiteDialect_pysqlite):
        _tell_apart_by_what_they_speak(dialect)
    _build_addresses_late()
    kept: LRUCache[Any, Any] = LRUCache(_STATEMENTS)
    Engine._compiled_cache = property(lambda engine: kept, lambda engine, given: None)  # type: ignore[assignment]


def look_away_from_what_stays() -> None:
    """Take what is in memory now for granted, half a million objects, and look for rubbish seldom: a twelfth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _build_addresses_late() -> None:
    """Let a rule compile what builds its address when the first one is built; what recognises it is made at once."""
    compiled = Rule._compile_builder

    def late(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        ready: list[Callable[..., tuple[str, str]]] = []

        def build(bound: Rule, /, **values: Any) -> tuple[str, str]:
            if not ready:
                ready.append(compiled(rule, append_unknown))
            return ready[0](bound, **values)

        return build

    Rule._compile_builder = late  # type: ignore[assignment,method-assign]


def _tell_apart_by_what_they_speak(dialect: type[Dialect]) -> None:
    """Two connections of the same database program are spoken to alike, though each engine has a dialect of its own."""

    def spoken(self: Dialect) -> tuple[object, ...]:
        version = getattr(self, "server_version_info", None)
        return (type(self), version, self.paramstyle, getattr(self, "_json_serializer", None))

    def same(self: Dialect, other: object) -> bool:
        return isinstance(other, type(self)) and spoken(self) == spoken(other)

    dialect.__eq__ = same  # type: ignore[assignment,method-assign]
    dialect.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]
