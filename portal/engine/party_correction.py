"""Corrects, adds and removes parties of a case that exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from portal.declare.parties import Role
from portal.engine.case_state import CaseState, PartyState
from portal.engine.changes import Edited
from portal.engine.party_intake import read_party
from portal.engine.read_fields import at_the_edge, spelled, stored
from portal.errors import Problem

_EDGE = (
    "name",
    "id_number",
    "no_id_reason",
    "phone",
    "address",
    "credit_code",
    "representative",
    "nation",
    "occupation",
    "sex",
)


def correct_parties(
    state: CaseState, raw: object, today: date, problems: list[Problem]
) -> tuple[tuple[PartyState, ...], list[Edited]]:
    """Return the parties after the correction and what differs.

    `raw` is `{role: [{"id": ..., "phone": ...}, {"name": ...}, {"id": ..., "remove": true}]}`: an entry with an id changes
    what it names, one without adds a party, `remove` takes one away.
    """
    if not isinstance(raw, Mapping):
        problems.append(Problem("parties", "wrong_kind"))
        return state.parties, []
    parties = list(state.parties)
    edits: list[Edited] = []
    known = {r.key for r in state.type.parties}
    for key, given in raw.items():
        if key not in known:
            problems.append(Problem(f"parties.{str(key)[:40]}", "unknown_role"))
            continue
        for index, row in enumerate(given if isinstance(given, list) else [given]):
            _one(state.type.role(key), row, f"parties.{key}.{index}", parties, edits, today, problems)
    for role in state.type.parties:
        present = sum(1 for p in parties if p.role == role.key)
        if role.required and present == 0:
            problems.append(Problem(f"parties.{role.key}", "party_missing", {"title": role.title}))
        if not role.many and present > 1:
            problems.append(Problem(f"parties.{role.key}", "too_many_parties", {"title": role.title, "most": 1}))
    return tuple(replace(p, ordinal=i) for i, p in enumerate(parties)), edits


def _one(
    role: Role, row: object, at: str, parties: list[PartyState], edits: list[Edited], today: date, problems: list[Problem]
) -> None:
    """Apply one entry to the list of parties."""
    if not isinstance(row, Mapping):
        problems.append(Problem(at, "wrong_kind"))
        return
    given = {k: v for k, v in row.items() if k not in ("id", "remove")}
    party_id = row.get("id")
    if party_id in (None, ""):
        added = read_party(role, given, len(parties), at, today, problems)
        parties.append(added)
        edits.append(Edited(f"parties.{role.key}.added", None, added.name))
        return
    position = next((i for i, p in enumerate(parties) if str(p.id) == party_id and p.role == role.key), None)
    if position is None:
        problems.append(Problem(at, "not_an_option"))
        return
    before = parties[position]
    if row.get("remove") is True:
        del parties[position]
        edits.append(Edited(f"parties.{role.key}.removed", before.name, None))
        return
    merged = {**_edge(role, before), **given}
    if "id_number" in given:
        merged = {k: v for k, v in merged.items() if k not in ("sex", "born") or k in given}
    after = replace(read_party(role, merged, before.ordinal, at, today, problems), id=before.id)
    parties[position] = after
    edits += _differences(role, before, after)


def _edge(role: Role, party: PartyState) -> dict[str, Any]:
    """Return the party as it would be typed."""
    values: dict[str, Any] = {key: getattr(party, key) for key in _EDGE if getattr(party, key)}
    values["kind"] = party.kind
    if party.born is not None:
        values["born"] = party.born.isoformat()
    own = {f.key: f for f in role.fields}
    return values | {k: at_the_edge(own[k], stored(own[k], v)) for k, v in party.details.items() if k in own}


def _differences(role: Role, before: PartyState, after: PartyState) -> list[Edited]:
    path = f"parties.{role.key}.{before.ordinal}"
    edits = [
        Edited(f"{path}.{key}", getattr(before, key) or None, getattr(after, key) or None)
        for key in _EDGE
        if getattr(before, key) != getattr(after, key)
    ]
    return edits + [
        Edited(f"{path}.{f.key}", spelled(f, before.details.get(f.key)) or None, spelled(f, after.details.get(f.key)) or None)
        for f in role.fields
        if before.details.get(f.key) != after.details.get(f.key)
    ]
