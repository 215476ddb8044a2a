"""`portal audit verify`: walks every chain and every seal, and names the first entry of each that is not as it was written.

What is found: an altered entry, a missing one, a chain cut at its end, entries in another order, a personal value that is
not the one its event speaks of, an altered access entry, a seal that no longer fits, and rows of a case that are not what
they were after its last event. An erased value (no salt) is fine: its event still verifies. Entries younger than the last
seal are told as not yet sealed. Rows stay what the driver reads and go by in batches: the length of the record costs time,
not memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from pathlib import Path

from sqlalchemy import select

from portal.engine.chain import GENESIS
from portal.store.faults import Fault, FaultKind
from portal.store.raw_entries import access_bytes, fits, id_of, texts_of
from portal.store.seals import BEGINNING, LAG, SealLine, digest_of, read_seal_file, root_of
from portal.store.tables.machine import AccessEntry, Seal
from portal.store.unit_of_work import UnitOfWork
from portal.store.verify_chains import MOST_FAULTS, OPTIONS, dialect_of, verify_chains, verify_values
from portal.store.verify_rows import verify_rows

__all__ = [
    "Fault",
    "FaultKind",
    "Verdict",
    "verify",
    "verify_access",
    "verify_chains",
    "verify_rows",
    "verify_seals",
    "verify_values",
]


@dataclass(frozen=True)
class Sealed:
    """How far the record is sealed: how many seals, until when, the last root, and how many entries wait for the next."""

    seals: int
    until: datetime | None
    root: str
    unsealed: int


@dataclass(frozen=True)
class Verdict:
    """What was looked at and what is wrong with it.

    `compared` cases have the rows they had after their last event, but for those among the faults; `waiting` ones changed
    since the last imprint was taken.
    """

    events: int
    cases: int
    values: int
    access_entries: int
    seals: int
    unsealed: int
    faults: tuple[Fault, ...]
    sealed_until: datetime | None = None
    root: str = ""
    compared: int = 0
    waiting: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify(uow: UnitOfWork, seal_file: Path, *, copy: Path | None = None) -> Verdict:
    """Verify everything the unit of work's county has recorded; `copy` is a seal file of before, kept elsewhere."""
    events, cases, chain_faults = verify_chains(uow)
    values, value_faults = verify_values(uow)
    access_entries, access_faults = verify_access(uow)
    sealed, seal_faults = verify_seals(uow, seal_file, copy)
    compared, waiting, row_faults = verify_rows(uow)
    return Verdict(
        events=events,
        cases=cases,
        values=values,
        access_entries=access_entries,
        seals=sealed.seals,
        unsealed=sealed.unsealed,
        faults=(*chain_faults, *value_faults, *access_faults, *seal_faults, *row_faults),
        sealed_until=sealed.until,
        root=sealed.root,
        compared=compared,
        waiting=waiting,
    )


def verify_access(uow: UnitOfWork) -> tuple[int, list[Fault]]:
    """Return how many access entries there are, and the altered ones. Missing ones are found by the seals."""
    entry = AccessEntry.__table__.c
    rows = uow.session.execute(
        select(*texts_of(entry, dialect_of(uow))).where(entry.county_code == uow.county_code), execution_options=OPTIONS
    )
    count, faults = 0, list[Fault]()
    for row in rows:
        count += 1
        if not fits(row, GENESIS, access_bytes) and len(faults) < MOST_FAULTS:
            faults.append(Fault(FaultKind.ALTERED, 0, id_of(row.case_id), id_of(row.id)))
    return count, faults


def verify_seals(uow: UnitOfWork, seal_file: Path, copy: Path | None = None) -> tuple[Sealed, list[Fault]]:
    """Return how far the record is sealed, and the first seal that does not fit: table, file and what they were made of."""
    rows = uow.session.scalars(select(Seal).where(Seal.county_code == uow.county_code).order_by(Seal.ordinal)).all()
    lines = [SealLine.of(row) for row in rows]
    faults = _compare_with_file(lines, read_seal_file(seal_file), uow.now)
    if copy is not None:
        faults += _compare_with_copy(lines, read_seal_file(copy))
    previous, since = GENESIS, BEGINNING
    for expected, row in enumerate(rows, 1):
        entries, digest = digest_of(uow, since, row.sealed_at)
        fits_on = row.ordinal == expected and row.entries == entries and row.previous == previous
        if not fits_on or row.root != root_of(uow.keyring, previous, digest):
            faults.append(Fault(FaultKind.SEAL, expected, part=f"{row.entries}/{entries}"))
            break
        previous, since = row.root, row.sealed_at
    until, root = (rows[-1].sealed_at, rows[-1].root.hex()) if rows else (None, "")
    unsealed, _ = digest_of(uow, until or BEGINNING, uow.now + timedelta(days=1))
    return Sealed(len(rows), until, root, unsealed), faults


def _compare_with_file(rows: list[SealLine], lines: list[SealLine], begun: datetime) -> list[Fault]:
    """Return the first seal that table and file tell differently.

    The last row may not have reached the file yet, and the file may hold a seal made since this verification began.
    """
    for place, (row, line) in enumerate(zip_longest(rows, lines)):
        not_yet = line is None and place == len(rows) - 1
        since = row is None and line is not None and _is_younger(line, begun - LAG)
        if row != line and not not_yet and not since:
            return [Fault(FaultKind.SEAL_FILE, place + 1)]
    return []


def _is_younger(line: SealLine, moment: datetime) -> bool:
    try:
        return datetime.fromisoformat(line.sealed_at) > moment
    except (ValueError, TypeError):
        return False


def _compare_with_copy(rows: list[SealLine], lines: list[SealLine]) -> list[Fault]:
    """Return the first seal of the copy that the table does not have, or has otherwise; the table has younger ones."""
    for place, (row, line) in enumerate(zip_longest(rows, lines)):
        if line is not None and row != line:
            return [Fault(FaultKind.SEAL_FILE, place + 1, part="copy")]
    return []
