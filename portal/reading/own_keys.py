"""接口密钥: the keys of programs that act in one's own posts, with their last use."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select

from portal.access.actors import Person
from portal.reading.wording import label
from portal.store.tables.people import ApiKey, Post, PostRole
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

MOST = 100


@dataclass(frozen=True)
class KeyLine:
    """One key. `state` is live, ended or over; `last_used_at` is None for one that was never used."""

    id: uuid.UUID
    name: str
    organisation: str
    role: str
    scopes: Sequence[str]
    created_at: datetime
    expires_on: date
    last_used_at: datetime | None
    state: str


def own_keys(uow: UnitOfWork, actor: Person) -> tuple[KeyLine, ...]:
    """Return the newest keys of all posts of the acting person; the key itself is known to nobody."""
    rows = uow.session.execute(
        select(ApiKey, Post.until, Organisation.short_name, PostRole.title, PostRole.plugin)
        .join(Post, and_(Post.county_code == ApiKey.county_code, Post.id == ApiKey.post_id))
        .join(Organisation, and_(Organisation.county_code == Post.county_code, Organisation.id == Post.organisation_id))
        .join(PostRole, PostRole.name == Post.role)
        .where(ApiKey.county_code == uow.county_code, Post.staff_id == actor.staff_id)
        .order_by(ApiKey.created_at.desc(), ApiKey.id)
        .limit(MOST)
    )
    return tuple(
        KeyLine(
            key.id,
            key.name,
            organisation,
            label(title, plugin),
            tuple(key.scopes),
            key.created_at,
            key.expires_on,
            key.last_used_at,
            _state(key, until, uow.today),
        )
        for key, until, organisation, title, plugin in rows
    )


def _state(key: ApiKey, until: date | None, today: date) -> str:
    if key.ended_at is not None:
        return "ended"
    return "over" if key.expires_on < today or (until is not None and until < today) else "live"
