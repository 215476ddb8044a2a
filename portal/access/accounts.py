"""Accounts in FAB's user table: made, switched off and on, told. Passwords come as hashes; the rest of a person is in `staff`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import Connection, and_, func, insert, or_, select, update

from portal.errors import Refused
from portal.store.tables.people import Staff


@dataclass(frozen=True)
class AccountRow:
    """An account as administrators see it."""

    user_id: int
    username: str
    active: bool
    last_login: datetime | None


def accounts_of(connection: Connection, user_ids: Collection[int]) -> dict[int, AccountRow]:
    """Return the accounts of these users by id."""
    rows = connection.execute(select(User.id, User.username, User.active, User.last_login).where(User.id.in_(user_ids)))
    return {row.id: AccountRow(row.id, row.username, bool(row.active), _aware(row.last_login)) for row in rows}


def is_taken(connection: Connection, account: str, *, but: int | None = None) -> bool:
    """Say whether somebody else (`but` is the user it is for) signs in with this user name or official phone."""
    found = connection.scalar(
        select(User.id)
        .outerjoin(Staff, Staff.user_id == User.id)
        .where(or_(func.lower(User.username) == account.lower(), and_(Staff.phone == account, Staff.phone != "")))
        .where(User.id != (but or 0))
        .limit(1)
    )
    return found is not None


def create_account(connection: Connection, username: str, name: str, password_hash: str) -> int:
    """Make an account and return its user id.

    FAB wants two names and an e-mail address; nobody here has an address, so a name that cannot be mailed to stands in.

    Raises:
        Refused: the user name is taken.
    """
    if connection.scalar(select(User.id).where(User.username == username)) is not None:
        raise Refused.at("username", "username_taken")
    made = connection.execute(
        insert(User).values(
            first_name=name[:64],
            last_name="",
            username=username,
            password=password_hash,
            active=True,
            email=f"{username}@invalid",
            login_count=0,
            fail_login_count=0,
        )
    )
    return int(made.inserted_primary_key[0])  # type: ignore[index]


def switch_account(connection: Connection, user_id: int, *, active: bool) -> None:
    """Switch an account on or off; off takes effect with the next request."""
    connection.execute(update(User).where(User.id == user_id).values(active=active))


def _aware(moment: datetime | None) -> datetime | None:
    """Return a moment of FAB's tables, which hold UTC without saying so."""
    return None if moment is None else moment.replace(tzinfo=UTC)
