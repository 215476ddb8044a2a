"""Compares the rows of every case with what they were after its last event (`portal.store.imprints`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, select

from portal.store import settings
from portal.store.faults import Fault, FaultKind
from portal.store.imprints import IMPRINTED, NOTHING, PARTS, Upto, digests_of
from portal.store.raw_entries import Garbled, id_of, moment_of, read_json, texts_of
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import CaseEvent
from portal.store.tables.machine import CaseImprint
from portal.store.unit_of_work import UnitOfWork
from portal.store.verify_chains import MOST_FAULTS, OPTIONS, dialect_of

_CASES_AT_ONCE = 2_000


def verify_rows(uow: UnitOfWork) -> tuple[int, int, list[Fault]]:
    """Return how many cases were compared, how many wait for an imprint, and the cases whose rows are not what they were."""
    case, event, imprint = CaseFile.__table__.c, CaseEvent.__table__.c, CaseImprint.__table__.c
    upto, faults = _upto(uow), list[Fault]()
    wanted = texts_of([case.id, case.version, imprint.seq, imprint.digests, event.recorded_at], dialect_of(uow))
    last = and_(event.county_code == case.county_code, event.case_id == case.id, event.seq == case.version)
    kept = and_(imprint.county_code == case.county_code, imprint.case_id == case.id)
    rows = uow.session.execute(
        select(*wanted)
        .select_from(CaseFile.__table__)
        .outerjoin(CaseImprint.__table__, kept)
        .outerjoin(CaseEvent.__table__, last)
        .where(case.county_code == uow.county_code)
        .order_by(case.id),
        execution_options=OPTIONS,
    )
    compared = waiting = 0
    for batch in rows.partitions(_CASES_AT_ONCE):
        there = {case_id: row for row in batch if (case_id := id_of(row.id)) is not None and isinstance(row.version, int)}
        fresh = {case_id: row.version for case_id, row in there.items() if row.seq == row.version}
        now = digests_of(uow, fresh, whole_range=True)
        compared += len(fresh)
        for case_id, row in there.items():
            if case_id in fresh:
                part = _differs(row.digests, now[case_id])
                found = Fault(FaultKind.ROW, row.version, case_id, part=part) if part else None
            elif _is_due(row, upto):
                found = Fault(FaultKind.IMPRINT, row.version, case_id)
            else:
                waiting, found = waiting + 1, None
            if found is not None and len(faults) < MOST_FAULTS:
                faults.append(found)
    return compared, waiting, faults


def _upto(uow: UnitOfWork) -> Upto:
    try:
        return settings.read(uow.session, IMPRINTED)
    except ValueError:
        return NOTHING


def _is_due(row: Any, upto: Upto) -> bool:
    """Say whether a case has no imprint of its last event though one was taken, or one of an event it does not have."""
    if row.seq is not None and row.seq > row.version:
        return True
    recorded_at = moment_of(row.recorded_at)
    return recorded_at is not None and recorded_at < upto.moment


def _differs(kept: Any, now: Mapping[str, str]) -> str:
    """Return the first part that is not what it was, empty when none is."""
    try:
        before = read_json(kept)
        return next((part for part in PARTS if before.get(part) != now.get(part)), "")
    except (Garbled, AttributeError):
        return next(iter(PARTS))
