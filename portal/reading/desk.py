"""我的工作: what must be done today, whose turn it is, what waits for others."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, false, func, or_, select, true, tuple_
from sqlalchemy.orm import aliased

from portal.access.actors import Person
from portal.access.privacy_rules import sights_for
from portal.access.reach import reach_clause
from portal.declare.roles import Reach
from portal.engine.actions import IN_FORCE
from portal.engine.calendars import WorkCalendar
from portal.engine.case_state import GIVE_RECEIPTS
from portal.engine.deadlines import warned_level
from portal.engine.performance import SOON_DAYS
from portal.engine.referral_course import AWAITED
from portal.reading.clock_sentences import start_titles, why
from portal.reading.contacts import Word, contacts_on_desk
from portal.reading.desk_drafts import DraftRow, drafts_of
from portal.reading.glass import waiting_count
from portal.reading.glass_looks import LookShown, looks_lately
from portal.reading.joint import JointRow, joint_for
from portal.reading.referrals import ReferralRow, referrals_for
from portal.reading.register import next_clock, soon_clause
from portal.reading.roster import lacking_here
from portal.reading.shown import shown_type, type_title
from portal.reading.titles import party_line
from portal.store.clock_warnings import warn_by
from portal.store.coarse import RECUSED
from portal.store.joint_rows import GROUND
from portal.store.own_numbers import own_matters
from portal.store.tables.cases import CaseAccess, CaseFile
from portal.store.tables.course import Agreement, AgreementTerm, CaseClock, CaseClockDue, CaseReport
from portal.store.tables.desk import SampledCase
from portal.store.tables.people import Post
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

MOST_ROWS = 200
MOST_WATCHED = 50
_THEIRS = ("", AWAITED)  # it is the turn of others


@dataclass(frozen=True)
class DeskRow:
    """A case on the desk with its one act. `why` explains the due day; a right of the parties that lapsed is not shown.

    `level` says how near the due day is (`WarningLevel`), `is_new` that the warning rose today.
    """

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
    organisation_id: uuid.UUID
    organisation: str
    needs_handler: bool
    term_on: date | None = None
    awaits_receipt: bool = False
    level: str = ""
    is_new: bool = False
    call_back_by: date | None = None


@dataclass(frozen=True)
class Unit:
    """What waits in one organisation, for whoever watches over several: how many, and those among the nearest of all."""

    id: uuid.UUID
    organisation: str
    count: int
    rows: tuple[DeskRow, ...]


@dataclass(frozen=True)
class Desk:
    """The desk of a post. One that watches over organisations has `overdue` and `waiting` by organisation instead.

    `unhandled` are open cases of the own organisation whose handler had to stand aside: they need another one.
    `is_cut` says that there is more than `MOST_ROWS`; the register has it all. `looks` are those of others at cases of this
    organisation by special permission (特批查阅), `permissions` how many ask for one and wait for this post.
    """

    watches: bool
    today: tuple[DeskRow, ...]
    ours: tuple[DeskRow, ...]
    others: tuple[DeskRow, ...]
    drafts: tuple[DraftRow, ...]
    findings: int
    is_cut: bool = False
    contacts: tuple[Word, ...] = ()
    overdue: tuple[Unit, ...] = ()
    waiting: tuple[Unit, ...] = ()
    soon: tuple[Unit, ...] = ()
    referrals: tuple[ReferralRow, ...] = ()  # that wait for an answer of ours, or of bodies this post watches over
    house: uuid.UUID | None = None  # of the post
    joint: tuple[JointRow, ...] = ()  # requests for joint handling that wait for an answer of ours
    unhandled: tuple[DeskRow, ...] = ()
    looks: tuple[LookShown, ...] = ()
    permissions: int = 0
    roster: tuple[str, ...] = ()  # what the roster of the own organisation lacks, for whoever keeps it

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do at all."""
        lists = (
            self.today,
            self.ours,
            self.others,
            self.overdue,
            self.waiting,
            self.soon,
            self.contacts,
            self.referrals,
            self.joint,
        )
        return not (self.findings or self.permissions or self.unhandled or any(lists))


def desk(uow: UnitOfWork, actor: Person) -> Desk:
    """Return what lies on the desk of this post today."""
    findings = _findings(uow, actor)
    drafts = drafts_of(uow, actor)
    offered = referrals_for(uow, actor)
    if actor.reach in (Reach.COUNTY, Reach.SECTOR, Reach.PLACE):
        is_open = CaseFile.ending.is_(None)
        ours = next_clock(CaseClock.id, CaseClock.whose == "ours").exists()
        late = and_(is_open, CaseFile.next_due_on < uow.today, ours)
        overdue = _units(uow, actor, late)
        waiting = _units(uow, actor, and_(is_open, CaseFile.phase.in_(("clue", "review"))))
        soon = _units(
            uow, actor, and_(is_open, soon_clause(uow.today), next_clock(CaseClock.id, CaseClock.whose == "ours").exists())
        )
        permissions = waiting_count(uow, actor)
        return Desk(
            watches=True,
            today=(),
            ours=(),
            others=(),
            drafts=drafts,
            findings=findings,
            overdue=overdue,
            waiting=waiting,
            soon=soon,
            referrals=offered,
            permissions=permissions,
        )
    hands = sorted({actor.staff_id, *actor.stands_in_for})
    mine = or_(
        CaseFile.handler_id.in_(hands),
        and_(CaseFile.handler_id.is_(None), CaseFile.registered_by_id.in_(hands)),
        and_(CaseFile.handler_id.is_(None), true() if actor.supervises else false()),
    )
    here = CaseFile.organisation_id == actor.organisation_id
    gives_out = actor.supervises or actor.manages_people
    aside = _needs_handler(actor) if gives_out else false()
    rows = _rows(uow, actor, and_(or_(mine, aside), here, CaseFile.phase != "archived"), MOST_ROWS + 1, aside)
    listed = tuple(r for r in rows[:MOST_ROWS] if not r.needs_handler)
    today = tuple(r for r in listed if _is_due(r, uow.today))
    rest = tuple(r for r in listed if not _is_due(r, uow.today))
    return Desk(
        watches=False,
        today=today,
        ours=tuple(r for r in rest if _is_ours(r, uow.today)),
        others=(*(r for r in rest if not _is_ours(r, uow.today)), *_joined_rows(uow, actor)),
        drafts=drafts,
        findings=findings,
        referrals=offered,
        is_cut=len(rows) > MOST_ROWS,
        contacts=contacts_on_desk(uow, actor),
        unhandled=tuple(r for r in rows[:MOST_ROWS] if r.needs_handler),
        house=actor.organisation_id,
        joint=joint_for(uow, actor),
        looks=looks_lately(uow, actor),
        roster=lacking_here(uow, actor),
    )


def _needs_handler(actor: Person) -> ColumnElement[bool]:
    """Return the condition for open cases whose handler stands aside, or should: nobody is told why."""
    aside = select(CaseAccess.case_id).where(
        CaseAccess.county_code == actor.county_code, CaseAccess.ground == RECUSED, CaseAccess.until.is_(None)
    )
    staff = select(Post.staff_id).where(Post.county_code == actor.county_code, Post.organisation_id == actor.organisation_id)
    hers = own_matters(actor.county_code, staff)
    left = and_(CaseFile.handler_id.is_(None), CaseFile.id.in_(aside))
    return and_(CaseFile.ending.is_(None), or_(left, tuple_(CaseFile.id, CaseFile.handler_id).in_(hers)))


def _joined_rows(uow: UnitOfWork, actor: Person) -> tuple[DeskRow, ...]:
    """Return the cases of other bodies the person takes part in (联合办理): few, and looked up by their ids."""
    taken = uow.session.scalars(
        select(CaseAccess.case_id).where(
            CaseAccess.county_code == actor.county_code,
            CaseAccess.ground == GROUND,
            CaseAccess.staff_id == actor.staff_id,
            CaseAccess.until.is_(None),
        )
    ).all()
    return _rows(uow, actor, CaseFile.id.in_(taken), MOST_WATCHED) if taken else ()


def _is_due(row: DeskRow, today: date) -> bool:
    return any(day is not None and day <= today for day in (row.due_on, row.contact_on, row.term_on, row.call_back_by))


def _is_ours(row: DeskRow, today: date) -> bool:
    """Say whether the row waits for us: a term that falls due soon is looked after before its day, a receipt asked for."""
    soon = row.term_on is not None and (row.term_on - today).days <= SOON_DAYS
    return row.move not in _THEIRS or soon or row.awaits_receipt


def _within(uow: UnitOfWork, actor: Person, clause: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    within = reach_clause(actor, now=uow.now)
    return (CaseFile.county_code == uow.county_code, within, CaseFile.voided_on.is_(None), clause)


def _rows(
    uow: UnitOfWork, actor: Person, clause: ColumnElement[bool], most: int, aside: ColumnElement[bool] | None = None
) -> tuple[DeskRow, ...]:
    """Return the rows of the cases meant, the nearest day first. Which these are is found before anything is joined."""
    term = _next_term()
    nearest = func.coalesce(CaseFile.next_contact_on, term, CaseFile.call_back_by, CaseFile.next_due_on, date.max)
    meant = select(CaseFile.id).where(*_within(uow, actor, clause)).order_by(nearest, CaseFile.id).limit(most).subquery()
    its_clock = and_(
        CaseClock.county_code == CaseFile.county_code,
        CaseClock.case_id == CaseFile.id,
        CaseClock.key == CaseFile.next_due_key,
        CaseClock.state == "running",
    )
    its_due = and_(
        CaseClockDue.county_code == CaseClock.county_code,
        CaseClockDue.clock_id == CaseClock.id,
        CaseClockDue.ordinal == _last_ordinal(),
    )
    statement = (
        select(
            CaseFile,
            CaseClock,
            CaseClockDue,
            Organisation.short_name,
            (false() if aside is None else aside).label("aside"),
            term.label("term_on"),
            _awaits_receipt(),
        )
        .join(meant, meant.c.id == CaseFile.id)
        .join(Organisation, and_(Organisation.county_code == CaseFile.county_code, Organisation.id == CaseFile.organisation_id))
        .outerjoin(CaseClock, its_clock)
        .outerjoin(CaseClockDue, its_due)
        .order_by(nearest, CaseFile.id)
    )
    calendar = uow.calendar
    return tuple(_row(uow, actor, calendar, *row) for row in uow.session.execute(statement))


def _next_term() -> ColumnElement[date | None]:
    """Return the nearest day of a term of the agreement in force that is neither performed nor noted as broken."""
    nearest = (
        select(func.min(AgreementTerm.due_on))
        .join(Agreement, and_(Agreement.county_code == AgreementTerm.county_code, Agreement.id == AgreementTerm.agreement_id))
        .where(
            AgreementTerm.county_code == CaseFile.county_code,
            AgreementTerm.case_id == CaseFile.id,
            AgreementTerm.performed_on.is_(None),
            AgreementTerm.breached_on.is_(None),
            Agreement.replaced_seq.is_(None),
        )
        .correlate(CaseFile)
        .scalar_subquery()
    )
    return case((CaseFile.step == IN_FORCE, nearest), else_=None)


def _awaits_receipt() -> ColumnElement[bool]:
    """Return the condition that something was handed over to a body that gives a receipt, and none came yet."""
    theirs = (CaseReport.county_code == CaseFile.county_code, CaseReport.case_id == CaseFile.id)
    waits = select(CaseReport.id).where(*theirs, CaseReport.receipt_on.is_(None), CaseReport.to.in_(sorted(GIVE_RECEIPTS)))
    return waits.correlate(CaseFile).exists()


def _last_ordinal() -> ScalarSelect[int]:
    """Return the ordinal of the due date in force of the clock of the statement around."""
    due = aliased(CaseClockDue)
    latest = select(func.max(due.ordinal)).where(due.county_code == CaseClock.county_code, due.clock_id == CaseClock.id)
    return latest.correlate(CaseClock).scalar_subquery()


def _units(uow: UnitOfWork, actor: Person, clause: ColumnElement[bool]) -> tuple[Unit, ...]:
    """Return what waits by organisation, the one with the most first; counts are exact."""
    counts = uow.session.execute(
        select(Organisation.id, Organisation.short_name, func.count().label("n"))
        .select_from(CaseFile)
        .join(Organisation, and_(Organisation.county_code == CaseFile.county_code, Organisation.id == CaseFile.organisation_id))
        .where(*_within(uow, actor, clause))
        .group_by(Organisation.id, Organisation.short_name)
        .order_by(func.count().desc(), Organisation.short_name)
    ).all()
    rows = _rows(uow, actor, clause, MOST_WATCHED) if counts else ()
    return tuple(
        Unit(one.id, one.short_name, one.n, tuple(row for row in rows if row.organisation_id == one.id)) for one in counts
    )


def _row(
    uow: UnitOfWork,
    actor: Person,
    calendar: WorkCalendar,
    case: CaseFile,
    clock: CaseClock | None,
    due: CaseClockDue | None,
    organisation: str,
    needs_handler: bool,
    term_on: date | None,
    awaits_receipt: bool,
) -> DeskRow:
    lapsed = clock is None or (clock.whose != "ours" and clock.due_on < uow.today)
    is_running = case.ending is None or case.phase == "agreed"
    told = clock if is_running and not lapsed else None
    return DeskRow(
        id=case.id,
        number=case.number,
        parties=party_line(case, sights_for(actor, case)),
        type=type_title(uow, case.type),
        move=case.move,
        phase=case.phase,
        step=case.step,
        ending=case.ending,
        due_on=told.due_on if told is not None else None,
        why=_why(uow, case, told, due) if told is not None else "",
        contact_on=case.next_contact_on if case.phase != "archived" else None,
        organisation_id=case.organisation_id,
        organisation=organisation,
        needs_handler=bool(needs_handler),
        term_on=term_on,
        awaits_receipt=bool(awaits_receipt),
        level=_level(calendar, told, due, uow.today) if told is not None else "",
        is_new=told is not None and told.warned_on == uow.today,
        call_back_by=case.call_back_by,
    )


def _level(calendar: WorkCalendar, clock: CaseClock, due: CaseClockDue | None, today: date) -> str:
    """Return how near the due day is, warned on the safe side while holidays are not announced."""
    by = warn_by(clock.due_on, clock.provisional, due.inputs if due is not None else {})
    return warned_level(clock.started_on, clock.due_on, by, today, calendar).value


def _why(uow: UnitOfWork, case: CaseFile, clock: CaseClock, due: CaseClockDue | None) -> str:
    shown = shown_type(uow, case.type, case.type_version)
    titles = start_titles(shown)
    return why(clock, due, shown.clock(clock.key) if shown else None, case.plugin, titles)


def _findings(uow: UnitOfWork, actor: Person) -> int:
    """Return how many findings wait for an answer of this organisation, or, for a checker, how many answers for a look."""
    if actor.may("draw", "portal.checks"):
        waits = and_(SampledCase.state == "answered")
    elif actor.may("answer", "portal.checks"):
        waits = and_(SampledCase.state.in_(("sent", "returned")), CaseFile.organisation_id == actor.organisation_id)
    else:
        return 0
    return (
        uow.session.scalar(
            select(func.count())
            .select_from(SampledCase)
            .join(CaseFile, and_(CaseFile.county_code == SampledCase.county_code, CaseFile.id == SampledCase.case_id))
            .where(SampledCase.county_code == uow.county_code, waits, reach_clause(actor, now=uow.now))
        )
        or 0
    )
