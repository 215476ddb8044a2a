"""Puts the third wall up, takes it down for a migration, and looks whether it stands. Nothing of it on SQLite.

`portal.store.migrate` does both in its one transaction, so nobody ever meets a database without it. A table needs no line in
its migration: what is scoped (`portal.store.scoping`) is put behind the wall at the end of its history, the core's and a
plugin's alike. A wall of another wording is built anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Table, inspect, text

from portal.errors import ConfigError
from portal.store.row_roles import ensure_roles, roles_of
from portal.store.row_rule import (
    APPEND_ONLY,
    AUDITED,
    FUNCTIONS,
    GRAMS,
    POLICIES,
    READ,
    VIEWS,
    Roles,
    literal,
    policies,
    prelude,
    quoted,
    search_function,
)
from portal.store.scoping import fixed_columns, is_scoped
from portal.store.tables import every

_FOUNDATION = frozenset(("organisation", "case_file", "case_access"))  # without them there is nothing to guard, and no rule
_STANDING = text(
    "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, obj_description(p.oid, 'pg_policy')"
    " FROM pg_class AS c LEFT JOIN pg_policy AS p ON p.polrelid = c.oid AND p.polname = :policy"
    " WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace"
)
_WHO = text(
    "SELECT rolname, rolsuper OR rolbypassrls, EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
    " AND relkind IN ('r', 'p') AND pg_has_role(current_user, relowner, 'MEMBER')) FROM pg_roles WHERE rolname = current_user"
)
_COLUMNS = text(
    "SELECT c.relname, a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid WHERE c.relkind IN ('r', 'p')"
    " AND a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace = current_schema()::regnamespace"
)
_OWNER_INHERITS = text(
    "SELECT r.rolname FROM pg_class AS c JOIN pg_roles AS r ON r.oid = c.relowner WHERE c.relkind = 'r' AND NOT r.rolsuper"
    " AND c.relnamespace = current_schema()::regnamespace AND pg_has_role(r.oid, :application, 'USAGE') LIMIT 1"
)


@contextmanager
def down(connection: Connection, *histories: MetaData) -> Iterator[None]:
    """Take the wall down while tables change and rows move, and put it up again; for the owner, in one transaction."""
    if connection.dialect.name != "postgresql":
        yield
        return
    roles, behind = roles_of(connection), _take_down(connection)
    yield
    _put_up(connection, roles, histories, behind)


def keep_up(connection: Connection, *histories: MetaData) -> None:
    """Build the wall anew when something of it is missing or says something else than this program."""
    if connection.dialect.name == "postgresql" and _wrong_tables(connection, histories):
        with down(connection, *histories):
            pass


def refuse_unguarded(engine: Engine, histories: Iterable[MetaData] = ()) -> None:
    """Refuse to work on a database whose third wall does not hold for this connection.

    Raises:
        ConfigError: the role owns the tables, passes the wall, or is not the application's; or a table is not behind it.
    """
    if engine.dialect.name != "postgresql":
        return
    with engine.connect() as connection:
        if wrong := wrong_with(connection, tuple(histories)):
            raise ConfigError(wrong)


def unguarded(engine: Engine, metadata: MetaData) -> set[str]:
    """Return the tables of a plugin that are there and not behind the third wall as they must be."""
    if engine.dialect.name != "postgresql":
        return set()
    with engine.connect() as connection:
        return _wrong_tables(connection, (metadata,)) - _wrong_tables(connection, ())


def wrong_with(connection: Connection, histories: Collection[MetaData]) -> str:
    """Return what is wrong with the wall for the role of this connection, or an empty text."""
    tables = _wrong_tables(connection, histories)
    if tables:
        return f"行级安全没有覆盖这些表：{'、'.join(sorted(tables))}；请由表的拥有者执行 portal db upgrade"
    roles = roles_of(connection)
    name, passes, owns = connection.execute(_WHO).one()
    if name != roles.application or passes or owns:
        why = "是超级用户或可绕过行级安全" if passes else "拥有数据表" if owns else f"不是应用角色 {roles.application}"
        step = f"GRANT {quoted(roles.lowering if owns else roles.application)} TO {quoted(name)}"
        return f"数据库角色 {name} {why}，也不能降为应用角色，已拒绝启动；请数据库管理员执行 {step}，见 docs/operations.md"
    if owner := connection.scalar(_OWNER_INHERITS, {"application": roles.application}):
        step = (
            f"REVOKE {quoted(roles.application)} FROM {quoted(owner)}，再执行 GRANT {quoted(roles.lowering)} TO {quoted(owner)}"
        )
        return f"数据表的拥有者 {owner} 直接拥有应用角色的权限，行级安全无法工作；请数据库管理员执行 {step}"
    return ""


def could_rise(connection: Connection) -> str:
    """Return the login role when it could take back more than the application's rights, or an empty text: worth a hint."""
    found = connection.execute(
        text(
            "SELECT rolname, rolsuper OR rolbypassrls OR EXISTS (SELECT FROM pg_class WHERE relkind IN ('r', 'p')"
            " AND relnamespace = current_schema()::regnamespace AND pg_has_role(session_user, relowner, 'MEMBER'))"
            " FROM pg_roles WHERE rolname = session_user"
        )
    ).one()
    return str(found[0]) if found[1] else ""


def _take_down(connection: Connection) -> frozenset[str]:
    """Remove every policy, view and function of the wall; return the tables that stood behind it."""
    found = connection.execute(
        text(
            "SELECT c.relname, p.polname FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid"
            " WHERE c.relnamespace = current_schema()::regnamespace AND p.polname = ANY (:names)"
        ),
        {"names": list(POLICIES)},
    ).all()
    tables = frozenset(row[0] for row in found)
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for table, policy in found:
        connection.exec_driver_sql(f"DROP POLICY {policy} ON {quoted(table)}")
    for table in sorted(tables):
        connection.exec_driver_sql(f"ALTER TABLE {quoted(table)} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY")
    for view in VIEWS:
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {view}")
    for function in FUNCTIONS:
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {function}")
    return tables


def _put_up(connection: Connection, roles: Roles, histories: Collection[MetaData], behind: Iterable[str]) -> None:
    there = frozenset(inspect(connection).get_table_names())
    if not there >= _FOUNDATION:
        return
    ensure_roles(connection, roles)
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")  # a table whose links still wait to be checked cannot be altered
    schema = str(connection.scalar(text("SELECT current_schema()")))
    for statement in prelude(roles, schema):
        connection.exec_driver_sql(statement)
    if GRAMS in there:
        for statement in search_function(roles, schema):
            connection.exec_driver_sql(statement)
    tables = _tables(connection, histories, behind, there)
    for table in tables:
        for statement in policies(table, roles):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"COMMENT ON POLICY {READ} ON {quoted(table.name)} IS {literal(_digest(table))}")
    _grant(connection, roles, tables, there)


def _tables(connection: Connection, histories: Collection[MetaData], behind: Iterable[str], there: Collection[str]) -> list[Any]:
    """Return the scoped tables that are there: of these histories, and those of plugins that are gone for the moment."""
    known = _known(histories)
    gone = sorted(set(behind) - set(known) - {GRAMS})
    reflected = [Table(name, MetaData(), autoload_with=connection, resolve_fks=False) for name in gone if name in there]
    grams = [Table(GRAMS, MetaData(), autoload_with=connection, resolve_fks=False)] if GRAMS in there else []
    return [*(table for name, table in known.items() if name in there and is_scoped(table)), *reflected, *grams]


def _known(histories: Collection[MetaData]) -> dict[str, Table]:
    return {table.name: table for metadata in (every.metadata, *histories) for table in metadata.sorted_tables}


def _wrong_tables(connection: Connection, histories: Collection[MetaData]) -> set[str]:
    """Return the scoped tables that are there and not behind a wall of this program's wording."""
    standing = {name: (forced, wording) for name, forced, wording in connection.execute(_STANDING, {"policy": READ})}
    if not set(standing) >= _FOUNDATION:
        return set()
    scoped = [table for name, table in _known(histories).items() if name in standing and is_scoped(table)]
    wrong = {table.name for table in scoped if standing[table.name] != (True, _digest(table))}
    return wrong | {name for name in (GRAMS,) if name in standing and not standing[name][0]}


def _digest(table: Any) -> str:
    """Return what tells this program's wording of the wall before a table from another's."""
    roles = Roles("owner", "application", "lowering", "backup", "audit")
    if table.name == GRAMS:
        return "wall"
    wording = "\n".join((*prelude(roles, ""), *search_function(roles, ""), *policies(table, roles)))
    return hashlib.sha256(wording.encode()).hexdigest()[:32]


def _grant(connection: Connection, roles: Roles, scoped: Collection[Any], there: Collection[str]) -> None:
    """Give each role what it needs of every table; what says whose a row is, and what was recorded, no application changes."""
    schema = f"SCHEMA {quoted(str(connection.scalar(text('SELECT current_schema()'))))}"
    columns = {table.name: table for table in scoped}
    every_role = ", ".join(map(quoted, (roles.application, roles.backup, roles.audit)))
    application, backup = quoted(roles.application), quoted(roles.backup)
    statements = [
        f"GRANT SELECT ON ALL TABLES IN {schema} TO {backup}",
        f"GRANT SELECT ON ALL SEQUENCES IN {schema} TO {backup}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN {schema} TO {application}",
        f"GRANT SELECT ON {', '.join(quoted(name) for name in AUDITED if name in there)} TO {quoted(roles.audit)}",
    ]
    standing = {(table, column) for table, column in connection.execute(_COLUMNS)}
    for name in sorted(there):
        statements.append(f"REVOKE ALL ON {quoted(name)} FROM {application}")
        statements.append(f"GRANT {_rights(name, columns.get(name), standing)} ON {quoted(name)} TO {application}")
    for statement in statements:
        connection.exec_driver_sql(statement)
    usable = text("SELECT bool_and(has_schema_privilege(r, current_schema(), 'USAGE')) FROM unnest(CAST(:r AS text[])) AS r")
    if not connection.scalar(usable, {"r": [roles.application, roles.backup, roles.audit]}):
        connection.exec_driver_sql(f"GRANT USAGE ON {schema} TO {every_role}")


def _rights(name: str, scoped: Any, standing: Collection[tuple[str, str]]) -> str:
    """Return what the application may do with a table; of an older schema, only with the columns that are there."""
    if name.startswith("alembic_version"):
        return "SELECT"
    if name in APPEND_ONLY:
        return "SELECT, INSERT"
    if name == GRAMS:
        return "SELECT (docid), INSERT, UPDATE (grams), DELETE"
    if scoped is None:
        return "SELECT, INSERT, UPDATE, DELETE"
    fixed = {*fixed_columns(scoped), "id"}
    free = ", ".join(quoted(c.name) for c in scoped.c if c.name not in fixed and (name, c.name) in standing)
    return f"SELECT, INSERT, DELETE, UPDATE ({free})" if free else "SELECT, INSERT, DELETE"
