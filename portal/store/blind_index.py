"""Finding a party by what is secret: keyed hashes of the identity number, the phone, and what people remember of them.

Only whole values match, and only with the county's index key: without it the hashes cannot be tried out. What is found is
a case id; the caller still joins the actor's reach, so a hit elsewhere is never told.
"""

from __future__ import annotations

import re
import unicodedata
import uuid
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import Session

from portal.engine.identifiers import BadIdentifier, id_number, phone
from portal.engine.masking import name_mask
from portal.store.keyring import Keyring
from portal.store.tables.cases import BlindIndex, CaseFile

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork

_LAST_FOUR = re.compile(r"\d{3}[\dX]")
_NAME_FOUR = re.compile(r"(\D{1,4}?)\s*(\d{3}[\dX])", re.IGNORECASE)


class Kind(StrEnum):
    """What is hashed."""

    ID_NUMBER = "id_number"
    PHONE = "phone"
    PHONE4 = "phone4"  # the last four digits
    NAME4 = "name4"  # surname and the last four signs of phone or identity number


def index_party(
    uow: UnitOfWork,
    case_id: uuid.UUID,
    party_id: uuid.UUID,
    *,
    person_name: str = "",
    id_number: str = "",
    phone: str = "",
    acts: bool = False,
    is_new: bool = False,
) -> None:
    """Put the hashes of a party in place of its earlier ones, under every index key while one takes over from another.

    Values come in the form the intake gives them; `person_name` is empty for an organisation;
    `acts` marks whoever acts for a party: found and kept apart like one, but no tie between two cases;
    of one that `is_new` nothing stands there to be put away first.
    """
    if not is_new:
        forget_party(uow, case_id, party_id)
    owner = {"county_code": uow.county_code, "case_id": case_id, "party_id": party_id, "acts": acts}
    for kind, value in sorted(indexed(person_name, id_number, phone)):
        for key_id, hashed in uow.keyring.digests(kind, value).items():
            uow.row(BlindIndex, **owner, kind=kind, value=hashed, key_id=key_id)


def forget_party(uow: UnitOfWork, case_id: uuid.UUID, party_id: uuid.UUID) -> None:
    """Remove every hash of one party."""
    if uow.holds_new(case_id):
        for row in uow.rows_of(BlindIndex, case_id, party_id=party_id):
            uow.remove(row)
        return
    county_code = uow.county_code
    uow.session.execute(
        delete(BlindIndex).where(
            BlindIndex.county_code == county_code, BlindIndex.case_id == case_id, BlindIndex.party_id == party_id
        )
    )


def forget_case(session: Session, county_code: str, case_id: uuid.UUID) -> None:
    """Remove every hash of a case, for example when it becomes sealed."""
    session.execute(delete(BlindIndex).where(BlindIndex.county_code == county_code, BlindIndex.case_id == case_id))


def meanings(typed: str, today: date) -> tuple[tuple[Kind, str], ...]:
    """Return what a typed search may mean: a whole number, four last digits, `王0011`. Empty when it is neither."""
    plain = "".join(unicodedata.normalize("NFKC", typed).split()).upper()
    found: list[tuple[Kind, str]] = []
    try:
        found.append((Kind.ID_NUMBER, id_number(plain, today).text))
    except BadIdentifier:
        pass  # not an identity number; it may still be something else
    try:
        found.append((Kind.PHONE, phone(plain)))
    except BadIdentifier:
        pass  # not a phone number either
    if _LAST_FOUR.fullmatch(plain):
        found.append((Kind.PHONE4, plain))
    if parts := _NAME_FOUR.fullmatch(plain):
        found.append((Kind.NAME4, _surname_four(parts[1], parts[2])))
    return tuple(found)


def matching(keyring: Keyring, county_code: str, wanted: tuple[tuple[Kind, str], ...]) -> ColumnElement[bool]:
    """Return the condition on `CaseFile` that one of its parties has one of the wanted values; false for none."""
    pairs = (
        and_(BlindIndex.kind == kind, BlindIndex.value.in_(list(keyring.digests(kind, value).values()))) for kind, value in wanted
    )
    hits = select(BlindIndex.case_id).where(BlindIndex.county_code == county_code, or_(False, *pairs))
    return CaseFile.id.in_(hits)


def indexed(person_name: str, id_number: str, phone: str) -> set[tuple[Kind, str]]:
    """Return what is hashed of a party with these values."""
    entries: set[tuple[Kind, str]] = set()
    tails = []
    if id_number:
        entries.add((Kind.ID_NUMBER, id_number))
        tails.append(id_number[-4:])
    if phone:
        entries.add((Kind.PHONE, phone))
        tail = _subscriber(phone)[-4:]
        entries.add((Kind.PHONE4, tail))
        tails.append(tail)
    if person_name:
        entries |= {(Kind.NAME4, _surname_four(name_mask(person_name).removesuffix("*"), tail)) for tail in tails}
        entries |= {(Kind.NAME4, _surname_four(person_name, tail)) for tail in tails}
    return entries


def _subscriber(phone: str) -> str:
    """Return the subscriber's number of `0936-5521234-12`: neither the area code nor the extension."""
    parts = phone.split("-")
    return parts[1] if len(parts) > 1 and parts[0].startswith("0") else "".join(parts)


def _surname_four(name: str, four: str) -> str:
    return f"{name}|{four}"
