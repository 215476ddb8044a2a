"""Answers across reach: counts and booleans, nothing else.

The guard lets a statement of this module see beyond the actor's reach only when all it selects are counts.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, case, distinct, func, or_, select

from portal.access.actors import Person
from portal.access.reach import reach_clause, sealed_count_clause
from portal.declare.phases import Phase
from portal.store.blind_index import Kind
from portal.store.passages import passage
from portal.store.person_rows import cases_with
from portal.store.same_people import open_elsewhere, people_of
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import CaseClock
from portal.store.unit_of_work import UnitOfWork

Key = TypeVar("Key")

_OPTIONS = passage("portal.access.doors")


@dataclass(frozen=True)
class Elsewhere:
    """Open matters of the same people in other organisations: how many, in how many sectors. Sealed ones do not exist."""

    matters: int
    sectors: int


def sealed_count(uow: UnitOfWork, actor: Person, *conditions: ColumnElement[bool]) -> int:
    """Return how many sealed cases within the post's reach would have met the conditions, but may not be seen."""
    within = (CaseFile.county_code == uow.county_code, sealed_count_clause(actor, now=uow.now))
    return _count(uow, select(func.count()).select_from(CaseFile).where(*within, *conditions))


def open_matters_of(uow: UnitOfWork, *, id_number: str = "", phone: str = "") -> int:
    """Return in how many other open cases of the actor's own organisation somebody with this number is a party.

    It says nothing about other organisations, and counts no case the actor may not see.
    """
    actor = uow.actor
    if not isinstance(actor, Person) or not (id_number or phone):
        return 0
    wanted = ((Kind.ID_NUMBER, id_number), (Kind.PHONE, phone))
    statement = (
        select(func.count())
        .select_from(CaseFile)
        .where(
            CaseFile.county_code == uow.county_code,
            CaseFile.organisation_id == actor.organisation_id,
            CaseFile.ending.is_(None),
            CaseFile.voided_on.is_(None),
            reach_clause(actor, now=uow.now),
            cases_with(uow.county_code, uow.keyring, [(k, v) for k, v in wanted if v]),
        )
    )
    return _count(uow, statement)


def matters_elsewhere(uow: UnitOfWork, actor: Person, case_file: CaseFile) -> Elsewhere:
    """Return what other organisations have open with the people of a case, other procedures of the same dispute left out.

    Ask through `portal.services.elsewhere`, which asks whose case it is, how often, and writes it down.
    """
    people = people_of(uow, case_file.id)
    return _elsewhere(uow, open_elsewhere(uow.county_code, actor.organisation_id, people, dispute_id=case_file.dispute_id))


def matters_elsewhere_of(uow: UnitOfWork, actor: Person, id_numbers: Collection[str]) -> Elsewhere:
    """Return what other organisations have open with the holders of whole identity numbers, for a case being written."""
    ring = uow.keyring
    people = [(Kind.ID_NUMBER, value) for number in id_numbers for value in ring.digests(Kind.ID_NUMBER, number).values()]
    return _elsewhere(uow, open_elsewhere(uow.county_code, actor.organisation_id, people))


def _elsewhere(uow: UnitOfWork, others: ColumnElement[bool]) -> Elsewhere:
    """Count in one statement, whose shape is the same whatever there is."""
    statement = select(func.count(distinct(CaseFile.id)), func.count(distinct(CaseFile.plugin))).select_from(CaseFile)
    matters, sectors = uow.session.execute(statement.where(others), execution_options=_OPTIONS).one()
    return Elsewhere(matters, sectors)


def cases_in_hand(
    uow: UnitOfWork, staff_ids: Collection[uuid.UUID], organisation_ids: Collection[uuid.UUID] | None = None
) -> dict[uuid.UUID, int]:
    """Return how many cases of these organisations (of all, when none are named) are in whose hands and not yet archived.

    For those who administer people: they may count what somebody leaves behind and see none of it.
    """
    where: list[ColumnElement[bool]] = [CaseFile.phase != Phase.ARCHIVED.value, CaseFile.voided_on.is_(None)]
    if organisation_ids is not None:
        where.append(CaseFile.organisation_id.in_(organisation_ids))
    return _counts(uow, CaseFile, {staff_id: _in_hands_of(staff_id) for staff_id in staff_ids}, where)


def cases_left_in(uow: UnitOfWork, staff_id: uuid.UUID, organisation_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Return how many cases in the hands of one person each of the organisations has."""
    where = [CaseFile.phase != Phase.ARCHIVED.value, CaseFile.voided_on.is_(None), _in_hands_of(staff_id)]
    return _counts(uow, CaseFile, {one: CaseFile.organisation_id == one for one in organisation_ids}, where)


def cases_of_plugins(uow: UnitOfWork, keys: Collection[str]) -> dict[str, int]:
    """Return how many cases each plugin has, void ones included."""
    return _counts(uow, CaseFile, {key: CaseFile.plugin == key for key in keys}, [])


def unarchived_cases_of(uow: UnitOfWork, organisation_id: uuid.UUID) -> int:
    """Return how many cases of an organisation are not archived."""
    where = (CaseFile.county_code == uow.county_code, CaseFile.organisation_id == organisation_id)
    unarchived = (CaseFile.phase != Phase.ARCHIVED.value, CaseFile.voided_on.is_(None))
    return _count(uow, select(func.count()).select_from(CaseFile).where(*where, *unarchived))


def provisional_clocks(uow: UnitOfWork, years: Collection[int]) -> dict[int, int]:
    """Return how many running clocks have a provisional due date in each of the years."""
    inside = {year: CaseClock.due_on.between(date(year, 1, 1), date(year, 12, 31)) for year in years}
    return _counts(uow, CaseClock, inside, [CaseClock.state == "running", CaseClock.provisional.is_(True)])


def _in_hands_of(staff_id: uuid.UUID) -> ColumnElement[bool]:
    untaken = and_(CaseFile.handler_id.is_(None), CaseFile.registered_by_id == staff_id)
    return or_(CaseFile.handler_id == staff_id, untaken)


def _counts(
    uow: UnitOfWork, entity: Any, conditions: Mapping[Key, ColumnElement[bool]], where: Sequence[ColumnElement[bool]]
) -> dict[Key, int]:
    """Return how many rows meet each condition, in one statement."""
    if not conditions:
        return {}
    columns = [func.count(case((condition, 1))) for condition in conditions.values()]
    statement = select(*columns).select_from(entity).where(entity.county_code == uow.county_code, *where)
    row = uow.session.execute(statement, execution_options=_OPTIONS).one()
    return dict(zip(conditions, row, strict=True))


def _count(uow: UnitOfWork, statement: Select[Any]) -> int:
    return uow.session.scalar(statement, execution_options=_OPTIONS) or 0
