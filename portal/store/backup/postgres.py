"""Takes a PostgreSQL database out with `pg_dump` as the backup role, and puts it into an empty one with `pg_restore`.

The role reads everything and writes nothing; the login of `PORTAL_BACKUP_URL` must be a member of it. What was counted and
what was copied are one snapshot. Passwords go by the environment of the child, never by its command line.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from portal.errors import ConfigError, StoreError
from portal.store.backup.archive import Facts
from portal.store.backup.looking import facts_of
from portal.store.database import WRITES, make_engine
from portal.store.row_roles import APPLICATION, ensure_roles, roles_of
from portal.store.row_rule import Roles

_QUEUE = "huey_*"  # it only wakes: refilled from the outbox
_TABLES = "SELECT c.relname FROM pg_class AS c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace"
_QUOTED = re.compile(r'"([^"]*)"?')
_BIND = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}


def dump(url: str, to: Path) -> Facts:
    """Write the database into a file of `pg_dump` and return what is in it.

    Raises:
        ConfigError: `pg_dump` is missing, the database cannot be reached, or the login may not become the backup role.
        StoreError: the copy was not made.
    """
    program, address = _program("pg_dump"), make_url(url)
    backup = _backup_role(url)
    try:
        with psycopg.connect(make_conninfo(**_parts(address))) as connection:
            connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(backup)))
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()
            assert snapshot is not None
            tables = [str(row[0]) for row in connection.execute(_TABLES)]
            facts = facts_of(
                "postgresql", tables, lambda told: connection.execute(told).fetchone(), roles=backup.removesuffix("_backup")
            )
            _run(
                (
                    program,
                    "--format=custom",
                    f"--role={backup}",
                    f"--snapshot={snapshot[0]}",
                    f"--exclude-table-data={_QUEUE}",
                    "--no-password",
                    f"--file={to}",
                ),
                address,
            )
    except psycopg.errors.InsufficientPrivilege:
        raise ConfigError(
            f"{address.username} 不能成为备份角色；请数据库管理员执行 GRANT {backup} TO {address.username}，见 docs/operations.md"
        ) from None
    except psycopg.Error as error:
        raise StoreError(f"数据库没有完整读出（{type(error).__name__}），没有做成备份") from None
    _run((_program("pg_restore"), "--list", str(to)), address)
    return facts


def load(url: str, dump_file: Path, stem: str) -> None:
    """Put a dump into an empty database, in one transaction; the owner of `url` will own the tables.

    Raises:
        ConfigError: `pg_restore` is missing.
        StoreError: the roles it needs are missing and cannot be made, or it could not be loaded; nothing is in then.
    """
    program = _program("pg_restore")
    owner = make_engine(url, as_owner=True)
    try:
        with owner.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            name = roles_of(connection).owner
            ensure_roles(connection, Roles(name, f"{stem}{APPLICATION}", f"{stem}_lowering", f"{stem}_backup", f"{stem}_audit"))
    finally:
        owner.dispose()
    how = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-password")
    _run((program, *how, f"--dbname={make_url(url).database}", str(dump_file)), make_url(url))


def is_empty(url: str) -> bool:
    """Say whether a database holds no table yet. Raises `ConfigError` when it cannot be reached."""
    try:
        with psycopg.connect(make_conninfo(**_parts(make_url(url)))) as connection:
            return connection.execute(_TABLES).fetchone() is None
    except psycopg.Error as error:
        raise ConfigError(f"数据库连接不上（{type(error).__name__}）；请检查 PORTAL_DATABASE_OWNER_URL") from None


def _backup_role(url: str) -> str:
    engine = make_engine(url, as_owner=True)
    try:
        with engine.connect() as connection:
            return roles_of(connection).backup
    except SQLAlchemyError as error:
        raise ConfigError(f"数据库连接不上（{type(error).__name__}）；请检查 PORTAL_BACKUP_URL") from None
    finally:
        engine.dispose()


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise ConfigError(f"没有 {name}；请安装与数据库同版本的 postgresql-client")
    return found


def _parts(address: URL) -> dict[str, str]:
    given = {
        "host": str(address.query.get("host") or address.host or ""),
        "port": str(address.query.get("port") or address.port or ""),
        "user": address.username or "",
        "password": str(address.password or ""),
        "dbname": address.database or "",
    }
    return {name: value for name, value in given.items() if value}


def _run(command: tuple[str, ...], address: URL) -> None:
    bound = {_BIND[name]: value for name, value in _parts(address).items()}
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"} | bound
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode:
        told = next((line for line in done.stderr.splitlines() if "error" in line.lower()), done.stderr.strip())
        raise StoreError(f"{Path(command[0]).name} 没有做成：{without_values(told)[:300]}")


def without_values(told: str) -> str:
    """Return an error of the tools with what it quotes left out, unless it is the name of a table or a role."""
    return _QUOTED.sub(lambda found: found[0] if found[1].isascii() and found[1].isidentifier() else "…", told)
