"""Answers across reach: counts and booleans, nothing else.

The guard lets a statement of this module see beyond the actor's reach only when all it selects are counts.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from portal.access.actors import Person
from portal.access.reach import reach_clause, sealed_count_clause
from portal.store import blind_index
from portal.store.passages import passage
from portal.store.tables.cases import CaseFile
from portal.store.unit_of_work import UnitOfWork

_OPTIONS = passage("portal.access.doors")


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
    statement = (
        select(func.count())
        .select_from(CaseFile)
        .where(
            CaseFile.county_code == uow.county_code,
            CaseFile.organisation_id == actor.organisation_id,
            CaseFile.ending.is_(None),
            CaseFile.voided_on.is_(None),
            reach_clause(actor, now=uow.now),
            blind_index.same_party(uow.keyring, uow.county_code, id_number=id_number, phone=phone),
        )
    )
    return _count(uow, statement)


def _count(uow: UnitOfWork, statement: Select[Any]) -> int:
    return uow.session.scalar(statement, execution_options=_OPTIONS) or 0
