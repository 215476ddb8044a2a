"""Walks every chain of events beside the cases they belong to, in one pass over two ordered streams.

Whatever the length of the record, one event and one case are held at a time; of each chain the first fault is told.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Text, cast, select

from portal.engine.chain import GENESIS, canonical, salted
from portal.errors import KeyringError
from portal.store.event_chain import DIGESTS
from portal.store.faults import Fault, FaultKind
from portal.store.passages import passage
from portal.store.raw_entries import Garbled, event_bytes, fits, id_of, read_json, texts_of
from portal.store.secrets import unseal
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import AuditValue, CaseEvent
from portal.store.unit_of_work import UnitOfWork

OPTIONS = passage("portal.store.verify") | {"yield_per": 2_000}
MOST_FAULTS = 10_000
"""So many faults are told; whoever rewrote more than that has rewritten the database."""


def verify_chains(uow: UnitOfWork) -> tuple[int, int, list[Fault]]:
    """Return how many events of how many cases there are, and the first fault of each case that has one."""
    chains = _Chains(_cases(uow))
    event = CaseEvent.__table__
    rows = uow.session.execute(
        select(*texts_of(event.c, dialect_of(uow)))
        .where(event.c.county_code == uow.county_code)
        .order_by(event.c.case_id, event.c.seq),
        execution_options=OPTIONS,
    )
    events = 0
    for row in rows:
        events += 1
        chains.take(row)
    chains.end()
    return events, chains.cases, chains.faults


def verify_values(uow: UnitOfWork) -> tuple[int, list[Fault]]:
    """Return how many personal values are kept beside events, and those that are gone or are not what their event speaks of."""
    value, event = AuditValue.__table__, CaseEvent.__table__
    here = (
        (event.c.county_code == value.c.county_code) & (event.c.case_id == value.c.case_id) & (event.c.seq == value.c.event_seq)
    )
    (case_id, seq, data) = texts_of([event.c.case_id, event.c.seq, event.c.data], dialect_of(uow))
    speaks = cast(event.c.data, Text).like(f'%"{DIGESTS}"%')
    values = texts_of([column for column in value.c if column.key != "case_id"], dialect_of(uow))
    spoken = uow.session.execute(
        select(case_id, seq, data, *values)
        .join_from(event, value, here, isouter=True)
        .where(event.c.county_code == uow.county_code, speaks)
        .order_by(event.c.case_id, event.c.seq),
        execution_options=OPTIONS,
    )
    count, faults = 0, list[Fault]()
    for (raw_id, number), group in groupby(spoken, key=lambda row: (row.case_id, row.seq)):
        rows = list(group)
        kept = [row for row in rows if row.path is not None]
        count += len(kept)
        wrong = next((row for row in kept if not _is_spoken_of(uow, row)), None)
        gone = _told(rows[0].data) != {row.path for row in kept}
        if wrong is not None or gone:
            _tell(faults, Fault(FaultKind.VALUE, number, id_of(raw_id), id_of(wrong.id) if wrong is not None else None))
    (case_id, row_id) = texts_of([value.c.case_id, value.c.id], dialect_of(uow))
    strays = uow.session.execute(
        select(case_id, row_id, value.c.event_seq)
        .join_from(value, event, here & speaks, isouter=True)
        .where(value.c.county_code == uow.county_code, event.c.id.is_(None)),
        execution_options=OPTIONS,
    )
    for row in strays:
        count += 1
        _tell(faults, Fault(FaultKind.VALUE, row.event_seq, id_of(row.case_id), id_of(row.id)))
    return count, faults


def _cases(uow: UnitOfWork) -> Iterator[tuple[uuid.UUID, int]]:
    case = CaseFile.__table__.c
    (raw,) = texts_of([case.id], dialect_of(uow))
    rows = uow.session.execute(
        select(raw, case.version).where(case.county_code == uow.county_code).order_by(case.id), execution_options=OPTIONS
    )
    return ((case_id, version) for raw_id, version in rows if (case_id := id_of(raw_id)) is not None)


class _Chains:
    """Goes along the cases while their events come in, both in the order of the cases."""

    def __init__(self, cases: Iterator[tuple[uuid.UUID, int]]) -> None:
        self.cases = 0
        self.faults: list[Fault] = []
        self._waiting = cases
        self._next = next(cases, None)
        self._chain: _Chain | None = None
        self._key: object = None

    def take(self, row: Any) -> None:
        """Look at the next event."""
        if self._chain is None or row.case_id != self._key:
            self._finish()
            self._key = row.case_id
            self._chain = _Chain(case_id := id_of(row.case_id), self._version_of(case_id))
        self._chain.take(row)

    def end(self) -> None:
        """All events are in: whatever case comes now has none."""
        self._finish()
        self._pass_by(None)

    def _finish(self) -> None:
        if self._chain is not None and (fault := self._chain.end()) is not None:
            _tell(self.faults, fault)

    def _version_of(self, case_id: uuid.UUID | None) -> int | None:
        """Return the version of the case whose events come now, `None` when there is no such case."""
        if case_id is None:
            return None
        self._pass_by(case_id)
        if self._next is None or self._next[0] != case_id:
            return None
        version = self._next[1]
        self._forward()
        return version

    def _pass_by(self, until: uuid.UUID | None) -> None:
        """Pass by the cases before one that has events: theirs are gone, unless they never had any."""
        while self._next is not None and (until is None or self._next[0] < until):
            case_id, version = self._next
            if version:
                _tell(self.faults, Fault(FaultKind.CUT, 1, case_id))
            self._forward()

    def _forward(self) -> None:
        self.cases += 1
        self._next = next(self._waiting, None)


class _Chain:
    """The chain of one case; remembers the first thing wrong. `version` is the case's, None when the case is gone."""

    def __init__(self, case_id: uuid.UUID | None, version: int | None) -> None:
        self._case_id = case_id
        self._version = version
        self._previous = GENESIS
        self._seq = 0
        self._fault: Fault | None = None

    def take(self, row: Any) -> None:
        """Look at the next event."""
        if self._fault is not None:
            return
        if row.seq != self._seq + 1:
            self._fault = Fault(FaultKind.MISSING, self._seq + 1, self._case_id)
            return
        if row.previous != self._previous or not fits(row, self._previous, event_bytes):
            moved = row.previous != self._previous and fits(row, row.previous, event_bytes)
            self._fault = Fault(FaultKind.REORDERED if moved else FaultKind.ALTERED, row.seq, self._case_id, id_of(row.id))
        self._previous, self._seq = row.hash, row.seq

    def end(self) -> Fault | None:
        """Return the fault of the chain, now that its end is known."""
        if self._fault is not None:
            return self._fault
        if self._version is None:
            return Fault(FaultKind.ORPHAN, 1, self._case_id)
        if self._seq != self._version:
            return Fault(FaultKind.CUT, self._seq + 1, self._case_id)
        return None


def _told(data: str) -> set[str]:
    """Return the paths of the values an event speaks of; none where its parameters are garbled, which its chain tells."""
    try:
        return set(read_json(data)[DIGESTS])
    except (Garbled, TypeError, LookupError):
        return set()


def _is_spoken_of(uow: UnitOfWork, row: Any) -> bool:
    """Say whether the event speaks of this value; of an erased one nothing is left to compare."""
    if row.salt is None:
        return True
    try:
        row_id, told = id_of(row.id), read_json(row.data)[DIGESTS][row.path]
        both = [
            None if sealed is None or row_id is None else unseal(uow.keyring, "audit_value", column, row_id, sealed)
            for column, sealed in (("before", row.before), ("after", row.after))
        ]
        return bool(told == salted(canonical(both).decode(), row.salt))
    except (KeyringError, Garbled, ValueError, TypeError, LookupError):
        return False


def _tell(faults: list[Fault], fault: Fault) -> None:
    if len(faults) < MOST_FAULTS:
        faults.append(fault)


def dialect_of(uow: UnitOfWork) -> str:
    """Return the name of the database's dialect."""
    return uow.session.connection().dialect.name
