"""Looks at a database that is copied: where its schema stands and how much is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from portal.store.backup.archive import Facts
from portal.store.settings import COUNTY_CODE

_VERSIONS = "alembic_version"


def facts_of(engine: str, tables: Iterable[str], ask: Callable[[str], Any], roles: str = "") -> Facts:
    """Return what is in a database of these tables. `ask` returns the first row of a statement."""

    def one(statement: str) -> str:
        row = ask(statement)
        return "" if row is None else str(row[0])

    histories = sorted(name for name in tables if name.startswith(_VERSIONS))
    return Facts(
        engine,
        one(f"SELECT value FROM setting WHERE key = '{COUNTY_CODE.name}'"),  # noqa: S608 - a name of ours
        {
            name.removeprefix(_VERSIONS).removeprefix("_") or "core": one(f'SELECT version_num FROM "{name}"')  # noqa: S608 - a name the database gave
            for name in histories
        },
        int(one("SELECT count(*) FROM case_file")),
        int(one("SELECT count(*) FROM case_event")),
        int(one("SELECT count(*) FROM material")),
        roles,
    )
