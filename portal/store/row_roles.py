"""The roles of a database on PostgreSQL: its owner, the application and the way down to it, the backup, the audit.

Roles belong to the whole cluster, so their names carry the database: `suyuan_application`, `suyuan_backup`, `suyuan_audit`.
The owner is whoever owns the tables. Making roles takes a right that an owner seldom has; then the migration stops and says
what the database's administrator must run (`portal db roles`). Once made they are taken from the policies that name them, so
that a copy of a database under another name keeps the roles it came with.
"""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.pool import ConnectionPoolEntry

from portal.errors import StoreError
from portal.store.row_rule import READ, Roles, literal, quoted

APPLICATION = "_application"
LOWERED = "portal_lowered"
"""What a connection knows about itself (`info`): whether it came down to the application's role."""

_LONGEST = 63 - len(APPLICATION)
_OF_POLICY = (
    "SELECT r.rolname FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid JOIN pg_roles AS r ON r.oid = p.polroles[1]"
    f" WHERE c.relnamespace = current_schema()::regnamespace AND p.polname = '{READ}' LIMIT 1"
)
_PLAIN = "NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"
_ATTRIBUTES = text("SELECT rolname, rolbypassrls FROM pg_roles WHERE rolname = ANY (:names)")


def roles_of(connection: Connection) -> Roles:
    """Return the roles of this database, those its policies name or those it will have."""
    owner, database = connection.execute(text("SELECT current_user, current_database()")).one()
    named = connection.scalar(text(_OF_POLICY))
    stem = str(named).removesuffix(APPLICATION) if named else str(database)
    if len(stem.encode()) > _LONGEST:
        raise StoreError(f"数据库名 {stem} 太长，不能据以命名角色；最多 {_LONGEST} 个字节")
    return Roles(str(owner), f"{stem}{APPLICATION}", f"{stem}_lowering", f"{stem}_backup", f"{stem}_audit")


def script(roles: Roles) -> tuple[str, ...]:
    """Return what the database's administrator runs, once or again: the roles, and the owner's right to step down to one."""
    made = [
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {literal(name)}) THEN"
        f" CREATE ROLE {quoted(name)} {_PLAIN}; END IF; END $$"
        for name in roles.made
    ]
    made.append(f"ALTER ROLE {quoted(roles.lowering)} NOINHERIT")
    made.append(f"ALTER ROLE {quoted(roles.backup)} BYPASSRLS")
    made += [f"ALTER ROLE {quoted(name)} SET default_transaction_read_only = on" for name in (roles.backup, roles.audit)]
    made.append(f"GRANT {quoted(roles.application)} TO {quoted(roles.lowering)}")
    return (*made, f"GRANT {quoted(roles.lowering)} TO {quoted(roles.owner)}")


def ensure_roles(connection: Connection, roles: Roles) -> None:
    """Make the roles that are missing.

    Raises:
        StoreError: some are, and this role may not make them; the text says what to run.
    """
    there = {row.rolname: row.rolbypassrls for row in connection.execute(_ATTRIBUTES, {"names": list(roles.made)})}
    if set(there) == set(roles.made) and there[roles.backup]:
        return
    try:
        with connection.begin_nested():
            for statement in script(roles):
                connection.exec_driver_sql(statement)
    except ProgrammingError as error:
        if not isinstance(error.orig, InsufficientPrivilege):
            raise
        raise StoreError(
            f"还没有数据库角色 {'、'.join(roles.made)}，而 {roles.owner} 无权建立；"
            "请数据库管理员执行 portal db roles 所列的语句，再升级一次"
        ) from None


def step_down(connection: Any, record: ConnectionPoolEntry) -> None:
    """Lower a new connection of a pool to the application's role, when the database has one and the login may become it.

    A login that may not stays what it is; `portal.store.row_wall.refuse_unguarded` refuses it at the start.
    """
    record.info[LOWERED] = _lower(connection)


def still_low(connection: Connection) -> None:
    """Lower a connection that was made before the database had its roles."""
    if not connection.info.get(LOWERED):
        connection.info[LOWERED] = _lower(connection.connection.dbapi_connection)


def connect_lowered(dsn: str) -> psycopg.Connection[Any]:
    """Return a connection of one's own in the application's role: the queue's."""
    connection = psycopg.connect(dsn)
    _lower(connection)
    return connection


def _lower(connection: Any) -> bool:
    """Step down, and say whether it was possible. It is committed, so that no rollback takes it back."""
    with connection.cursor() as cursor:
        try:
            found = cursor.execute(_OF_POLICY).fetchone()
            if found is not None:
                cursor.execute(f"SET ROLE {quoted(found[0])}")
            connection.commit()
        except InsufficientPrivilege:
            connection.rollback()
            return False
    return found is not None
