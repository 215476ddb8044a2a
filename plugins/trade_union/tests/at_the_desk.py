"""A desk for each type of the union, and what it says to a body."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.sdk import COMPANY_A, PERSON_A, Refused
from portal.testing.desk import Desk, problems
from portal_plugins.trade_union import PLUGIN

TODAY = date(2026, 11, 20)  # a Friday
TYPES = {declared.key: declared for declared in PLUGIN.case_types}
LEAST: Mapping[str, Mapping[str, Any]] = {
    "unpaid_wages": {"owed": "3000.00", "owed_since": "2026-09-01", "employment": "labour_contract"},
    "termination_pay": {
        "hired_on": "2024-03-01",
        "ended_on": "2026-10-31",
        "ending": "unclear",
        "average_wage": "5000.00",
        "claim": "10000.00",
    },
}


def desk(key: str, today: date = TODAY) -> Desk:
    """Return an empty desk for the type."""
    return Desk(f"trade_union.{key}", TYPES[key], today=today)


def body(key: str, parties: Mapping[str, Any] | None = None, **details: Any) -> dict[str, Any]:
    """Return a body with only what must be there, and what the test adds; `None` leaves one out."""
    given = {**LEAST[key], **details}
    return {
        "summary": "",
        "parties": {"worker": [dict(PERSON_A)], "employer": dict(COMPANY_A), **(parties or {})},
        "details": {k: v for k, v in given.items() if v is not None},
    }


def told(key: str, parties: Mapping[str, Any] | None = None, **details: Any) -> set[str]:
    """Return the fields at which the desk says something, with a question mark behind those that only ask."""
    try:
        desk(key).open(body(key, parties, **details))
    except Refused as refused:
        return problems(refused)
    return set()


def refused(at: Desk, action: str, **data: Any) -> list[str]:
    """Return the sentences of the refusal of an act; empty when it was done."""
    try:
        at.act(action, **data)
    except Refused as refusal:
        return [str(p.params.get("message", p.code)) for p in refusal.problems]
    return []
