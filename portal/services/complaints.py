"""投诉: takes a complaint about a mediator to the judicial bureau, by a party's link or at the bureau's desk, and answers it.

Whoever complains gets a receipt, a token of which only the hash is kept; with it the state and the answer are read without
signing in. The mediator and her unit learn nothing here: what the bureau decides it tells them itself.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, or_, select, update

from portal.access.actors import Person
from portal.access.complaint_reach import BUREAU, complaint_clause, may_handle_complaints
from portal.access.reach import reach_clause
from portal.declare.privacy import Privacy
from portal.engine.complaining import ANSWER, AT_THE_DESK, WHAT
from portal.engine.contact_rules import NEVER
from portal.engine.read_fields import read_fields
from portal.errors import Forbidden, NotFound, Problem, Refused
from portal.services.acting import person
from portal.services.submits import body_text, settle, use_token
from portal.store.access_log import log_access
from portal.store.identifiers import new_id
from portal.store.parameter_rows import COMPLAINT_DAYS, whole_in_force
from portal.store.secrets import seal, unseal
from portal.store.tables.afterwards import OpinionLink
from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.complaints import Complaint
from portal.store.tables.people import Post, Staff
from portal.store.unit_of_work import UnitOfWork

TASK = "complaint"
KIND = "complaint"
LINK, DESK = "link", "desk"
RECEIVED, TAKEN, ANSWERED = "received", "taken", "answered"
_TOKEN_LENGTH = 43
_link = OpinionLink.__table__


@dataclass(frozen=True)
class Receipt:
    """What whoever complained is told: the token, shown this once, and the day by which an answer is due."""

    token: str
    due_on: date


@dataclass(frozen=True)
class Told:
    """What the holder of a receipt reads; nothing of a case, and not her own words."""

    state: str
    came_on: date
    due_on: date
    finding: str
    answer: str


def may_complain(connection: Connection, token: str, now: datetime) -> bool:
    """Say whether a link for an opinion, used or not, still takes a complaint."""
    return _lead(connection, token, now) is not None


def complain(uow: UnitOfWork, token: str, raw: Mapping[str, Any]) -> Receipt | None:
    """Take a complaint in by a party's link, once; `None` when the link no longer leads anywhere, whatever the reason.

    Raises:
        Refused: every problem at its field, or the county has no bureau to take it. The link stays.
    """
    values, problems = read_fields(WHAT, raw, uow.today, "")
    if problems:
        raise Refused(tuple(problems))
    lead = _lead(uow.session.connection(), token, uow.now)
    if lead is None:
        return None
    link_id, case_id, party_id = lead
    case = uow.session.scalar(select(CaseFile).where(CaseFile.county_code == uow.county_code, CaseFile.id == case_id))
    party = uow.session.scalar(select(Party).where(Party.county_code == uow.county_code, Party.id == party_id))
    if case is None or party is None or case.voided_on is not None or case.privacy >= Privacy.P4 or party.contact_rule == NEVER:
        return None
    bureau = _bureau(uow)
    used = uow.session.execute(
        update(OpinionLink)
        .where(OpinionLink.county_code == uow.county_code, OpinionLink.id == link_id, OpinionLink.complained_at.is_(None))
        .values(complained_at=uow.now)
        .execution_options(synchronize_session=False)
    )
    if used.rowcount != 1:  # type: ignore[attr-defined]
        return None
    return _write(uow, bureau, case.organisation_id, case.handler_id, case.id, LINK, uow.today, values)


def complain_at_the_desk(uow: UnitOfWork, unit_id: uuid.UUID, raw: Mapping[str, Any], token: str | None = None) -> Receipt:
    """Write down the complaint of somebody who came in person, at the bureau's desk.

    Raises:
        Forbidden: the post is none of the bureau's.
        Refused: every problem at its field. Repeated: the token was used before.
    """
    actor = _handles(uow)
    submit = use_token(uow, actor, token, f"{unit_id} {body_text(raw)}")
    values, problems = read_fields(AT_THE_DESK, raw, uow.today, "")
    case = _case(uow, actor, unit_id, values["number"]) if values.get("number") else None
    if values.get("number") and case is None:
        problems.append(Problem("number", "complaint_no_case"))
    mediators = _mediators(uow, unit_id, values["mediator"]) if values.get("mediator") else []
    if len(mediators) > 1 and case is not None and case.handler_id in mediators:
        mediators = [case.handler_id]
    if values.get("mediator") and len(mediators) != 1:
        problems.append(Problem("mediator", "complaint_two_mediators" if mediators else "complaint_no_mediator"))
    if problems:
        raise Refused(tuple(problems))
    (mediator,) = mediators
    case_id = None if case is None else case.id
    if mediator == actor.staff_id:
        raise Refused.at("mediator", "complaint_about_oneself")
    with uow.at_task(TASK):
        receipt = _write(uow, actor.organisation_id, unit_id, mediator, case_id, DESK, values["came_on"], values)
    settle(submit, actor.staff_id)
    return receipt


def take_complaint(uow: UnitOfWork, complaint_id: uuid.UUID) -> None:
    """Say that one looks into it.

    Raises:
        NotFound: no such complaint for this post. Refused: somebody does already, or it is answered.
    """
    actor, row = _handled(uow, complaint_id)
    if row.taken_at is not None or row.answered_at is not None:
        raise Refused.at("", "complaint_taken")
    row.taken_by_id, row.taken_at = actor.staff_id, uow.now
    log_access(uow, KIND, "taken", data={"complaint": str(row.id)})


def answer_complaint(uow: UnitOfWork, complaint_id: uuid.UUID, raw: Mapping[str, Any]) -> None:
    """Answer a complaint, once and for good.

    Raises:
        NotFound: no such complaint for this post. Refused: answered already, or every problem at its field.
    """
    actor, row = _handled(uow, complaint_id)
    values, problems = read_fields(ANSWER, raw, uow.today, "")
    if row.answered_at is not None:
        problems.append(Problem("", "complaint_answered"))
    if values.get("finding") in ("unfounded", "elsewhere") and values.get("measure") not in (None, "none"):
        problems.append(Problem("measure", "complaint_no_measure"))
    if problems:
        raise Refused(tuple(problems))
    if row.taken_at is None:
        row.taken_by_id, row.taken_at = actor.staff_id, uow.now
    row.answered_by_id, row.answered_at = actor.staff_id, uow.now
    row.finding, row.measure = values["finding"], values["measure"]
    row.answer = seal(uow.keyring, "complaint", "answer", row.id, values["answer"])
    log_access(uow, KIND, "answered", data={"complaint": str(row.id), "finding": row.finding})


def by_receipt(uow: UnitOfWork, token: str) -> Told | None:
    """Return what the holder of a receipt may read, `None` where the token never was one."""
    if len(token) != _TOKEN_LENGTH or not token.isascii():
        return None
    row = uow.session.scalar(
        select(Complaint).where(Complaint.county_code == uow.county_code, Complaint.receipt_hash == _hashed(token))
    )
    if row is None:
        return None
    answer = unseal(uow.keyring, "complaint", "answer", row.id, row.answer) if row.answer is not None else ""
    return Told(state_of(row), row.came_on, row.due_on, row.finding, answer)


def state_of(row: Complaint) -> str:
    """Return how far a complaint has come."""
    return ANSWERED if row.answered_at is not None else TAKEN if row.taken_at is not None else RECEIVED


def _write(
    uow: UnitOfWork,
    bureau: uuid.UUID,
    unit_id: uuid.UUID,
    mediator_id: uuid.UUID | None,
    case_id: uuid.UUID | None,
    channel: str,
    came_on: date,
    values: Mapping[str, Any],
) -> Receipt:
    row_id, token = new_id(), secrets.token_urlsafe(32)
    due_on = came_on + timedelta(days=whole_in_force(uow.session, COMPLAINT_DAYS, uow.county_code, uow.today))
    told = {key: values.get(key) or "" for key in ("name", "phone", "words")}
    uow.session.add(
        Complaint(
            county_code=uow.county_code,
            id=row_id,
            organisation_id=bureau,
            unit_id=unit_id,
            mediator_id=mediator_id,
            about_case_id=case_id,
            channel=channel,
            came_on=came_on,
            grounds=list(values["grounds"]),
            told=seal(uow.keyring, "complaint", "told", row_id, json.dumps(told, ensure_ascii=False)),
            receipt_hash=_hashed(token),
            due_on=due_on,
        )
    )
    log_access(uow, KIND, "received", data={"complaint": str(row_id), "channel": channel})
    uow.session.flush()
    return Receipt(token, due_on)


def _lead(connection: Connection, token: str, now: datetime) -> tuple[uuid.UUID, uuid.UUID, uuid.UUID] | None:
    if len(token) != _TOKEN_LENGTH or not token.isascii():
        return None
    row = connection.execute(
        select(_link.c.id, _link.c.case_id, _link.c.party_id).where(
            _link.c.token_hash == _hashed(token), _link.c.complained_at.is_(None), _link.c.until > now
        )
    ).one_or_none()
    return None if row is None else (row.id, row.case_id, row.party_id)


def _bureau(uow: UnitOfWork) -> uuid.UUID:
    """Return the organisation of the bureau: where a post of its role is held today.

    Raises:
        Refused: nobody holds one.
    """
    held = select(Post.organisation_id).where(
        Post.county_code == uow.county_code,
        Post.role == BUREAU,
        Post.since <= uow.today,
        or_(Post.until.is_(None), Post.until >= uow.today),
    )
    found: uuid.UUID | None = uow.session.scalar(held.order_by(Post.since, Post.id).limit(1))
    if found is None:
        raise Refused.at("", "complaint_no_bureau")
    return found


def _mediators(uow: UnitOfWork, unit_id: uuid.UUID, name: str) -> list[uuid.UUID]:
    """Return who of that name has held a post in the unit; she may have left since."""
    held = (
        select(Staff.id)
        .join(Post, Post.staff_id == Staff.id)
        .where(Staff.county_code == uow.county_code, Post.organisation_id == unit_id, Staff.name == name)
        .distinct()
    )
    return list(uow.session.scalars(held))


def _case(uow: UnitOfWork, actor: Person, unit_id: uuid.UUID, number: str) -> CaseFile | None:
    found = select(CaseFile).where(
        CaseFile.county_code == uow.county_code,
        CaseFile.organisation_id == unit_id,
        CaseFile.number == number,
        reach_clause(actor),
    )
    return uow.session.scalars(found).one_or_none()


def _handles(uow: UnitOfWork) -> Person:
    actor = person(uow)
    if not may_handle_complaints(actor):
        raise Forbidden("handle")
    return actor


def _handled(uow: UnitOfWork, complaint_id: uuid.UUID) -> tuple[Person, Complaint]:
    actor = _handles(uow)
    row = uow.session.scalars(
        select(Complaint)
        .where(Complaint.county_code == uow.county_code, Complaint.id == complaint_id, complaint_clause(actor))
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFound
    return actor, row


def _hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
