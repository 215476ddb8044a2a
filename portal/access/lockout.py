"""Repeated failures close a way in for a while, the same for every worker and every way in.

An account takes `TRIES` wrong passwords within `WINDOW`, from wherever they come; then nobody gets in, right password or
not, until the oldest has passed or an administrator unlocks it. An address from which `ADDRESS_TRIES` attempts failed is
not locked, because a whole office may stand behind it: each account simply takes fewer wrong passwords from there.

An attempt is counted before its password is looked at and taken back when it was right, so that many attempts at once
are no way round. Unknown accounts are counted like known ones. Names and addresses are stored as keyed hashes.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, or_, select

from portal.store.tables.people import LoginFailure

WINDOW = timedelta(minutes=15)
TRIES = 5
ADDRESS_TRIES = 30
TRIES_FROM_BUSY_ADDRESS = 2


@dataclass(frozen=True)
class Locked:
    """The account takes no attempt before this moment."""

    until: datetime


class Lockout:
    """Counts failed attempts; `secret` keys the hashes."""

    def __init__(self, secret: str) -> None:
        self._key = hashlib.sha256(b"login-failure:" + secret.encode()).digest()

    def attempt(self, connection: Connection, account: str, address: str, now: datetime) -> Locked | None:
        """Count an attempt that is about to be made; `Locked` when it must not be made.

        The connection's transaction must be committed before the password is checked. Whoever was right calls `clear`.
        """
        account_hash, address_hash = self._hash(account), self._hash(address)
        connection.execute(delete(LoginFailure).where(LoginFailure.at <= now - WINDOW))  # first, so that SQLite locks here
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(int.from_bytes(account_hash[:8], signed=True))))
        rows = connection.execute(
            select(LoginFailure.account_hash, LoginFailure.at)
            .where(or_(LoginFailure.account_hash == account_hash, LoginFailure.address_hash == address_hash))
            .order_by(LoginFailure.at.desc())
        ).all()
        of_account = [at for hashed, at in rows if hashed == account_hash]
        from_others = len(rows) - len(of_account)
        tries = TRIES_FROM_BUSY_ADDRESS if from_others >= ADDRESS_TRIES else TRIES
        if len(of_account) >= tries:
            return Locked(until=of_account[tries - 1] + WINDOW)
        counted = {"id": uuid.uuid4(), "account_hash": account_hash, "address_hash": address_hash, "at": now}
        connection.execute(insert(LoginFailure).values(counted))
        return None

    def clear(self, connection: Connection, account: str) -> None:
        """Forget the failures of an account: its password was right, or an administrator unlocks it."""
        connection.execute(delete(LoginFailure).where(LoginFailure.account_hash == self._hash(account)))

    def _hash(self, value: str) -> bytes:
        return hmac.digest(self._key, value.strip().casefold().encode(), "sha256")[:16]
