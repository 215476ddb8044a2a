"""Counts a use of what is limited, under the person who is signed in, else under the address the request came from.

The address is the one the connection came from, or what a trusted proxy says (`portal.web.proxies`); no header of a
browser's own changes it. Neighbours behind one address who are signed in are counted each for herself.
"""

from __future__ import annotations

from flask import g, request

from portal.access.identity import Signed
from portal.access.rates import counted_address
from portal.limits import Limited
from portal.store import blind_index
from portal.web.acting import connection_to_read, connection_to_write, now, portal, today


def count_use(limit: Limited) -> None:
    """Count one use in a transaction of its own, so that it stays counted when what follows fails.

    Raises:
        TooOften: the rate is used up.
    """
    rates, who = portal().rates, _who()
    with connection_to_read() as connection:
        rates.look(connection, limit, who, now())
    with connection_to_write() as connection:
        rates.spend(connection, limit, who, now())


def count_search(text: str) -> None:
    """Count a search that finds people by an identity number, a phone or their last four signs; any other is free.

    Raises:
        TooOften: the rate is used up.
    """
    if blind_index.meanings(text, today()):
        count_use(Limited.SEARCH)


def _who() -> str:
    signed = g.get("signed")
    return f"staff {signed.actor.staff_id}" if isinstance(signed, Signed) else counted_address(request.remote_addr or "")
