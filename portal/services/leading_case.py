"""Which case somebody means by a number or an id when another one is to end in it."""

from __future__ import annotations

import uuid

from sqlalchemy import or_, select

from portal.access.actors import Person
from portal.access.privacy_rules import may_read_content
from portal.access.reach import reach_clause
from portal.engine.case_state import CaseState
from portal.store.load_case import state_of
from portal.store.tables.cases import CaseFile
from portal.store.unit_of_work import UnitOfWork


def leading_case(uow: UnitOfWork, actor: Person, case: CaseFile, text: str) -> CaseState | None:
    """Return the case of the same organisation that is meant by its number or id, or `None`: missing, or out of reach."""
    named = [CaseFile.number == text]
    try:
        named.append(CaseFile.id == uuid.UUID(text))
    except ValueError:
        pass  # it is a number then
    found = uow.session.scalars(
        select(CaseFile).where(
            CaseFile.county_code == uow.county_code,
            CaseFile.organisation_id == case.organisation_id,
            or_(*named),
            reach_clause(actor, now=uow.now),
        )
    ).one_or_none()
    case_type = uow.registry.case_type(found.type) if found is not None else None
    if found is None or case_type is None or not may_read_content(actor, found):
        return None
    return state_of(uow, found, case_type, secrets=True)
