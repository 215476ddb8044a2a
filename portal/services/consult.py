"""来访咨询: notes who asked what and what was told; corrects it, shows a phone, and turns it into the form of a case."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select, update

from portal.access.actors import Person
from portal.access.consultation_reach import consultation_clause, may_read_consultation
from portal.declare.case_types import CaseType
from portal.declare.fields import Choice, Day, Field, LongText, Phone, Text
from portal.declare.parties import Side
from portal.declare.steps import Verb
from portal.engine.carrying import first_role
from portal.engine.masking import phone_mask
from portal.engine.numbers_in_text import phones_asked
from portal.engine.read_fields import read_fields
from portal.errors import Forbidden, NotFound, Problem, Refused, Stale
from portal.services.acting import must, person, reach
from portal.services.submits import body_text, settle, use_token
from portal.store.access_log import log_access
from portal.store.identifiers import new_id
from portal.store.secrets import seal, unseal
from portal.store.tables.cases import CaseFile
from portal.store.tables.desk import Consultation
from portal.store.unit_of_work import UnitOfWork

PAGE = "portal.consultations"
CHANNELS = (("visit", "来访"), ("phone", "电话"), ("wechat", "微信"), ("other", "其他"))
FIELDS: tuple[Field, ...] = (
    Day("came_on", "日期", required=True),
    Choice("channel", "方式", CHANNELS, required=True),
    Text("visitor", "来访人", longest=40, hint="不愿留名的，可以不填"),
    Phone("phone", "电话"),
    Text("topic", "咨询事项", longest=81),
    LongText("question", "问的是什么", required=True, longest=4000),
    LongText("answer", "怎么答复的", longest=4000),
)


def record_consultation(
    uow: UnitOfWork, raw: Mapping[str, Any], *, token: str | None = None, confirmed: Collection[str] = ()
) -> uuid.UUID:
    """Note a consultation of today or an earlier day in the organisation of this post.

    `confirmed` answers what only asks: `rule:<field>` for a text with a mobile number in it.

    Raises:
        Forbidden: the post does not open the page.
        Refused: every problem at its field.
        Repeated: the token was used before.
    """
    actor = _actor(uow)
    submit = use_token(uow, actor, token, body_text(raw))
    values = _read(uow, actor, raw, confirmed)
    row = Consultation(
        county_code=uow.county_code,
        id=new_id(),
        organisation_id=actor.organisation_id,
        staff_id=actor.staff_id,
        recorded_at=uow.now,
        version=1,
    )
    _fill(uow, row, values)
    uow.session.add(row)
    uow.session.flush()
    settle(submit, row.id)
    log_access(uow, "consult", "recorded", data={"consultation": str(row.id)})
    return row.id


def amend_consultation(
    uow: UnitOfWork,
    consultation_id: uuid.UUID,
    raw: Mapping[str, Any],
    *,
    version: int | None,
    confirmed: Collection[str] = (),
) -> int:
    """Correct what was noted, and return the new version. A phone left empty stays as it is.

    Raises:
        NotFound: missing or out of reach.
        Forbidden: another organisation's, or content the post may not read.
        Stale: somebody else was faster.
        Refused: every problem at its field.
    """
    actor = _actor(uow)
    row = _own(uow, actor, consultation_id)
    values = _read(uow, actor, raw, confirmed, kept_topic=row.topic)
    if version != row.version:
        raise Stale(row.version, ("amend",))
    _fill(uow, row, values)
    row.version += 1
    uow.session.flush()
    log_access(uow, "consult", "amended", data={"consultation": str(row.id), "version": row.version})
    return row.version


def phone_of(uow: UnitOfWork, consultation_id: uuid.UUID) -> str:
    """Return the visitor's phone in full; who looked is written down before it is returned.

    Raises:
        NotFound: missing, out of reach, or without a phone.
        Forbidden: another organisation's, or content the post may not read.
    """
    actor = _actor(uow)
    row = _own(uow, actor, consultation_id)
    if row.phone is None:
        raise NotFound
    log_access(uow, "reveal", "consultation_phone", data={"consultation": str(row.id)})
    return unseal(uow.keyring, "consultation", "phone", row.id, row.phone)


def as_case(uow: UnitOfWork, consultation_id: uuid.UUID, type_key: str) -> dict[str, Any]:
    """Return the beginning of a case of the type as a body for its form: the visitor as applicant, the question as story.

    Raises:
        NotFound: missing or out of reach, or no such type for the organisation.
        Forbidden: another organisation's, content the post may not read, or the post may not register the type.
        Refused: it has become a case already.
    """
    actor = _actor(uow)
    row = _own(uow, actor, consultation_id)
    if row.case_id is not None:
        raise Refused.at("", "already_a_case")
    case_type = _registrable(uow, actor, type_key)
    body: dict[str, Any] = {"summary": row.question}
    role = first_role(case_type, Side.APPLICANT)
    party = {"name": row.visitor}
    if row.phone is not None:
        party["phone"] = unseal(uow.keyring, "consultation", "phone", row.id, row.phone)
        log_access(uow, "reveal", "consultation_phone", data={"consultation": str(row.id)})
    party = {key: value for key, value in party.items() if value}
    if role is not None and party:
        body["parties"] = {role.key: [party]}
    return body


def became_case(uow: UnitOfWork, consultation_id: uuid.UUID, case_id: uuid.UUID) -> None:
    """Remember which case a consultation became; the first one stays.

    Raises:
        NotFound: missing or out of reach.
        Forbidden: another organisation's, or content the post may not read.
    """
    actor = _actor(uow)
    row = _own(uow, actor, consultation_id)
    if row.case_id is None:
        reach(uow, actor, case_id)
        statement = update(Consultation).where(Consultation.county_code == uow.county_code, Consultation.id == row.id)
        changed = statement.values(case_id=case_id, version=row.version + 1)
        uow.session.execute(changed, execution_options={"synchronize_session": False})
        log_access(uow, "consult", "became_case", case_id=case_id, data={"consultation": str(row.id)})


def _actor(uow: UnitOfWork) -> Person:
    actor = person(uow)
    if not actor.may("open", PAGE):
        raise Forbidden("open")
    return actor


def _own(uow: UnitOfWork, actor: Person, consultation_id: uuid.UUID) -> Consultation:
    """Return the consultation, locked, if the post may work with it."""
    row = uow.session.scalars(
        select(Consultation)
        .where(
            Consultation.county_code == uow.county_code,
            Consultation.id == consultation_id,
            consultation_clause(actor, uow.registry),
        )
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFound
    became = select(CaseFile.privacy).where(CaseFile.county_code == uow.county_code, CaseFile.id == row.case_id)
    case_privacy = uow.session.scalar(became) if row.case_id is not None else None
    if row.organisation_id != actor.organisation_id or not may_read_consultation(actor, uow.registry, row, case_privacy):
        raise Forbidden("open")
    return row


def _registrable(uow: UnitOfWork, actor: Person, type_key: str) -> CaseType:
    case_type = uow.registry.case_type(type_key)
    if case_type is None or type_key.partition(".")[0] not in actor.plugins:
        raise NotFound
    must(actor, Verb.REGISTER, type_key)
    return case_type


def _read(
    uow: UnitOfWork, actor: Person, raw: Mapping[str, Any], confirmed: Collection[str], *, kept_topic: str = ""
) -> dict[str, Any]:
    values, problems = read_fields(FIELDS, raw, uow.today, "")
    problems += [p for p in phones_asked(FIELDS, values) if f"rule:{p.field}" not in confirmed]
    topic = values.get("topic") or ""
    known = uow.registry.case_type(topic) is not None and topic.partition(".")[0] in actor.plugins
    if topic and not known and topic != kept_topic:
        problems.append(Problem("topic", "not_an_option"))
    if problems:
        raise Refused(tuple(problems))
    return values


def _fill(uow: UnitOfWork, row: Consultation, values: Mapping[str, Any]) -> None:
    came_on: date = values["came_on"]
    row.came_on = came_on
    row.channel = values["channel"]
    row.visitor = values.get("visitor") or ""
    row.topic = values.get("topic") or ""
    row.question = values["question"]
    row.answer = values.get("answer") or ""
    phone = values.get("phone")
    if phone:
        row.phone = seal(uow.keyring, "consultation", "phone", row.id, phone)
        row.phone_mask = phone_mask(phone)
