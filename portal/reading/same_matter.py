"""Is there an open case of the same matter here already? Told while a case is written, with the way to it; it stops nobody."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.access.actors import Person
from portal.access.reach import reach_clause
from portal.declare.parties import PartyKind
from portal.engine.case_state import PartyState
from portal.reading.shown import type_title
from portal.store.blind_index import Kind
from portal.store.person_rows import cases_with
from portal.store.tables.cases import CaseFile
from portal.store.unit_of_work import UnitOfWork

MOST_SHOWN = 3
_LOOKED_AT = 20
_WHOLE = (Kind.ID_NUMBER, Kind.PHONE)


@dataclass(frozen=True)
class SameMatter:
    """An open case of the own organisation with one of the people: of the same type, or against the same other side."""

    id: uuid.UUID
    number: str | None
    title: str
    received_on: date


def same_matter(uow: UnitOfWork, type_key: str, parties: Sequence[PartyState]) -> tuple[SameMatter, ...]:
    """Return the latest open cases within reach that are likely about the same, found by a person's identity number or telephone.

    A firm that is in many cases is no sign that two of them are about the same.
    """
    actor = uow.actor
    pairs = ((kind, getattr(p, kind.value)) for p in parties if p.kind == PartyKind.PERSON for kind in _WHOLE)
    wanted = tuple((kind, value) for kind, value in pairs if value)
    if not isinstance(actor, Person) or not wanted:
        return ()
    rows = uow.session.execute(
        select(
            CaseFile.id, CaseFile.number, CaseFile.type, CaseFile.received_on, CaseFile.applicant_name, CaseFile.respondent_name
        )
        .where(
            CaseFile.county_code == uow.county_code,
            CaseFile.organisation_id == actor.organisation_id,
            CaseFile.ending.is_(None),
            CaseFile.voided_on.is_(None),
            reach_clause(actor, now=uow.now),
            cases_with(uow.county_code, uow.keyring, wanted),
        )
        .order_by(CaseFile.received_on.desc(), CaseFile.id)
        .limit(_LOOKED_AT)
    ).all()
    names = {p.name for p in parties}
    found = [row for row in rows if row.type == type_key or {row.applicant_name, row.respondent_name} <= names]
    return tuple(SameMatter(row.id, row.number, type_title(uow, row.type), row.received_on) for row in found[:MOST_SHOWN])
