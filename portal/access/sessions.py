"""Signed-in browsers, kept on the server.

The cookie holds a random 256-bit token; the table holds its hash, so a stolen backup opens nothing. A session ends by
itself after `IDLE` without a request or `ABSOLUTE` after signing in, and at once by `end` and `end_all`. A sign-in and a
change of post make a new token.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, or_, select, update

from portal.store.standing import standing
from portal.store.tables.people import UiSession

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=10)
TOUCH = timedelta(minutes=1)
"""A session is written as seen at most this often, so that reading a page costs no write."""

Data = dict[str, object]


@dataclass(frozen=True)
class OpenSession:
    """A session that has not ended. `id_hash` names it within the portal and is useless as a cookie."""

    id_hash: bytes
    user_id: int
    post_id: uuid.UUID | None
    data: Data
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True)
class Device:
    """Where a session is open, for the person's own list of sessions."""

    id_hash: bytes
    address: str
    agent: str
    created_at: datetime
    seen_at: datetime


def hash_of(token: str) -> bytes:
    """Return what is stored for a token."""
    return hashlib.sha256(token.encode()).digest()


def start(
    connection: Connection,
    *,
    user_id: int,
    post_id: uuid.UUID | None,
    data: Data,
    now: datetime,
    address: str = "",
    agent: str = "",
) -> str:
    """Open a session and return its token, the only time it is known. Sessions long ended are swept on the way."""
    connection.execute(delete(UiSession).where(_ended(now)))
    token = secrets.token_urlsafe(32)
    connection.execute(
        insert(UiSession).values(
            id_hash=hash_of(token),
            user_id=user_id,
            post_id=post_id,
            data=data,
            created_at=now,
            seen_at=now,
            address=address[:45],
            agent=agent[:120],
        )
    )
    return token


_OPEN = standing(
    select(UiSession.id_hash, UiSession.user_id, UiSession.post_id, UiSession.data, UiSession.created_at, UiSession.seen_at)
    .join(User, User.id == UiSession.user_id)
    .where(
        UiSession.id_hash == bindparam("id_hash"),
        UiSession.seen_at > bindparam("seen"),
        UiSession.created_at > bindparam("created"),
        User.active.is_(True),
    )
)


def find(connection: Connection, token: str, now: datetime) -> OpenSession | None:
    """Return the session of a token; None when there is none, it has ended, or its user is disabled."""
    given = {"id_hash": hash_of(token), "seen": now - IDLE, "created": now - ABSOLUTE}
    row = connection.execute(_OPEN, given).one_or_none()
    if row is None or row.user_id is None:
        return None
    return OpenSession(row.id_hash, row.user_id, row.post_id, dict(row.data), row.created_at, row.seen_at)


def keep(connection: Connection, id_hash: bytes, data: Data | None, now: datetime) -> None:
    """Mark the session as seen, and store its data when it changed. An ended session stays ended."""
    values: dict[str, object] = {"seen_at": now}
    if data is not None:
        values["data"] = data
    connection.execute(update(UiSession).where(UiSession.id_hash == id_hash).values(values))


def renew(connection: Connection, id_hash: bytes, *, post_id: uuid.UUID, now: datetime) -> str | None:
    """Move the session to another post under a new token and return it; None when it ended meanwhile.

    The absolute limit goes on counting from the sign-in.
    """
    token = secrets.token_urlsafe(32)
    done = connection.execute(
        update(UiSession).where(UiSession.id_hash == id_hash).values(id_hash=hash_of(token), post_id=post_id, seen_at=now)
    )
    return token if done.rowcount == 1 else None


def end(connection: Connection, id_hash: bytes) -> None:
    """End one session."""
    connection.execute(delete(UiSession).where(UiSession.id_hash == id_hash))


def end_all(connection: Connection, user_id: int, *, but: bytes | None = None) -> int:
    """End every session of a user, at disabling, at a change of password, role or post; return how many ended.

    `but` is the `id_hash` of the one that stays: the person's own when she changes her password.
    """
    statement = delete(UiSession).where(UiSession.user_id == user_id)
    if but is not None:
        statement = statement.where(UiSession.id_hash != but)
    return connection.execute(statement).rowcount


def devices(connection: Connection, user_id: int, now: datetime) -> tuple[Device, ...]:
    """Return where a user is signed in, latest first."""
    rows = connection.execute(
        select(UiSession.id_hash, UiSession.address, UiSession.agent, UiSession.created_at, UiSession.seen_at)
        .where(UiSession.user_id == user_id, ~_ended(now))
        .order_by(UiSession.seen_at.desc())
    )
    return tuple(Device(*row) for row in rows)


def _ended(now: datetime) -> ColumnElement[bool]:
    return or_(UiSession.seen_at <= now - IDLE, UiSession.created_at <= now - ABSOLUTE)
