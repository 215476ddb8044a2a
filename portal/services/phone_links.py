"""手机拍照: a link for one telephone, one case, one post, one time, within a quarter of an hour.

Only the hash of its token is kept. Whoever follows it is nobody in particular: what she adds is added in the name of the
post that showed the code, and only as long as that post still may.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from portal.errors import NotFound, Refused
from portal.services.acting import person
from portal.services.materials import may_add
from portal.store.access_log import log_access
from portal.store.identifiers import new_id
from portal.store.tables.materials import PhoneLink
from portal.store.unit_of_work import UnitOfWork

LIFE = timedelta(minutes=15)
KEPT = timedelta(days=2)
"""How long an ended link stays before it is tidied away."""

_TOKEN_LENGTH = 43
_link = PhoneLink.__table__


@dataclass(frozen=True)
class Followed:
    """A link that still leads somewhere."""

    id: uuid.UUID
    county_code: str
    case_id: uuid.UUID
    kind: str
    user_id: int
    post_id: uuid.UUID
    until: datetime


def make_link(uow: UnitOfWork, case_id: uuid.UUID, kind: str) -> tuple[str, datetime]:
    """Return the token of a new link and until when it leads to the case. Raises like `may_add`."""
    may_add(uow, case_id, kind)
    actor = person(uow)
    token, until = secrets.token_urlsafe(32), uow.now + LIFE
    row = PhoneLink(
        county_code=uow.county_code,
        id=new_id(),
        case_id=case_id,
        token_hash=_hashed(token),
        kind=kind,
        user_id=actor.user_id,
        post_id=actor.post_id,
        made_at=uow.now,
        until=until,
    )
    uow.session.add(row)
    log_access(uow, "material", "phone_link", case_id=case_id, data={"kind": kind})
    uow.session.flush()
    return token, until


def follow(connection: Connection, token: str, now: datetime) -> Followed | None:
    """Return where a token leads, `None` when it was used, is too old, or never was."""
    if len(token) != _TOKEN_LENGTH or not token.isascii():
        return None
    row = connection.execute(
        select(
            _link.c.id,
            _link.c.county_code,
            _link.c.case_id,
            _link.c.kind,
            _link.c.user_id,
            _link.c.post_id,
            _link.c.until,
        ).where(_link.c.token_hash == _hashed(token), _link.c.used_at.is_(None), _link.c.until > now)
    ).one_or_none()
    return None if row is None else Followed(**row._mapping)


def use_link(uow: UnitOfWork, link: Followed) -> None:
    """Use a link up, once.

    Raises:
        NotFound: it belongs to another post.
        Refused: somebody was faster, or its time is over.
    """
    if person(uow).post_id != link.post_id:
        raise NotFound
    used = uow.session.execute(
        update(PhoneLink)
        .where(
            PhoneLink.county_code == uow.county_code,
            PhoneLink.id == link.id,
            PhoneLink.used_at.is_(None),
            PhoneLink.until > uow.now,
        )
        .values(used_at=uow.now)
        .execution_options(synchronize_session=False)
    )
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise Refused.at("", "phone_link_ended")


def forget_links(uow: UnitOfWork) -> None:
    """Delete links that ended two days ago."""
    uow.session.execute(delete(PhoneLink).where(PhoneLink.county_code == uow.county_code, PhoneLink.until < uow.now - KEPT))


def _hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
