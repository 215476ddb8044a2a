"""What an operator does with the files of cases: finds what is missing, altered or left over, takes away what a crash left,
and lets a scanner look again."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import func, or_, select

from portal.services.materials import digest_of
from portal.services.scanning import Verdict, scan
from portal.store.actors import System
from portal.store.files.sealed_stream import BrokenFile
from portal.store.files.vault import Lying, Vault
from portal.store.secrets import unseal
from portal.store.tables.materials import Material
from portal.store.unit_of_work import Store, UnitOfWork

VERIFY, SCAN = "files.verify", "files.scan"
YOUNG = timedelta(hours=1)
"""A file without a row may be one whose row is being written; after an hour it is what a crash left."""

_BATCH = 500


@dataclass(frozen=True)
class Kept:
    """One row as far as its file is concerned."""

    id: uuid.UUID
    file: uuid.UUID
    sha256: bytes
    key: bytes


@dataclass(frozen=True)
class Report:
    """What was found. Ids of files that are missing or altered; how many lie there that belong to nothing."""

    looked_at: int
    missing: tuple[uuid.UUID, ...]
    altered: tuple[uuid.UUID, ...]
    left_over: int

    @property
    def is_good(self) -> bool:
        """Whether every row has its file as it came."""
        return not self.missing and not self.altered


def verify(store: Store, vault: Vault, county_code: str, now: datetime) -> Report:
    """Read every file whole and compare it with what it was; and look for files that belong to nothing."""
    missing, altered, looked_at = [], [], 0
    for one in _kept(store, county_code):
        looked_at += 1
        if not vault.is_there(one.file):
            missing.append(one.id)
            continue
        try:
            if digest_of(vault, one.file, one.key) != one.sha256:
                altered.append(one.id)
        except BrokenFile:
            altered.append(one.id)
    left_over = sum(1 for _ in _left_over(store, vault, county_code, now))
    return Report(looked_at, tuple(missing), tuple(altered), left_over)


def sweep(store: Store, vault: Vault, county_code: str, now: datetime) -> int:
    """Delete what a crash left: files never finished, and finished ones whose row was never written. Return how many."""
    swept = 0
    for lying in _left_over(store, vault, county_code, now):
        lying.path.unlink(missing_ok=True)
        swept += 1
    return swept


def scan_waiting(store: Store, vault: Vault, county_code: str, scanner: Sequence[str], *, everything: bool) -> dict[Verdict, int]:
    """Let the scanner look at files that wait for it, or at all of them again, and return how many there are of each verdict.

    No transaction is open while it looks.
    """
    counts = dict.fromkeys(Verdict, 0)
    for one in _kept(store, county_code, waiting=not everything):
        try:
            verdict = scan(scanner, vault.read(one.file, one.key))
        except BrokenFile:
            verdict = Verdict.PENDING
        counts[verdict] += 1
        with store.begin(System(county_code, SCAN), write=True) as uow:
            row = uow.session.scalars(select(Material).where(Material.county_code == county_code, Material.id == one.id)).one()
            row.scan, row.scanned_at = verdict.value, uow.now
    return counts


def _kept(store: Store, county_code: str, *, waiting: bool = False) -> Iterator[Kept]:
    """Yield every row that has a file, a batch at a time, so that nothing is held open meanwhile."""
    last: uuid.UUID | None = None
    while True:
        with store.begin(System(county_code, VERIFY)) as uow:
            asked = select(Material).where(Material.county_code == county_code).order_by(Material.id).limit(_BATCH)
            asked = asked.where(Material.id > last) if last is not None else asked
            asked = asked.where(Material.scan == Verdict.PENDING.value) if waiting else asked
            rows = [Kept(row.id, row.stored_as, row.sha256, _key(uow, row)) for row in uow.session.scalars(asked)]
        yield from rows
        if len(rows) < _BATCH:
            return
        last = rows[-1].id


def _key(uow: UnitOfWork, row: Material) -> bytes:
    return bytes.fromhex(unseal(uow.keyring, "material", "key", row.id, row.key))


def _left_over(store: Store, vault: Vault, county_code: str, now: datetime) -> Iterator[Lying]:
    oldest = (now - YOUNG).timestamp()
    old = (one for one in vault.lying() if one.changed_at < oldest)
    while batch := list(islice(old, _BATCH)):
        ids = [one.id for one in batch if one.id is not None]
        with store.begin(System(county_code, VERIFY)) as uow:
            file = func.coalesce(Material.file_id, Material.id)
            own = or_(Material.id.in_(ids), Material.file_id.in_(ids))
            known = set(uow.session.scalars(select(file).where(Material.county_code == county_code, own)))
        yield from (one for one in batch if one.is_part or (one.id is not None and one.id not in known))
