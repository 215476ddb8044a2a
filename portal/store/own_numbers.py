"""Officials' own numbers: a case in which somebody with her phone or identity number is a party is not for her (回避).

Nothing is written to such a case: the clause of reach compares the hashes whenever it is asked, so that a number corrected on
either side takes effect at once. The identity number is kept encrypted only to make its hash again under another key.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, delete, or_, select

from portal.engine.case_state import PartyState
from portal.engine.representation import LinkState
from portal.store.blind_index import Kind
from portal.store.secrets import seal, unseal
from portal.store.tables.cases import BlindIndex
from portal.store.tables.people import Staff, StaffNumber

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork


def keep_id_number(uow: UnitOfWork, staff: Staff, number: str) -> None:
    """Keep an official's identity number as the intake reads it; an empty text forgets it."""
    staff.id_number = seal(uow.keyring, "staff", "id_number", staff.id, number) if number else None
    index_numbers(uow, staff)


def index_numbers(uow: UnitOfWork, staff: Staff) -> None:
    """Put the hashes of the official's numbers in place of earlier ones. To be called whenever one of them changed."""
    uow.session.flush()
    mine = (StaffNumber.county_code == staff.county_code, StaffNumber.staff_id == staff.id)
    uow.session.execute(delete(StaffNumber).where(*mine))
    number = unseal(uow.keyring, "staff", "id_number", staff.id, staff.id_number) if staff.id_number else ""
    for kind, value in ((Kind.ID_NUMBER, number), (Kind.PHONE, staff.phone)):
        if value:
            hashes = uow.keyring.digests(kind, value).values()
            owner = {"county_code": staff.county_code, "staff_id": staff.id, "kind": kind}
            uow.session.add_all(StaffNumber(**owner, value=hashed) for hashed in hashes)
    uow.session.flush()


def index_missing(uow: UnitOfWork) -> int:
    """Make the hashes of officials who have a phone and no hash of it yet, after an upgrade; return how many."""
    there = select(StaffNumber.staff_id).where(StaffNumber.county_code == uow.county_code)
    without = uow.session.scalars(
        select(Staff).where(Staff.county_code == uow.county_code, Staff.phone != "", Staff.id.not_in(there))
    ).all()
    for staff in without:
        index_numbers(uow, staff)
    return len(without)


def index_all(uow: UnitOfWork) -> None:
    """Make the hashes of all officials again, under the index keys there are now."""
    numbered = or_(Staff.phone != "", Staff.id_number.is_not(None))
    for staff in uow.session.scalars(select(Staff).where(Staff.county_code == uow.county_code, numbered)).all():
        index_numbers(uow, staff)


def own_matters(county_code: str, staff: Any) -> Select[*tuple[Any, ...]]:
    """Return the statement for the ids of cases in which somebody has a number of these officials.

    `staff` is an id or a statement of ids; with it comes the official, as the second column.
    """
    same = and_(
        BlindIndex.county_code == StaffNumber.county_code,
        BlindIndex.kind == StaffNumber.kind,
        BlindIndex.value == StaffNumber.value,
    )
    whose = StaffNumber.staff_id == staff if isinstance(staff, uuid.UUID) else StaffNumber.staff_id.in_(staff)
    return (
        select(BlindIndex.case_id, StaffNumber.staff_id)
        .join(StaffNumber, same)
        .where(StaffNumber.county_code == county_code, whose)
    )


def who_is_she(uow: UnitOfWork, staff_id: uuid.UUID, parties: Sequence[PartyState | LinkState]) -> tuple[int, ...]:
    """Return the positions of the parties that have a number of the official."""
    return with_numbers(uow, numbers_of_official(uow, staff_id), parties)


def numbers_of_official(uow: UnitOfWork, staff_id: uuid.UUID) -> frozenset[tuple[str, bytes]]:
    """Return the hashes of the official's own numbers, each with its kind."""
    rows = select(StaffNumber.kind, StaffNumber.value).where(
        StaffNumber.county_code == uow.county_code, StaffNumber.staff_id == staff_id
    )
    return frozenset((kind, value) for kind, value in uow.session.execute(rows))


def with_numbers(
    uow: UnitOfWork, own: frozenset[tuple[str, bytes]], parties: Sequence[PartyState | LinkState]
) -> tuple[int, ...]:
    """Return the positions of the parties that have one of these numbers."""
    if not own:
        return ()
    return tuple(at for at, party in enumerate(parties) if not own.isdisjoint(_hashes(uow, party)))


def _hashes(uow: UnitOfWork, party: PartyState | LinkState) -> set[tuple[str, bytes]]:
    numbers = ((Kind.ID_NUMBER, party.id_number), (Kind.PHONE, party.phone))
    return {(kind, hashed) for kind, value in numbers if value for hashed in uow.keyring.digests(kind, value).values()}
