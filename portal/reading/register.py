"""案件台账: one page of cases within reach, by keyset, with counts that never scan everything."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from portal.access.actors import Person
from portal.access.doors import sealed_count
from portal.access.privacy_rules import sights_for
from portal.access.reach import reach_clause
from portal.errors import Refused
from portal.reading.keyset import Order, Slice, slice_of
from portal.reading.search import OPTIONS, text_clause
from portal.reading.shown import type_title
from portal.reading.titles import case_title, party_line
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import CaseClock
from portal.store.tables.people import Staff
from portal.store.tables.places import Division, Organisation
from portal.store.unit_of_work import UnitOfWork

COUNT_MOST = 1001
PAGE_SIZE = 25
PAGE_MOST = 200
SOON_DAYS = 3
SOON_MOST = 21  # no end is called near earlier: a week, and the longest holidays around it
FILTERS = ("text", "type", "phase", "number", "division", "handler", "organisation", "since", "until")


class Tab(StrEnum):
    """The tabs of the register."""

    OPEN = "open"  # 在办
    SOON = "soon"  # 快到期
    OVERDUE = "overdue"  # 超期
    DONE = "done"  # 本年办结
    ALL = "all"  # 全部


@dataclass(frozen=True)
class RegisterQuery:
    """What is asked of the register. `text` is never part of an address; it comes by POST.

    `type` is a full type key or the key of a plugin. `only` narrows to these types, for acts that need a verb on each. `among`
    is a query of ids, for the rows behind a figure.
    """

    tab: Tab = Tab.OPEN
    text: str = ""
    type: str = ""
    phase: str = ""
    number: str = ""
    division: str = ""
    handler: uuid.UUID | None = None
    organisation: uuid.UUID | None = None
    since: date | None = None
    until: date | None = None
    voided: bool = False
    only: frozenset[str] | None = None
    among: Select[Any] | None = None
    cursor: str = ""
    page_size: int = PAGE_SIZE

    @property
    def filters(self) -> frozenset[str]:
        """The names of the filters that are set, the search text included, the tab not."""
        return frozenset(name for name in FILTERS if getattr(self, name))


@dataclass(frozen=True)
class RegisterRow:
    """A case as the register shows it, already masked for the reader.

    A due day that is not ours is a right of the parties: it may lapse, but the organisation is not overdue.
    """

    id: uuid.UUID
    number: str | None
    title: str
    parties: str
    type: str
    type_title: str
    phase: str
    step: str
    ending: str | None
    privacy: int
    place: str
    organisation_id: uuid.UUID
    organisation: str
    handler: str
    received_on: date
    due_on: date | None
    due_is_ours: bool
    voided: bool
    move: str


@dataclass(frozen=True)
class RegisterPage:
    """A page of the register. `count` is exact up to 1,000; `sealed` cases are counted, not listed.

    `tabs` counts each tab under the same filters; it is empty while a text is searched for, or what is behind a figure. When
    nothing was found, `without` says how many cases there would be with one of the filters left out (`since` for both days).
    """

    rows: tuple[RegisterRow, ...]
    next: str
    previous: str
    count: int
    counted_all: bool
    sealed: int
    tabs: dict[Tab, int]
    without: dict[str, int]


_COLUMNS = (
    CaseFile.id,
    CaseFile.number,
    CaseFile.type,
    CaseFile.phase,
    CaseFile.step,
    CaseFile.ending,
    CaseFile.privacy,
    CaseFile.place,
    CaseFile.division_code,
    CaseFile.organisation_id,
    CaseFile.handler_id,
    CaseFile.registered_by_id,
    CaseFile.received_on,
    CaseFile.next_due_on,
    CaseFile.voided_on,
    CaseFile.move,
    CaseFile.applicant_name,
    CaseFile.applicant_kind,
    CaseFile.applicant_count,
    CaseFile.respondent_name,
    CaseFile.respondent_kind,
    CaseFile.respondent_count,
)
BY_DUE_DAY = (Tab.OPEN, Tab.SOON, Tab.OVERDUE)


def register_page(uow: UnitOfWork, actor: Person, query: RegisterQuery) -> RegisterPage:
    """Return a page of the register.

    Raises:
        Refused: a cursor, a page size or a search text that makes no sense.
    """
    if not 1 <= query.page_size <= PAGE_MOST:
        raise Refused.at("page_size", "too_large" if query.page_size > PAGE_MOST else "too_small", most=PAGE_MOST, least=1)
    found = _slice(uow, actor, query)
    count = uow.session.scalar(_counted(uow, actor, query), execution_options=OPTIONS) or 0
    return RegisterPage(
        rows=tuple(_row(actor, row, uow) for row in found.rows),
        next=found.next,
        previous=found.previous,
        count=min(count, COUNT_MOST - 1),
        counted_all=count < COUNT_MOST,
        # a plain count, whatever else is asked: filters must not find a sealed case
        sealed=sealed_count(uow, actor, *_filters(uow, actor, RegisterQuery(tab=query.tab))),
        tabs={} if query.text or query.among is not None else _tabs(uow, actor, query, count),
        without=_without(uow, actor, query) if not found.rows and query.filters else {},
    )


def register_rows(uow: UnitOfWork, actor: Person, query: RegisterQuery, most: int) -> tuple[RegisterRow, ...]:
    """Return the first `most` rows of the register in the order of its pages, for exports and prints.

    Raises:
        Refused: a search text that makes no sense.
    """
    found = _slice(uow, actor, replace(query, cursor="", page_size=most))
    return tuple(_row(actor, row, uow) for row in found.rows)


def _shown() -> Select[*tuple[Any, ...]]:
    """Return what is shown of a case, with the tables it is shown from."""
    return (
        select(
            *_COLUMNS,
            Organisation.short_name,
            Staff.name.label("handler"),
            Division.name.label("division"),
            next_clock(CaseClock.whose).scalar_subquery().label("whose"),
        )
        .join(Organisation, and_(Organisation.county_code == CaseFile.county_code, Organisation.id == CaseFile.organisation_id))
        .outerjoin(Staff, and_(Staff.county_code == CaseFile.county_code, Staff.id == CaseFile.handler_id))
        .outerjoin(Division, Division.code == CaseFile.division_code)
    )


def _meant(uow: UnitOfWork, actor: Person, query: RegisterQuery) -> Select[Any]:
    """Return the ids of the cases a query means, within reach."""
    within = (CaseFile.county_code == uow.county_code, reach_clause(actor, now=uow.now))
    return select(CaseFile.id).where(*within, *_filters(uow, actor, query))


def _counted(uow: UnitOfWork, actor: Person, query: RegisterQuery) -> Select[int]:
    """Return the statement that counts what a query means, up to `COUNT_MOST`."""
    return select(func.count()).select_from(_meant(uow, actor, query).limit(COUNT_MOST).subquery())


def _order(query: RegisterQuery) -> Order:
    """Return what the page is ordered by: the nearest date of open cases, else the day of receipt, newest first."""
    by_due_day = query.tab in BY_DUE_DAY
    return Order(CaseFile.next_due_on if by_due_day else CaseFile.received_on, CaseFile.id, ascending=by_due_day)


def _filters(uow: UnitOfWork, actor: Person, query: RegisterQuery) -> list[ColumnElement[bool]]:
    clauses = [_tab_clause(query.tab, uow.today)]
    if not query.voided and query.tab is not Tab.ALL:
        clauses.append(CaseFile.voided_on.is_(None))
    if query.only is not None:
        clauses.append(CaseFile.type.in_(sorted(query.only)))
    if query.among is not None:
        clauses.append(CaseFile.id.in_(query.among))
    if query.type:
        clauses.append(CaseFile.type == query.type if "." in query.type else CaseFile.plugin == query.type)
    if query.phase:
        clauses.append(CaseFile.phase == query.phase)
    if query.number:
        clauses.append(CaseFile.number == query.number)
    if query.division:
        inside = select(Division.code).where(Division.path.contains(f"{query.division}/", autoescape=True))
        clauses.append(CaseFile.division_code.in_(inside))
    if query.handler is not None:
        clauses.append(CaseFile.handler_id == query.handler)
    if query.organisation is not None:
        clauses.append(CaseFile.organisation_id == query.organisation)
    if query.since is not None:
        clauses.append(CaseFile.received_on >= query.since)
    if query.until is not None:
        clauses.append(CaseFile.received_on <= query.until)
    if query.text:
        clauses.append(text_clause(uow, actor, query.text))
    return clauses


def _tab_clause(tab: Tab, today: date) -> ColumnElement[bool]:
    is_open = CaseFile.ending.is_(None)
    match tab:
        case Tab.OPEN:
            return is_open
        case Tab.SOON:
            return and_(is_open, soon_clause(today))
        case Tab.OVERDUE:
            return and_(is_open, CaseFile.next_due_on < today, next_clock(CaseClock.id, CaseClock.whose == "ours").exists())
        case Tab.DONE:
            return CaseFile.ended_on >= date(today.year, 1, 1)
        case Tab.ALL:
            return CaseFile.id.is_not(None)


def soon_clause(today: date) -> ColumnElement[bool]:
    """Return the condition for cases whose nearest day is near but not past; the first bound lets an index find them."""
    near = or_(CaseFile.next_soon_on <= today, CaseFile.next_due_on <= today + timedelta(days=SOON_DAYS))
    return and_(CaseFile.next_due_on.between(today, today + timedelta(days=SOON_MOST)), near)


def next_clock(column: Any, *conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the statement for one column of the clock a case's `next_due_on` comes from, to be put into a query of cases."""
    return (
        select(column)
        .where(
            CaseClock.county_code == CaseFile.county_code,
            CaseClock.case_id == CaseFile.id,
            CaseClock.key == CaseFile.next_due_key,
            CaseClock.state == "running",
            *conditions,
        )
        .correlate(CaseFile)
        .limit(1)
    )


def _slice(uow: UnitOfWork, actor: Person, query: RegisterQuery) -> Slice:
    """Return the rows of the page and the cursors around it."""
    meant = _meant(uow, actor, query)
    return slice_of(uow, meant, _shown(), _order(query), cursor=query.cursor, size=query.page_size, options=OPTIONS)


def _tabs(uow: UnitOfWork, actor: Person, query: RegisterQuery, here: int) -> dict[Tab, int]:
    """Return the count of each tab under the same filters, capped; of the tab shown it is known."""
    others = [tab for tab in Tab if tab is not query.tab]
    counts = [_counted(uow, actor, replace(query, tab=tab)).scalar_subquery().label(tab.value) for tab in others]
    row = uow.session.execute(select(*counts)).one()
    return {tab: here if tab is query.tab else getattr(row, tab.value) for tab in Tab}


def _without(uow: UnitOfWork, actor: Person, query: RegisterQuery) -> dict[str, int]:
    """Return for each filter how many cases there would be without it, capped, in one statement; none is left out."""
    names = sorted({"since" if name == "until" else name for name in query.filters})
    less = {name: _left_out(query, name) for name in names}
    counts = [_counted(uow, actor, one).scalar_subquery().label(name) for name, one in less.items()]
    row = uow.session.execute(select(*counts), execution_options=OPTIONS).one()
    return {name: getattr(row, name) for name in less if getattr(row, name)}


def _left_out(query: RegisterQuery, name: str) -> RegisterQuery:
    """Return the query without one filter; the two days of a period are one."""
    blank, both = RegisterQuery(), ("since", "until")
    return replace(query, cursor="", **{one: getattr(blank, one) for one in (both if name in both else (name,))})


def _row(actor: Person, row: Row[Any], uow: UnitOfWork) -> RegisterRow:
    sights = sights_for(actor, row)
    shown = type_title(uow, row.type)
    return RegisterRow(
        id=row.id,
        number=row.number,
        title=case_title(row, shown, sights),
        parties=party_line(row, sights),
        type=row.type,
        type_title=shown,
        phase=row.phase,
        step=row.step,
        ending=row.ending,
        privacy=row.privacy,
        place=row.division or "",
        organisation_id=row.organisation_id,
        organisation=row.short_name,
        handler=row.handler or "",
        received_on=row.received_on,
        due_on=row.next_due_on,
        due_is_ours=row.whose == "ours",
        voided=row.voided_on is not None,
        move=row.move,
    )
