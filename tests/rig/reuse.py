"""Migrated databases of PostgreSQL that are used again, because making one takes five times as long as emptying one.

What a test wrote is deleted. A database whose schema, rights or statistics a test changed is not used again, and none is
for ever. Each test finds its database under a new name, so that what outlives a test finds nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import psycopg

from tests.rig.postgres import Cluster

USES = 400
_CATALOGUES = (
    *("pg_attrdef", "pg_attribute", "pg_class", "pg_constraint", "pg_default_acl", "pg_description", "pg_event_trigger"),
    *("pg_extension", "pg_index", "pg_inherits", "pg_namespace", "pg_policy", "pg_proc", "pg_rewrite", "pg_sequence"),
    *("pg_statistic", "pg_statistic_ext", "pg_trigger", "pg_type"),
)
_SCHEMA = "SELECT " + ", ".join(f"(SELECT (count(*), max(xmin::text::bigint))::text FROM {name})" for name in _CATALOGUES)
_RIGHTS = (
    "SELECT d.datacl::text, d.datdba, d.datconnlimit, d.datallowconn,"
    " (SELECT array_agg(s.setconfig::text) FROM pg_db_role_setting AS s WHERE s.setdatabase = d.oid)"
    " FROM pg_database AS d WHERE d.datname = current_database()"
)
_TABLES = (
    "SELECT c.oid::regclass::text FROM pg_class AS c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
    " AND pg_relation_size(c.oid) > 0 ORDER BY 1"
)
_SEQUENCES = "SELECT seqrelid::regclass::text, pg_sequence_last_value(seqrelid), seqstart FROM pg_sequence ORDER BY 1"
_OTHERS = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@dataclass(frozen=True)
class _State:
    """What must be as it was: the schema by its last changes, the rights, the rows of the migrations, the sequences."""

    schema: tuple[object, ...]
    rights: tuple[object, ...]
    rows: tuple[tuple[str, tuple[object, ...]], ...]
    sequences: tuple[tuple[object, ...], ...]


@dataclass
class Reused:
    """The free databases of this process."""

    cluster: Cluster
    template: str
    free: list[tuple[str, _State, int]]

    def take(self) -> Lent:
        """Return a database that is as the migrations left it."""
        name = f"test_{uuid.uuid4().hex}"
        if self.free:
            old, state, used = self.free.pop()
            self.cluster.rename(old, name)
            return Lent(self, name, state, used)
        self.cluster.create(name, self.template)
        with self.cluster.connect(name) as connection:
            return Lent(self, name, _state(connection), 0)


@dataclass(frozen=True)
class Lent:
    """A database that a test has."""

    place: Reused
    name: str
    state: _State
    used: int

    def give_back(self) -> None:
        """Empty it for the next test, or drop it."""
        if self.used < USES and self._emptied():
            self.place.free.append((self.name, self.state, self.used + 1))
        else:
            self.place.cluster.drop(self.name)

    def _emptied(self) -> bool:
        kept = dict(self.state.rows)
        with self.place.cluster.connect(self.name) as connection:
            connection.execute(_OTHERS)
            connection.execute("SET session_replication_role = replica")  # no trigger, no foreign key
            written = [name for name in _tables(connection) if name not in kept]
            connection.execute("".join(f"DELETE FROM {name};" for name in written))
            if written:
                connection.execute(f"VACUUM {', '.join(written)}")
            for name, _value, start in self.state.sequences:
                connection.execute("SELECT setval(%s::regclass, %s, false)", (name, start))
            if _one(connection, _SCHEMA) != self.state.schema or _one(connection, _RIGHTS) != self.state.rights:
                return False
            sequences = tuple(connection.execute(_SEQUENCES).fetchall())
            return _rows(connection, kept) == self.state.rows and sequences == self.state.sequences


def _state(connection: psycopg.Connection[tuple[object, ...]]) -> _State:
    sequences = tuple(connection.execute(_SEQUENCES).fetchall())
    return _State(_one(connection, _SCHEMA), _one(connection, _RIGHTS), _rows(connection, _tables(connection)), sequences)


def _rows(
    connection: psycopg.Connection[tuple[object, ...]], tables: Iterable[str]
) -> tuple[tuple[str, tuple[object, ...]], ...]:
    return tuple(
        (name, _one(connection, f"SELECT string_agg(t::text, '|' ORDER BY t::text) FROM {name} AS t")) for name in tables
    )


def _tables(connection: psycopg.Connection[tuple[object, ...]]) -> list[str]:
    """Return the tables with a page of their own; one that was emptied has none any more."""
    return [str(name) for (name,) in connection.execute(_TABLES)]


def _one(connection: psycopg.Connection[tuple[object, ...]], statement: str) -> tuple[object, ...]:
    found = connection.execute(statement).fetchone()
    assert found is not None
    return found


@cache
def reused(cluster: Cluster, template: str) -> Reused:
    """Return the free databases of this process made from that template."""
    return Reused(cluster, template, [])
