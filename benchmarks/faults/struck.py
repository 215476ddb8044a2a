"""Lets the database fail at one statement after the other of each use case, and looks whether anything of it stayed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import OperationalError

from benchmarks.faults.use_cases import UseCase, prepared
from portal.errors import Unrecorded
from portal.store.database import make_engine
from portal.store.passages import passage
from portal.store.tables.every import metadata
from portal.testing.own_portal import OwnPortal

NOT_BUSINESS = frozenset({"access_entry", "ui_session", "rate_use", "login_failure"})
"""Tables that say who looked and how often."""


class Struck(Exception):
    """What a driver says of a disk that failed."""


@dataclass
class Strike:
    """Fails the statement of this number, or the commit when there are fewer; counts from when it is armed."""

    at: int
    seen: int = 0
    has_struck: bool = False

    def statement(self, _connection: Connection, _cursor: Any, sql: str, values: Any, *_: Any) -> None:
        """Count a statement, and fail it when its turn has come."""
        self.seen += 1
        if self.seen == self.at:
            self.has_struck = True
            raise OperationalError(sql, values, Struck("disk I/O error"))

    def commit(self, _connection: Connection) -> None:
        """Fail the commit when its turn has come."""
        self.statement(_connection, None, "COMMIT", ())


@contextmanager
def struck(engine: Engine, at: int) -> Iterator[Strike]:
    """Let the database fail once inside the block, at its n-th statement or commit."""
    strike = Strike(at)
    event.listen(engine, "before_cursor_execute", strike.statement)
    event.listen(engine, "commit", strike.commit)
    try:
        yield strike
    finally:
        event.remove(engine, "before_cursor_execute", strike.statement)
        event.remove(engine, "commit", strike.commit)


@dataclass(frozen=True)
class Result:
    """How often a use case was struck, and after which strikes something stayed that was not there before."""

    name: str
    statements: int
    strikes: int
    half_done: tuple[int, ...]


def strike_all(portal: OwnPortal, use: UseCase, *, every: int = 1) -> Result:
    """Do a use case again and again, struck at each statement in turn, until it goes through."""
    case_id = prepared(portal, use.before)
    before, at, strikes, half_done = digest(portal.engine), 1, 0, list[int]()
    while True:
        with struck(portal.engine, at) as strike:
            try:
                with portal.store.begin(use.who(portal), write=True) as uow:
                    use.do(portal, uow, case_id)
            except (OperationalError, Unrecorded):  # the latter where what was struck is the entry about it
                if not strike.has_struck:
                    raise  # the strike before left something behind
                strikes += 1
        if not strike.has_struck:
            return Result(use.name, strike.seen, strikes, tuple(half_done))
        if digest(portal.engine) != before:
            half_done.append(at)
            before = digest(portal.engine)
        at += every


def digest(engine: Engine) -> str:
    """Return a digest of every row of every table but those of who looked, as somebody beside the portal reads them."""
    taken, owner = hashlib.sha256(), make_engine(engine.url, as_owner=True)
    with owner.connect().execution_options(**passage("portal.store.migrate")) as connection:
        for table in metadata.sorted_tables:
            if table.name not in NOT_BUSINESS:
                rows = sorted(repr(tuple(row)) for row in connection.execute(text(f'SELECT * FROM "{table.name}"')))
                taken.update(f"{table.name}:{len(rows)}:".encode() + "\n".join(rows).encode())
    owner.dispose()
    return taken.hexdigest()
