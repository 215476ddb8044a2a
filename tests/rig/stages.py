"""What many tests begin with, made once by each process of the tests and then copied: a small county with its keys, on SQLite.

    people = taken(url, folder, "offices")
    store = make_store(url, folder, registry)
    if people is None:
        people = kept(store.engine, folder, "offices", _settle(store))

On PostgreSQL nothing is kept: there copying a database takes longer than writing a few rows into one.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Hashable
from contextlib import closing
from copy import deepcopy
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, make_url

from tests.rig.run import run_folder

T = TypeVar("T")
_KEYS = "keys"
_kept: dict[Hashable, tuple[Path, Any, object]] = {}


def taken(url: str, folder: Path, key: Hashable) -> Any:
    """Put what is kept under the key into the migrated database of this address and the folder, and return what was said of it.

    `None` when nothing is kept; nobody may have opened the database yet.
    """
    database = _file(url)
    if database is None or key not in _kept:
        return None
    place, said, _of = _kept[key]
    shutil.copyfile(place / "portal.db", database)
    shutil.copytree(place / _KEYS, folder / _KEYS)
    return deepcopy(said)


def kept(engine: Engine, folder: Path, key: Hashable, said: T, of: object = None) -> T:
    """Keep the database and the keys as they are now, with what is said of them, and return that.

    `of` is kept as well: whatever the key names by its place in memory.
    """
    database = _file(engine.url.render_as_string(hide_password=False))
    if database is not None:
        engine.dispose()
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        place = run_folder() / "stages" / f"{os.getpid()}-{len(_kept)}"
        place.mkdir(parents=True)
        shutil.copyfile(database, place / "portal.db")
        shutil.copytree(folder / _KEYS, place / _KEYS)
        _kept[key] = place, deepcopy(said), of
    return said


def _file(url: str) -> Path | None:
    address = make_url(url)
    return Path(address.database) if address.get_backend_name() == "sqlite" and address.database else None
