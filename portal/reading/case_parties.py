"""The parties of a case as its reader may see them, each with who acts for it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from portal.access.privacy_rules import Sight, Sights
from portal.engine.case_state import CaseState
from portal.engine.masking import id_number_mask
from portal.engine.representation import REPRESENTATIVE, unrepresented
from portal.hooks.shown_types import ShownType
from portal.reading.redacted import Words, shown_words
from portal.reading.shown_values import Shown, shown_fields
from portal.reading.standing import LinkShown, links_of
from portal.reading.titles import shown_name
from portal.reading.wording import label
from portal.store.case_rows import CaseRows
from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.parties import PartyLink


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
    links: tuple[LinkShown, ...] = ()
    acts_for: tuple[str, ...] = ()
    needs_guardian: bool = False
    contact_rule: str = ""
    contact_times: str = ""
    person_id: uuid.UUID | None = None  # who it was said to be

    @property
    def is_elected(self) -> bool:
        """Say whether the others of its side elected it to stand for them."""
        return any(link.kind == REPRESENTATIVE for link in self.links)


def parties_shown(
    rows: CaseRows,
    shown: ShownType | None,
    case: CaseFile,
    sights: Sights,
    kept: Mapping[str, str],
    words: Words,
    state: CaseState | None,
    today: date,
) -> tuple[PartyShown, ...]:
    """Return the parties of a case as the reader may see them, each with who acts for it and for whom it acts."""
    alone = {p.id for p in unrepresented(state, today)} if state is not None else set()
    names = {row.id: shown_name(row.name, sights, row.kind) for row in rows.parties}
    by_party: dict[uuid.UUID, list[PartyLink]] = {}
    wards: dict[uuid.UUID, list[str]] = {}
    for link in rows.links:
        by_party.setdefault(link.party_id, []).append(link)
        if link.by_party_id is not None and link.ended_on is None:
            wards.setdefault(link.by_party_id, []).append(names[link.party_id])
    return tuple(
        replace(
            _party(row, shown, case, sights, kept, words),
            links=links_of(row, tuple(by_party.get(row.id, ())), sights, kept, words, today),
            acts_for=tuple(wards.get(row.id, ())),
            needs_guardian=row.id in alone,
        )
        for row in rows.parties
    )


def _party(
    row: Party, shown: ShownType | None, case: CaseFile, sights: Sights, kept: Mapping[str, str], words: Words
) -> PartyShown:
    prefix = f"party.{row.id}."
    role = shown.role(row.role) if shown else None
    own = {p.removeprefix(prefix): t for p, t in kept.items() if p.startswith(prefix)}
    opened = {p.removeprefix("details."): json.loads(t) for p, t in own.items() if p.startswith("details.")}
    id_mask = id_number_mask(row.id_mask, birth_shown=False) if row.id_mask else ""
    about = sights.about is Sight.FULL
    return PartyShown(
        id=row.id,
        role=row.role,
        role_title=label(role.title, case.plugin) if role else row.role,
        side=row.side,
        kind=row.kind,
        name=shown_name(row.name, sights, row.kind),
        sex=row.sex,
        age_band=row.age_band,
        id_number=own.get("id_number", id_mask),
        id_full="id_number" in own or not row.id_mask,
        phone=own.get("phone", row.phone_mask),
        phone_full="phone" in own or not row.phone_mask,
        address=own.get("address", row.address_mask),
        address_full="address" in own or not row.address_mask,
        credit_code=row.credit_code,
        representative=shown_name(row.representative, sights) if row.representative else "",
        nation=row.nation if about else "",
        occupation=row.occupation if about else "",
        no_id_reason=words(row.no_id_reason),
        contact_rule=row.contact_rule if sights.phones in (Sight.FULL, Sight.ON_REQUEST) else "",
        contact_times=own.get("contact_times", ""),
        person_id=row.person_id,
        fields=shown_words(shown_fields(role.fields, row.details, opened, case.plugin), words) if role else (),
    )
