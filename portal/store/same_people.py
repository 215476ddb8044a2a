"""Which open cases of other organisations have a person in common with a case. One condition for counting and delivering.

A person is the same by identity number or by telephone, hash by hash: nothing is decrypted. A case that is sealed, ended or
void is none of them, nor is another procedure of the same dispute. What is restricted (P3) is: others learn that there is
something, which a header tells them too, and no more.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, or_, select

from portal.declare.parties import PartyKind
from portal.declare.privacy import Privacy
from portal.store.blind_index import Kind
from portal.store.tables.cases import BlindIndex, CaseFile, Party

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork

Hash = tuple[Kind, bytes]
WHOLE = (Kind.ID_NUMBER, Kind.PHONE)


def people_of(uow: UnitOfWork, case_id: uuid.UUID) -> tuple[Hash, ...]:
    """Return the hashes of the persons of a case by which they are the same elsewhere; those of a firm are none."""
    rows = uow.session.execute(
        select(BlindIndex.kind, BlindIndex.value)
        .join(Party, and_(Party.county_code == BlindIndex.county_code, Party.id == BlindIndex.party_id))
        .where(
            BlindIndex.county_code == uow.county_code,
            BlindIndex.case_id == case_id,
            BlindIndex.kind.in_(WHOLE),
            Party.kind == PartyKind.PERSON.value,
        )
    )
    return tuple((Kind(row.kind), row.value) for row in rows)


def open_elsewhere(
    county_code: str, organisation_id: uuid.UUID, people: Iterable[Hash], *, dispute_id: uuid.UUID | None = None
) -> ColumnElement[bool]:
    """Return the condition on `CaseFile`: an open case of another organisation with one of the people."""
    by_kind: dict[Kind, list[bytes]] = {kind: [] for kind in WHOLE}
    for kind, value in people:
        by_kind[kind].append(value)
    same = or_(*(and_(BlindIndex.kind == kind, BlindIndex.value.in_(values)) for kind, values in by_kind.items()))
    hits = select(BlindIndex.case_id).where(BlindIndex.county_code == county_code, BlindIndex.acts.is_(False), same)
    conditions = [
        CaseFile.county_code == county_code,
        CaseFile.id.in_(hits),
        CaseFile.organisation_id != organisation_id,
        CaseFile.ending.is_(None),
        CaseFile.voided_on.is_(None),
        CaseFile.privacy < int(Privacy.P4),
    ]
    if dispute_id is not None:
        conditions.append(CaseFile.dispute_id != dispute_id)
    return and_(*conditions)
