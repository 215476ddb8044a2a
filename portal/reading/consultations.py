"""来访咨询: the ledger of who asked what, and one entry of it, as the reader's post may see them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from portal.access.actors import Person
from portal.access.consultation_reach import consultation_clause, content_clause, may_read_consultation
from portal.access.reach import reach_clause
from portal.engine.masking import name_mask
from portal.engine.redaction import redact
from portal.engine.text import BadText, clean
from portal.errors import NotFound, Refused
from portal.reading.keyset import Order, slice_of
from portal.reading.shown import type_title
from portal.store.tables.cases import CaseFile
from portal.store.tables.desk import Consultation
from portal.store.tables.people import Staff
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

PAGE_SIZE = 25
COUNT_MOST = 1001
LONGEST_TEXT = 60


@dataclass(frozen=True)
class ConsultationQuery:
    """What is asked of the ledger. `text` comes by POST and never stands in an address."""

    text: str = ""
    topic: str = ""
    channel: str = ""
    since: date | None = None
    until: date | None = None
    cursor: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return bool(self.text or self.topic or self.channel or self.since or self.until)


@dataclass(frozen=True)
class ConsultationShown:
    """One consultation. `hidden` says that its content is for whoever wrote it down and the supervisor only."""

    id: uuid.UUID
    came_on: date
    channel: str
    visitor: str
    phone: str
    topic: str
    topic_title: str
    question: str
    answer: str
    staff: str
    staff_id: uuid.UUID
    organisation: str
    organisation_id: uuid.UUID
    case_id: uuid.UUID | None
    case_number: str | None
    became_case: bool
    version: int
    hidden: bool


@dataclass(frozen=True)
class Ledger:
    """A page of the ledger, newest first; `count` is exact up to 1,000."""

    rows: tuple[ConsultationShown, ...]
    next: str
    previous: str
    count: int
    counted_all: bool


def ledger(uow: UnitOfWork, actor: Person, query: ConsultationQuery) -> Ledger:
    """Return a page of the ledger.

    Raises:
        Refused: a cursor or a search text that makes no sense.
    """
    conditions = _conditions(uow, actor, query)
    meant = select(Consultation.id).where(Consultation.county_code == uow.county_code, *conditions)
    order = Order(Consultation.came_on, Consultation.id, ascending=False)
    found = slice_of(uow, meant, _statement(uow, actor), order, cursor=query.cursor, size=PAGE_SIZE)
    count = uow.session.scalar(select(func.count()).select_from(meant.limit(COUNT_MOST).subquery())) or 0
    return Ledger(
        rows=tuple(_shown(uow, actor, row) for row in found.rows),
        next=found.next,
        previous=found.previous,
        count=min(count, COUNT_MOST - 1),
        counted_all=count < COUNT_MOST,
    )


def consultation(uow: UnitOfWork, actor: Person, consultation_id: uuid.UUID) -> ConsultationShown:
    """Return one consultation.

    Raises:
        NotFound: missing or out of reach.
    """
    statement = _statement(uow, actor).where(Consultation.id == consultation_id, consultation_clause(actor, uow.registry))
    row = uow.session.execute(statement).one_or_none()
    if row is None:
        raise NotFound
    return _shown(uow, actor, row)


def _statement(uow: UnitOfWork, actor: Person) -> Select[*tuple[Any, ...]]:
    """Return the statement; the case it became is named only to whoever may see that case."""
    return (
        select(
            Consultation.id,
            Consultation.came_on,
            Consultation.channel,
            Consultation.visitor,
            Consultation.phone_mask,
            Consultation.topic,
            Consultation.question,
            Consultation.answer,
            Consultation.staff_id,
            Consultation.organisation_id,
            Consultation.case_id,
            Consultation.version,
            CaseFile.id.label("seen_case"),
            CaseFile.number,
            CaseFile.privacy.label("case_privacy"),
            Staff.name.label("staff"),
            Organisation.short_name,
        )
        .join(
            Organisation,
            and_(Organisation.county_code == Consultation.county_code, Organisation.id == Consultation.organisation_id),
        )
        .outerjoin(Staff, and_(Staff.county_code == Consultation.county_code, Staff.id == Consultation.staff_id))
        .outerjoin(
            CaseFile,
            and_(
                CaseFile.county_code == Consultation.county_code,
                CaseFile.id == Consultation.case_id,
                reach_clause(actor, now=uow.now),
            ),
        )
        .where(Consultation.county_code == uow.county_code)
    )


def _conditions(uow: UnitOfWork, actor: Person, query: ConsultationQuery) -> list[ColumnElement[bool]]:
    clauses = [consultation_clause(actor, uow.registry)]
    if query.topic:
        clauses.append(Consultation.topic == query.topic)
        clauses.append(content_clause(actor, uow.registry))
    if query.channel:
        clauses.append(Consultation.channel == query.channel)
    if query.since is not None:
        clauses.append(Consultation.came_on >= query.since)
    if query.until is not None:
        clauses.append(Consultation.came_on <= query.until)
    if query.text:
        try:
            plain = clean(query.text, LONGEST_TEXT)
        except BadText as bad:
            raise Refused.at("text", f"text_{bad.code}", **bad.params) from None
        inside = [
            column.contains(plain, autoescape=True)
            for column in (Consultation.visitor, Consultation.question, Consultation.answer)
        ]
        # Elsewhere the visitor's name is masked, in the question as well: a text that was found would tell it.
        clauses += [Consultation.organisation_id == actor.organisation_id, or_(*inside), content_clause(actor, uow.registry)]
    return clauses


def _shown(uow: UnitOfWork, actor: Person, row: Row[Any]) -> ConsultationShown:
    shown = ConsultationShown(
        id=row.id,
        came_on=row.came_on,
        channel=row.channel,
        visitor=row.visitor,
        phone=row.phone_mask,
        topic=row.topic,
        topic_title=type_title(uow, row.topic) if row.topic else "",
        question=row.question,
        answer=row.answer,
        staff=row.staff or "",
        staff_id=row.staff_id,
        organisation=row.short_name,
        organisation_id=row.organisation_id,
        case_id=row.seen_case,
        case_number=row.number,
        became_case=row.case_id is not None,
        version=row.version,
        hidden=False,
    )
    if not may_read_consultation(actor, uow.registry, row, row.case_privacy):
        return replace(
            shown, visitor="", phone="", topic="", topic_title="", question="", answer="", became_case=False, hidden=True
        )
    if row.organisation_id != actor.organisation_id and row.visitor:
        question, answer = (redact(text, (row.visitor,)) for text in (row.question, row.answer))
        return replace(shown, visitor=name_mask(row.visitor), question=question, answer=answer)
    return shown
