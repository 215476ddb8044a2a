"""Who acts in this request, and the unit of work she acts in.

    actor = current_actor()
    with unit_of_work(write=True) as uow:
        advance(uow, case_id, action, raw, version=version)

The gate has found out who comes before any view runs; `current_actor()` is that post.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app, g
from sqlalchemy import Connection, Engine

from portal.access.identity import Signed, signed
from portal.access.lockout import Lockout
from portal.access.rates import RateLimits
from portal.access.sessions import OpenSession
from portal.config import Config
from portal.engine.days import china_today
from portal.errors import NotSignedIn
from portal.hooks.registry import Registry
from portal.store.actors import Person, Public
from portal.store.database import WRITES
from portal.store.unit_of_work import Store, UnitOfWork

KeyReader = Callable[[str], Signed | None]


@dataclass(frozen=True)
class Portal:
    """What the running portal is made of. `read_key` finds who stands behind an `Authorization` header; None without an API."""

    config: Config
    engine: Engine
    store: Store
    registry: Registry
    lockout: Lockout
    county_code: str
    rates: RateLimits
    read_key: KeyReader | None = None


def portal() -> Portal:
    """Return the running portal."""
    running: Portal = current_app.extensions["portal"]
    return running


def current_actor() -> Person:
    """Return the post that acts. Raises `NotSignedIn`."""
    actor = g.get("actor")
    if not isinstance(actor, Person):
        raise NotSignedIn
    return actor


def api_key_bearer(header: str) -> Signed | None:
    """Return who stands behind an `Authorization` header, or None."""
    read = portal().read_key
    return None if read is None else read(header)


def session_bearer(row: OpenSession | None) -> Signed | None:
    """Return who stands behind an open session; None when her post ended meanwhile."""
    if row is None:
        return None
    with connection_to_read() as connection:
        return signed(connection, row.user_id, row.post_id, today())


def current_signed() -> Signed:
    """Return who is signed in, with her other posts and what she prefers. Raises `NotSignedIn`."""
    who = g.get("signed")
    if not isinstance(who, Signed):
        raise NotSignedIn
    return who


def unit_of_work(*, write: bool = False) -> AbstractContextManager[UnitOfWork]:
    """Return a unit of work of the acting post; it commits at its end unless an exception escapes. Raises `NotSignedIn`."""
    return portal().store.begin(current_actor(), write=write, looks=g.setdefault("looks", set()))


def public_work(purpose: str) -> AbstractContextManager[UnitOfWork]:
    """Return a reading unit of work for somebody who is not signed in; it sees no case."""
    return portal().store.begin(Public(portal().county_code, purpose), write=False)


@contextmanager
def connection_to_write() -> Iterator[Connection]:
    """Give a connection of its own to write what stands before and beside cases: sessions, failed sign-ins, preferences."""
    with portal().engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        yield connection


@contextmanager
def connection_to_read() -> Iterator[Connection]:
    """Give a connection of its own to read the same."""
    with portal().engine.connect().execution_options(**{WRITES: False}) as connection:
        yield connection


def now() -> datetime:
    """Return the moment of this request, the same for everything in it."""
    if "now" not in g:
        g.now = portal().store.clock()
    moment: datetime = g.now
    return moment


def today() -> date:
    """Return the day of this request in China."""
    return china_today(now())
