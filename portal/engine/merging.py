"""并案: one case of a matter leads, another of the same organisation ends in it; what both sides of that change.

The leading case takes the other's people over, nobody twice, and the earliest day of a duty that runs in both. Numbers,
sessions and papers stay where they are. What was merged by mistake is taken back by reopening the ended case and correcting
the leading one.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from portal.declare.facts import Fact
from portal.declare.phases import OPEN_PHASES, Ending, Moment, Phase
from portal.engine import clocks
from portal.engine.case_state import CaseState, PartyState
from portal.engine.changes import AgreementDropped, Change, ClockMove, ClockStopped, Edited, LinkMade, Row, SafeChannel
from portal.engine.deciding import Deciding
from portal.engine.effect_parts import Asked, Result, changed, moments_at
from portal.engine.intake import MOST_PARTIES
from portal.engine.referral_course import came_in, is_pending
from portal.engine.representation import AGENT, EXEMPT, GUARDIAN, LinkState
from portal.errors import Problem

INTO = "into"
MERGED_IN = "merged_in"
_CARRIED = (GUARDIAN, AGENT, EXEMPT)


def merge(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result | Asked:
    """End the case in another one of the same matter; two that have nobody in common are asked about."""
    lead = deciding.leading(data[INTO])
    if lead is None:
        return (Problem(INTO, "merge_not_found"),)
    problems = obstacles(state, lead)
    if problems:
        return problems
    change = changed(
        state,
        action,
        day,
        {INTO: str(lead.id), "into_number": lead.number or "", "reason_text": data.get("reason_text")},
        phase=Phase.ENDED,
        step="",
        ending=Ending.MERGED,
        rows=(AgreementDropped(),) if state.agreement is not None else (),
        columns={"ended_on": day},
        clocks=moments_at(state, day, deciding, Moment.ENDED),
        facts={Fact.ENDED_ON: day, Fact.ENDING: Ending.MERGED.value},
    )
    shared = any(counterpart(party, lead.parties) for party in state.parties)
    return change if shared else Asked(change, (Problem(INTO, "merge_nobody_shared", asks=True),))


def obstacles(state: CaseState, lead: CaseState) -> tuple[Problem, ...]:
    """Return why a case cannot end in another one."""
    if lead.id == state.id:
        return (Problem(INTO, "merge_itself"),)
    if lead.voided_on is not None or lead.ending is not None or lead.phase not in OPEN_PHASES:
        return (Problem(INTO, "merge_into_ended"),)
    if lead.phase is Phase.PAUSED:
        return (Problem(INTO, "merge_into_paused"),)
    if lead.type_key != state.type_key:
        return (Problem(INTO, "merge_other_type"),)
    if lead.privacy < state.privacy:
        return (Problem(INTO, "merge_less_private"),)
    if is_pending(state) or is_pending(lead) or came_in(state):
        return (Problem(INTO, "merge_referred"),)
    return _too_many(lead, newcomers(lead, state))


def absorbed(lead: CaseState, other: CaseState, deciding: Deciding) -> Result:
    """Return what the leading case becomes. Both states must have been loaded with their secrets."""
    problems = obstacles(other, lead)
    if problems:
        return problems
    joined = newcomers(lead, other)
    moves = _earliest(lead, other, deciding)
    told = {"merged": str(other.id), "merged_number": other.number or "", "count": len(joined), "clocks": len(moves) // 2}
    names = "、".join(party.name for party in joined)
    return changed(
        lead,
        MERGED_IN,
        deciding.today,
        told,
        joined=joined,
        rows=tuple(_brought(lead, other, deciding.today)),
        clocks=moves,
        values=(Edited("parties.added", None, names),) if names else (),
        facts={Fact.PEOPLE: len(lead.parties) + len(joined)},
    )


def newcomers(lead: CaseState, other: CaseState) -> tuple[PartyState, ...]:
    """Return the people of the other case who are not in the leading one, each with who acts for it, after those there."""
    first = max((p.ordinal for p in lead.parties), default=-1) + 1
    new = [party for party in other.parties if counterpart(party, lead.parties) is None]
    return tuple(replace(p, id=None, ordinal=first + at, named=_acting(other, p)) for at, p in enumerate(new))


def counterpart(party: PartyState, others: tuple[PartyState, ...]) -> PartyState | None:
    """Return who of the others is the same: by identity number or code; without one by name, and a person by telephone too."""
    return next((other for other in others if _is_same(party, other)), None)


def _is_same(one: PartyState, other: PartyState) -> bool:
    if one.kind != other.kind:
        return False
    if one.person_id is not None and one.person_id == other.person_id:
        return True
    for number in ("id_number", "credit_code"):
        mine, theirs = getattr(one, number), getattr(other, number)
        if mine and theirs:
            return bool(mine == theirs)
    return one.name == other.name and (one.kind != "person" or bool(one.phone and one.phone == other.phone))


def _too_many(lead: CaseState, joined: tuple[PartyState, ...]) -> tuple[Problem, ...]:
    for role in lead.type.parties:
        count = sum(p.role == role.key for p in (*lead.parties, *joined))
        most = MOST_PARTIES if role.many else 1
        if count > most and any(p.role == role.key for p in joined):
            return (Problem(INTO, "merge_role_full", {"title": role.title, "most": most}),)
    return ()


def _acting(case: CaseState, party: PartyState) -> tuple[LinkState, ...]:
    names = {p.id: p.name for p in case.parties}
    return tuple(
        replace(link, id=None, party_id=None, by_party_id=None, name=link.name or names.get(link.by_party_id, ""))
        for link in case.links
        if link.party_id == party.id and link.kind in _CARRIED and link.ended_on is None
    )


def _brought(lead: CaseState, other: CaseState, today: date) -> list[Row]:
    """Return what the other case knew of those who are in both, where the leading one knows nothing of it."""
    rows: list[Row] = []
    has = {(link.party_id, link.kind) for link in lead.links if link.ended_on is None}
    for party in other.parties:
        same = counterpart(party, lead.parties)
        if same is None or same.id is None:
            continue
        rows += [LinkMade(replace(link, party_id=same.id)) for link in _acting(other, party) if (same.id, link.kind) not in has]
        if party.contact_rule and not same.contact_rule:
            rows.append(SafeChannel(same.id, party.contact_rule, party.contact_times))
    return rows


def _earliest(lead: CaseState, other: CaseState, deciding: Deciding) -> tuple[ClockMove, ...]:
    """Return the clocks that run in both and fall due earlier in the other: begun anew with its beginning.

    What lengthened a duty there (a pause, an extension) is not taken along; what interrupted or held up a limitation is. The
    day is never later than either case had it.
    """
    moves: list[ClockMove] = []
    theirs = {clock.key: clock for clock in other.clocks if clock.is_open}
    for mine in lead.clocks:
        earlier, declared = theirs.get(mine.key), lead.type.clock(mine.key)
        if not mine.is_open or declared is None or earlier is None or earlier.due_on >= mine.due_on:
            continue
        begun = clocks.start(
            declared,
            earlier.started_on,
            lead.details,
            deciding.calendar,
            at=earlier.started_at,
            interruptions=earlier.interruptions,
            hindrances=earlier.suspensions if earlier.limitation is not None else (),
        )
        if begun is not None:
            moves += [ClockStopped(mine.key, deciding.today, None), begun]
    return tuple(moves)


def leading_id(change: Change) -> uuid.UUID:
    """Return the case in which another ended by this change."""
    return uuid.UUID(str(change.data[INTO]))
