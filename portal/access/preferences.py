"""What a person prefers to see: text size and language, kept with her so that every browser shows them."""

from __future__ import annotations

from sqlalchemy import Connection, update

from portal.access.actors import Person
from portal.store.tables.people import Staff


def keep_text_size(connection: Connection, actor: Person, size: str) -> None:
    """Remember the size of text: standard, large or largest."""
    _keep(connection, actor, {"text_size": size})


def keep_language(connection: Connection, actor: Person, key: str) -> None:
    """Remember the language: zh or en."""
    _keep(connection, actor, {"locale": key})


def _keep(connection: Connection, actor: Person, values: dict[str, str]) -> None:
    connection.execute(update(Staff).where(Staff.county_code == actor.county_code, Staff.id == actor.staff_id).values(values))
