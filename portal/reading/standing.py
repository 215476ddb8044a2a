"""Who acts for a party, as the reader may see it: name, how, with what authority, until when."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.access.privacy_rules import Sight, Sights
from portal.engine.people_acts import HOW_ELECTED
from portal.engine.representation import (
    AGENT,
    APART,
    AUTHORITIES,
    CALLINGS,
    CONSENT,
    EXEMPT,
    EXEMPTIONS,
    GENERAL,
    GROUNDS,
    GUARDIAN,
    KINSHIPS,
)
from portal.engine.representation import REPRESENTATIVE as ELECTED
from portal.reading.redacted import Words
from portal.reading.titles import shown_name
from portal.reading.wording import N_, say
from portal.reading.words import CHANNELS
from portal.store.link_rows import link_state
from portal.store.tables.cases import Party
from portal.store.tables.parties import PartyLink

KINDS = {
    GUARDIAN: N_("法定代理人"),
    AGENT: N_("委托代理人"),
    EXEMPT: N_("不由监护人代理"),
    ELECTED: N_("推选的代表人"),
    APART: N_("自己签字，不由代表人代表"),
    CONSENT: N_("同意调解"),
}
_KINSHIPS = dict((*KINSHIPS, *CALLINGS))
_GROUNDS = {**dict((*GROUNDS, *EXEMPTIONS, *HOW_ELECTED)), **CHANNELS}
_AUTHORITIES = dict(AUTHORITIES)


@dataclass(frozen=True)
class LinkShown:
    """One relation of a party. `is_limited` marks an agent who cannot settle; `lapsed` one whose time is over."""

    id: uuid.UUID
    kind: str
    title: str
    name: str
    kinship: str
    ground: str
    authority: str
    is_limited: bool
    scope: str
    letter: bool | None
    data_consent_on: date | None
    since: date
    until: date | None
    ended_on: date | None
    lapsed: bool
    phone: str
    phone_full: bool
    id_number: str
    id_full: bool


def links_of(
    row: Party, links: tuple[PartyLink, ...], sights: Sights, kept: Mapping[str, str], words: Words, today: date
) -> tuple[LinkShown, ...]:
    """Return the relations of a party that were not ended."""
    return tuple(link_shown(link, sights, kept, words, today) for link in links if link.party_id == row.id and not link.ended_on)


def link_shown(link: PartyLink, sights: Sights, kept: Mapping[str, str], words: Words, today: date) -> LinkShown:
    """Return one relation; why somebody lacks capacity is told to those only who may read about the person."""
    about = sights.about is Sight.FULL
    own = {part: kept.get(f"party.{link.id}.{part}") for part in ("phone", "id_number")}
    return LinkShown(
        id=link.id,
        kind=link.kind,
        title=say(KINDS[link.kind]),
        name=shown_name(link.name, sights) if link.name else "",
        kinship=_word(_KINSHIPS, link.kinship),
        ground=_word(_GROUNDS, link.ground) if about else "",
        authority=_word(_AUTHORITIES, link.authority),
        is_limited=link.authority == GENERAL,
        scope=words(link.scope),
        letter=link.letter,
        data_consent_on=link.data_consent_on,
        since=link.since,
        until=link.until,
        ended_on=link.ended_on,
        lapsed=not link_state(link, {}).in_force(today),
        phone=own["phone"] or link.phone_mask,
        phone_full=own["phone"] is not None or not link.phone_mask,
        id_number=own["id_number"] or link.id_mask,
        id_full=own["id_number"] is not None or not link.id_mask,
    )


def _word(words: Mapping[str, str], code: str) -> str:
    return say(words[code]) if code in words else code
