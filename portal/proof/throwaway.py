"""A database and folders that are nobody's: made for one proof, gone after it. Real data are never opened.

SQLite lies in the temporary folder. On PostgreSQL the proof takes an empty database that was named, and leaves it empty
again, or makes one of its own beside the configured one and drops it.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Engine, MetaData, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError

from portal.config import Config
from portal.errors import ConfigError
from portal.store.database import WRITES, make_engine
from portal.store.start_plugins import TRIALS


@contextmanager
def throwaway(config: Config, database_url: str | None) -> Iterator[tuple[Config, Engine]]:
    """Give a configuration like this one over empty folders and an empty database, and its engine.

    Raises:
        ConfigError: the database that was named is not empty, or none could be made.
    """
    with tempfile.TemporaryDirectory(prefix="suyuan-proof-") as folder, empty_database(config, database_url, Path(folder)) as url:
        data, keys = Path(folder) / "var", Path(folder) / "keys"
        tried = config.data_dir / TRIALS
        if tried.is_dir():
            shutil.copytree(tried, data / TRIALS)  # what passed once need not be tried again
        own = replace(
            config,
            database_url=url,
            database_owner_url=url,
            data_dir=data,
            keys_dir=keys,
            secret_key=secrets.token_urlsafe(48),
            demo_password=None,
            trusted_hosts=("localhost", "127.0.0.1"),
        )
        engine = make_engine(url)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _hasten)
        try:
            yield own, engine
        finally:
            engine.dispose()


@contextmanager
def empty_database(config: Config, given: str | None, folder: Path) -> Iterator[str]:
    """Give the address of an empty database: the one that is given, one in the folder, or one beside the configured one.

    Raises:
        ConfigError: the database that was given is not empty, or none could be made.
    """
    if given is None and config.is_sqlite:
        yield f"sqlite:///{folder / 'proof.db'}"
        return
    if given is None:
        with _made_beside(make_url(config.database_owner_url or config.database_url)) as url:
            yield url
        return
    owner = make_engine(given, as_owner=True)
    try:
        _must_be_empty(owner)
        before = _roles(owner)
        try:
            yield owner.url.render_as_string(hide_password=False)
        finally:
            _empty(owner)
            _drop_roles(owner, _roles(owner) - before)
    finally:
        owner.dispose()


def _must_be_empty(engine: Engine) -> None:
    try:
        there = inspect(engine).get_table_names()
    except SQLAlchemyError:
        raise ConfigError("--database 的数据库连接不上") from None
    if there:
        raise ConfigError("--database 的数据库里已经有数据表；证明只在空的数据库里做，做完清空，请另给一个空库")


def _empty(owner: Engine) -> None:
    """Drop everything that was made: tables with what hangs on them, and functions."""
    plain = create_engine(owner.url, hide_parameters=True)  # the walls of an engine of the portal refuse to name these tables
    try:
        with plain.begin() as connection:
            if plain.dialect.name != "postgresql":
                made = MetaData()
                made.reflect(connection)
                made.drop_all(connection)
                return
            for statement in connection.scalars(text(_DROPS)).all():
                connection.execute(text(statement))
    finally:
        plain.dispose()


_DROPS = """
SELECT format('DROP TABLE IF EXISTS %I CASCADE', relname) FROM pg_class
  WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
UNION ALL SELECT format('DROP VIEW IF EXISTS %I CASCADE', relname) FROM pg_class
  WHERE relkind = 'v' AND relnamespace = current_schema()::regnamespace
UNION ALL SELECT format('DROP FUNCTION IF EXISTS %s CASCADE', oid::regprocedure) FROM pg_proc
  WHERE pronamespace = current_schema()::regnamespace
"""


def _roles(owner: Engine) -> set[str]:
    """Return the roles there are that carry the name of this database."""
    if owner.dialect.name != "postgresql":
        return set()
    with owner.connect() as connection:
        named = text("SELECT rolname FROM pg_roles WHERE starts_with(rolname, current_database() || '_')")
        return set(connection.scalars(named))


def _drop_roles(owner: Engine, names: set[str]) -> None:
    """Drop roles that were made for this proof."""
    if names:
        with owner.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            for role in map(connection.dialect.identifier_preparer.quote_identifier, sorted(names)):
                connection.execute(text(f"DROP OWNED BY {role}"))
                connection.execute(text(f"DROP ROLE IF EXISTS {role}"))


@contextmanager
def _made_beside(url: URL) -> Iterator[str]:
    """Make a database on the configured server and drop it in the end."""
    name = f"suyuan_proof_{secrets.token_hex(4)}"
    server = create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT", hide_parameters=True)
    try:
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'"))
    except SQLAlchemyError:
        server.dispose()
        raise ConfigError("这个数据库账号不能新建数据库；请用 --database 另给一个空库") from None
    try:
        yield url.set(drivername="postgresql+psycopg", database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
            made = text("SELECT rolname FROM pg_roles WHERE starts_with(rolname, :stem)")
            quoted = connection.dialect.identifier_preparer.quote_identifier
            for role in connection.scalars(made, {"stem": f"{name}_"}).all():
                connection.execute(text(f"DROP ROLE IF EXISTS {quoted(role)}"))
        server.dispose()


def _hasten(connection: DBAPIConnection, _entry: object) -> None:
    """Trade safety for speed: what is lost when the power fails here is nobody's."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous = OFF")
    cursor.close()
