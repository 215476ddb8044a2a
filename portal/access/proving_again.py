"""Somebody who is signed in proves once more who she is, before an act that asks for it.

One password today; a second factor belongs here, in `prove_again`, so that every act that asks for a proof gets it. Failures
are counted by the same lock-out as the sign-in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine

from portal.access import passwords
from portal.access.lockout import Locked, Lockout
from portal.access.signing_in import Wrong, account_of, counted_as
from portal.store.database import WRITES

FRESH = timedelta(minutes=2)
"""A proof is good for the act it was given for, not for a later one."""


@dataclass(frozen=True)
class Proved:
    """Who proved it, and when. Only `prove_again` makes one."""

    user_id: int
    at: datetime

    def holds(self, user_id: int, now: datetime) -> bool:
        """Say whether this is a fresh proof of that user."""
        return self.user_id == user_id and timedelta() <= now - self.at <= FRESH


def prove_again(
    engine: Engine, lockout: Lockout, *, user_id: int, password: str, address: str, now: datetime
) -> Proved | Wrong | Locked:
    """Return the proof, or why there is none."""
    writing = engine.execution_options(**{WRITES: True})
    name = counted_as(user_id)
    with writing.begin() as connection:
        locked = lockout.attempt(connection, name, address, now)
    if locked is not None:
        return locked
    with engine.connect() as connection:
        found = account_of(connection, user_id)
    if not passwords.is_right(None if found is None else found.password, password):
        return Wrong()
    with writing.begin() as connection:
        lockout.clear(connection, name)
    return Proved(user_id, now)
