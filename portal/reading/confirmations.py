"""司法确认 of everybody in reach in a year: a list for whoever watches over mediation, with the reasons courts refused for."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select

from portal.access.actors import Person
from portal.access.reach import reach_clause
from portal.engine.confirmation import Confirming
from portal.reading.confirmation import CHIPS, WHY
from portal.reading.shown import type_title
from portal.reading.wording import label
from portal.reading.words import CONFIRMING, word
from portal.store.tables.cases import CaseFile
from portal.store.tables.people import Staff
from portal.store.tables.places import Organisation
from portal.store.tables.settlement import Confirmation
from portal.store.unit_of_work import UnitOfWork

MOST_ROWS = 300


@dataclass(frozen=True)
class Row:
    """One application. Nobody is named but the mediator."""

    case_id: uuid.UUID
    number: str
    type_title: str
    organisation: str
    mediator: str
    applied_on: date
    word: str
    chip: str
    court: str
    court_number: str
    ruled_on: date | None
    why: str


@dataclass(frozen=True)
class Refusal:
    """How often a court refused for a reason, and whose agreement it was."""

    why: str
    organisation: str
    mediator: str
    count: int


@dataclass(frozen=True)
class Confirmations:
    """The applications of a year, the newest first. `counts` are pairs of a word and a number, over all of them."""

    rows: tuple[Row, ...]
    counts: tuple[tuple[str, int], ...]
    refusals: tuple[Refusal, ...]
    total: int


def confirmations(uow: UnitOfWork, actor: Person, year: int) -> Confirmations:
    """Return the applications made in the year in the reach of the post."""
    within = (
        Confirmation.county_code == uow.county_code,
        Confirmation.applied_on >= date(year, 1, 1),
        Confirmation.applied_on <= date(year, 12, 31),
        CaseFile.voided_on.is_(None),
        reach_clause(actor, now=uow.now),
    )
    its_case = and_(CaseFile.county_code == Confirmation.county_code, CaseFile.id == Confirmation.case_id)
    its_body = and_(Organisation.county_code == CaseFile.county_code, Organisation.id == CaseFile.organisation_id)
    its_mediator = and_(Staff.county_code == CaseFile.county_code, Staff.id == CaseFile.handler_id)
    found = uow.session.execute(
        select(Confirmation, CaseFile.number, CaseFile.type, Organisation.short_name, Staff.name)
        .join(CaseFile, its_case)
        .join(Organisation, its_body)
        .outerjoin(Staff, its_mediator)
        .where(*within)
        .order_by(Confirmation.applied_on.desc(), Confirmation.id)
        .limit(MOST_ROWS)
    ).all()
    n = func.count().label("n")
    counted = uow.session.execute(
        select(Confirmation.state, Confirmation.why, Organisation.short_name, Staff.name, n)
        .join(CaseFile, its_case)
        .join(Organisation, its_body)
        .outerjoin(Staff, its_mediator)
        .where(*within)
        .group_by(Confirmation.state, Confirmation.why, Organisation.short_name, Staff.name)
        .order_by(n.desc(), Organisation.short_name)
    ).all()
    by_state = {state: sum(row.n for row in counted if row.state == state) for state in Confirming}
    return Confirmations(
        tuple(_row(uow, *row) for row in found),
        tuple((word(CONFIRMING, state), count) for state, count in by_state.items()),
        tuple(Refusal(label(WHY[row.why]), row.short_name, row.name or "", row.n) for row in counted if row.why in WHY),
        sum(by_state.values()),
    )


def _row(
    uow: UnitOfWork, applied: Confirmation, number: str | None, type_key: str, organisation: str, mediator: str | None
) -> Row:
    state = Confirming(applied.state)
    return Row(
        case_id=applied.case_id,
        number=number or "",
        type_title=type_title(uow, type_key),
        organisation=organisation,
        mediator=mediator or "",
        applied_on=applied.applied_on,
        word=word(CONFIRMING, state),
        chip=CHIPS[state],
        court=applied.court,
        court_number=applied.number,
        ruled_on=applied.ruled_on,
        why=label(WHY[applied.why]) if applied.why in WHY else "",
    )
