"""A desk for each type of the committees, and what it says to a body."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.sdk import PERSON_A, PERSON_B, CaseType, Refused
from portal.testing.desk import Desk, problems
from portal_plugins.village_committee import PLUGIN

TODAY = date(2026, 11, 20)  # a Friday
TYPES = {declared.key: declared for declared in PLUGIN.case_types}
TERM = {"payer": "李桂兰", "payee": "王小军", "amount": "500.00", "due_on": "2026-12-20"}
DEED = {"kind": "act", "payer": "李桂兰", "act": "三日内清理排水沟，恢复原来的宽度"}


def desk(key: str, today: date = TODAY) -> Desk:
    """Return an empty desk for the type."""
    return Desk(f"village_committee.{key}", TYPES[key], today=today)


def body(key: str, **details: Any) -> dict[str, Any]:
    """Return a body with only what must be there, and what the test adds."""
    declared: CaseType = TYPES[key]
    given = {"cause": "邻里琐事。", "request": "请说和。", **details}
    for field in declared.fields:
        if field.required and field.key not in given:
            given[field.key] = field.pairs[0][0]  # type: ignore[attr-defined]
    return {"parties": {"applicant": [dict(PERSON_A)], "respondent": [dict(PERSON_B)]}, "details": given}


def opened(key: str, *, source: str = "application", confirmed: tuple[str, ...] = (), **details: Any) -> Desk:
    """Return a desk with a small case opened."""
    at = desk(key)
    at.open({**body(key, **details), "source": source}, confirmed)
    return at


def talking(key: str, *, confirmed: tuple[str, ...] = (), **details: Any) -> Desk:
    """Return a desk with a small case whose parties agreed to talk."""
    at = opened(key, confirmed=confirmed, **details)
    at.act("accept", confirmed=["guard:", "guard:elsewhere", "guard:kind"], accepted_on="2026-11-20")
    at.act("consent", consented_on="2026-11-20", how="phone")
    return at


def told(key: str, **details: Any) -> set[str]:
    """Return the fields at which the desk says something, with a question mark behind those that only ask."""
    try:
        opened(key, **details)
    except Refused as refused:
        return problems(refused)
    return set()


def refused(at: Desk, action: str, *confirmed: str, supervises: bool = False, **data: Any) -> set[str]:
    """Return the fields of the refusal of an act; empty when it was done."""
    try:
        at.act(action, confirmed, supervises=supervises, **data)
    except Refused as refusal:
        return problems(refusal)
    return set()


def session(**data: Any) -> Mapping[str, Any]:
    """Return what is entered for a session."""
    return {"held_on": "2026-11-20", "manner": "face_to_face", "record": "双方都说了情况。", "result": "success", **data}
