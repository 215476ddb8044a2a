"""What of an event its hash covers: every column, and the salted digests of the personal values it speaks of."""

from __future__ import annotations

from typing import cast

from portal.engine.chain import Plain, canonical
from portal.store.tables.course import CaseEvent

DIGESTS = "digests"  # the key of `data` that holds path → salted digest of a value kept in `audit_value`


def event_content(event: CaseEvent) -> bytes:
    """Return the canonical bytes of an event; `link(previous, content)` is its hash."""
    return canonical(
        {
            "county": event.county_code,
            "case": event.case_id,
            "seq": event.seq,
            "action": event.action,
            "occurred_on": event.occurred_on,
            "recorded_at": event.recorded_at,
            "staff": event.staff_id,
            "post": event.post_id,
            "organisation": event.organisation_id,
            "actor": event.actor,
            "before": event.phase_before,
            "after": event.phase_after,
            "reason": event.reason,
            "data": cast("Plain", event.data),
        }
    )
