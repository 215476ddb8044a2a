"""案件页: one case as its reader may see it, masked where the reader's post says so."""

from __future__ import annotations

import json
import math
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, select

from portal.access.actors import Person
from portal.access.joint_reach import handles_cases
from portal.access.privacy_rules import Sight, Sights, is_in_hands, sights_for
from portal.access.reach import reach_clause
from portal.declare.phases import OPEN_PHASES
from portal.declare.privacy import Sensitivity
from portal.declare.steps import Verb
from portal.engine.case_state import CaseState
from portal.engine.choosing import DISCLOSED
from portal.engine.confirmation import open_until
from portal.engine.joint import ASKED, PARTNER_ACTS
from portal.engine.moves import is_our_turn, next_move
from portal.engine.transitions import Offer, offered
from portal.errors import NotFound
from portal.hooks.shown_types import ShownType
from portal.reading.case_parties import PartyShown, parties_shown
from portal.reading.case_timeline import EventShown, reason_labels, timeline
from portal.reading.clock_sentences import start_titles, why
from portal.reading.joint import JointShown, joint_of
from portal.reading.papers_filed import papers_filed
from portal.reading.redacted import (
    AgreementShown,
    CallBackShown,
    SessionShown,
    TermShown,
    UndisputedShown,
    Words,
    agreement_shown,
    call_back_shown,
    session_shown,
    shown_words,
    term_shown,
    undisputed_shown,
    words_for,
)
from portal.reading.shown import shown_type, type_title
from portal.reading.shown_values import Shown, shown_fields
from portal.reading.signatures import SignatureShown, signatures_shown
from portal.reading.titles import case_title
from portal.reading.wording import label
from portal.store.access_log import note_look
from portal.store.case_rows import CaseRows, read_rows
from portal.store.coarse import RECUSED
from portal.store.joint_rows import takes_part
from portal.store.load_case import build_state
from portal.store.organisation_kinds import mediates
from portal.store.tables.cases import CaseAccess, CaseFile
from portal.store.tables.course import CaseClock, CaseClockDue
from portal.store.tables.people import Staff
from portal.store.tables.places import Division, Organisation
from portal.store.unit_of_work import UnitOfWork

_OPEN = ("running", "suspended")
_GIVES = ("take", "assign", "hand_over", "recuse")
_SECRETS = {
    "id_number": "id_numbers",
    "born": "id_numbers",
    "phone": "phones",
    "contact_times": "phones",
    "address": "addresses",
}


@dataclass(frozen=True)
class House:
    """The organisation that holds the case, as papers and notices name it."""

    name: str
    seal: str
    phone: str
    address: str
    mediates: bool = True  # a mediation organisation established by law, not a body that coordinates


@dataclass(frozen=True)
class ClockShown:
    """A clock with its sentence."""

    key: str
    title: str
    due_on: date
    due_at: datetime | None
    state: str
    whose: str
    why: str
    lapse: str
    provisional: bool
    stopped_on: date | None = None
    hours_left: int | None = None  # of a clock that counts hours


@dataclass(frozen=True)
class Aside:
    """An official who stands aside, as the supervisor sees it, who alone may end that."""

    staff_id: uuid.UUID
    name: str


@dataclass(frozen=True)
class Disclosure:
    """What the parties were told of the mediator's ties before they agreed to her (披露)."""

    ties: str  # codes, in their order
    text: str  # for those who read the case in full


@dataclass(frozen=True)
class CasePage:
    """Everything the case page shows. With `header_only` the reader sees that the case exists, not what it is about.

    `sights` says how much of each part that is, `words` shows free text so far.
    """

    id: uuid.UUID
    number: str | None
    version: int
    type: str
    type_title: str
    plugin_active: bool
    title: str
    phase: str
    step: str
    ending: str | None
    reason: str
    privacy: int
    organisation: str
    organisation_id: uuid.UUID
    house: House
    handler: str
    handler_id: uuid.UUID | None
    for_whom: str
    in_hands: bool
    division: str
    place: str
    source: str
    received_on: date
    occurred_on: date | None
    accepted_on: date | None
    ended_on: date | None
    voided: bool
    erased_on: date | None
    after_the_fact: bool
    header_only: bool
    sights: Sights
    words: Words
    summary: str
    fields: tuple[Shown, ...]
    parties: tuple[PartyShown, ...]
    clocks: tuple[ClockShown, ...]
    past_clocks: tuple[ClockShown, ...]
    timeline: tuple[EventShown, ...]
    sessions: tuple[SessionShown, ...]
    undisputed: UndisputedShown | None
    agreement: AgreementShown | None
    terms: tuple[TermShown, ...]
    signatures: tuple[SignatureShown, ...]
    papers_filed: Mapping[str, datetime]  # since when
    offers: tuple[Offer, ...]
    move: str
    our_turn: bool
    remedies: tuple[str, ...]
    next_contact_on: date | None
    aside: tuple[Aside, ...]
    state: CaseState | None
    same_house: bool = False
    partner: bool = False  # takes part from another body
    joined: tuple[JointShown, ...] = ()
    may_ask_partners: bool = False
    call_backs: tuple[CallBackShown, ...] = ()
    call_back_by: date | None = None
    disclosure: Disclosure | None = None
    confirm_until: date | None = None  # the last day to apply for judicial confirmation, while nobody has


def _may_ask(actor: Person, case: CaseFile, state: CaseState | None, *, same_house: bool) -> bool:
    """Say whether the post may ask another body to take part now."""
    is_open = state is not None and state.phase in OPEN_PHASES and state.voided_on is None
    return same_house and is_open and actor.may(Verb.HANDLE, case.type)


def case_page(uow: UnitOfWork, actor: Person, case_id: uuid.UUID) -> CasePage:
    """Return the case as this post may see it.

    Raises:
        NotFound: missing or out of reach.
    """
    row = uow.session.execute(
        select(CaseFile, Organisation, Staff.name, Division.name)
        .join(Organisation, and_(Organisation.county_code == CaseFile.county_code, Organisation.id == CaseFile.organisation_id))
        .outerjoin(Staff, and_(Staff.county_code == CaseFile.county_code, Staff.id == CaseFile.handler_id))
        .outerjoin(Division, Division.code == CaseFile.division_code)
        .where(CaseFile.county_code == uow.county_code, CaseFile.id == case_id, reach_clause(actor))
    ).one_or_none()
    if row is None:
        raise NotFound
    case, organisation, handler, division = row
    other_house = case.organisation_id != actor.organisation_id and actor.glass is None
    partner = other_house and takes_part(uow, case_id, actor.staff_id)
    sights = sights_for(actor, case, partner=partner)
    header_only = sights.content is not Sight.FULL
    if not header_only:
        note_look(uow, "case", case.id, case.privacy)
    rows = read_rows(uow, case.id)
    in_force = {due.clock_id: due for due in rows.dues}  # oldest first: the last one stands
    live = uow.registry.case_type(case.type)
    shown = shown_type(uow, case.type, case.type_version)
    kept = _readable(uow, case.id, shown, sights)
    words = words_for(sights, rows.parties, rows.links)
    state = build_state(case, live, rows, {}) if live is not None else None
    same_house = case.organisation_id == actor.organisation_id and not header_only
    parties = () if header_only else parties_shown(rows, shown, case, sights, kept, words, state, uow.today)
    offers = offered(state, lambda verb: actor.may(verb, case.type)) if state is not None and same_house else ()
    if partner and state is not None and handles_cases(actor):
        offers = tuple(offer for offer in offered(state, lambda _verb: True) if offer.key in PARTNER_ACTS)
    return CasePage(
        id=case.id,
        number=case.number,
        version=case.version,
        type=case.type,
        type_title=type_title(uow, case.type),
        plugin_active=live is not None,
        title=case_title(case, type_title(uow, case.type), sights),
        phase=case.phase,
        step=case.step,
        ending=case.ending,
        reason=reason_labels(live, shown).get(case.reason, case.reason),
        privacy=case.privacy,
        organisation=organisation.short_name,
        organisation_id=case.organisation_id,
        house=House(
            organisation.name,
            organisation.seal_name or organisation.name,
            organisation.phone,
            organisation.address,
            mediates(organisation),
        ),
        handler=handler or "",
        handler_id=case.handler_id,
        for_whom=_for_whom(uow, actor, case, handler or ""),
        in_hands=is_in_hands(actor, case),
        division=division or "",
        place="" if header_only else words(case.place),
        source=case.source,
        received_on=case.received_on,
        occurred_on=case.occurred_on,
        accepted_on=case.accepted_on,
        ended_on=case.ended_on,
        voided=case.voided_on is not None,
        erased_on=case.erased_on,
        after_the_fact=case.after_the_fact,
        header_only=header_only,
        sights=sights,
        words=words,
        summary="" if header_only else words(case.summary),
        fields=() if header_only or shown is None else shown_words(_fields(shown, case, kept), words),
        parties=parties,
        clocks=tuple(_clock(c, in_force.get(c.id), shown, case, uow.now) for c in rows.clocks if c.state in _OPEN),
        past_clocks=tuple(_clock(c, in_force.get(c.id), shown, case, uow.now) for c in rows.clocks if c.state not in _OPEN),
        timeline=timeline(uow, case, rows, shown, live, words, header_only=header_only),
        sessions=() if header_only else tuple(session_shown(row, words) for row in rows.sessions),
        undisputed=None if header_only or rows.undisputed is None else undisputed_shown(rows.undisputed, words),
        agreement=None if header_only or rows.agreement is None else agreement_shown(rows.agreement, words),
        terms=() if header_only else _terms(rows, words),
        signatures=() if header_only else signatures_shown(rows.signatures, state, parties, words),
        papers_filed=papers_filed(uow, case.id),
        offers=offers,
        move=next_move(state) if state is not None and same_house else "",
        our_turn=state is not None and same_house and is_our_turn(state),
        remedies=tuple(label(r, case.plugin) for r in live.remedies) if live else shown.remedies if shown else (),
        next_contact_on=case.next_contact_on,
        aside=_aside(uow, case.id) if actor.supervises and same_house else (),
        state=state,
        same_house=same_house,
        partner=partner,
        may_ask_partners=_may_ask(actor, case, state, same_house=same_house),
        joined=joint_of(uow, case_id) if (same_house or partner) and state is not None and state.did(ASKED) else (),
        call_backs=() if header_only else tuple(call_back_shown(row, words) for row in rows.call_backs),
        call_back_by=case.call_back_by if same_house else None,
        disclosure=None if header_only else _disclosure(rows, kept),
        confirm_until=None if header_only or state is None else open_until(state, lambda: uow.calendar),
    )


def _for_whom(uow: UnitOfWork, actor: Person, case: CaseFile, handler: str) -> str:
    """Return the name of the person in whose place she acts on the case (代办), if any."""
    whom = actor.for_whom(case)
    if whom is None or whom == case.handler_id:
        return handler if whom is not None else ""
    name = select(Staff.name).where(Staff.county_code == uow.county_code, Staff.id == whom)
    return uow.session.scalar(name) or ""


def _disclosure(rows: CaseRows, kept: Mapping[str, str]) -> Disclosure | None:
    """Return what was disclosed when the case was given to whoever has it now."""
    given = next((event for event in reversed(rows.events) if event.action in _GIVES), None)
    ties = given.data.get("ties") if given is not None else None
    return Disclosure(str(ties), kept.get(DISCLOSED, "")) if ties else None


def _readable(uow: UnitOfWork, case_id: uuid.UUID, shown: ShownType | None, sights: Sights) -> Mapping[str, str]:
    """Return the secrets this reader sees in full; a supervisor reads what is sealed and asks for contacts one by one."""
    in_full = {part for part, sight in vars(sights).items() if sight is Sight.FULL}
    if not in_full & {"id_numbers", "phones", "addresses", "masked_fields", "sealed_fields"}:
        return {}
    declared = (*shown.fields, *(f for role in shown.roles for f in role.fields)) if shown else ()
    sealed = {f.key for f in declared if f.sensitivity == Sensitivity.SEALED}
    return {path: text for path, text in uow.secrets.get_all(case_id).items() if _part_of(path, sealed) in in_full}


def _part_of(path: str, sealed: Collection[str]) -> str:
    """Return which part of the matrix a secret belongs to."""
    group, _dot, key = path.rpartition(".")
    if group.endswith("details"):
        return "sealed_fields" if key in sealed else "masked_fields"
    return _SECRETS.get(key, "content")


def _fields(shown: ShownType, case: CaseFile, kept: Mapping[str, str]) -> tuple[Shown, ...]:
    opened = {p.removeprefix("details."): json.loads(t) for p, t in kept.items() if p.startswith("details.")}
    return shown_fields(shown.fields, case.details, opened, case.plugin)


def _clock(row: CaseClock, due: CaseClockDue | None, shown: ShownType | None, case: CaseFile, now: datetime) -> ClockShown:
    declared = shown.clock(row.key) if shown else None
    titles = start_titles(shown)
    return ClockShown(
        key=row.key,
        title=label(declared.title, case.plugin) if declared else row.key,
        due_on=row.due_on,
        due_at=row.due_at,
        state=row.state,
        whose=row.whose,
        why=why(row, due, declared, case.plugin, titles),
        lapse=label(declared.lapse, case.plugin) if declared else "",
        provisional=row.provisional,
        stopped_on=row.stopped_on,
        hours_left=_hours_left(row.due_at, now),
    )


def _hours_left(due_at: datetime | None, now: datetime) -> int | None:
    """Return the whole hours until the moment, rounded towards it, negative once it is over; `None` where only days count."""
    return None if due_at is None else math.floor((due_at - now) / timedelta(hours=1))


def _aside(uow: UnitOfWork, case_id: uuid.UUID) -> tuple[Aside, ...]:
    statement = (
        select(Staff.id, Staff.name)
        .join(CaseAccess, and_(CaseAccess.county_code == Staff.county_code, CaseAccess.staff_id == Staff.id))
        .where(
            CaseAccess.county_code == uow.county_code,
            CaseAccess.case_id == case_id,
            CaseAccess.ground == RECUSED,
            CaseAccess.until.is_(None),
        )
        .order_by(CaseAccess.since, Staff.name)
    )
    return tuple(Aside(row.id, row.name) for row in uow.session.execute(statement))


def _terms(rows: CaseRows, words: Words) -> tuple[TermShown, ...]:
    agreement = rows.agreement
    return tuple(term_shown(t, words) for t in rows.terms if agreement is not None and t.agreement_id == agreement.id)
