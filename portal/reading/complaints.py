"""投诉 as the bureau reads them, and how many there are for whoever watches."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import aliased

from portal.access.actors import Person
from portal.access.complaint_reach import complaint_clause
from portal.errors import NotFound
from portal.store.secrets import unseal
from portal.store.tables.cases import CaseFile
from portal.store.tables.complaints import Complaint
from portal.store.tables.people import Post, Staff
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

MOST_SHOWN = 100


@dataclass(frozen=True)
class ComplaintLine:
    """A complaint in the list: whom it is about, since when, until when."""

    id: uuid.UUID
    unit: str
    mediator: str
    came_on: date
    due_on: date
    channel: str
    state: str
    finding: str


@dataclass(frozen=True)
class ComplaintPage:
    """One complaint in full."""

    line: ComplaintLine
    case_id: uuid.UUID | None
    number: str
    grounds: tuple[str, ...]
    name: str
    phone: str
    words: str
    taken_by: str
    measure: str
    answer: str


@dataclass(frozen=True)
class ComplaintCounts:
    """How many came since a day, how many of them are answered, and how many were found true in whole or part."""

    received: int
    answered: int
    founded: int


def complaints(uow: UnitOfWork, actor: Person) -> tuple[ComplaintLine, ...]:
    """Return the complaints the post may see: open ones first, the nearest day before others."""
    rows = uow.session.execute(
        _joined(uow, actor).order_by(Complaint.answered_at.is_not(None), Complaint.due_on, Complaint.id).limit(MOST_SHOWN)
    )
    return tuple(_line(row, unit, mediator or "") for row, unit, mediator, _taker, _case_id, _number in rows)


def complaint_page(uow: UnitOfWork, actor: Person, complaint_id: uuid.UUID) -> ComplaintPage:
    """Return one complaint.

    Raises:
        NotFound: missing, or not for this post to see.
    """
    found = uow.session.execute(_joined(uow, actor).where(Complaint.id == complaint_id)).one_or_none()
    if found is None:
        raise NotFound
    row, unit, mediator, taken_by, case_id, number = found
    told = {} if row.told is None else json.loads(unseal(uow.keyring, "complaint", "told", row.id, row.told))
    answer = unseal(uow.keyring, "complaint", "answer", row.id, row.answer) if row.answer is not None else ""
    return ComplaintPage(
        _line(row, unit, mediator or ""),
        case_id,
        number or "",
        tuple(row.grounds),
        told.get("name", ""),
        told.get("phone", ""),
        told.get("words", ""),
        taken_by or "",
        row.measure,
        answer,
    )


def complaint_counts(uow: UnitOfWork, since: date) -> ComplaintCounts:
    """Return how many complaints came since the day; a count and nothing else, for posts that see the whole county."""
    row = uow.session.execute(
        select(
            func.count(Complaint.id),
            func.count(Complaint.answered_at),
            func.count(case((Complaint.finding.in_(("founded", "partly")), 1))),
        ).where(Complaint.county_code == uow.county_code, Complaint.came_on >= since)
    ).one()
    return ComplaintCounts(*row)


def units(uow: UnitOfWork) -> tuple[tuple[str, str], ...]:
    """Return the organisations that mediate, for the choice of whose mediator it is."""
    held = select(Post.organisation_id).where(Post.county_code == uow.county_code)
    rows = uow.session.execute(
        select(Organisation.id, Organisation.name)
        .where(Organisation.county_code == uow.county_code, Organisation.id.in_(held))
        .order_by(Organisation.name)
    )
    return tuple((str(row.id), row.name) for row in rows if row.name)


def _joined(uow: UnitOfWork, actor: Person) -> Any:
    mediator, taker = aliased(Staff), aliased(Staff)
    return (
        select(Complaint, Organisation.short_name, mediator.name, taker.name, CaseFile.id, CaseFile.number)
        .join(Organisation, and_(Organisation.county_code == Complaint.county_code, Organisation.id == Complaint.unit_id))
        .outerjoin(mediator, and_(mediator.county_code == Complaint.county_code, mediator.id == Complaint.mediator_id))
        .outerjoin(taker, and_(taker.county_code == Complaint.county_code, taker.id == Complaint.taken_by_id))
        .outerjoin(CaseFile, and_(CaseFile.county_code == Complaint.county_code, CaseFile.id == Complaint.about_case_id))
        .where(complaint_clause(actor))
    )


def _line(row: Complaint, unit: str, mediator: str) -> ComplaintLine:
    state = "answered" if row.answered_at is not None else "taken" if row.taken_at is not None else "received"
    return ComplaintLine(row.id, unit, mediator, row.came_on, row.due_on, row.channel, state, row.finding)
