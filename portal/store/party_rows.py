"""Writes the parties of a case: plain columns and masks in `party`, the rest as ciphertext, blind hashes beside it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from portal.declare.case_types import CaseType
from portal.engine.case_state import PartyState
from portal.engine.changes import PersonLinked, SafeChannel
from portal.engine.identifiers import age_on
from portal.engine.masking import AgeBand, address_mask, age_band, id_number_mask, phone_mask
from portal.engine.read_fields import mask, restored, stored
from portal.engine.representation import ADULT_AT
from portal.store import blind_index
from portal.store.identifiers import new_id
from portal.store.link_rows import forget_links, write_link
from portal.store.tables.cases import CaseFile, Party

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork

SECRET_PARTS = ("id_number", "phone", "address", "born")


def write_parties(uow: UnitOfWork, case: CaseFile, case_type: CaseType, parties: tuple[PartyState, ...]) -> None:
    """Make the stored parties equal to these: change known ones, add new ones, take away what is missing."""
    known = {row.id: row for row in uow.rows_of(Party, case.id)}
    for party in parties:
        row = known.pop(party.id, None) if party.id is not None else None
        if row is None:
            row = uow.row(Party, county_code=case.county_code, id=party.id or new_id(), case_id=case.id)
        _fill(row, party, case.received_on)
        _write_secrets(uow, case, row, party, case_type)
        if party.named:
            uow.session.flush()
            for link in party.named:
                write_link(uow, case, replace(link, party_id=row.id), case.version + 1)
    for gone in known.values():
        forget_links(uow, case, gone.id)
        forget_party(uow, case, gone.id)
        uow.remove(gone)
    name_case(case, parties)


def add_parties(uow: UnitOfWork, case: CaseFile, case_type: CaseType, joined: tuple[PartyState, ...]) -> None:
    """Write parties that come to those there are: as few statements as rows allow, because there may be hundreds."""
    rows = [(uow.row(Party, county_code=case.county_code, id=new_id(), case_id=case.id), party) for party in joined]
    secrets: list[tuple[str, str]] = []
    for row, party in rows:
        _fill(row, party, case.received_on)
        details, values = _split(party, case_type)
        row.details, row.contact_rule = details, party.contact_rule
        values |= {"contact_times": party.contact_times} if party.contact_times else {}
        secrets += [(f"party.{row.id}.{part}", value) for part, value in values.items()]
    uow.session.flush()
    uow.secrets.put_new(case.id, secrets)
    for row, party in rows:
        _index(uow, case, row, party, is_new=True)
        for link in party.named:
            write_link(uow, case, replace(link, party_id=row.id), case.version + 1)
    uow.session.flush()


def forget_party(uow: UnitOfWork, case: CaseFile, party_id: uuid.UUID) -> None:
    """Remove the secrets and hashes of a party."""
    for path in uow.secrets.paths(case.id, f"party.{party_id}."):
        uow.secrets.forget(case.id, path)
    blind_index.forget_party(uow, case.id, party_id)


def link_person(uow: UnitOfWork, case: CaseFile, made: PersonLinked) -> None:
    """Keep which person of the organisation a party was said to be."""
    (row,) = uow.rows_of(Party, case.id, id=made.party_id)
    row.person_id = made.person_id


def unlink_persons(uow: UnitOfWork, case: CaseFile) -> None:
    """Forget which persons the parties of a case were said to be: a sealed case has nobody in common with another."""
    for row in uow.rows_of(Party, case.id):
        row.person_id = None


def write_safe_channel(uow: UnitOfWork, case: CaseFile, channel: SafeChannel) -> None:
    """Keep how a party may be reached; the hours tell of her life, so they are ciphertext."""
    (row,) = uow.rows_of(Party, case.id, id=channel.party_id)
    row.contact_rule = channel.rule
    path = f"party.{row.id}.contact_times"
    uow.secrets.put(case.id, path, channel.times) if channel.times else uow.secrets.forget(case.id, path)


def name_case(case: CaseFile, parties: tuple[PartyState, ...]) -> None:
    """Keep on the case what the register shows of its parties."""
    for side in ("applicant", "respondent"):
        there = [p for p in parties if p.side == side]
        setattr(case, f"{side}_name", there[0].name if there else "")
        setattr(case, f"{side}_kind", there[0].kind if there else "person")
        setattr(case, f"{side}_count", len(there))


def read_parties(uow: UnitOfWork, case: CaseFile, case_type: CaseType, *, secrets: bool) -> tuple[PartyState, ...]:
    """Return the parties of a case in their order; with `secrets` also what is stored encrypted."""
    rows = sorted(uow.rows_of(Party, case.id), key=lambda row: row.ordinal)
    kept = uow.secrets.get_all(case.id, "party.") if secrets else {}
    return tuple(party_state(row, case_type, kept) for row in rows)


def _fill(row: Party, party: PartyState, received_on: date) -> None:
    row.role, row.side, row.ordinal, row.kind = party.role, party.side, party.ordinal, party.kind
    row.name, row.sex = party.name, party.sex
    row.nation, row.occupation, row.representative = party.nation, party.occupation, party.representative
    row.credit_code, row.no_id_reason = party.credit_code, party.no_id_reason
    band: AgeBand | None = age_band(party.born, received_on) if party.born else None
    row.age_band = band.value if band else ""
    row.is_minor = party.born is not None and age_on(party.born, received_on) < ADULT_AT
    row.id_mask = id_number_mask(party.id_number, birth_shown=False) if party.id_number else ""
    row.phone_mask = phone_mask(party.phone) if party.phone else ""
    row.address_mask = address_mask(party.address) if party.address else ""


def _write_secrets(uow: UnitOfWork, case: CaseFile, row: Party, party: PartyState, case_type: CaseType) -> None:
    row.details, values = _split(party, case_type)
    prefix = f"party.{row.id}."
    for path in uow.secrets.paths(case.id, prefix):
        if path.removeprefix(prefix) not in values and not path.endswith(".contact_times"):
            uow.secrets.forget(case.id, path)
    for part, value in values.items():
        uow.secrets.put(case.id, prefix + part, value)
    _index(uow, case, row, party)


def _split(party: PartyState, case_type: CaseType) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the role's own values as the row keeps them, and what is stored encrypted beside it, by part."""
    own = {f.key: f for f in case_type.role(party.role).fields}
    values: dict[str, str] = {}
    for part in SECRET_PARTS:
        value = getattr(party, part)
        if value:
            values[part] = value.isoformat() if isinstance(value, date) else value
    details: dict[str, Any] = {}
    for key, value in party.details.items():
        field = own[key]
        if field.is_secret:
            values[f"details.{key}"] = json.dumps(stored(field, value), ensure_ascii=False)
            details[key] = {"masked": mask(field, value)}
        else:
            details[key] = stored(field, value)
    return details, values


def _index(uow: UnitOfWork, case: CaseFile, row: Party, party: PartyState, *, is_new: bool = False) -> None:
    blind_index.index_party(
        uow,
        case.id,
        row.id,
        person_name=party.name if party.kind == "person" else "",
        id_number=party.id_number,
        phone=party.phone,
        is_new=is_new,
    )


def party_state(row: Party, case_type: CaseType, kept: Mapping[str, str]) -> PartyState:
    """Return a stored party; `kept` are the secrets by path, empty where they were not read."""
    prefix = f"party.{row.id}."
    own = {f.key: f for f in case_type.role(row.role).fields} if row.role in {r.key for r in case_type.parties} else {}
    details = {key: restored(own[key], value) for key, value in row.details.items() if key in own}
    for path, text in kept.items():
        if path.startswith(f"{prefix}details."):
            key = path.removeprefix(f"{prefix}details.")
            if key in own:
                details[key] = restored(own[key], json.loads(text))
    born = kept.get(f"{prefix}born")
    return PartyState(
        id=row.id,
        role=row.role,
        side=row.side,
        ordinal=row.ordinal,
        kind=row.kind,
        name=row.name,
        id_number=kept.get(f"{prefix}id_number", ""),
        no_id_reason=row.no_id_reason,
        born=date.fromisoformat(born) if born else None,
        sex=row.sex,
        phone=kept.get(f"{prefix}phone", ""),
        address=kept.get(f"{prefix}address", ""),
        credit_code=row.credit_code,
        representative=row.representative,
        nation=row.nation,
        occupation=row.occupation,
        details={k: v for k, v in details.items() if v is not None},
        is_minor=row.is_minor,
        age_band=row.age_band,
        contact_rule=row.contact_rule,
        contact_times=kept.get(f"{prefix}contact_times", ""),
        person_id=row.person_id,
    )
