"""Somebody who is signed in proves once more who she is, before an act that asks for it.

Her password, and the code of her second factor where she has one. Failures are counted by the same lock-out as the sign-in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.access import passwords
from portal.access.lockout import Locked, Lockout
from portal.access.second_factor import Given
from portal.access.signing_in import Wrong, account_of, counted_as, take_code
from portal.store.database import WRITES
from portal.store.unit_of_work import Store

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


@dataclass(frozen=True)
class WrongCode:
    """The password was right, the code was not; `locked` says that no further one is taken for a while."""

    locked: bool = False


def prove_again(
    store: Store, lockout: Lockout, *, user_id: int, password: str, code: str, address: str, now: datetime
) -> Proved | Wrong | WrongCode | Locked:
    """Return the proof, or why there is none. A `code` counts only for somebody with a second factor."""
    engine = store.engine
    writing = engine.execution_options(**{WRITES: True})
    name = counted_as(user_id)
    with writing.begin() as connection:
        locked = lockout.attempt(connection, name, address, now)
    if locked is not None:
        return locked
    with engine.connect() as connection:
        found = account_of(connection, user_id)
    if not passwords.is_right(None if found is None else found.password, password) or found is None:
        return Wrong()
    with writing.begin() as connection:
        lockout.clear(connection, name)
    if found.has_second_factor:
        taken = take_code(store, lockout, found=found, code=code, address=address, now=now)
        if isinstance(taken, Locked) or taken is Given.WRONG:
            return WrongCode(locked=isinstance(taken, Locked))
    return Proved(user_id, now)
