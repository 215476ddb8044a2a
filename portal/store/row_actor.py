"""What a transaction on PostgreSQL tells the third wall: who acts, by session variables that end with the transaction.

They are set when a unit of work begins a transaction, never longer than it (`is_local`), so that a pooled connection carries
nothing to the next one. A passage that reads beyond reach is named for its one statement. Whoever says nothing meets no row.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from portal.declare.roles import Reach
from portal.errors import StoreError
from portal.store.actors import Actor, Person, System
from portal.store.coarse import WIDE

THROUGH_VARIABLE = "portal.through"
_VARIABLES = (
    "portal.county",
    "portal.moment",
    "portal.reach",
    "portal.staff",
    "portal.organisations",
    "portal.tables",
    "portal.glass",
)


def variables(actor: Actor, tables: frozenset[str], now: datetime) -> Mapping[str, str]:
    """Return the session variables of an actor at a moment, all of them; `tables` are those of its task."""
    told = dict.fromkeys(_VARIABLES, "") | {"portal.county": actor.county_code, "portal.moment": now.isoformat()}
    if isinstance(actor, System):
        told["portal.tables"] = ",".join(sorted(tables))
    if isinstance(actor, Person):
        told["portal.staff"] = str(actor.staff_id)
        told["portal.glass"] = "" if actor.glass is None else str(actor.glass.access_id)
        told["portal.organisations"] = actor.organisation_path
        told["portal.reach"] = "none" if actor.reach is Reach.NOTHING else "wide" if actor.reach in WIDE else "near"
    return told


def tell(connection: Connection, told: Mapping[str, str]) -> None:
    """Set session variables until the transaction ends."""
    asked = ", ".join("set_config(%s, %s, true)" for _ in told)
    values = [value for pair in told.items() for value in pair]
    driver = connection.connection.dbapi_connection
    if driver is None:
        raise StoreError("the connection is closed")
    cursor = driver.cursor()  # beneath the events of the engine: this is no statement of anybody's
    try:
        cursor.execute(f"SELECT {asked}", values)  # the names of variables are values too
    finally:
        cursor.close()
