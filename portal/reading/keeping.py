"""保管期限 as it is looked at: cases whose time is over, and until when one case is kept and what keeps it longer."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import aliased

from portal.access.actors import Person
from portal.access.county_roles import DECIDE_ERASURE, HOLD, PROPOSE_ERASURE
from portal.access.privacy_rules import may_read_content
from portal.access.reach import reach_clause
from portal.declare.clocks import Basis
from portal.engine.keeping import HOLD_GROUNDS
from portal.engine.retention import archived_before, is_over, kept_until, years_of
from portal.errors import Forbidden, NotFound
from portal.reading.keyset import Order, slice_of
from portal.reading.shown import type_title
from portal.reading.wording import say
from portal.store.keeping_rows import held
from portal.store.parameter_rows import RETENTION_YEARS, whole_in_force
from portal.store.secrets import unseal
from portal.store.tables.cases import CaseFile
from portal.store.tables.keeping import LegalHold
from portal.store.tables.people import Staff
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

PAGE_SIZE = 50


@dataclass(frozen=True)
class Term:
    """How long a case is kept. No `years` is for ever; nothing is `known` of a type whose plugin is not loaded."""

    years: int | None
    basis: Basis | None
    known: bool = True

    @property
    def verified(self) -> bool:
        """Say whether the term was compared with what gives it."""
        return self.basis is not None and self.basis.verified


@dataclass(frozen=True)
class OverRow:
    """A case whose time is over."""

    id: uuid.UUID
    number: str | None
    type: str
    organisation: str
    archived_on: date
    until: date
    held: bool


@dataclass(frozen=True)
class OverPage:
    """A page of them, the longest over first."""

    rows: tuple[OverRow, ...]
    next: str
    previous: str


@dataclass(frozen=True)
class HoldShown:
    """A hold with who placed it. `stands` says whether it keeps the case today."""

    id: uuid.UUID
    ground: str
    words: str
    placed_at: datetime
    placed_by: str
    until: date | None
    ended_at: datetime | None
    ended_by: str
    stands: bool


@dataclass(frozen=True)
class KeepingPage:
    """Until when a case is kept, and what keeps it."""

    id: uuid.UUID
    number: str | None
    type: str
    phase: str
    organisation: str
    organisation_id: uuid.UUID
    archived_on: date | None
    voided_on: date | None
    erased_on: date | None
    term: Term
    until: date | None
    over: bool
    holds: tuple[HoldShown, ...]

    @property
    def held(self) -> bool:
        """Say whether a hold stands today."""
        return any(hold.stands for hold in self.holds)


def may_keep(actor: Person) -> bool:
    """Say whether the post has to do with how long cases are kept."""
    return any(actor.may(*grant) for grant in (HOLD, PROPOSE_ERASURE, DECIDE_ERASURE))


def term_of(uow: UnitOfWork, type_key: str) -> Term:
    """Return how long cases of a type are kept."""
    declared = uow.registry.case_type(type_key)
    if declared is None:
        return Term(None, None, known=False)
    basis = declared.retention.basis if declared.retention is not None else None
    return Term(years_of(declared, _default(uow)), basis)


def over(uow: UnitOfWork, actor: Person, cursor: str = "") -> OverPage:
    """Return cases within reach whose time is over and that hold personal values still.

    Raises:
        Forbidden: the post has nothing to do with it.
        Refused: the cursor makes no sense.
    """
    if not may_keep(actor):
        raise Forbidden(HOLD[0])
    found = select(CaseFile.id).where(
        CaseFile.county_code == uow.county_code,
        CaseFile.archived_on.is_not(None),
        CaseFile.erased_on.is_(None),
        _may_be_over(uow),
        reach_clause(actor),
    )
    shown: Select[*tuple[Any, ...]] = select(
        CaseFile.id, CaseFile.number, CaseFile.type, CaseFile.archived_on, Organisation.short_name
    ).join(Organisation, and_(Organisation.county_code == CaseFile.county_code, Organisation.id == CaseFile.organisation_id))
    order = Order(CaseFile.archived_on, CaseFile.id, ascending=True)
    page = slice_of(uow, found, shown, order, cursor=cursor, size=PAGE_SIZE)
    kept = held(uow, [row.id for row in page.rows])
    rows = []
    for row in page.rows:
        years = term_of(uow, row.type).years
        until = kept_until(row.archived_on, years)
        if until is not None and is_over(row.archived_on, years, uow.today):
            title = type_title(uow, row.type)
            rows.append(OverRow(row.id, row.number, title, row.short_name, row.archived_on, until, row.id in kept))
    return OverPage(tuple(rows), page.next, page.previous)


def keeping_page(uow: UnitOfWork, actor: Person, case_id: uuid.UUID) -> KeepingPage:
    """Return until when a case is kept and what keeps it.

    Raises:
        NotFound: missing or out of reach.
        Forbidden: the post has nothing to do with it.
    """
    found = uow.session.execute(
        select(CaseFile, Organisation.short_name)
        .join(Organisation, and_(Organisation.county_code == CaseFile.county_code, Organisation.id == CaseFile.organisation_id))
        .where(CaseFile.county_code == uow.county_code, CaseFile.id == case_id, reach_clause(actor))
    ).one_or_none()
    if found is None:
        raise NotFound
    if not may_keep(actor):
        raise Forbidden(HOLD[0])
    case, organisation = found
    term = term_of(uow, case.type)
    until = kept_until(case.archived_on, term.years) if case.archived_on is not None else None
    return KeepingPage(
        id=case.id,
        number=case.number,
        type=type_title(uow, case.type),
        phase=case.phase,
        organisation=organisation,
        organisation_id=case.organisation_id,
        archived_on=case.archived_on,
        voided_on=case.voided_on,
        erased_on=case.erased_on,
        term=term,
        until=until,
        over=until is not None and uow.today > until,
        holds=_holds(uow, case_id, told=may_read_content(actor, case)),
    )


def _default(uow: UnitOfWork) -> int:
    return whole_in_force(uow.session, RETENTION_YEARS, uow.county_code, uow.today)


def _may_be_over(uow: UnitOfWork) -> ColumnElement[bool]:
    """Return the condition by type: each has its own bound, and what is kept for ever, or of an absent plugin, has none."""
    default = _default(uow)
    bounds: dict[int, list[str]] = {}
    for key, declared in uow.registry.types():
        years = years_of(declared, default)
        if years is not None:
            bounds.setdefault(years, []).append(key)
    some = (
        and_(CaseFile.type.in_(keys), CaseFile.archived_on < archived_before(years, uow.today)) for years, keys in bounds.items()
    )
    return or_(false(), *some)


def _holds(uow: UnitOfWork, case_id: uuid.UUID, *, told: bool) -> tuple[HoldShown, ...]:
    """Return the holds of a case; their words are `told` to whoever reads its content."""
    placed, ended = aliased(Staff), aliased(Staff)
    rows = uow.session.execute(
        select(LegalHold, placed.name, ended.name)
        .join(placed, and_(placed.county_code == LegalHold.county_code, placed.id == LegalHold.placed_by_id))
        .outerjoin(ended, and_(ended.county_code == LegalHold.county_code, ended.id == LegalHold.ended_by_id))
        .where(LegalHold.county_code == uow.county_code, LegalHold.case_id == case_id)
        .order_by(LegalHold.placed_at.desc(), LegalHold.id)
    )
    return tuple(
        HoldShown(
            id=row.id,
            ground=say(HOLD_GROUNDS[row.ground]),
            words=unseal(uow.keyring, "legal_hold", "words", row.id, row.words) if row.words and told else "",
            placed_at=row.placed_at,
            placed_by=by,
            until=row.until,
            ended_at=row.ended_at,
            ended_by=ender or "",
            stands=row.ended_at is None and (row.until is None or row.until >= uow.today),
        )
        for row, by, ender in rows
    )
