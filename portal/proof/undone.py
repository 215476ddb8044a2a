"""Lets every request do what it does, to the last statement, and then takes it back: a walk changes nothing.

Each transaction that would be committed is rolled back instead, so every post meets the same county, on both databases and
without copies. What a request answers is what it would have answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event


@contextmanager
def undone(engine: Engine) -> Iterator[None]:
    """Take back whatever is committed inside the block."""
    event.listen(engine, "commit", _take_back)
    try:
        yield
    finally:
        event.remove(engine, "commit", _take_back)


def _take_back(connection: Connection) -> None:
    """Leave nothing for the commit that follows."""
    driver = connection.connection.dbapi_connection
    if driver is not None:
        driver.rollback()
