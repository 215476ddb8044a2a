"""Finds who stands behind `Authorization: Bearer <api key>`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from portal.access import api_keys
from portal.access.identity import Signed
from portal.store.database import WRITES


def key_reader(engine: Engine, clock: Callable[[], datetime]) -> Callable[[str], Signed | None]:
    """Return the reader of the header: who the key acts for, or `None` for whatever opens nothing."""

    def read(header: str) -> Signed | None:
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer":
            return None
        now = clock()
        with engine.connect().execution_options(**{WRITES: False}) as connection:
            found = api_keys.holder(connection, token.strip(), now)
        if found is None:
            return None
        who, to_note = found
        if to_note is not None:
            with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
                api_keys.used(connection, to_note, now)
        return who

    return read
