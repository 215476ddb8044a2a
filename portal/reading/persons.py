"""同一人 as it is looked at: likely doubles among an organisation's parties, one of them side by side, the person, the log.

Doubles are looked for among the newest cases, a hundred at a time, so that the page costs the same in a small register and
in a large one. Everything shown is masked as lists mask it; a number in full is read in its case.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select
from sqlalchemy.orm import aliased

from portal.access.actors import Person
from portal.access.person_reach import comparable_clause, may_merge
from portal.access.privacy_rules import sights_for
from portal.access.reach import reach_clause
from portal.declare.parties import PartyKind
from portal.declare.privacy import Privacy
from portal.engine.masking import id_number_mask
from portal.engine.same_person import Likeness, groups
from portal.errors import NotFound
from portal.reading.keyset import Order, slice_of
from portal.reading.shown import type_title
from portal.reading.titles import shown_name
from portal.store.access_log import note_look
from portal.store.person_rows import likenesses, sharing
from portal.store.tables.cases import BlindIndex, CaseFile, Party
from portal.store.tables.people import Staff
from portal.store.tables.persons import PersonMerge
from portal.store.unit_of_work import UnitOfWork

CASES_LOOKED_THROUGH = 100
PARTIES_COMPARED = 400
MERGES_SHOWN = 50


@dataclass(frozen=True)
class PartyLine:
    """A party with its case, as far as the reader may see it in lists."""

    id: uuid.UUID
    case_id: uuid.UUID
    number: str | None
    type_title: str
    received_on: date
    phase: str
    ending: str | None
    name: str
    sex: str
    age_band: str
    id_number: str
    phone: str
    address: str
    nation: str
    occupation: str
    person_id: uuid.UUID | None


@dataclass(frozen=True)
class Doubles:
    """Groups of parties that are likely one person each, and where the look through the register goes on."""

    groups: tuple[tuple[PartyLine, ...], ...]
    looked_through: int
    next: str
    previous: str


@dataclass(frozen=True)
class MergeLine:
    """One merge of the log."""

    id: uuid.UUID
    parties: int
    by: str
    at: datetime
    undone_by: str
    undone_at: datetime | None


@dataclass(frozen=True)
class PersonPage:
    """A person: which values stay, the cases within reach, how it came about."""

    merge: MergeLine
    values: tuple[tuple[str, str], ...]  # value, as it is shown
    lines: tuple[PartyLine, ...]
    hidden: int  # parties the reader does not see
    may_undo: bool


def doubles(uow: UnitOfWork, actor: Person, cursor: str) -> Doubles:
    """Return likely doubles among the parties of the next hundred cases and whoever shares a number with them."""
    of_us = (
        CaseFile.county_code == uow.county_code,
        CaseFile.organisation_id == actor.organisation_id,
        CaseFile.voided_on.is_(None),
        CaseFile.privacy < int(Privacy.P4),
        reach_clause(actor),
    )
    order = Order(CaseFile.received_on, CaseFile.id, ascending=False)
    page = slice_of(uow, select(CaseFile.id).where(*of_us), select(CaseFile.id), order, cursor=cursor, size=CASES_LOOKED_THROUGH)
    cases = [row.id for row in page.rows]
    found = _alike(uow, actor, BlindIndex.case_id.in_(cases)) if cases else ()
    return Doubles(found, len(cases), page.next, page.previous)


def alike(uow: UnitOfWork, actor: Person, party_id: uuid.UUID) -> tuple[PartyLine, ...]:
    """Return the party and everybody who is likely the same person, the newest first; it alone where nobody is.

    Raises:
        NotFound: no such party, or the reader may not compare it.
    """
    rows = _rows(uow, actor, or_(Party.id == party_id, Party.id.in_(sharing(uow.county_code, BlindIndex.party_id == party_id))))
    if party_id not in {row.Party.id for row in rows}:
        raise NotFound
    near = [row.Party.id for row in rows]  # and whoever has a number in common with one of them, or is known to be one
    persons = {row.Party.person_id for row in rows} - {None}
    further = Party.id.in_(sharing(uow.county_code, BlindIndex.party_id.in_(near)))
    rows = _rows(uow, actor, or_(Party.id == party_id, further, Party.person_id.in_(persons)))
    known = likenesses(uow, [row.Party for row in rows])
    meant = known[party_id]
    group = next((one for one in groups(tuple(known.values())) if meant in one), (meant,))
    wanted = {one.party_id for one in group}
    return tuple(_read(uow, row) for row in rows if row.Party.id in wanted)


def person_page(uow: UnitOfWork, actor: Person, person_id: uuid.UUID) -> PersonPage:
    """Return a person of the reader's organisation with the cases she may see.

    Raises:
        NotFound: no such person here, or none of its cases is in reach.
    """
    merge = next(iter(_merges(uow, actor, PersonMerge.id == person_id)), None)
    if merge is None:
        raise NotFound
    row, line = merge
    ids = [uuid.UUID(one["party"]) for one in row.parties]
    lines = tuple(_read(uow, one) for one in _rows(uow, actor, Party.id.in_(ids)))
    if not lines:
        raise NotFound
    standing = row.undone_at is None and all(one.person_id == person_id for one in lines)
    by_party = {str(one.id): one for one in lines}
    values = [(value, getattr(by_party[party], value)) for value, party in row.kept.items() if party in by_party]
    return PersonPage(line, tuple(values), lines, len(ids) - len(lines), standing and may_merge(actor))


def merges(uow: UnitOfWork, actor: Person) -> tuple[MergeLine, ...]:
    """Return the latest merges of the organisation, the newest first."""
    return tuple(line for _row, line in _merges(uow, actor))


def _alike(uow: UnitOfWork, actor: Person, of: ColumnElement[bool]) -> tuple[tuple[PartyLine, ...], ...]:
    rows = _rows(uow, actor, Party.id.in_(sharing(uow.county_code, of)))
    known = likenesses(uow, [row.Party for row in rows])
    by_id = {row.Party.id: row for row in rows}
    found: Iterable[Sequence[Likeness]] = groups(tuple(known.values()))
    return tuple(tuple(_line(uow, by_id[one.party_id].Party, by_id[one.party_id].CaseFile) for one in group) for group in found)


def _rows(uow: UnitOfWork, actor: Person, which: ColumnElement[bool]) -> list[Row[Any]]:
    statement = (
        select(Party, CaseFile)
        .join(CaseFile, and_(CaseFile.county_code == Party.county_code, CaseFile.id == Party.case_id))
        .where(Party.county_code == uow.county_code, Party.kind == PartyKind.PERSON.value, which, comparable_clause(actor))
        .order_by(CaseFile.received_on.desc(), Party.id.desc())
        .limit(PARTIES_COMPARED)
    )
    return list(uow.session.execute(statement))


def _read(uow: UnitOfWork, row: Row[Any]) -> PartyLine:
    """Return the line of a party beside others, after it was written down where its case is restricted."""
    note_look(uow, "case", row.CaseFile.id, row.CaseFile.privacy)
    return _line(uow, row.Party, row.CaseFile)


def _line(uow: UnitOfWork, party: Party, case: CaseFile) -> PartyLine:
    actor = uow.actor
    sights = sights_for(actor, case)
    return PartyLine(
        id=party.id,
        case_id=case.id,
        number=case.number,
        type_title=type_title(uow, case.type),
        received_on=case.received_on,
        phase=case.phase,
        ending=case.ending,
        name=shown_name(party.name, sights),
        sex=party.sex,
        age_band=party.age_band,
        id_number=id_number_mask(party.id_mask, birth_shown=False) if party.id_mask else "",
        phone=party.phone_mask,
        address=party.address_mask,
        nation=party.nation,
        occupation=party.occupation,
        person_id=party.person_id,
    )


def _merges(uow: UnitOfWork, actor: Person, *conditions: ColumnElement[bool]) -> list[tuple[PersonMerge, MergeLine]]:
    by, undone_by = aliased(Staff), aliased(Staff)
    rows = uow.session.execute(
        select(PersonMerge, by.name, undone_by.name)
        .join(by, and_(by.county_code == PersonMerge.county_code, by.id == PersonMerge.merged_by_id))
        .outerjoin(undone_by, and_(undone_by.county_code == PersonMerge.county_code, undone_by.id == PersonMerge.undone_by_id))
        .where(PersonMerge.county_code == uow.county_code, PersonMerge.organisation_id == actor.organisation_id, *conditions)
        .order_by(PersonMerge.merged_at.desc(), PersonMerge.id.desc())
        .limit(MERGES_SHOWN)
    )
    return [
        (row, MergeLine(row.id, len(row.parties), name, row.merged_at, other or "", row.undone_at)) for row, name, other in rows
    ]
