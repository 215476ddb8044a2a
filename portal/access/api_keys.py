"""Keys for programs: each acts in one post, within scopes, until a day; only the hash of a key is kept.

A key is 256 random bits behind a prefix, so its hash needs neither salt nor stretching. What it may do is what the post may
do, cut down to its scopes. It ends on its day, with its post, when its person is disabled or gets a new password from an
administrator, and when she ends it.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, and_, select, update

from portal.access.identity import Signed, signed
from portal.errors import Refused
from portal.store.access_log import log_access
from portal.store.identifiers import new_id
from portal.store.tables.people import ApiKey, Post, Staff
from portal.store.unit_of_work import UnitOfWork, day_of

PREFIX = "suyuan_"
TOUCH = timedelta(minutes=1)
"""A key is written as used at most this often, so that reading through the API costs no write."""


class Scope(StrEnum):
    """What a key is for."""

    READ_CASES = "cases:read"  # 看案件
    WRITE_CASES = "cases:write"  # 登记和办理案件


def make_key(uow: UnitOfWork, *, post_id: uuid.UUID, name: str, scopes: Collection[str], expires_on: date) -> str:
    """Make a key for a post and return it, the only time it is known.

    Raises:
        Refused: no scope, or one that does not exist.
    """
    wanted = sorted(set(scopes))
    if not wanted or any(scope not in set(Scope) for scope in wanted):
        raise Refused.at("scope", "not_an_option")
    token = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey(
        county_code=uow.county_code,
        id=new_id(),
        name=name,
        key_hash=_hash(token),
        post_id=post_id,
        scopes=wanted,
        created_at=uow.now,
        expires_on=expires_on,
    )
    uow.session.add(key)
    uow.session.flush()
    log_access(uow, "people", "api_key_made", data={"post": str(post_id), "scopes": " ".join(wanted)})
    return token


def holder(connection: Connection, token: str, now: datetime) -> tuple[Signed, uuid.UUID | None] | None:
    """Return who a key acts for, with the key's id when its use is to be written down; `None` for a key that opens nothing."""
    if not token.startswith(PREFIX):
        return None
    today = day_of(now)
    row = connection.execute(
        select(ApiKey.id, ApiKey.scopes, ApiKey.last_used_at, ApiKey.post_id, Staff.user_id)
        .join(Post, and_(Post.county_code == ApiKey.county_code, Post.id == ApiKey.post_id))
        .join(Staff, and_(Staff.county_code == Post.county_code, Staff.id == Post.staff_id))
        .where(
            ApiKey.key_hash == _hash(token),
            ApiKey.ended_at.is_(None),
            ApiKey.expires_on >= today,
        )
    ).one_or_none()
    if row is None or row.user_id is None:
        return None
    who = signed(connection, row.user_id, row.post_id, today)
    if who is None:
        return None
    stale = row.last_used_at is None or now - row.last_used_at > TOUCH
    return replace(who, by_key=True, scopes=frozenset(row.scopes), must_change_password=False), row.id if stale else None


def used(connection: Connection, key_id: uuid.UUID, now: datetime) -> None:
    """Write down that the key was used."""
    connection.execute(update(ApiKey).where(ApiKey.id == key_id).values(last_used_at=now))


def end_keys(uow: UnitOfWork, staff_id: uuid.UUID, *, post_id: uuid.UUID | None = None, key_id: uuid.UUID | None = None) -> int:
    """End the keys of a person's posts, of one post, or one key, and return how many ended. They open nothing from now on."""
    statement = (
        select(ApiKey)
        .join(Post, and_(Post.county_code == ApiKey.county_code, Post.id == ApiKey.post_id))
        .where(ApiKey.county_code == uow.county_code, Post.staff_id == staff_id, ApiKey.ended_at.is_(None))
    )
    if post_id is not None:
        statement = statement.where(Post.id == post_id)
    if key_id is not None:
        statement = statement.where(ApiKey.id == key_id)
    keys = uow.session.scalars(statement.with_for_update(of=ApiKey)).all()
    for key in keys:
        key.ended_at = uow.now
        uow.session.flush()
        log_access(uow, "people", "api_key_ended", data={"key": str(key.id), "post": str(key.post_id)})
    return len(keys)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="replace")).digest()
