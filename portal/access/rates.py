"""Counts how often somebody does what is limited, in the database, so that all workers and machines count together.

One row for each limit and whoever is counted: the moment until which she has used up her rate. Every use moves it on by the
rate's spacing; a use that would move it further ahead than the rate allows is refused and moves nothing. So a full rate is
there at once, comes back evenly, and nobody is shut out for longer than one spacing (the generic cell rate algorithm).

A refusal costs one read and takes no lock, so that whoever is over the rate keeps nobody from writing.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from ipaddress import IPv6Address, ip_address

from sqlalchemy import Connection, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from portal.errors import TooOften
from portal.limits import RATES, Limited, Rates
from portal.store.tables.people import RateUse


class RateLimits:
    """The rates in force; `secret` keys the hashes of who is counted."""

    def __init__(self, secret: str, rates: Rates = RATES) -> None:
        self._key = hashlib.sha256(b"rate-use:" + secret.encode()).digest()
        self._rates = rates

    def look(self, connection: Connection, limit: Limited, who: str, now: datetime) -> None:
        """Refuse without writing. Whoever passes here still has to `spend`.

        Raises:
            TooOften: the rate is used up.
        """
        until = connection.scalar(select(RateUse.used_until_ms).where(RateUse.key_hash == self._hash(limit, who)))
        self._refuse(limit, until or 0, now)

    def spend(self, connection: Connection, limit: Limited, who: str, now: datetime) -> None:
        """Count one use, in one statement, so that many at once are no way round.

        Raises:
            TooOften: the rate is used up; nothing was counted.
        """
        key, at, rate = self._hash(limit, who), _ms(now), self._rates[limit]
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        begins = case((RateUse.used_until_ms > at, RateUse.used_until_ms), else_=at)
        statement = insert(RateUse).values(key_hash=key, used_until_ms=at + rate.spacing_ms)
        counted = statement.on_conflict_do_update(
            index_elements=[RateUse.key_hash],
            set_={"used_until_ms": begins + rate.spacing_ms},
            where=begins + rate.spacing_ms <= at + rate.spacing_ms * rate.count,
        ).returning(RateUse.used_until_ms)
        if connection.scalar(counted) is None:
            self.look(connection, limit, who, now)

    def _refuse(self, limit: Limited, until: int, now: datetime) -> None:
        rate = self._rates[limit]
        too_far = max(until, _ms(now)) + rate.spacing_ms - (_ms(now) + rate.spacing_ms * rate.count)
        if too_far > 0:
            raise TooOften(limit.value, -(-too_far // 1000))

    def _hash(self, limit: Limited, who: str) -> bytes:
        return hmac.digest(self._key, f"{limit.value}:{who}".encode(), "sha256")[:16]


def counted_address(address: str) -> str:
    """Return under which name a visitor is counted: her IPv4 address, or the /64 in which one household chooses addresses."""
    try:
        known = ip_address(address)
    except ValueError:
        return "address"
    if isinstance(known, IPv6Address):
        return f"address {known.ipv4_mapped or known.exploded[:19]}"
    return f"address {known}"


def forget_unused(connection: Connection, now: datetime) -> int:
    """Delete the rows of those whose whole rate is there again, and return how many."""
    return connection.execute(delete(RateUse).where(RateUse.used_until_ms <= _ms(now))).rowcount


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
