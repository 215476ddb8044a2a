"""Carries what was entered for one type over to another: people by their side, the story, the place, fields of the same name.

A clerk who finds a better type while writing, or who turns a consultation into a case, types nothing twice. What the other
type does not ask for is left behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.declare.case_types import CaseType
from portal.declare.parties import CORE_KEYS, PartyKind, Role, Side

Body = dict[str, Any]


def carry(body: Mapping[str, Any], before: CaseType, after: CaseType) -> Body:
    """Return the body for the other type; both are bodies of plain values as `intake` reads them."""
    kept: Body = {key: value for key, value in body.items() if key not in ("type", "parties", "details", "confirmed")}
    parties = _parties(_mapping(body.get("parties")), before, after)
    if parties:
        kept["parties"] = parties
    kinds = {f.key: f.kind for f in before.fields}
    same = {f.key for f in after.fields if kinds.get(f.key) == f.kind and not f.retired}
    details = {key: value for key, value in _mapping(body.get("details")).items() if key in same}
    if details:
        kept["details"] = details
    return kept


def first_role(case_type: CaseType, side: Side) -> Role | None:
    """Return the role in which somebody of that side is entered first: a required one before others."""
    roles = [role for role in case_type.parties if role.side is side]
    return next((role for role in roles if role.required), roles[0] if roles else None)


def _parties(given: Mapping[str, Any], before: CaseType, after: CaseType) -> Body:
    places: Body = {}
    for role in before.parties:
        target = next((r for r in after.parties if r.key == role.key and r.side is role.side), None)
        target = target or first_role(after, role.side)
        rows = given.get(role.key)
        listed = rows if isinstance(rows, list) else [rows] if isinstance(rows, Mapping) else []
        if target is None:
            continue
        room = places.setdefault(target.key, [])
        for row in listed:
            if isinstance(row, Mapping) and (target.many or not room):
                room.append(_person(row, target))
    return {key: rows for key, rows in places.items() if rows}


def _person(row: Mapping[str, Any], role: Role) -> Body:
    own = {field.key for field in role.fields}
    kept = {key: value for key, value in row.items() if key in CORE_KEYS or key in own}
    if role.kind is not PartyKind.EITHER:
        kept["kind"] = role.kind.value
    return kept


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
