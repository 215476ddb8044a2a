"""`portal audit verify`: walks every chain and every seal, and names the first entry of each that is not as it was written.

What is found: an altered entry, a missing one, a chain cut at its end, entries in another order, a personal value that is
not the one its event speaks of, an altered access entry, and a seal that no longer fits. An erased value (no salt) is fine:
its event still verifies. Entries younger than the last seal are told as not yet sealed.
"""

from __future__ import annotations

import hmac
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sqlalchemy import select

from portal.engine.chain import GENESIS, canonical, link, salted
from portal.errors import KeyringError
from portal.store.access_log import access_content
from portal.store.event_chain import DIGESTS, event_content
from portal.store.passages import passage
from portal.store.seals import BEGINNING, SealLine, digest_of, read_seal_file, root_of
from portal.store.secrets import unseal
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import AuditValue, CaseEvent
from portal.store.tables.machine import AccessEntry, Seal
from portal.store.unit_of_work import UnitOfWork

_OPTIONS = passage("portal.store.verify") | {"yield_per": 2_000}


class FaultKind(StrEnum):
    """What is wrong."""

    ALTERED = "altered"  # the entry is not what its hash says
    MISSING = "missing"  # a sequence number is left out
    CUT = "cut"  # the last entries are gone
    REORDERED = "reordered"  # the entry is whole, but not in its place
    ORPHAN = "orphan"  # entries of a case that is gone
    VALUE = "value"  # a kept value is not the one its event speaks of
    SEAL = "seal"  # entries sealed before are not what they were
    SEAL_FILE = "seal_file"  # table and file tell different seals


@dataclass(frozen=True)
class Fault:
    """The first thing wrong in one chain. `seq` is the event's, the seal's ordinal, or 0 for an access entry."""

    kind: FaultKind
    seq: int
    case_id: uuid.UUID | None = None
    entry_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Verdict:
    """What was looked at and what is wrong with it."""

    events: int
    cases: int
    values: int
    access_entries: int
    seals: int
    unsealed: int
    faults: tuple[Fault, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify(uow: UnitOfWork, seal_file: Path) -> Verdict:
    """Verify everything the unit of work's county has recorded."""
    events, cases, chain_faults = verify_chains(uow)
    values, value_faults = verify_values(uow)
    access_entries, access_faults = verify_access(uow)
    seals, unsealed, seal_faults = verify_seals(uow, seal_file)
    faults = (*chain_faults, *value_faults, *access_faults, *seal_faults)
    return Verdict(events, cases, values, access_entries, seals, unsealed, faults)


def verify_chains(uow: UnitOfWork) -> tuple[int, int, list[Fault]]:
    """Return how many events of how many cases there are, and the first fault of each case that has one."""
    table = CaseFile.__table__.c
    versions = select(table.id, table.version).where(table.county_code == uow.county_code)
    last = {row.id: row.version for row in uow.session.execute(versions, execution_options=_OPTIONS)}
    event = CaseEvent.__table__
    rows = uow.session.execute(
        select(event).where(event.c.county_code == uow.county_code).order_by(event.c.case_id, event.c.seq),
        execution_options=_OPTIONS,
    )
    faults: list[Fault] = []
    events, seen = 0, set()
    chain = _Chain(None)
    for row in rows:
        events += 1
        if row.case_id != chain.case_id:
            faults.extend(chain.end(last))
            chain = _Chain(row.case_id)
            seen.add(row.case_id)
        chain.take(row)
    faults.extend(chain.end(last))
    faults.extend(Fault(FaultKind.CUT, 1, case_id) for case_id, version in last.items() if version and case_id not in seen)
    return events, len(last), faults


def verify_values(uow: UnitOfWork) -> tuple[int, list[Fault]]:
    """Return how many personal values are kept beside events, and those that are not what their event speaks of."""
    value, event = AuditValue.__table__, CaseEvent.__table__
    here = (
        (event.c.county_code == value.c.county_code) & (event.c.case_id == value.c.case_id) & (event.c.seq == value.c.event_seq)
    )
    rows = uow.session.execute(
        select(value, event.c.data).join_from(value, event, here, isouter=True).where(value.c.county_code == uow.county_code),
        execution_options=_OPTIONS,
    )
    count, faults = 0, []
    for row in rows:
        count += 1
        told = (row.data or {}).get(DIGESTS, {}).get(row.path)
        if row.salt is not None and told != _digest(uow, row):
            faults.append(Fault(FaultKind.VALUE, row.event_seq, row.case_id, row.id))
    return count, faults


def verify_access(uow: UnitOfWork) -> tuple[int, list[Fault]]:
    """Return how many access entries there are, and the altered ones. Missing ones are found by the seals."""
    rows = uow.session.scalars(
        select(AccessEntry).where(AccessEntry.county_code == uow.county_code).execution_options(yield_per=2_000)
    )
    count, faults = 0, []
    for entry in rows:
        count += 1
        if not _same(link(GENESIS, access_content(entry)), entry.hash):
            faults.append(Fault(FaultKind.ALTERED, 0, entry.case_id, entry.id))
    return count, faults


def verify_seals(uow: UnitOfWork, seal_file: Path) -> tuple[int, int, list[Fault]]:
    """Return how many seals there are, how many entries wait for the next, and the first seal that does not fit."""
    rows = uow.session.scalars(select(Seal).where(Seal.county_code == uow.county_code).order_by(Seal.ordinal)).all()
    faults = _compare_with_file([SealLine.of(row) for row in rows], read_seal_file(seal_file))
    previous, since = GENESIS, BEGINNING
    for expected, row in enumerate(rows, 1):
        entries, digest = digest_of(uow, since, row.sealed_at)
        fits = row.ordinal == expected and row.entries == entries and _same(row.previous, previous)
        if not fits or not _same(row.root, root_of(uow.keyring, previous, digest)):
            faults.append(Fault(FaultKind.SEAL, expected))
            break
        previous, since = row.root, row.sealed_at
    unsealed, _ = digest_of(uow, since, uow.now + timedelta(days=1))
    return len(rows), unsealed, faults


class _Chain:
    """Walks the chain of one case and remembers the first thing wrong."""

    def __init__(self, case_id: uuid.UUID | None) -> None:
        self.case_id = case_id
        self._previous = GENESIS
        self._seq = 0
        self._fault: Fault | None = None

    def take(self, row: Any) -> None:
        """Look at the next event."""
        if self._fault is not None:
            return
        if row.seq != self._seq + 1:
            self._fault = Fault(FaultKind.MISSING, self._seq + 1, self.case_id)
            return
        content = event_content(row)
        if not _same(link(self._previous, content), row.hash):
            moved = not _same(row.previous, self._previous) and _same(link(row.previous, content), row.hash)
            self._fault = Fault(FaultKind.REORDERED if moved else FaultKind.ALTERED, row.seq, self.case_id, row.id)
        elif not _same(row.previous, self._previous):
            self._fault = Fault(FaultKind.ALTERED, row.seq, self.case_id, row.id)
        self._previous, self._seq = row.hash, row.seq

    def end(self, last: dict[uuid.UUID, int]) -> Iterable[Fault]:
        """Give the fault of the chain, now that its end is known."""
        if self.case_id is None:
            return ()
        if self._fault is not None:
            return (self._fault,)
        if self.case_id not in last:
            return (Fault(FaultKind.ORPHAN, 1, self.case_id),)
        if self._seq != last[self.case_id]:
            return (Fault(FaultKind.CUT, self._seq + 1, self.case_id),)
        return ()


def _digest(uow: UnitOfWork, row: Any) -> str | None:
    try:
        both = [
            None if sealed is None else unseal(uow.keyring, "audit_value", column, row.id, sealed)
            for column, sealed in (("before", row.before), ("after", row.after))
        ]
    except KeyringError:
        return None
    return salted(canonical(both).decode(), row.salt)


def _compare_with_file(rows: list[SealLine], lines: list[SealLine]) -> list[Fault]:
    """Return the first seal that table and file tell differently; the last one may not have reached the file yet."""
    for place, (row, line) in enumerate(zip_longest(rows, lines)):
        not_yet = line is None and place == len(rows) - 1
        if row != line and not not_yet:
            return [Fault(FaultKind.SEAL_FILE, place + 1)]
    return []


def _same(one: bytes, other: bytes) -> bool:
    return hmac.compare_digest(one, other)
