"""Writes who acts for a party, and reads it back as the engine sees it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from portal.engine.masking import id_number_mask, phone_mask
from portal.engine.representation import LinkState
from portal.store import blind_index
from portal.store.identifiers import new_id
from portal.store.tables.cases import CaseFile
from portal.store.tables.parties import PartyLink

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork

SECRET_PARTS = ("id_number", "phone")


def write_link(uow: UnitOfWork, case: CaseFile, link: LinkState, seq: int) -> None:
    """Write a link of a party that is there. Whoever acts is found by number as a party is."""
    row_id = new_id()
    uow.row(
        PartyLink,
        county_code=case.county_code,
        id=row_id,
        case_id=case.id,
        kind=link.kind,
        party_id=link.party_id,
        by_party_id=link.by_party_id,
        name=link.name,
        id_mask=id_number_mask(link.id_number, birth_shown=False) if link.id_number else "",
        phone_mask=phone_mask(link.phone) if link.phone else "",
        kinship=link.kinship,
        ground=link.ground,
        authority=link.authority,
        scope=link.scope,
        letter=link.letter,
        data_consent_on=link.data_consent_on,
        since=link.since,
        until=link.until,
        since_seq=seq,
    )
    for part in SECRET_PARTS:
        value = getattr(link, part)
        if value:
            uow.secrets.put(case.id, f"party.{row_id}.{part}", value)
    if link.id_number or link.phone:
        blind_index.index_party(
            uow,
            case.id,
            row_id,
            person_name=link.name,
            id_number=link.id_number,
            phone=link.phone,
            acts=True,
        )


def end_link(uow: UnitOfWork, case: CaseFile, link_id: uuid.UUID, ended_on: date, seq: int) -> None:
    """End a link of the case."""
    row = uow.session.scalars(select(PartyLink).where(PartyLink.case_id == case.id, PartyLink.id == link_id)).one()
    row.ended_on, row.until_seq = ended_on, seq


def forget_links(uow: UnitOfWork, case: CaseFile, party_id: uuid.UUID) -> None:
    """Take away the links of a party that is taken off the case."""
    theirs = or_(PartyLink.party_id == party_id, PartyLink.by_party_id == party_id)
    for row in uow.session.scalars(select(PartyLink).where(PartyLink.case_id == case.id, theirs)):
        for part in SECRET_PARTS:
            uow.secrets.forget(case.id, f"party.{row.id}.{part}")
        blind_index.forget_party(uow, case.id, row.id)
        uow.session.delete(row)
    uow.session.flush()


def link_state(row: PartyLink, kept: Mapping[str, str]) -> LinkState:
    """Return a stored link; `kept` are the secrets by path, empty where they were not read."""
    return LinkState(
        id=row.id,
        kind=row.kind,
        party_id=row.party_id,
        since=row.since,
        by_party_id=row.by_party_id,
        name=row.name,
        kinship=row.kinship,
        ground=row.ground,
        authority=row.authority,
        scope=row.scope,
        letter=row.letter,
        data_consent_on=row.data_consent_on,
        until=row.until,
        ended_on=row.ended_on,
        id_number=kept.get(f"party.{row.id}.id_number", ""),
        phone=kept.get(f"party.{row.id}.phone", ""),
    )
