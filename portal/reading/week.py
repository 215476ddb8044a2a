"""本周到期表: what falls due in a week for one person, on a sheet to hang beside the telephone.

Duties of the organisation that are overdue stand first; then by day the clocks that warn, the terms to be performed, and the
contacts that were promised. Whoever supervises may have the sheet of everybody in the organisation.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, true

from portal.access.actors import Person
from portal.access.privacy_rules import sights_for
from portal.access.reach import reach_clause
from portal.reading.clock_sentences import basis
from portal.reading.shown import shown_type, type_title
from portal.reading.titles import party_line
from portal.reading.wording import N_, label, say
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import Agreement, AgreementTerm, CaseClock
from portal.store.tables.people import Staff
from portal.store.unit_of_work import UnitOfWork

MOST = 300
_WEEK = timedelta(days=6)


@dataclass(frozen=True)
class WeekRow:
    """One thing of the week. `on` is its day, `late` says that a duty is overdue, `provisional` that the day may move."""

    on: date
    what: str
    why: str
    case_id: uuid.UUID
    number: str
    parties: str
    type: str
    handler: str
    late: bool = False
    provisional: bool = False


@dataclass(frozen=True)
class Week:
    """The sheet. `is_cut` says that there is more than it lists."""

    monday: date
    sunday: date
    everybody: bool
    rows: tuple[WeekRow, ...]
    is_cut: bool


def week(uow: UnitOfWork, actor: Person, day: date, *, everybody: bool = False) -> Week:
    """Return the sheet of the week the day lies in; `everybody` is kept only for whoever supervises."""
    monday = day - timedelta(days=day.weekday())
    sunday = monday + _WEEK
    everybody = everybody and actor.supervises
    mine = true() if everybody else _hers(actor)
    meant = (
        CaseFile.county_code == uow.county_code,
        CaseFile.organisation_id == actor.organisation_id,
        reach_clause(actor, now=uow.now),
        CaseFile.voided_on.is_(None),
        mine,
    )
    rows = [*_clocks(uow, actor, meant, monday, sunday), *_terms(uow, actor, meant, monday, sunday)]
    rows += _contacts(uow, actor, meant, monday, sunday)
    rows.sort(key=lambda row: (not row.late, row.on, row.number, row.what))
    return Week(monday, sunday, everybody, tuple(rows[:MOST]), len(rows) > MOST)


def _hers(actor: Person) -> ColumnElement[bool]:
    return or_(
        CaseFile.handler_id == actor.staff_id,
        and_(CaseFile.handler_id.is_(None), CaseFile.registered_by_id == actor.staff_id),
    )


def _clocks(uow: UnitOfWork, actor: Person, meant: tuple[ColumnElement[bool], ...], monday: date, sunday: date) -> list[WeekRow]:
    late = and_(CaseClock.whose == "ours", CaseClock.due_on < min(monday, uow.today), CaseFile.ending.is_(None))
    statement = (
        select(CaseFile, CaseClock, Staff.name)
        .join(CaseClock, and_(CaseClock.county_code == CaseFile.county_code, CaseClock.case_id == CaseFile.id))
        .outerjoin(Staff, and_(Staff.county_code == CaseFile.county_code, Staff.id == CaseFile.handler_id))
        .where(
            *meant,
            CaseClock.state == "running",
            CaseClock.warns.is_(True),
            CaseClock.due_on <= sunday,
            or_(CaseClock.due_on >= monday, late),
        )
        .order_by(CaseClock.due_on, CaseClock.id)
        .limit(MOST + 1)
    )
    return [_clock_row(uow, actor, case, clock, handler) for case, clock, handler in uow.session.execute(statement)]


def _clock_row(uow: UnitOfWork, actor: Person, case: CaseFile, clock: CaseClock, handler: str | None) -> WeekRow:
    shown = shown_type(uow, case.type, case.type_version)
    declared = shown.clock(clock.key) if shown is not None else None
    house = declared is not None and any(b.house for b in (t.basis for t in declared.terms) if b.law == clock.law)
    return _row(
        uow,
        actor,
        case,
        handler,
        clock.due_on,
        label(declared.title, case.plugin) if declared is not None else clock.key,
        basis(clock.law, clock.article, house=house, plugin=case.plugin),
        late=clock.whose == "ours" and clock.due_on < uow.today,
        provisional=clock.provisional,
    )


def _terms(uow: UnitOfWork, actor: Person, meant: tuple[ColumnElement[bool], ...], monday: date, sunday: date) -> list[WeekRow]:
    in_force = and_(
        Agreement.county_code == AgreementTerm.county_code,
        Agreement.id == AgreementTerm.agreement_id,
        Agreement.replaced_seq.is_(None),
        Agreement.effective_on.is_not(None),
    )
    statement = (
        select(CaseFile, AgreementTerm, Staff.name)
        .join(AgreementTerm, and_(AgreementTerm.county_code == CaseFile.county_code, AgreementTerm.case_id == CaseFile.id))
        .join(Agreement, in_force)
        .outerjoin(Staff, and_(Staff.county_code == CaseFile.county_code, Staff.id == CaseFile.handler_id))
        .where(
            *meant,
            AgreementTerm.due_on.between(monday, sunday),
            AgreementTerm.performed_on.is_(None),
            AgreementTerm.breached_on.is_(None),
        )
        .order_by(AgreementTerm.due_on, AgreementTerm.id)
        .limit(MOST + 1)
    )
    what, why = say(N_("协议履行")), say(N_("协议约定的履行日期"))
    return [
        _row(uow, actor, case, name, term.due_on, what, why)
        for case, term, name in uow.session.execute(statement)
        if term.due_on is not None
    ]


def _contacts(
    uow: UnitOfWork, actor: Person, meant: tuple[ColumnElement[bool], ...], monday: date, sunday: date
) -> list[WeekRow]:
    statement = (
        select(CaseFile, Staff.name)
        .outerjoin(Staff, and_(Staff.county_code == CaseFile.county_code, Staff.id == CaseFile.handler_id))
        .where(*meant, CaseFile.phase != "archived", CaseFile.next_contact_on.between(monday, sunday))
        .order_by(CaseFile.next_contact_on, CaseFile.id)
        .limit(MOST + 1)
    )
    what = say(N_("联系当事人"))
    return [
        _row(uow, actor, case, name, case.next_contact_on, what, "")
        for case, name in uow.session.execute(statement)
        if case.next_contact_on is not None
    ]


def _row(
    uow: UnitOfWork,
    actor: Person,
    case: CaseFile,
    handler: str | None,
    on: date,
    what: str,
    why: str,
    *,
    late: bool = False,
    provisional: bool = False,
) -> WeekRow:
    return WeekRow(
        on=on,
        what=what,
        why=why,
        case_id=case.id,
        number=case.number or "",
        parties=party_line(case, sights_for(actor, case)),
        type=type_title(uow, case.type),
        handler=handler or "",
        late=late,
        provisional=provisional,
    )
