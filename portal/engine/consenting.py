"""征求意愿: who of the parties consents to mediation, one after the other; the case goes on when everybody needed did.

Whoever applied for mediation consents by applying (人民调解法 17); everybody else of both sides is asked, and nobody is mediated
against a refusal. Of ten and more on a side the representatives they elected speak for them (民事诉讼法 56).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.declare.facts import Fact
from portal.declare.parties import Side
from portal.declare.phases import Moment, Phase, Source
from portal.engine.case_state import CaseState, PartyState
from portal.engine.changes import LinkMade
from portal.engine.deciding import Deciding
from portal.engine.effect_parts import Result, changed, moments_at
from portal.engine.groups import groups_of
from portal.engine.representation import CONSENT, LinkState
from portal.errors import Problem


def consent(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return what the consent of everybody at once changes."""
    earlier = [link.since for link in state.links if link.kind == CONSENT and link.ended_on is None]
    if earlier and day < max(earlier):
        return (Problem("consented_on", "before_last_consent", {"day": max(earlier).isoformat()}),)
    return changed(
        state,
        action,
        day,
        data,
        phase=Phase.MEDIATING,
        columns={"consented_on": day},
        clocks=moments_at(state, day, deciding, Moment.CONSENTED),
        facts={Fact.CONSENTED_ON: day},
    )


def consent_of(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return what the consent of some parties changes: a dated relation of each, and the talks when nobody is left to ask."""
    given = {uuid.UUID(one) for one in data["parties"]}
    if given & consented(state):
        return (Problem("parties", "consented_already"),)
    rows = tuple(
        LinkMade(LinkState(None, CONSENT, party.id, day, name=data.get("by") or "", ground=data["how"]))
        for party in state.parties
        if party.id in given
    )
    left = unasked(state, consented(state) | given)
    told = {"how": data["how"], "count": len(rows), "left": len(left)}
    if left:
        return changed(state, action, day, told, phase=Phase.CONSENT, rows=rows)
    last = max([day, *(link.since for link in state.links if link.kind == CONSENT and link.ended_on is None)])
    return changed(
        state,
        action,
        last,
        told,
        phase=Phase.MEDIATING,
        rows=rows,
        columns={"consented_on": last},
        clocks=moments_at(state, last, deciding, Moment.CONSENTED),
        facts={Fact.CONSENTED_ON: last},
    )


def consented(state: CaseState) -> set[uuid.UUID | None]:
    """Return the parties whose own consent was written down and stands."""
    return {link.party_id for link in state.links if link.kind == CONSENT and link.ended_on is None}


def unasked(state: CaseState, there: set[uuid.UUID | None]) -> tuple[PartyState, ...]:
    """Return the parties without whose consent the talks do not begin and who have not given it."""
    applied = {Side.APPLICANT.value} if state.source is Source.APPLICATION else set()
    spoken_for = {
        party.id
        for group in groups_of(state)
        if group.representatives and set(group.representatives) <= there
        for party in group.represented
    }
    sides = {Side.APPLICANT.value, Side.RESPONDENT.value} - applied
    return tuple(p for p in state.parties if p.side in sides and p.id not in there | spoken_for)
