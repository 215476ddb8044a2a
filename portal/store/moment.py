"""The moment of the unit of work that is open, as a parameter of clauses that are built once and used by many.

A clause that asks what holds "now" is costly to build and the same for every request of a post but for the moment. It
names the moment by `NOW`, which is looked up when the statement runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from sqlalchemy import BindParameter

from portal.store.bound import Bound
from portal.store.tables.columns import Utc

_moment: ContextVar[datetime | None] = ContextVar("portal_moment", default=None)


def current_moment() -> datetime:
    """Return the moment of the innermost open unit of work of this thread; the present one when there is none."""
    return _moment.get() or datetime.now(UTC)


@contextmanager
def moment_is(now: datetime) -> Iterator[None]:
    """Let this be the moment as long as the block lasts."""
    token = _moment.set(now)
    try:
        yield
    finally:
        _moment.reset(token)


NOW: BindParameter[datetime] = Bound("portal_now", callable_=current_moment, type_=Utc())
