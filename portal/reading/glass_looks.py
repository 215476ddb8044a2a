"""特批查阅 as the owner of a case sees it: who looked at it, when, and for which kind of reason."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import aliased

from portal.access.actors import Person
from portal.access.privacy_rules import may_read_content
from portal.access.reach import reach_clause
from portal.errors import NotFound
from portal.reading.glass import MOST, category_word
from portal.store.tables.cases import CaseFile
from portal.store.tables.desk import GlassUse
from portal.store.tables.people import Staff
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

TOLD_FOR = timedelta(days=7)
"""So long a use stands on the desks of those whose case it was; on the case itself it stands for good."""


@dataclass(frozen=True)
class LookShown:
    """That somebody looked at a case, as its owner is told."""

    case_id: uuid.UUID
    number: str
    who: str
    unit: str
    urgent: bool
    category: str
    approved_by: str
    opened_at: datetime | None
    ended_at: datetime | None
    justified: bool | None
    is_judged: bool


def looks_at_case(uow: UnitOfWork, actor: Person, case_id: uuid.UUID) -> tuple[LookShown, ...]:
    """Return who looked at a case of the post's own organisation by special permission, newest first.

    Raises:
        NotFound: missing, out of reach, another organisation's, or one whose content the post does not read.
    """
    case = uow.session.scalars(select(CaseFile).where(CaseFile.id == case_id, reach_clause(actor))).one_or_none()
    if case is None or case.organisation_id != actor.organisation_id or not may_read_content(actor, case):
        raise NotFound
    return _looks(uow, actor, and_(GlassUse.case_id == case_id))


def looks_lately(uow: UnitOfWork, actor: Person) -> tuple[LookShown, ...]:
    """Return who looked lately at cases of the post's own organisation whose content the post may read."""
    return _looks(uow, actor, GlassUse.opened_at > uow.now - TOLD_FOR)


def case_to_ask_for(uow: UnitOfWork, actor: Person, case_id: uuid.UUID) -> dict[str, str]:
    """Return number and organisation of a case in reach, for the form that asks to see its content; nothing for another."""
    row = uow.session.execute(
        select(CaseFile.number, CaseFile.organisation_id).where(
            CaseFile.county_code == uow.county_code, CaseFile.id == case_id, CaseFile.number.is_not(None), reach_clause(actor)
        )
    ).one_or_none()
    return {} if row is None else {"number": str(row.number), "holder": str(row.organisation_id)}


def _looks(uow: UnitOfWork, actor: Person, which: ColumnElement[bool]) -> tuple[LookShown, ...]:
    asker, decider = aliased(Staff), aliased(Staff)
    rows = uow.session.execute(
        select(GlassUse, CaseFile, asker.name, Organisation.short_name, decider.name)
        .join(CaseFile, and_(CaseFile.county_code == GlassUse.county_code, CaseFile.id == GlassUse.case_id))
        .join(asker, and_(asker.county_code == GlassUse.county_code, asker.id == GlassUse.staff_id))
        .join(Organisation, and_(Organisation.county_code == GlassUse.county_code, Organisation.id == GlassUse.organisation_id))
        .outerjoin(decider, and_(decider.county_code == GlassUse.county_code, decider.id == GlassUse.decided_by_id))
        .where(
            GlassUse.county_code == uow.county_code,
            GlassUse.opened_at.is_not(None),
            which,
            CaseFile.organisation_id == actor.organisation_id,
            reach_clause(actor),
        )
        .order_by(GlassUse.opened_at.desc(), GlassUse.id.desc())
        .limit(MOST)
    )
    return tuple(
        LookShown(
            case_id=case.id,
            number=case.number or "",
            who=who,
            unit=unit,
            urgent=row.urgent,
            category=category_word(row.category),
            approved_by=approved_by or "",
            opened_at=row.opened_at,
            ended_at=row.ended_at or row.until,
            justified=row.justified,
            is_judged=row.judged_at is not None,
        )
        for row, case, who, unit, approved_by in rows
        if may_read_content(actor, case)
    )
