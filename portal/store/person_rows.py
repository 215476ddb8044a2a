"""Parties as far as they tell who is one person: their rows with the hashes of whole numbers."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, union
from sqlalchemy.orm import aliased

from portal.engine.same_person import Likeness
from portal.store.blind_index import Kind
from portal.store.keyring import Keyring
from portal.store.same_people import WHOLE
from portal.store.tables.cases import BlindIndex, CaseFile, Party

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork


def likenesses(uow: UnitOfWork, parties: Sequence[Party]) -> dict[uuid.UUID, Likeness]:
    """Return what tells of each party who it may be, in one statement."""
    numbers: dict[uuid.UUID, dict[Kind, set[bytes]]] = {party.id: {kind: set() for kind in WHOLE} for party in parties}
    rows = uow.session.execute(
        select(BlindIndex.party_id, BlindIndex.kind, BlindIndex.value).where(
            BlindIndex.county_code == uow.county_code,
            BlindIndex.case_id.in_({party.case_id for party in parties}),
            BlindIndex.kind.in_(WHOLE),
            BlindIndex.acts.is_(False),
        )
    )
    for row in rows:
        if row.party_id in numbers:
            numbers[row.party_id][Kind(row.kind)].add(row.value)
    return {
        party.id: Likeness(
            party.id,
            party.name,
            frozenset(numbers[party.id][Kind.ID_NUMBER]),
            frozenset(numbers[party.id][Kind.PHONE]),
            party.person_id,
        )
        for party in parties
    }


def sharing(county_code: str, of: ColumnElement[bool]) -> Select[Any]:
    """Return the ids of the parties that share a whole number with those whose hashes meet a condition on `BlindIndex`."""
    theirs = aliased(BlindIndex)
    same = and_(theirs.county_code == BlindIndex.county_code, theirs.kind == BlindIndex.kind, theirs.value == BlindIndex.value)
    return (
        select(theirs.party_id)
        .join(BlindIndex, same)
        .where(
            BlindIndex.county_code == county_code,
            BlindIndex.kind.in_(WHOLE),
            BlindIndex.acts.is_(False),
            theirs.acts.is_(False),
            of,
        )
    )


def cases_with(county_code: str, keyring: Keyring, wanted: Iterable[tuple[Kind, str]]) -> ColumnElement[bool]:
    """Return the condition on `CaseFile` that a party has one of the wanted values, or was said to be one who has."""
    hit = or_(
        false(),
        *(
            and_(BlindIndex.kind == kind, BlindIndex.value.in_(list(keyring.digests(kind, value).values())))
            for kind, value in wanted
        ),
    )
    hits = (BlindIndex.county_code == county_code, hit)
    known, other = aliased(Party), aliased(Party)
    persons = select(known.person_id).where(
        known.county_code == county_code,
        known.person_id.is_not(None),
        known.id.in_(select(BlindIndex.party_id).where(*hits)),
    )
    linked = select(other.case_id).where(other.county_code == county_code, other.person_id.in_(persons))
    return CaseFile.id.in_(union(select(BlindIndex.case_id).where(*hits), linked))


def cases_of_persons_in(county_code: str, case_id: uuid.UUID) -> Select[Any]:
    """Return the cases whose parties were said to be persons that are in this case too."""
    mine, other = aliased(Party), aliased(Party)
    persons = select(mine.person_id).where(mine.county_code == county_code, mine.case_id == case_id, mine.person_id.is_not(None))
    return select(other.case_id).where(other.county_code == county_code, other.person_id.in_(persons))
