"""评价: asks one party what she thinks of the mediation, by a link that works once, and takes in what she answers.

Only the hash of the token is kept, so that whoever handed the link out cannot look it up or send it again. Never for a sealed
case, nor for a party who must not be contacted; both are asked again when the answer comes. The link says nothing of the case.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, or_, select, update

from portal.access.privacy_rules import may_read_content
from portal.declare.fields import Choice, LongText
from portal.declare.privacy import Privacy
from portal.declare.steps import Verb
from portal.declare.texts import N_
from portal.engine.contact_rules import NEVER
from portal.engine.read_fields import read_fields
from portal.errors import Forbidden, Refused
from portal.services.acting import lock_in_reach, must, person
from portal.store.access_log import log_access
from portal.store.identifiers import new_id
from portal.store.parameter_rows import OPINION_DAYS, whole_in_force
from portal.store.secrets import seal
from portal.store.tables.afterwards import Opinion, OpinionLink
from portal.store.tables.cases import CaseFile, Party
from portal.store.unit_of_work import UnitOfWork

TASK = "opinion"
KEPT = timedelta(days=400)
"""How long a link that ended stays, so that answers can be compared with what was asked."""

_TOKEN_LENGTH = 43
_CONTENT = (("satisfied", N_("满意")), ("fairly", N_("基本满意")), ("not", N_("不满意")))
_FAIR = (("satisfied", N_("公道")), ("fairly", N_("一般")), ("not", N_("不公道")))
_TOLD = (("satisfied", N_("清楚")), ("fairly", N_("一般")), ("not", N_("不清楚")))
QUESTIONS = (
    Choice("overall", N_("对这次调解，您满意吗"), _CONTENT, required=True),
    Choice("fair", N_("调解员是不是公道、不偏袒"), _FAIR, required=True),
    Choice("told", N_("您的权利和别的办法，讲清楚了吗"), _TOLD, required=True),
    LongText("words", N_("还想说的话"), longest=500),
)
_link = OpinionLink.__table__


@dataclass(frozen=True)
class Followed:
    """A link that still leads somewhere."""

    id: uuid.UUID
    case_id: uuid.UUID
    party_id: uuid.UUID


def ask_opinion(uow: UnitOfWork, case_id: uuid.UUID, party: str) -> tuple[str, datetime]:
    """Return the token of a new link for one party and until when it may be used. The token is told this once.

    Raises:
        NotFound: the case is missing or out of reach.
        Forbidden: the post does not handle cases of this type, belongs to another body, or sees the header alone.
        Refused: the case is open, sealed or voided; the party is none of it, must not be contacted, or was asked already.
    """
    actor = person(uow)
    case = lock_in_reach(uow, actor, case_id)
    must(actor, Verb.HANDLE, case.type)
    if case.organisation_id != actor.organisation_id or not may_read_content(actor, case):
        raise Forbidden(Verb.HANDLE.value)
    if not _may_be_asked(case):
        raise Refused.at("", "opinion_not_asked")
    asked = next((p for p in _parties(uow, case_id) if str(p.id) == party), None)
    if asked is None:
        raise Refused.at("party", "not_an_option" if party else "required", title=N_("当事人"))
    if asked.contact_rule == NEVER:
        raise Refused.at("party", "opinion_no_contact")
    out = select(OpinionLink.id).where(
        OpinionLink.county_code == uow.county_code,
        OpinionLink.case_id == case_id,
        OpinionLink.party_id == asked.id,
        or_(OpinionLink.until > uow.now, OpinionLink.used_at.is_not(None)),
    )
    if uow.session.scalar(out.limit(1)) is not None:
        raise Refused.at("party", "opinion_asked")
    token, until = secrets.token_urlsafe(32), uow.now + timedelta(days=open_days(uow))
    uow.session.add(
        OpinionLink(
            county_code=uow.county_code,
            id=new_id(),
            case_id=case_id,
            token_hash=_hashed(token),
            party_id=asked.id,
            post_id=actor.post_id,
            made_at=uow.now,
            until=until,
        )
    )
    log_access(uow, "opinion", "asked", case_id=case_id)
    uow.session.flush()
    return token, until


def open_days(uow: UnitOfWork) -> int:
    """Return how many days a link may be used: a rule of the county."""
    return whole_in_force(uow.session, OPINION_DAYS, uow.county_code, uow.today)


def follow(connection: Connection, token: str, now: datetime) -> Followed | None:
    """Return where a token leads, `None` when it was used, is too old, or never was."""
    if len(token) != _TOKEN_LENGTH or not token.isascii():
        return None
    row = connection.execute(
        select(_link.c.id, _link.c.case_id, _link.c.party_id).where(
            _link.c.token_hash == _hashed(token), _link.c.used_at.is_(None), _link.c.until > now
        )
    ).one_or_none()
    return None if row is None else Followed(**row._mapping)


def take_opinion(uow: UnitOfWork, link: Followed, raw: Mapping[str, Any]) -> bool:
    """Take in the answers and use the link up; false when it no longer leads anywhere, whatever the reason.

    Raises:
        Refused: every problem at its field; the link stays.
    """
    values, problems = read_fields(QUESTIONS, raw, uow.today, "")
    if problems:
        raise Refused(tuple(problems))
    case = uow.session.scalar(select(CaseFile).where(CaseFile.county_code == uow.county_code, CaseFile.id == link.case_id))
    party = next((p for p in _parties(uow, link.case_id) if p.id == link.party_id), None)
    if case is None or party is None or not _may_be_asked(case) or party.contact_rule == NEVER:
        return False
    used = uow.session.execute(
        update(OpinionLink)
        .where(
            OpinionLink.county_code == uow.county_code,
            OpinionLink.id == link.id,
            OpinionLink.used_at.is_(None),
            OpinionLink.until > uow.now,
        )
        .values(used_at=uow.now)
        .execution_options(synchronize_session=False)
    )
    if used.rowcount != 1:  # type: ignore[attr-defined]
        return False
    row_id, words = new_id(), values.get("words")
    uow.session.add(
        Opinion(
            county_code=uow.county_code,
            id=row_id,
            case_id=link.case_id,
            party_id=link.party_id,
            given_on=uow.today,
            overall=values["overall"],
            fair=values["fair"],
            told=values["told"],
            words=seal(uow.keyring, "opinion", "words", row_id, words) if words else None,
        )
    )
    uow.session.flush()
    return True


def forget_opinion_links(uow: UnitOfWork) -> None:
    """Delete links that ended long ago and were never used."""
    gone = (OpinionLink.until < uow.now - KEPT, OpinionLink.used_at.is_(None))
    uow.session.execute(delete(OpinionLink).where(OpinionLink.county_code == uow.county_code, *gone))


def _may_be_asked(case: CaseFile) -> bool:
    return case.ending is not None and case.voided_on is None and case.privacy < Privacy.P4


def _parties(uow: UnitOfWork, case_id: uuid.UUID) -> tuple[Party, ...]:
    return tuple(uow.session.scalars(select(Party).where(Party.county_code == uow.county_code, Party.case_id == case_id)))


def _hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
