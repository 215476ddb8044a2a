"""Lets one process at a time make an installation ready: of several that start at once the others wait, look, and find it made.

Migrations and roles have locks of their own; this one is for what lies between them, such as settings, the calendar and a demo
county. It ends with the process that holds it, however that ends.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, func, select

_LOCK = 0x737579756172  # not the one of migrations, which is taken and given back inside
_FILE = ".starting"


@contextmanager
def alone(engine: Engine, data_dir: Path) -> Iterator[None]:
    """Hold the installation: its data folder, and on PostgreSQL its database, which other machines may start on."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (data_dir / _FILE).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if engine.dialect.name != "postgresql":
            yield
            return
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.detach()  # closed and not lent again: the lock goes with it
            connection.execute(select(func.pg_advisory_lock(_LOCK)))
            yield
