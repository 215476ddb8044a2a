"""Gives case numbers: gapless per organisation, kind word and year, in the transaction of the acceptance."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from portal.engine.numbering import CaseNumber
from portal.errors import Refused
from portal.store.tables.cases import CaseFile
from portal.store.tables.machine import NumberCounter
from portal.store.tables.places import Organisation

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork


def give_number(uow: UnitOfWork, case: CaseFile, word: str, year: int) -> str:
    """Give the case the next number of its organisation, word and year, and return it."""
    organisation = uow.session.get_one(Organisation, case.organisation_id)
    counter = _locked(uow, case.organisation_id, word, year)
    case.number_word, case.number_year, case.number_serial = word, year, counter.next
    case.number = str(CaseNumber(year, organisation.number_code, word, counter.next))
    counter.next += 1
    return case.number


def start_with(uow: UnitOfWork, organisation_id: uuid.UUID, word: str, year: int, first: int) -> None:
    """Let a year that began on paper go on with `first`.

    Raises:
        Refused: a number at or above `first` was already given.
    """
    counter = _locked(uow, organisation_id, word, year)
    if counter.next > counter.started_with and first != counter.next:
        raise Refused.at("first", "numbers_already_given", next=counter.next)
    counter.next = counter.started_with = first


def _locked(uow: UnitOfWork, organisation_id: uuid.UUID, word: str, year: int) -> NumberCounter:
    """Return the counter, locked until the transaction ends; two that make it at once meet at its primary key."""
    key = (uow.county_code, organisation_id, word, year)
    statement = select(NumberCounter).where(
        NumberCounter.county_code == key[0],
        NumberCounter.organisation_id == key[1],
        NumberCounter.word == key[2],
        NumberCounter.year == key[3],
    )
    counter = uow.session.scalars(statement.with_for_update()).one_or_none()
    if counter is None:
        _ensure(uow, key)
        counter = uow.session.scalars(statement.with_for_update()).one()
    return counter


def _ensure(uow: UnitOfWork, key: tuple[str, uuid.UUID, str, int]) -> None:
    """Make the counter unless another transaction made it meanwhile."""
    insert = postgresql.insert if uow.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = dict(zip(("county_code", "organisation_id", "word", "year"), key, strict=True))
    uow.session.execute(insert(NumberCounter).values(**row, next=1, started_with=1).on_conflict_do_nothing())
