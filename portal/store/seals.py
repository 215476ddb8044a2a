"""Seals: chained roots over all entries of the audit, kept in the database and in a file outside it.

A seal covers every event and every access entry recorded from the one before until its own moment. It lags behind
(`LAG`), so that a transaction that began before that moment has long ended. The root is keyed with the audit key; the file
shows what was sealed even when somebody cuts the tables' tail or rewrites every chain.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Select, literal, select, union_all

from portal.engine.chain import GENESIS
from portal.errors import StoreError
from portal.store.identifiers import new_id
from portal.store.keyring import Keyring
from portal.store.passages import passage
from portal.store.tables.course import CaseEvent
from portal.store.tables.machine import AccessEntry, Seal
from portal.store.unit_of_work import UnitOfWork

LAG = timedelta(hours=1)
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_OPTIONS = passage("portal.store.verify") | {"yield_per": 2_000}


@dataclass(frozen=True)
class SealLine:
    """A seal as the file keeps it."""

    ordinal: int
    sealed_at: str
    entries: int
    root: str
    previous: str

    @classmethod
    def of(cls, row: Seal) -> SealLine:
        """Return the line of a row."""
        return cls(row.ordinal, row.sealed_at.isoformat(), row.entries, row.root.hex(), row.previous.hex())


def seal(uow: UnitOfWork, file: Path) -> Seal | None:
    """Seal what was recorded since the last seal; `None` when nothing was. The file gets the seal after the commit.

    Raises:
        StoreError: the file knows seals that the table does not have: somebody cut the table, or the file is another's.
    """
    rows = uow.session.scalars(select(Seal).where(Seal.county_code == uow.county_code).order_by(Seal.ordinal)).all()
    lines = [SealLine.of(row) for row in rows]
    written = read_seal_file(file)
    if written != lines[: len(written)]:
        raise StoreError("封存记录与数据库不一致，请先运行 portal audit verify 查明原因")
    missing = lines[len(written) :]  # the power failed between a commit and its line
    last = rows[-1] if rows else None
    until = uow.now - LAG
    since = last.sealed_at if last else BEGINNING
    entries, digest = digest_of(uow, since, until) if since < until else (0, b"")
    row = None
    if entries:
        previous = last.root if last else GENESIS
        row = Seal(
            county_code=uow.county_code,
            id=new_id(),
            ordinal=len(rows) + 1,
            sealed_at=until,
            entries=entries,
            root=root_of(uow.keyring, previous, digest),
            previous=previous,
        )
        uow.session.add(row)
        uow.session.flush()
        missing.append(SealLine.of(row))
    if missing:
        uow.after_commit(lambda: _append(file, missing))
    return row


def digest_of(uow: UnitOfWork, since: datetime, until: datetime) -> tuple[int, bytes]:
    """Return how many entries were recorded from `since` up to, without, `until`, and the digest over their hashes."""
    digest, entries = hashlib.sha256(), 0
    for entry_hash, entry_id in uow.session.execute(_entries(uow.county_code, since, until), execution_options=_OPTIONS):
        digest.update(entry_id.bytes + entry_hash)
        entries += 1
    return entries, digest.digest()


def root_of(keyring: Keyring, previous: bytes, digest: bytes) -> bytes:
    """Return the root that chains a digest to the root before it."""
    return keyring.audit_digest(previous + digest)


def read_seal_file(file: Path) -> list[SealLine]:
    """Return the seals of the file, torn lines left out."""
    lines: list[SealLine] = []
    for text in file.read_text(encoding="ascii").splitlines() if file.is_file() else ():
        try:
            lines.append(SealLine(**json.loads(text)))
        except (ValueError, TypeError):
            continue  # the power failed in the middle of it; a whole one follows, or is missed by its ordinal
    return lines


def _entries(county_code: str, since: datetime, until: datetime) -> Select[Any]:
    event, access = CaseEvent.__table__.c, AccessEntry.__table__.c
    both = union_all(
        select(event.hash, event.id, event.recorded_at.label("at"), literal(0).label("kind")).where(
            event.county_code == county_code, event.recorded_at >= since, event.recorded_at < until
        ),
        select(access.hash, access.id, access.at, literal(1).label("kind")).where(
            access.county_code == county_code, access.at >= since, access.at < until
        ),
    ).subquery()
    return select(both.c.hash, both.c.id).order_by(both.c.at, both.c.kind, both.c.id)


def _append(file: Path, lines: list[SealLine]) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with file.open("a+", encoding="ascii") as target:
        target.seek(0)
        if target.read()[-1:] not in ("", "\n"):
            target.write("\n")
        target.writelines(json.dumps(asdict(line), separators=(",", ":")) + "\n" for line in lines)
        target.flush()
        os.fsync(target.fileno())
