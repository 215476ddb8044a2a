"""Which database the kit tries a plugin on: SQLite in a temporary folder, or a PostgreSQL server that the environment names.

    PORTAL_TEST_DATABASE_URL=postgresql://postgres:secret@127.0.0.1:5432/postgres pytest plugins/orchard

On the server the kit makes databases of its own under names nobody has, and drops them with their roles. The one that is named
is connected to and never written, whatever is in it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from portal.config import TEST_DATABASE, Config
from portal.errors import ConfigError
from portal.proof.throwaway import empty_database

__all__ = ["blank", "database", "everything_in", "server"]

_HOW = f"{TEST_DATABASE} 要写成 postgresql://用户:密码@主机/库名"
_PATIENCE = 10  # seconds
_MAY = text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")


def server(environ: Mapping[str, str] = os.environ) -> str:
    """Return the address of the server that is named, tried, or an empty text when none is.

    Raises:
        ConfigError: it is no address of PostgreSQL, nothing answers there, or the account may not make databases and roles.
    """
    given = environ.get(TEST_DATABASE, "")
    if not given:
        return ""
    scheme, _, rest = given.partition("://")
    if scheme not in {"postgres", "postgresql", "postgresql+psycopg"} or not rest:
        raise ConfigError(_HOW)
    address = f"postgresql+psycopg://{rest}"
    try:
        engine = create_engine(address, hide_parameters=True, connect_args={"connect_timeout": _PATIENCE})
    except ArgumentError:
        raise ConfigError(_HOW) from None
    try:
        with engine.connect() as connection:
            may = connection.scalar(_MAY)
    except SQLAlchemyError:
        raise ConfigError(
            f"{TEST_DATABASE} 的 PostgreSQL 连接不上：请看服务是否在运行，主机、端口、用户、密码和库名是否写对；"
            "不写这个变量，就在 SQLite 上试"
        ) from None
    finally:
        engine.dispose()
    if not may:
        raise ConfigError(f"{TEST_DATABASE} 的账号不是超级用户，不能新建数据库和角色；请用一个专供测试的 PostgreSQL")
    return address


def blank(place: Path) -> Config:
    """Return a configuration over folders of this place, on the database that is tried on."""
    return Config(database_url=server() or "sqlite://", data_dir=place / "var", keys_dir=place / "keys")


@contextmanager
def database(place: Path) -> Iterator[str]:
    """Give the address of one more empty database of the kit's own; it is gone afterwards."""
    with empty_database(blank(place), None, place) as url:
        yield url


def everything_in(url: str) -> bytes:
    """Return what a database keeps, byte by byte: the file of SQLite, every row of every table of PostgreSQL."""
    engine = create_engine(url, hide_parameters=True)  # whoever owns the tables: no wall stands before this account
    if engine.dialect.name != "postgresql":
        return Path(str(engine.url.database)).read_bytes()
    names = inspect(engine).get_table_names()
    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    engine.dispose()
    kept = bytearray()
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        for name in names:
            with cursor.copy(SQL("COPY {} TO STDOUT (FORMAT binary)").format(Identifier(name))) as rows:
                for block in rows:
                    kept += block
    return bytes(kept)
