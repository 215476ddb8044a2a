"""Accounts in FAB's user table: made, switched off and on. Passwords come as hashes; the rest of a person is in `staff`."""

from __future__ import annotations

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import Connection, insert, select, update

from portal.errors import Refused


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
