"""Parties that come to an open case: the many of one side, brought as a list. Those who are there stay untouched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from portal.declare.facts import Fact
from portal.engine.case_state import CaseState, PartyState, details_view
from portal.engine.changes import Edited
from portal.engine.deciding import Deciding
from portal.engine.effect_parts import Asked, Result, changed
from portal.engine.intake import MOST_PARTIES, check_rules
from portal.engine.members import AT, doubled
from portal.engine.party_intake import read_party
from portal.errors import Problem


def add_members(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result | Asked:
    """Add the members after the parties that are there. The state must have been loaded with its secrets."""
    role = state.type.role(data["role"])
    rows: Sequence[Mapping[str, Any]] = data[AT]
    room = MOST_PARTIES - len(state.parties_of(role.key))
    problems = [Problem(AT, "too_many_parties", {"title": role.title, "most": MOST_PARTIES})] if len(rows) > room else []
    first = max((p.ordinal for p in state.parties), default=-1) + 1
    joined = tuple(
        read_party(role, row, first + at, f"{AT}.{at}", deciding.today, problems) for at, row in enumerate(rows[: max(room, 0)])
    )
    problems += doubled(joined, state.parties)
    parties = (*state.parties, *joined)
    if problems:
        return tuple(problems)
    told = {"role": role.key, "count": len(joined), "people": len(parties)}
    names = "、".join(party.name for party in joined)
    change = changed(
        state,
        action,
        deciding.today,
        told,
        joined=joined,
        values=(Edited(f"parties.{role.key}.added", None, names),),
        facts={Fact.PEOPLE: len(parties)},
    )
    # A total that must fit the shares of all can only be corrected once they are there: asked, not refused.
    broken = tuple(replace(p, asks=True) for p in _newly_broken(state, parties, deciding.today))
    return Asked(change, broken) if broken else change


def _newly_broken(state: CaseState, parties: tuple[PartyState, ...], today: date) -> tuple[Problem, ...]:
    """Return the rules of the type that held before the members came and do not hold with them."""
    before = {(p.field, p.params.get("message")) for p in check_rules(state.type, state.view(), today, set())}
    view = details_view(state.details, parties, state.received_on, state.occurred_on, state.source)
    after = check_rules(state.type, view, today, set())
    return tuple(p for p in after if (p.field, p.params.get("message")) not in before)
