"""案件台账: one page of cases within reach, by keyset, with counts that never scan everything."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, select, true, tuple_

from portal.access.actors import Person
from portal.access.privacy_rules import masks_for
from portal.access.reach import reach_clause, sealed_count_clause
from portal.errors import Refused
from portal.reading.search import OPTIONS, text_clause
from portal.reading.shown import type_title
from portal.reading.titles import case_title, party_line
from portal.store.tables.cases import CaseFile
from portal.store.tables.people import Staff
from portal.store.tables.places import Division, Organisation
from portal.store.unit_of_work import UnitOfWork

COUNT_MOST = 1001
PAGE_SIZE = 25
PAGE_MOST = 200
SOON_DAYS = 3


class Tab(StrEnum):
    """The tabs of the register."""

    OPEN = "open"  # 在办
    SOON = "soon"  # 快到期
    OVERDUE = "overdue"  # 超期
    DONE = "done"  # 本年办结
    ALL = "all"  # 全部


@dataclass(frozen=True)
class RegisterQuery:
    """What is asked of the register. `text` is never part of an address; it comes by POST."""

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
    cursor: str = ""
    page_size: int = PAGE_SIZE


@dataclass(frozen=True)
class RegisterRow:
    """A case as the register shows it, already masked for the reader."""

    id: uuid.UUID
    number: str | None
    title: str
    parties: str
    type: str
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
    voided: bool
    move: str


@dataclass(frozen=True)
class RegisterPage:
    """A page of the register. `count` is exact up to 1,000; `sealed` cases are counted, not listed."""

    rows: tuple[RegisterRow, ...]
    next: str
    previous: str
    count: int
    counted_all: bool
    sealed: int
    tabs: dict[Tab, int]


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
    CaseFile.applicant_count,
    CaseFile.respondent_name,
    CaseFile.respondent_count,
)
_FAR = date(9999, 12, 31)


def register_page(uow: UnitOfWork, actor: Person, query: RegisterQuery) -> RegisterPage:
    """Return a page of the register.

    Raises:
        Refused: a cursor or a page size that makes no sense.
    """
    if not 1 <= query.page_size <= PAGE_MOST:
        raise Refused.at("page_size", "too_large" if query.page_size > PAGE_MOST else "too_small", most=PAGE_MOST, least=1)
    within = and_(CaseFile.county_code == uow.county_code, reach_clause(actor))
    filtered = _filters(uow, query)
    keyed = _order_column(query)
    statement: Select[Any] = (
        select(*_COLUMNS, Organisation.short_name, Staff.name.label("handler"), Division.name.label("division"))
        .join(Organisation, and_(Organisation.county_code == CaseFile.county_code, Organisation.id == CaseFile.organisation_id))
        .outerjoin(Staff, and_(Staff.county_code == CaseFile.county_code, Staff.id == CaseFile.handler_id))
        .outerjoin(Division, Division.code == CaseFile.division_code)
        .where(within, *filtered)
    )
    rows, before, after = _keyset(uow, statement, query, keyed)
    inner = select(CaseFile.id).where(within, *filtered).limit(COUNT_MOST).subquery()
    count = uow.session.scalar(select(func.count()).select_from(inner), execution_options=OPTIONS) or 0
    return RegisterPage(
        rows=tuple(_row(actor, row, uow) for row in rows),
        next=after,
        previous=before,
        count=min(count, COUNT_MOST - 1),
        counted_all=count < COUNT_MOST,
        sealed=_sealed(uow, actor, query),
        tabs=_tabs(uow, actor),
    )


def _order_column(query: RegisterQuery) -> ColumnElement[date]:
    """Return what the page is ordered by: the nearest date of open cases, else the day of receipt."""
    if query.tab in (Tab.OPEN, Tab.SOON, Tab.OVERDUE):
        return func.coalesce(CaseFile.next_due_on, _FAR)
    return CaseFile.received_on  # type: ignore[return-value]


def _filters(uow: UnitOfWork, query: RegisterQuery) -> list[ColumnElement[bool]]:
    clauses = [_tab_clause(query.tab, uow.today)]
    if not query.voided and query.tab is not Tab.ALL:
        clauses.append(CaseFile.voided_on.is_(None))
    if query.type:
        clauses.append(CaseFile.type == query.type if "." in query.type else CaseFile.plugin == query.type)
    if query.phase:
        clauses.append(CaseFile.phase == query.phase)
    if query.number:
        clauses.append(CaseFile.number == query.number)
    if query.division:
        inside = select(Division.code).where(Division.path.like(f"%{query.division}/%"))
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
        clauses.append(text_clause(uow, query.text))
    return clauses


def _tab_clause(tab: Tab, today: date) -> ColumnElement[bool]:
    is_open = CaseFile.ending.is_(None)
    match tab:
        case Tab.OPEN:
            return is_open
        case Tab.SOON:
            return and_(is_open, CaseFile.next_due_on >= today, CaseFile.next_due_on <= today + timedelta(days=SOON_DAYS))
        case Tab.OVERDUE:
            return and_(is_open, CaseFile.next_due_on < today)
        case Tab.DONE:
            return CaseFile.ended_on >= date(today.year, 1, 1)
        case Tab.ALL:
            return CaseFile.id.is_not(None)


def _keyset(
    uow: UnitOfWork, statement: Select[Any], query: RegisterQuery, keyed: ColumnElement[date]
) -> tuple[list[Row[Any]], str, str]:
    """Return the rows of the page and the cursors around it. Ascending by due day, descending by day of receipt."""
    ascending = query.tab in (Tab.OPEN, Tab.SOON, Tab.OVERDUE)
    backwards, key = _cursor(query.cursor)
    forward = ascending != backwards
    if key is not None:
        here = tuple_(keyed, CaseFile.id)
        statement = statement.where(here > key if forward else here < key)
    order = (keyed.asc(), CaseFile.id.asc()) if forward else (keyed.desc(), CaseFile.id.desc())
    limited = statement.add_columns(keyed.label("keyed")).order_by(*order).limit(query.page_size + 1)
    found = list(uow.session.execute(limited, execution_options=OPTIONS))
    more = len(found) > query.page_size
    rows = found[: query.page_size]
    if backwards:
        rows.reverse()
    after = _write_cursor("n", rows[-1]) if rows and (more or backwards) else ""
    before = _write_cursor("p", rows[0]) if rows and (more if backwards else key is not None) else ""
    return rows, before, after


def _cursor(text: str) -> tuple[bool, tuple[date, uuid.UUID] | None]:
    if not text:
        return False, None
    try:
        way, day, case_id = text.split("_")
        if way not in ("n", "p"):
            raise ValueError
        return way == "p", (date.fromisoformat(day), uuid.UUID(case_id))
    except ValueError:
        raise Refused.at("cursor", "not_an_option") from None


def _write_cursor(way: str, row: Row[Any]) -> str:
    keyed = row.keyed if isinstance(row.keyed, date) else date.fromisoformat(str(row.keyed))
    return f"{way}_{keyed.isoformat()}_{row.id.hex}"


def _sealed(uow: UnitOfWork, actor: Person, query: RegisterQuery) -> int:
    """Return how many sealed cases the same question would have met, without its search text."""
    bare = replace(query, text="", handler=None, cursor="")
    statement = (
        select(func.count())
        .select_from(CaseFile)
        .where(CaseFile.county_code == uow.county_code, sealed_count_clause(actor), *_filters(uow, bare))
        .execution_options(portal_counts_sealed=True)
    )
    return uow.session.scalar(statement) or 0


def _tabs(uow: UnitOfWork, actor: Person) -> dict[Tab, int]:
    """Return the count of each tab, capped, in one statement."""
    counts = []
    for tab in Tab:
        inner = (
            select(CaseFile.id)
            .where(
                CaseFile.county_code == uow.county_code,
                reach_clause(actor),
                _tab_clause(tab, uow.today),
                true() if tab is Tab.ALL else CaseFile.voided_on.is_(None),
            )
            .limit(COUNT_MOST)
            .subquery()
        )
        counts.append(select(func.count()).select_from(inner).scalar_subquery().label(tab.value))
    row = uow.session.execute(select(*counts)).one()
    return {tab: getattr(row, tab.value) for tab in Tab}


def _row(actor: Person, row: Row[Any], uow: UnitOfWork) -> RegisterRow:
    masks = masks_for(actor, row)
    shown = type_title(uow, row.type)
    return RegisterRow(
        id=row.id,
        number=row.number,
        title=case_title(row, shown, masks),
        parties=party_line(row, masks),
        type=row.type,
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
        voided=row.voided_on is not None,
        move=row.move,
    )
