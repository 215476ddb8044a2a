"""案件页: one case as its reader may see it, masked where the reader's post says so."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select

from portal.access.actors import Person
from portal.access.privacy_rules import Masks, masks_for, may_read_content
from portal.access.reach import reach_clause
from portal.declare.case_types import CaseType
from portal.declare.phases import Ending
from portal.engine.case_state import CaseState
from portal.engine.moves import is_our_turn, next_move
from portal.engine.reasons import reasons_for
from portal.engine.transitions import Offer, offered
from portal.errors import NotFound
from portal.hooks.shown_types import ShownType
from portal.reading.clock_sentences import why
from portal.reading.event_sentences import event_sentence, phase_change
from portal.reading.shown import shown_type, type_title
from portal.reading.shown_values import Shown, shown_fields
from portal.reading.titles import case_title, shown_name
from portal.reading.wording import label
from portal.store.case_rows import CaseRows, read_rows
from portal.store.load_case import build_state
from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.course import Agreement, AgreementTerm, CaseClock, CaseNote, CasePaper, CaseSession
from portal.store.tables.people import Staff
from portal.store.tables.places import Division, Organisation
from portal.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class PartyShown:
    """A party as the reader may see it; `phone_full` and `id_full` say whether a reveal is needed."""

    id: uuid.UUID
    role: str
    role_title: str
    side: str
    kind: str
    name: str
    sex: str
    age_band: str
    id_number: str
    id_full: bool
    phone: str
    phone_full: bool
    address: str
    address_full: bool
    credit_code: str
    representative: str
    nation: str
    occupation: str
    no_id_reason: str
    fields: tuple[Shown, ...]


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


@dataclass(frozen=True)
class EventShown:
    """A line of the timeline; `text` is what was noted or recorded with it."""

    seq: int
    action: str
    sentence: str
    change: str
    occurred_on: date
    recorded_at: datetime
    who: str
    text: str
    next_on: date | None
    has_values: bool


@dataclass(frozen=True)
class CasePage:
    """Everything the case page shows. With `header_only` the reader sees that the case exists, not what it is about."""

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
    handler: str
    handler_id: uuid.UUID | None
    division: str
    place: str
    source: str
    received_on: date
    occurred_on: date | None
    accepted_on: date | None
    ended_on: date | None
    voided: bool
    after_the_fact: bool
    header_only: bool
    summary: str
    fields: tuple[Shown, ...]
    parties: tuple[PartyShown, ...]
    clocks: tuple[ClockShown, ...]
    timeline: tuple[EventShown, ...]
    sessions: tuple[CaseSession, ...]
    agreement: Agreement | None
    terms: tuple[AgreementTerm, ...]
    papers_done: Mapping[str, str]
    offers: tuple[Offer, ...]
    move: str
    our_turn: bool
    remedies: tuple[str, ...]
    next_contact_on: date | None
    state: CaseState | None


def case_page(uow: UnitOfWork, actor: Person, case_id: uuid.UUID) -> CasePage:
    """Return the case as this post may see it.

    Raises:
        NotFound: missing or out of reach.
    """
    row = uow.session.execute(
        select(CaseFile, Organisation.short_name, Staff.name, Division.name)
        .join(Organisation, and_(Organisation.county_code == CaseFile.county_code, Organisation.id == CaseFile.organisation_id))
        .outerjoin(Staff, and_(Staff.county_code == CaseFile.county_code, Staff.id == CaseFile.handler_id))
        .outerjoin(Division, Division.code == CaseFile.division_code)
        .where(CaseFile.county_code == uow.county_code, CaseFile.id == case_id, reach_clause(actor))
    ).one_or_none()
    if row is None:
        raise NotFound
    case, organisation, handler, division = row
    masks = masks_for(actor, case)
    header_only = not may_read_content(actor, case)
    rows = read_rows(uow, case.id)
    live = uow.registry.case_type(case.type)
    shown = shown_type(uow, case.type, case.type_version)
    full = masks.contact == "full" and not header_only
    kept = uow.secrets.get_all(case.id) if full else {}
    state = build_state(case, live, rows, {}) if live is not None else None
    same_house = case.organisation_id == actor.organisation_id and not header_only
    offers = offered(state, lambda verb: actor.may(verb, case.type)) if state is not None and same_house else ()
    return CasePage(
        id=case.id,
        number=case.number,
        version=case.version,
        type=case.type,
        type_title=type_title(uow, case.type),
        plugin_active=live is not None,
        title=case_title(case, type_title(uow, case.type), masks),
        phase=case.phase,
        step=case.step,
        ending=case.ending,
        reason=_reasons(live, shown).get(case.reason, case.reason),
        privacy=case.privacy,
        organisation=organisation,
        organisation_id=case.organisation_id,
        handler=handler or "",
        handler_id=case.handler_id,
        division=division or "",
        place="" if header_only else case.place,
        source=case.source,
        received_on=case.received_on,
        occurred_on=case.occurred_on,
        accepted_on=case.accepted_on,
        ended_on=case.ended_on,
        voided=case.voided_on is not None,
        after_the_fact=case.after_the_fact,
        header_only=header_only,
        summary="" if header_only else case.summary,
        fields=() if header_only or shown is None else _fields(shown, case, kept),
        parties=() if header_only else tuple(_party(p, shown, case, masks, kept) for p in rows.parties),
        clocks=tuple(_clock(c, shown, case) for c in rows.clocks if c.state in ("running", "suspended")),
        timeline=_timeline(uow, case, rows, shown, live, header_only=header_only),
        sessions=() if header_only else rows.sessions,
        agreement=None if header_only else rows.agreement,
        terms=() if header_only else _terms(rows),
        papers_done=_papers(uow, case.id),
        offers=offers,
        move=next_move(state) if state is not None and same_house else "",
        our_turn=state is not None and same_house and is_our_turn(state),
        remedies=tuple(label(r, case.plugin) for r in live.remedies) if live else shown.remedies if shown else (),
        next_contact_on=case.next_contact_on,
        state=state,
    )


def _fields(shown: ShownType, case: CaseFile, kept: Mapping[str, str]) -> tuple[Shown, ...]:
    opened = {p.removeprefix("details."): json.loads(t) for p, t in kept.items() if p.startswith("details.")}
    return shown_fields(shown.fields, case.details, opened, case.plugin)


def _party(row: Party, shown: ShownType | None, case: CaseFile, masks: Masks, kept: Mapping[str, str]) -> PartyShown:
    prefix = f"party.{row.id}."
    role = shown.role(row.role) if shown else None
    own = {p.removeprefix(prefix): t for p, t in kept.items() if p.startswith(prefix)}
    opened = {p.removeprefix("details."): json.loads(t) for p, t in own.items() if p.startswith("details.")}
    return PartyShown(
        id=row.id,
        role=row.role,
        role_title=label(role.title, case.plugin) if role else row.role,
        side=row.side,
        kind=row.kind,
        name=shown_name(row.name, masks),
        sex=row.sex,
        age_band=row.age_band,
        id_number=own.get("id_number", row.id_mask),
        id_full="id_number" in own or not row.id_mask,
        phone=own.get("phone", row.phone_mask),
        phone_full="phone" in own or not row.phone_mask,
        address=own.get("address", row.address_mask),
        address_full="address" in own or not row.address_mask,
        credit_code=row.credit_code,
        representative=shown_name(row.representative, masks) if row.representative else "",
        nation=row.nation,
        occupation=row.occupation,
        no_id_reason=row.no_id_reason,
        fields=shown_fields(role.fields, row.details, opened, case.plugin) if role else (),
    )


def _clock(row: CaseClock, shown: ShownType | None, case: CaseFile) -> ClockShown:
    declared = shown.clock(row.key) if shown else None
    titles = {f.key: f.title for f in shown.fields} if shown else {}
    return ClockShown(
        key=row.key,
        title=label(declared.title, case.plugin) if declared else row.key,
        due_on=row.due_on,
        due_at=row.due_at,
        state=row.state,
        whose=row.whose,
        why=why(row, declared, case.plugin, titles),
        lapse=label(declared.lapse, case.plugin) if declared else "",
        provisional=row.provisional,
    )


def _timeline(
    uow: UnitOfWork,
    case: CaseFile,
    rows: CaseRows,
    shown: ShownType | None,
    live: CaseType | None,
    *,
    header_only: bool,
) -> tuple[EventShown, ...]:
    """Return the events, newest first, with what was noted beside them. A header reader sees phases and days only."""
    names = _names(uow, {e.staff_id for e in rows.events if e.staff_id})
    texts: dict[int, CaseNote | CaseSession] = {n.event_seq: n for n in rows.notes} | {s.event_seq: s for s in rows.sessions}
    reasons = _reasons(live, shown)
    lines = []
    for event in reversed(rows.events):
        beside = None if header_only else texts.get(event.seq)
        text = beside.text if isinstance(beside, CaseNote) else beside.record if beside else ""
        change = phase_change(event.phase_before, event.phase_after)
        if header_only and not change:
            continue
        lines.append(
            EventShown(
                seq=event.seq,
                action=event.action,
                sentence=change
                if header_only
                else event_sentence(event.action, event.data, shown=shown, plugin=case.plugin, reasons=reasons),
                change="" if header_only else change,
                occurred_on=event.occurred_on,
                recorded_at=event.recorded_at,
                who=names.get(event.staff_id, "") if event.staff_id else "",
                text=text,
                next_on=beside.next_on if isinstance(beside, CaseNote) else None,
                has_values=not header_only and "digests" in event.data,
            )
        )
    return tuple(lines)


def _reasons(live: CaseType | None, shown: ShownType | None) -> dict[str, str]:
    """Return the labels of reason codes, of the live type or as its snapshot kept them."""
    if live is not None:
        return {key: text for ending in Ending for key, text in reasons_for(live, ending)}
    return {key: text for pairs in (shown.reasons.values() if shown else ()) for key, text in pairs}


def _names(uow: UnitOfWork, staff_ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = uow.session.execute(select(Staff.id, Staff.name).where(Staff.county_code == uow.county_code, Staff.id.in_(staff_ids)))
    return {row.id: row.name for row in rows}


def _papers(uow: UnitOfWork, case_id: uuid.UUID) -> dict[str, str]:
    rows = uow.session.execute(
        select(CasePaper.paper, CasePaper.state)
        .where(CasePaper.county_code == uow.county_code, CasePaper.case_id == case_id)
        .order_by(CasePaper.at)
    )
    return {row.paper: row.state for row in rows}


def _terms(rows: CaseRows) -> tuple[AgreementTerm, ...]:
    agreement = rows.agreement
    return tuple(t for t in rows.terms if agreement is not None and t.agreement_id == agreement.id)
