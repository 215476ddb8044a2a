"""我的工作: what must be done today, whose turn it is, what waits for others."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true

from portal.access.actors import Person
from portal.access.privacy_rules import masks_for
from portal.access.reach import reach_clause
from portal.declare.roles import Reach
from portal.reading.shown import type_title
from portal.reading.titles import party_line
from portal.store.tables.cases import CaseFile
from portal.store.tables.desk import Draft, SampledCase
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

MOST_ROWS = 50


@dataclass(frozen=True)
class DeskRow:
    """A case on the desk with its one act."""

    id: uuid.UUID
    number: str | None
    parties: str
    type: str
    move: str
    phase: str
    due_on: date | None
    contact_on: date | None
    organisation: str


@dataclass(frozen=True)
class DraftRow:
    """An unfinished form of this person in this post."""

    id: uuid.UUID
    form: str
    label: str


@dataclass(frozen=True)
class Desk:
    """The desk of a post. A post of wider reach has `overdue` and `waiting_acceptance` grouped by organisation instead."""

    today: tuple[DeskRow, ...]
    ours: tuple[DeskRow, ...]
    others: tuple[DeskRow, ...]
    drafts: tuple[DraftRow, ...]
    findings: int
    overdue: tuple[DeskRow, ...] = ()
    waiting_acceptance: tuple[DeskRow, ...] = ()


def desk(uow: UnitOfWork, actor: Person) -> Desk:
    """Return what lies on the desk of this post today."""
    findings = _findings(uow, actor)
    if actor.reach in (Reach.COUNTY, Reach.SECTOR, Reach.PLACE):
        overdue = _rows(uow, actor, and_(CaseFile.ending.is_(None), CaseFile.next_due_on < uow.today))
        waiting = _rows(uow, actor, CaseFile.phase == "review")
        return Desk((), (), (), (), findings, overdue, waiting)
    mine = or_(
        CaseFile.handler_id == actor.staff_id,
        and_(CaseFile.handler_id.is_(None), CaseFile.registered_by_id == actor.staff_id),
        and_(CaseFile.handler_id.is_(None), true() if actor.supervises else false()),
    )
    rows = _rows(uow, actor, and_(mine, CaseFile.phase != "archived"), limit=MOST_ROWS * 3)
    today = tuple(r for r in rows if _is_due(r, uow.today))
    rest = tuple(r for r in rows if not _is_due(r, uow.today))
    return Desk(
        today=today,
        ours=tuple(r for r in rest if r.move),
        others=tuple(r for r in rest if not r.move),
        drafts=_drafts(uow, actor),
        findings=findings,
    )


def _is_due(row: DeskRow, today: date) -> bool:
    return any(day is not None and day <= today for day in (row.due_on, row.contact_on))


def _rows(uow: UnitOfWork, actor: Person, clause: ColumnElement[bool], *, limit: int = MOST_ROWS) -> tuple[DeskRow, ...]:
    nearest = func.coalesce(CaseFile.next_contact_on, CaseFile.next_due_on, date(9999, 12, 31))
    statement = (
        select(CaseFile, Organisation.short_name)
        .join(Organisation, and_(Organisation.county_code == CaseFile.county_code, Organisation.id == CaseFile.organisation_id))
        .where(CaseFile.county_code == uow.county_code, reach_clause(actor), CaseFile.voided_on.is_(None), clause)
        .order_by(nearest, CaseFile.id)
        .limit(limit)
    )
    return tuple(
        DeskRow(
            id=case.id,
            number=case.number,
            parties=party_line(case, masks_for(actor, case)),
            type=type_title(uow, case.type),
            move=case.move,
            phase=case.phase,
            due_on=case.next_due_on if case.ending is None or case.phase == "agreed" else None,
            contact_on=case.next_contact_on,
            organisation=organisation,
        )
        for case, organisation in uow.session.execute(statement)
    )


def _drafts(uow: UnitOfWork, actor: Person) -> tuple[DraftRow, ...]:
    rows = uow.session.execute(
        select(Draft.id, Draft.form, Draft.label)
        .where(Draft.county_code == uow.county_code, Draft.staff_id == actor.staff_id, Draft.post_id == actor.post_id)
        .order_by(Draft.saved_at.desc())
        .limit(10)
    )
    return tuple(DraftRow(row.id, row.form, row.label) for row in rows)


def _findings(uow: UnitOfWork, actor: Person) -> int:
    """Return how many findings of a check wait for an answer of this organisation, or for a look at its answers."""
    waits = "answered" if actor.reach is Reach.COUNTY else "sent"
    return (
        uow.session.scalar(
            select(func.count())
            .select_from(SampledCase)
            .join(CaseFile, and_(CaseFile.county_code == SampledCase.county_code, CaseFile.id == SampledCase.case_id))
            .where(SampledCase.county_code == uow.county_code, SampledCase.state == waits, reach_clause(actor))
        )
        or 0
    )
