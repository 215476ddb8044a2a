"""我的工作: what must be done today, whose turn it is, what waits for others."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true

from portal.access.actors import Person
from portal.access.privacy_rules import masks_for
from portal.access.reach import reach_clause
from portal.declare.roles import Reach
from portal.reading.clock_sentences import why
from portal.reading.shown import shown_type, type_title
from portal.reading.titles import party_line
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import CaseClock
from portal.store.tables.desk import Draft, SampledCase
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

MOST_ROWS = 50
MOST_DRAFTS = 10


@dataclass(frozen=True)
class DeskRow:
    """A case on the desk with its one act. `why` explains the due day; a right of the parties that lapsed is not shown."""

    id: uuid.UUID
    number: str | None
    parties: str
    type: str
    move: str
    phase: str
    step: str
    ending: str | None
    due_on: date | None
    why: str
    contact_on: date | None
    organisation: str
    received_on: date
    has_handler: bool


@dataclass(frozen=True)
class DraftRow:
    """An unfinished form of this person in this post."""

    id: uuid.UUID
    form: str
    label: str
    saved_at: datetime


@dataclass(frozen=True)
class Unit:
    """What waits in one organisation, for whoever watches over several."""

    organisation: str
    rows: tuple[DeskRow, ...]


@dataclass(frozen=True)
class Desk:
    """The desk of a post. One that watches over organisations has `overdue` and `waiting` by organisation instead.

    `due_today` counts the rows of `today`; each group holds at most `MOST_ROWS`, the nearest day first.
    """

    watches: bool
    today: tuple[DeskRow, ...]
    ours: tuple[DeskRow, ...]
    others: tuple[DeskRow, ...]
    drafts: tuple[DraftRow, ...]
    findings: int
    overdue: tuple[Unit, ...] = ()
    waiting: tuple[Unit, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do at all."""
        return not (self.today or self.ours or self.others or self.overdue or self.waiting or self.findings)


def desk(uow: UnitOfWork, actor: Person) -> Desk:
    """Return what lies on the desk of this post today."""
    findings = _findings(uow, actor)
    drafts = _drafts(uow, actor)
    if actor.reach in (Reach.COUNTY, Reach.SECTOR, Reach.PLACE):
        overdue = and_(CaseFile.ending.is_(None), CaseFile.next_due_on < uow.today, CaseClock.whose == "ours")
        return Desk(
            watches=True,
            today=(),
            ours=(),
            others=(),
            drafts=drafts,
            findings=findings,
            overdue=_by_unit(_rows(uow, actor, overdue)),
            waiting=_by_unit(_rows(uow, actor, and_(CaseFile.ending.is_(None), CaseFile.phase.in_(("clue", "review"))))),
        )
    mine = or_(
        CaseFile.handler_id == actor.staff_id,
        and_(CaseFile.handler_id.is_(None), CaseFile.registered_by_id == actor.staff_id),
        and_(CaseFile.handler_id.is_(None), true() if actor.supervises else false()),
    )
    here = CaseFile.organisation_id == actor.organisation_id
    rows = _rows(uow, actor, and_(mine, here, CaseFile.phase != "archived"), limit=MOST_ROWS * 3)
    today = tuple(r for r in rows if _is_due(r, uow.today))
    rest = tuple(r for r in rows if not _is_due(r, uow.today))
    return Desk(
        watches=False,
        today=today,
        ours=tuple(r for r in rest if r.move),
        others=tuple(r for r in rest if not r.move),
        drafts=drafts,
        findings=findings,
    )


def _is_due(row: DeskRow, today: date) -> bool:
    return any(day is not None and day <= today for day in (row.due_on, row.contact_on))


def _is_next_clock() -> ColumnElement[bool]:
    return and_(
        CaseClock.county_code == CaseFile.county_code,
        CaseClock.case_id == CaseFile.id,
        CaseClock.key == CaseFile.next_due_key,
        CaseClock.state == "running",
    )


def _rows(uow: UnitOfWork, actor: Person, clause: ColumnElement[bool], *, limit: int = MOST_ROWS) -> tuple[DeskRow, ...]:
    nearest = func.coalesce(CaseFile.next_contact_on, CaseFile.next_due_on, date(9999, 12, 31))
    statement = (
        select(CaseFile, CaseClock, Organisation.short_name)
        .join(Organisation, and_(Organisation.county_code == CaseFile.county_code, Organisation.id == CaseFile.organisation_id))
        .outerjoin(CaseClock, _is_next_clock())
        .where(CaseFile.county_code == uow.county_code, reach_clause(actor, now=uow.now), CaseFile.voided_on.is_(None), clause)
        .order_by(nearest, CaseFile.id)
        .limit(limit)
    )
    found = {case.id: (case, clock, short_name) for case, clock, short_name in uow.session.execute(statement)}
    return tuple(_row(uow, actor, case, clock, short_name) for case, clock, short_name in found.values())


def _row(uow: UnitOfWork, actor: Person, case: CaseFile, clock: CaseClock | None, organisation: str) -> DeskRow:
    lapsed = clock is None or (clock.whose != "ours" and clock.due_on < uow.today)
    is_running = case.ending is None or case.phase == "agreed"
    told = clock if is_running and not lapsed else None
    return DeskRow(
        id=case.id,
        number=case.number,
        parties=party_line(case, masks_for(actor, case)),
        type=type_title(uow, case.type),
        move=case.move,
        phase=case.phase,
        step=case.step,
        ending=case.ending,
        due_on=told.due_on if told is not None else None,
        why=_why(uow, case, told) if told is not None else "",
        contact_on=case.next_contact_on if case.phase != "archived" else None,
        organisation=organisation,
        received_on=case.received_on,
        has_handler=case.handler_id is not None,
    )


def _why(uow: UnitOfWork, case: CaseFile, clock: CaseClock) -> str:
    shown = shown_type(uow, case.type, case.type_version)
    titles = {f.key: f.title for f in shown.fields} if shown else {}
    return why(clock, shown.clock(clock.key) if shown else None, case.plugin, titles)


def _by_unit(rows: Iterable[DeskRow]) -> tuple[Unit, ...]:
    """Return the rows by organisation, the one with the most first."""
    ordered = sorted(rows, key=lambda row: row.organisation)
    units = [Unit(name, tuple(group)) for name, group in groupby(ordered, key=lambda row: row.organisation)]
    return tuple(sorted(units, key=lambda unit: -len(unit.rows)))


def _drafts(uow: UnitOfWork, actor: Person) -> tuple[DraftRow, ...]:
    rows = uow.session.execute(
        select(Draft.id, Draft.form, Draft.label, Draft.saved_at)
        .where(Draft.county_code == uow.county_code, Draft.staff_id == actor.staff_id, Draft.post_id == actor.post_id)
        .order_by(Draft.saved_at.desc())
        .limit(MOST_DRAFTS)
    )
    return tuple(DraftRow(row.id, row.form, row.label, row.saved_at) for row in rows)


def _findings(uow: UnitOfWork, actor: Person) -> int:
    """Return how many findings of a check wait for an answer of this organisation, or for a look at its answers."""
    waits = "answered" if actor.reach is Reach.COUNTY else "sent"
    return (
        uow.session.scalar(
            select(func.count())
            .select_from(SampledCase)
            .join(CaseFile, and_(CaseFile.county_code == SampledCase.county_code, CaseFile.id == SampledCase.case_id))
            .where(SampledCase.county_code == uow.county_code, SampledCase.state == waits, reach_clause(actor, now=uow.now))
        )
        or 0
    )
