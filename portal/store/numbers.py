"""Gives case numbers: gapless per organisation, kind word and year, in the transaction of the acceptance."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from portal.engine.numbering import CaseNumber
from portal.errors import Refused
from portal.store.sheaf import CounterKey, Sheaf
from portal.store.tables.cases import CaseFile
from portal.store.tables.machine import NumberCounter
from portal.store.tables.places import Organisation

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork


def give_number(uow: UnitOfWork, case: CaseFile, word: str, year: int) -> str:
    """Give the case the next number of its organisation, word and year, and return it."""
    code = _number_code(uow, case.organisation_id)
    serial = _drawn(uow, (case.organisation_id, word, year))
    case.number_word, case.number_year, case.number_serial = word, year, serial
    case.number = str(CaseNumber(year, code, word, serial))
    return case.number


def counter_of(uow: UnitOfWork, organisation_id: uuid.UUID, word: str, year: int) -> tuple[int, int]:
    """Return the next number of a year and the one the year started with, without holding the counter."""
    row = uow.session.execute(
        select(NumberCounter.next, NumberCounter.started_with).where(
            NumberCounter.county_code == uow.county_code,
            NumberCounter.organisation_id == organisation_id,
            NumberCounter.word == word,
            NumberCounter.year == year,
        )
    ).one_or_none()
    return (1, 1) if row is None else (row.next, row.started_with)


def hold_counter(uow: UnitOfWork, organisation_id: uuid.UUID, word: str, year: int) -> tuple[int, int]:
    """Return the same and hold the counter until the transaction ends."""
    counter = _locked(uow, organisation_id, word, year)
    return counter.next, counter.started_with


def begin_block(uow: UnitOfWork, sheaf: Sheaf, key: CounterKey) -> None:
    """Let a sheaf draw numbers of a year from where its counter stands."""
    if key not in sheaf.counters:
        sheaf.began[key] = counter_of(uow, *key)
        sheaf.counters[key] = sheaf.began[key][0]


def go_on_with(uow: UnitOfWork, organisation_id: uuid.UUID, word: str, year: int, following: int) -> None:
    """Let a year go on with `following`, after a block of numbers was drawn by a sheaf."""
    _locked(uow, organisation_id, word, year).next = following


def _drawn(uow: UnitOfWork, key: CounterKey) -> int:
    """Draw the next number: from the counter, or from those a sheaf takes as one block when it is written."""
    if uow.sheaf is not None and not uow.sheaf.draws_at_once:
        begin_block(uow, uow.sheaf, key)
        uow.sheaf.counters[key] += 1
        return uow.sheaf.counters[key] - 1
    counter = _locked(uow, *key)
    counter.next += 1
    return counter.next - 1


def start_with(uow: UnitOfWork, organisation_id: uuid.UUID, word: str, year: int, first: int) -> None:
    """Let a year that began on paper go on with `first`.

    Raises:
        Refused: a number at or above `first` was already given.
    """
    counter = _locked(uow, organisation_id, word, year)
    if counter.next > counter.started_with and first != counter.next:
        raise Refused.at("first", "numbers_already_given", next=counter.next)
    counter.next = counter.started_with = first


def _number_code(uow: UnitOfWork, organisation_id: uuid.UUID) -> str:
    """Return what the organisation is called in its numbers; a sheaf asks once."""
    if uow.sheaf is None:
        return uow.session.get_one(Organisation, organisation_id).number_code
    if organisation_id not in uow.sheaf.number_codes:
        uow.sheaf.number_codes[organisation_id] = uow.session.get_one(Organisation, organisation_id).number_code
    return uow.sheaf.number_codes[organisation_id]


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
