"""What of an event its hash covers: every column, and the salted digests of the personal values it speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from portal.engine.chain import Plain, canonical
from portal.store.tables.course import CaseEvent

DIGESTS = "digests"  # the key of `data` that holds path → salted digest of a value kept in `audit_value`

_COVERED: Mapping[str, str] = {
    "county": "county_code",
    "case": "case_id",
    "seq": "seq",
    "action": "action",
    "occurred_on": "occurred_on",
    "recorded_at": "recorded_at",
    "staff": "staff_id",
    "post": "post_id",
    "organisation": "organisation_id",
    "actor": "actor",
    "before": "phase_before",
    "after": "phase_after",
    "reason": "reason",
    "data": "data",
}


def event_content(event: CaseEvent) -> bytes:
    """Return the canonical bytes of an event; `link(previous, content)` is its hash."""
    return canonical({name: cast("Plain", getattr(event, column)) for name, column in _COVERED.items()})


def event_plain(values: Mapping[str, Plain]) -> dict[str, Plain]:
    """Return what is covered of an event whose columns have these values."""
    return {name: values[column] for name, column in _COVERED.items()}
