"""转办 as each side sees it: what waits for an answer, what was sent, and how far the other body has come."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from portal.access.actors import Person
from portal.access.reach import reach_clause
from portal.access.referral_reach import is_offered_to, offered_clause, watched_clause
from portal.declare.fields import Choice, Field, Money, YesNo
from portal.engine.referral import body_of
from portal.errors import NotFound
from portal.reading.shown import type_title
from portal.reading.titles import and_others
from portal.reading.wording import N_, label, say
from portal.store.access_log import note_look
from portal.store.referral_rows import PROPOSED, TASK, snapshot
from portal.store.tables.cases import CaseFile
from portal.store.tables.places import Division, Organisation
from portal.store.tables.referral import Referral
from portal.store.unit_of_work import UnitOfWork

MOST_ROWS = 100


@dataclass(frozen=True)
class ReferralRow:
    """An offer that waits for an answer. `parties` is empty for those who only watch."""

    id: uuid.UUID
    sender: str
    to: str
    to_id: uuid.UUID
    type: str
    parties: str
    sent_at: datetime
    due_on: date
    urges: int
    state: str


@dataclass(frozen=True)
class ReferralPage:
    """One offer with what was sent, for whoever may answer it; for those who watch without. `case_id` is what became of it."""

    row: ReferralRow
    type_key: str
    privacy: int
    reason: str
    consented_on: date
    how: str
    place: str
    may_answer: bool
    case_id: uuid.UUID | None
    snapshot: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Progress:
    """What the sender knows of its last referral: the answer, and of the other case its phase and nearest day."""

    to: str
    phone: str
    state: str
    due_on: date
    urges: int
    phase: str
    ending: str | None
    next_due_on: date | None


def referrals_for(uow: UnitOfWork, actor: Person) -> tuple[ReferralRow, ...]:
    """Return the offers that wait for this post's answer, or that it watches over, the nearest day first."""
    return tuple(_row(uow, actor, *found) for found in uow.session.execute(_waiting(uow, actor)))


def referral(uow: UnitOfWork, actor: Person, referral_id: uuid.UUID) -> ReferralPage:
    """Return one offer.

    Raises:
        NotFound: missing, out of reach, or not for this post to see.
    """
    found = uow.session.execute(_joined(uow, actor).where(Referral.id == referral_id)).one_or_none()
    if found is None:
        raise NotFound
    row = found[0]
    reads = is_offered_to(actor, row)
    sent = snapshot(uow, row) if reads else {}
    if sent:
        note_look(uow, "referral", row.id, row.privacy)
    return ReferralPage(
        row=_row(uow, actor, *found),
        type_key=row.type,
        privacy=row.privacy,
        reason=row.reason,
        consented_on=row.consented_on,
        how=row.how,
        place=place_of(uow, sent),
        may_answer=reads and row.state == PROPOSED,
        case_id=row.to_case_id if reads else None,
        snapshot=sent,
    )


def progress(uow: UnitOfWork, actor: Person, case_id: uuid.UUID) -> Progress | None:
    """Return how far the last referral of a case in reach has come; of the other body's case its phase and day, no more.

    Raises:
        NotFound: the case is missing or out of reach.
    """
    known = select(CaseFile.id).where(CaseFile.county_code == uow.county_code, CaseFile.id == case_id, reach_clause(actor))
    if uow.session.scalar(known) is None:
        raise NotFound
    statement = (
        select(
            Organisation.name,
            Organisation.phone,
            Referral.state,
            Referral.due_on,
            Referral.urges,
            CaseFile.phase,
            CaseFile.ending,
            CaseFile.next_due_on,
        )
        .select_from(Referral)
        .join(Organisation, and_(Organisation.county_code == Referral.county_code, Organisation.id == Referral.organisation_id))
        .outerjoin(CaseFile, and_(CaseFile.county_code == Referral.county_code, CaseFile.id == Referral.to_case_id))
        .where(Referral.county_code == uow.county_code, Referral.from_case_id == case_id)
        .order_by(Referral.sent_at.desc(), Referral.id.desc())
        .limit(1)
    )
    with uow.at_task(TASK):
        found = uow.session.execute(statement).one_or_none()
    return None if found is None else Progress(*found)


def _waiting(uow: UnitOfWork, actor: Person) -> Any:
    return _joined(uow, actor).where(Referral.state == PROPOSED).order_by(Referral.due_on, Referral.id).limit(MOST_ROWS)


def _joined(uow: UnitOfWork, actor: Person) -> Any:
    sender, to = aliased(Organisation), aliased(Organisation)
    return (
        select(Referral, sender.short_name, to.short_name)
        .join(sender, and_(sender.county_code == Referral.county_code, sender.id == Referral.sender_id))
        .join(to, and_(to.county_code == Referral.county_code, to.id == Referral.organisation_id))
        .where(Referral.county_code == uow.county_code, or_(offered_clause(actor), watched_clause(actor)))
    )


def _row(uow: UnitOfWork, actor: Person, row: Referral, sender: str, to: str) -> ReferralRow:
    sent = snapshot(uow, row) if is_offered_to(actor, row) else {}
    return ReferralRow(
        id=row.id,
        sender=sender,
        to=to,
        to_id=row.organisation_id,
        type=type_title(uow, row.type),
        parties=_parties(sent),
        sent_at=row.sent_at,
        due_on=row.due_on,
        urges=row.urges,
        state=row.state,
    )


def _parties(sent: Mapping[str, Any]) -> str:
    """Return 「王小军等3人与甲公司」."""
    sides: dict[str, list[str]] = {}
    for party in sent.get("parties", ()):
        sides.setdefault(str(party.get("side")), []).append(str(party.get("name", "")))
    told = [and_others(names[0], len(names)) for side in ("applicant", "respondent") if (names := sides.get(side))]
    return say(N_("%(one)s与%(other)s"), one=told[0], other=told[1]) if len(told) == 2 else "".join(told)


def place_of(uow: UnitOfWork, sent: Mapping[str, Any]) -> str:
    """Return the place a snapshot names, in words."""
    code = sent.get("division_code")
    name = uow.session.scalar(select(Division.name).where(Division.code == code)) if code else ""
    return " ".join(part for part in (name or "", str(sent.get("place") or "")) if part)


def in_words(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return a snapshot with what its people and files are called in the reader's language."""
    plugin = str(sent.get("type") or "").partition(".")[0]
    people = [{**one, "title": label(str(one["title"]), plugin)} for one in sent.get("parties") or ()]
    files = [{**one, "title_shown": label(str(one["title"]), plugin)} for one in sent.get("files") or ()]
    return {**sent, "parties": people, "files": files}


def facts_shown(uow: UnitOfWork, sent: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the particulars of a snapshot in the reader's language; of a type that is not loaded as they were written down."""
    key = str(sent.get("type") or "")
    plugin = key.partition(".")[0]
    case_type = uow.registry.case_type(key)
    fields = {field.title: field for field in case_type.fields} if case_type is not None else {}
    facts: Any = sent.get("facts") or ()
    return [(label(title, plugin), _fact(fields.get(title), str(text), plugin)) for title, text in facts]


def _fact(field: Field | None, text: str, plugin: str) -> str:
    if isinstance(field, Money):
        return say(N_("%(amount)s 元"), amount=text)
    if isinstance(field, Choice):
        return say(N_("、")).join(label(word, plugin) for word in text.split("、"))
    return say(text) if isinstance(field, YesNo) else text


def body_from(uow: UnitOfWork, actor: Person, referral_id: uuid.UUID, type_key: str) -> dict[str, Any]:
    """Return the beginning of a case of the type as a body for its form, from what was sent.

    Raises:
        NotFound: no such referral that this post may answer, or no such type.
    """
    page = referral(uow, actor, referral_id)
    after = uow.registry.case_type(type_key)
    if not page.may_answer or after is None:
        raise NotFound
    return body_of(page.snapshot, uow.registry.case_type(page.type_key), after)
