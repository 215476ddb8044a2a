"""Words of contact about the same people: those that lie on a desk, and those of one case."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from portal.access.actors import Person
from portal.access.privacy_rules import sights_for
from portal.access.reach import reach_clause
from portal.declare.privacy import Privacy
from portal.reading.titles import party_line
from portal.store.contact_rows import ACCEPTED, OFFERED, RECEIVED, STANDS
from portal.store.tables.cases import CaseFile
from portal.store.tables.desk import Contact
from portal.store.tables.people import Staff
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

MOST = 20


@dataclass(frozen=True)
class Word:
    """One word of contact with who said it, at the reader's own case."""

    id: uuid.UUID
    part: str
    wish: str
    at: datetime
    case_id: uuid.UUID
    number: str | None
    parties: str
    organisation: str
    name: str
    phone: str

    @property
    def is_offer(self) -> bool:
        """Whether another handler offers contact; otherwise somebody accepted one's own offer."""
        return self.part == RECEIVED


@dataclass(frozen=True)
class CaseContacts:
    """What was offered from a case and who accepted. A sealed case offers nothing."""

    offered_at: datetime | None
    wish: str
    accepted: tuple[Word, ...]
    is_sealed: bool


def contacts_on_desk(uow: UnitOfWork, actor: Person) -> tuple[Word, ...]:
    """Return what waits for an answer or a look of this person, the newest first; nothing of sealed or ended cases."""
    mine = or_(
        CaseFile.handler_id == actor.staff_id,
        and_(CaseFile.handler_id.is_(None), CaseFile.registered_by_id == actor.staff_id),
    )
    open_or_told = or_(CaseFile.ending.is_(None), Contact.part == ACCEPTED)
    here = (
        CaseFile.organisation_id == actor.organisation_id,
        CaseFile.voided_on.is_(None),
        CaseFile.privacy < int(Privacy.P4),
        Contact.closed_at.is_(None),
        Contact.part.in_((RECEIVED, ACCEPTED)),
    )
    return _words(uow, actor, and_(mine, open_or_told, *here))


def contacts_of_case(uow: UnitOfWork, actor: Person, case_id: uuid.UUID) -> CaseContacts:
    """Return the offer that stands at a case of the reader's organisation, and who accepted it."""
    own = and_(Contact.case_id == case_id, CaseFile.organisation_id == actor.organisation_id)
    stands = and_(Contact.part == OFFERED, Contact.closed_at.is_(None), Contact.at > uow.now - STANDS)
    words = _words(uow, actor, and_(own, or_(Contact.part == ACCEPTED, stands)))
    offered = next((word for word in words if word.part == OFFERED), None)
    privacy = uow.session.scalar(
        select(CaseFile.privacy).where(CaseFile.county_code == uow.county_code, CaseFile.id == case_id, reach_clause(actor))
    )
    return CaseContacts(
        offered_at=offered.at if offered else None,
        wish=offered.wish if offered else "",
        accepted=tuple(word for word in words if word.part == ACCEPTED),
        is_sealed=privacy is None or privacy >= Privacy.P4,
    )


def _words(uow: UnitOfWork, actor: Person, clause: ColumnElement[bool]) -> tuple[Word, ...]:
    rows = uow.session.execute(
        select(Contact, CaseFile, Organisation, Staff)
        .join(CaseFile, and_(CaseFile.county_code == Contact.county_code, CaseFile.id == Contact.case_id))
        .join(Organisation, and_(Organisation.county_code == Contact.county_code, Organisation.id == Contact.organisation_id))
        .join(Staff, and_(Staff.county_code == Contact.county_code, Staff.id == Contact.staff_id))
        .where(Contact.county_code == uow.county_code, clause, reach_clause(actor, now=uow.now))
        .order_by(Contact.at.desc(), Contact.id)
        .limit(MOST)
    )
    return tuple(
        Word(
            id=contact.id,
            part=contact.part,
            wish=contact.wish,
            at=contact.at,
            case_id=case.id,
            number=case.number,
            parties=party_line(case, sights_for(actor, case)),
            organisation=organisation.name,
            name=staff.name,
            phone=staff.phone or organisation.phone,
        )
        for contact, case, organisation, staff in rows
    )
