"""案件页: one case as its reader may see it, masked where the reader's post says so."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select

from portal.access.actors import Person
from portal.access.privacy_rules import Masks, is_in_hands, masks_for, may_read_content
from portal.access.reach import reach_clause
from portal.declare.privacy import Sensitivity
from portal.engine.case_state import CaseState
from portal.engine.moves import is_our_turn, next_move
from portal.engine.transitions import Offer, offered
from portal.errors import NotFound
from portal.hooks.shown_types import ShownType
from portal.reading.case_timeline import EventShown, reason_labels, timeline
from portal.reading.clock_sentences import why
from portal.reading.shown import shown_type, type_title
from portal.reading.shown_values import Shown, shown_fields
from portal.reading.titles import case_title, shown_name
from portal.reading.wording import label
from portal.store.case_rows import CaseRows, read_rows
from portal.store.load_case import build_state
from portal.store.paper_rows import PaperState
from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.course import Agreement, AgreementTerm, CaseClock, CaseClockDue, CasePaper, CaseSession
from portal.store.tables.people import Staff
from portal.store.tables.places import Division, Organisation
from portal.store.unit_of_work import UnitOfWork

_OPEN = ("running", "suspended")


@dataclass(frozen=True)
class House:
    """The organisation that holds the case, as papers and notices name it."""

    name: str
    seal: str
    phone: str
    address: str


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
    stopped_on: date | None = None


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
    house: House
    handler: str
    handler_id: uuid.UUID | None
    in_hands: bool
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
    past_clocks: tuple[ClockShown, ...]
    timeline: tuple[EventShown, ...]
    sessions: tuple[CaseSession, ...]
    agreement: Agreement | None
    terms: tuple[AgreementTerm, ...]
    papers_filed: frozenset[str]
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
        select(CaseFile, Organisation, Staff.name, Division.name)
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
    in_force = {due.clock_id: due for due in rows.dues}  # oldest first: the last one stands
    live = uow.registry.case_type(case.type)
    shown = shown_type(uow, case.type, case.type_version)
    full = masks.contact == "full" and not header_only
    signs = actor.supervises and case.organisation_id == actor.organisation_id and not header_only
    kept = _readable(uow.secrets.get_all(case.id), shown, full=full) if full or signs else {}
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
        reason=reason_labels(live, shown).get(case.reason, case.reason),
        privacy=case.privacy,
        organisation=organisation.short_name,
        organisation_id=case.organisation_id,
        house=House(organisation.name, organisation.seal_name or organisation.name, organisation.phone, organisation.address),
        handler=handler or "",
        handler_id=case.handler_id,
        in_hands=is_in_hands(actor, case),
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
        clocks=tuple(_clock(c, in_force.get(c.id), shown, case) for c in rows.clocks if c.state in _OPEN),
        past_clocks=tuple(_clock(c, in_force.get(c.id), shown, case) for c in rows.clocks if c.state not in _OPEN),
        timeline=timeline(uow, case, rows, shown, live, header_only=header_only),
        sessions=() if header_only else rows.sessions,
        agreement=None if header_only else rows.agreement,
        terms=() if header_only else _terms(rows),
        papers_filed=_papers_filed(uow, case.id),
        offers=offers,
        move=next_move(state) if state is not None and same_house else "",
        our_turn=state is not None and same_house and is_our_turn(state),
        remedies=tuple(label(r, case.plugin) for r in live.remedies) if live else shown.remedies if shown else (),
        next_contact_on=case.next_contact_on,
        state=state,
    )


def _readable(kept: Mapping[str, str], shown: ShownType | None, *, full: bool) -> Mapping[str, str]:
    """Return the secrets this reader sees: a supervisor reads what is sealed, and reveals contacts one by one like others."""
    if full or shown is None:
        return kept if full else {}
    declared = (*shown.fields, *(f for role in shown.roles for f in role.fields))
    sealed = {f.key for f in declared if f.sensitivity == Sensitivity.SEALED}
    return {path: text for path, text in kept.items() if "details." in path and path.rpartition(".")[2] in sealed}


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
        name=shown_name(row.name, masks, row.kind),
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


def _clock(row: CaseClock, due: CaseClockDue | None, shown: ShownType | None, case: CaseFile) -> ClockShown:
    declared = shown.clock(row.key) if shown else None
    titles = {f.key: f.title for f in shown.fields} if shown else {}
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
    )


def _papers_filed(uow: UnitOfWork, case_id: uuid.UUID) -> frozenset[str]:
    return frozenset(
        uow.session.scalars(
            select(CasePaper.paper).where(
                CasePaper.county_code == uow.county_code, CasePaper.case_id == case_id, CasePaper.state == PaperState.FILED
            )
        )
    )


def _terms(rows: CaseRows) -> tuple[AgreementTerm, ...]:
    agreement = rows.agreement
    return tuple(t for t in rows.terms if agreement is not None and t.agreement_id == agreement.id)
