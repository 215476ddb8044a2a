"""Offers contact to whoever else has something open with the same people, without either side learning of the other's case.

The offer lies at the offerer's own case. A job of the system lays a copy, which names the offerer and her office, at every
other open case of the same people that is not sealed. Who accepts is named to the offerer; who lets it lie is not.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from portal.access.privacy_rules import is_in_hands
from portal.access.reach import reach_clause
from portal.declare.privacy import Privacy
from portal.declare.steps import Verb
from portal.errors import Forbidden, NotFound, Refused
from portal.services.acting import must, person
from portal.services.elsewhere import answered, ask_of_case, case_in_hands
from portal.store.access_log import log_access
from portal.store.contact_rows import ACCEPTED, OFFERED, RECEIVED, SEALED, STANDS
from portal.store.identifiers import new_id
from portal.store.outbox import Handler, put
from portal.store.same_people import open_elsewhere, people_of
from portal.store.tables.cases import CaseFile
from portal.store.tables.desk import Contact
from portal.store.unit_of_work import UnitOfWork

KIND = "contact"
WISHES = ("talk", "joint")
MOST_DELIVERED = 50


def offer_contact(uow: UnitOfWork, case_id: uuid.UUID, wish: str) -> uuid.UUID:
    """Offer contact from a case in one's own hands, and return the id of the offer.

    Raises:
        NotFound: missing or out of reach.
        Forbidden: not in this person's hands, ended, or without the verb.
        Refused: sealed, offered already within thirty days, nobody elsewhere, or no such wish.
    """
    actor = person(uow)
    case = case_in_hands(uow, actor, case_id)
    must(actor, Verb.HANDLE, case.type)
    if wish not in WISHES:
        raise Refused.at("wish", "not_an_option")
    if case.privacy >= Privacy.P4:
        raise Refused.at("", "sealed_offers_nothing")
    standing = select(Contact.id).where(
        Contact.county_code == uow.county_code,
        Contact.case_id == case_id,
        Contact.part == OFFERED,
        Contact.closed_at.is_(None),
        Contact.at > uow.now - STANDS,
    )
    if uow.session.scalar(standing.limit(1)) is not None:
        raise Refused.at("", "contact_offered")
    if not answered(ask_of_case(uow, case_id)).matters:
        raise Refused.at("", "nobody_elsewhere")
    thread = new_id()
    uow.session.add(_word(uow, case_id, thread, OFFERED, wish, actor.organisation_id, actor.staff_id, thread))
    uow.session.flush()
    put(uow, "contacts.deliver", f"contacts.deliver:{thread}", {"thread": str(thread)})
    log_access(uow, KIND, "offered", case_id=case_id)
    return thread


def answer_contact(uow: UnitOfWork, contact_id: uuid.UUID, *, accepts: bool) -> None:
    """Accept an offer that lies at a case in one's own hands, or let it lie; or put away that one's own was accepted.

    Raises:
        NotFound: missing, out of reach, or answered already.
        Forbidden: the case is not in this person's hands, or the post lacks the verb.
    """
    actor = person(uow)
    found = uow.session.execute(
        select(Contact, CaseFile)
        .join(CaseFile, CaseFile.id == Contact.case_id)
        .where(
            Contact.county_code == uow.county_code,
            Contact.id == contact_id,
            Contact.part.in_((RECEIVED, ACCEPTED)),
            Contact.closed_at.is_(None),
            CaseFile.privacy < int(Privacy.P4),
            reach_clause(actor),
        )
        .with_for_update(of=Contact)
    ).one_or_none()
    if found is None:
        raise NotFound
    row, case = found
    if not is_in_hands(actor, case):
        raise Forbidden(Verb.HANDLE.value)
    must(actor, Verb.HANDLE, case.type)
    row.closed_at = uow.now
    row.outcome = "seen" if row.part == ACCEPTED else "accepted" if accepts else "left"
    uow.session.flush()
    if row.outcome == "accepted":
        named = {"thread": str(row.thread), "organisation": str(actor.organisation_id), "staff": str(actor.staff_id)}
        put(uow, "contacts.accept", f"contacts.accept:{row.id}", named)
    log_access(uow, KIND, row.outcome, case_id=case.id)


def deliver(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
    """Lay an offer at every other open case of the same people that is not sealed."""
    offer = _offer(uow, uuid.UUID(payload["thread"]))
    if offer is None:
        return
    case = uow.session.get_one(CaseFile, offer.case_id)
    others = open_elsewhere(uow.county_code, offer.organisation_id, people_of(uow, case.id), dispute_id=case.dispute_id)
    for case_id in uow.session.scalars(select(CaseFile.id).where(others).order_by(CaseFile.id.desc()).limit(MOST_DELIVERED)):
        uow.session.add(_word(uow, case_id, offer.thread, RECEIVED, offer.wish, offer.organisation_id, offer.staff_id))


def accept(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
    """Name whoever accepted to the offerer, unless the offer was taken back meanwhile."""
    offer = _offer(uow, uuid.UUID(payload["thread"]))
    if offer is not None:
        who = uuid.UUID(payload["organisation"]), uuid.UUID(payload["staff"])
        uow.session.add(_word(uow, offer.case_id, offer.thread, ACCEPTED, offer.wish, *who))


def close(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
    """Take an offer back from everywhere it was delivered: the case that made it was sealed."""
    thread = uuid.UUID(payload["thread"])
    rows = select(Contact).where(Contact.county_code == uow.county_code, Contact.thread == thread, Contact.closed_at.is_(None))
    for row in uow.session.scalars(rows):
        row.closed_at, row.outcome = uow.now, SEALED


HANDLERS: Mapping[str, Handler] = {"contacts.deliver": deliver, "contacts.accept": accept, "contacts.close": close}


def _offer(uow: UnitOfWork, thread: uuid.UUID) -> Contact | None:
    """Return an offer that stands, of a case that is still open to it."""
    return uow.session.scalars(
        select(Contact)
        .join(CaseFile, CaseFile.id == Contact.case_id)
        .where(
            Contact.county_code == uow.county_code,
            Contact.id == thread,
            Contact.part == OFFERED,
            Contact.closed_at.is_(None),
            CaseFile.privacy < int(Privacy.P4),
        )
    ).one_or_none()


def _word(
    uow: UnitOfWork,
    case_id: uuid.UUID,
    thread: uuid.UUID,
    part: str,
    wish: str,
    organisation_id: uuid.UUID,
    staff_id: uuid.UUID,
    row_id: uuid.UUID | None = None,
) -> Contact:
    return Contact(
        county_code=uow.county_code,
        id=row_id or new_id(),
        case_id=case_id,
        thread=thread,
        part=part,
        wish=wish,
        organisation_id=organisation_id,
        staff_id=staff_id,
        at=uow.now,
        outcome="",
    )
