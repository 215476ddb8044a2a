"""Everything recorded, as lines for somebody outside: events in their chains, access entries, seals. No personal values."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from portal.store.seals import SealLine
from portal.store.tables.course import CaseEvent
from portal.store.tables.machine import AccessEntry, Seal
from portal.store.unit_of_work import UnitOfWork

Line = dict[str, object]
_AT_ONCE = 2_000


def audit_lines(uow: UnitOfWork) -> Iterator[Line]:
    """Yield the county's record, oldest first within each kind. Ids are text, moments ISO, hashes hexadecimal."""
    events = select(CaseEvent).where(CaseEvent.county_code == uow.county_code).order_by(CaseEvent.case_id, CaseEvent.seq)
    for event in uow.session.scalars(events.execution_options(yield_per=_AT_ONCE)):
        yield {
            "kind": "event",
            "id": str(event.id),
            "case": str(event.case_id),
            "seq": event.seq,
            "action": event.action,
            "occurred_on": event.occurred_on.isoformat(),
            "recorded_at": event.recorded_at.isoformat(),
            "actor": event.actor,
            "staff": _id(event.staff_id),
            "post": _id(event.post_id),
            "organisation": _id(event.organisation_id),
            "phase_before": event.phase_before,
            "phase_after": event.phase_after,
            "reason": event.reason,
            "data": event.data,
            "previous": event.previous.hex(),
            "hash": event.hash.hex(),
        }
    entries = select(AccessEntry).where(AccessEntry.county_code == uow.county_code).order_by(AccessEntry.at, AccessEntry.id)
    for entry in uow.session.scalars(entries.execution_options(yield_per=_AT_ONCE)):
        yield {
            "kind": "access",
            "id": str(entry.id),
            "at": entry.at.isoformat(),
            "of": entry.kind,
            "action": entry.action,
            "staff": _id(entry.staff_id),
            "post": _id(entry.post_id),
            "organisation": _id(entry.organisation_id),
            "case": _id(entry.case_id),
            "data": entry.data,
            "count": entry.count,
            "hash": entry.hash.hex(),
        }
    for seal in uow.session.scalars(select(Seal).where(Seal.county_code == uow.county_code).order_by(Seal.ordinal)):
        yield {"kind": "seal", **vars(SealLine.of(seal))}


def _id(value: object) -> str | None:
    return None if value is None else str(value)
