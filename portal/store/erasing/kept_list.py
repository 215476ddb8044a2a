"""What was erased, remembered outside the database and outside backups: a file beside the seals, with hashes only.

A backup made before an erasure brings the erased values back when it is restored. The list says in which cases, and of which
party rows, so that `portal.services.erasures_again` erases them again. It is not in the archives and a restore leaves it where
it is; whoever restores on another machine takes it along.

    {"id": "...", "at": "...", "scope": "person", "ground": "...", "organisation": "...", "files": true,
     "cases": ["<SHA-256 of county and id>"], "parties": ["..."]}
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from portal.store.files.vault import flush_folder
from portal.store.tables.keeping import Erasure

FOLDER, FILE = "erased", "list.jsonl"


@dataclass(frozen=True)
class Line:
    """One erasure as the file keeps it."""

    id: str
    at: str
    scope: str
    ground: str
    document: str
    organisation: str
    files: bool
    cases: list[str]
    parties: list[str]

    @classmethod
    def of(cls, row: Erasure) -> Line:
        """Return the line of a row that is done."""
        at = row.done_at.isoformat() if row.done_at is not None else ""
        cases = [hashed(row.county_code, one) for one in row.cases]
        parties = [hashed(row.county_code, one) for one in row.parties]
        organisation = str(row.organisation_id)
        return cls(str(row.id), at, row.scope, row.ground, row.document, organisation, row.files, cases, parties)


def list_file(data_dir: Path) -> Path:
    """Return the file of the list."""
    return data_dir / FOLDER / FILE


def hashed(county_code: str, row_id: object) -> str:
    """Return what stands for a case or a party in the file. An id is random: nobody finds it by trying."""
    return hashlib.sha256(f"{county_code}|{uuid.UUID(str(row_id))}".encode()).hexdigest()


def read_list(file: Path) -> list[Line]:
    """Return the lines of the file, torn ones left out: a whole one of the same erasure follows."""
    lines: list[Line] = []
    for text in file.read_text(encoding="utf-8").splitlines() if file.is_file() else ():
        try:
            lines.append(Line(**json.loads(text)))
        except (ValueError, TypeError):
            continue
    return lines


def append_missing(file: Path, rows: Iterable[Erasure]) -> int:
    """Write the erasures that are not in the file yet, flushed to disk, and return how many."""
    known = {line.id for line in read_list(file)}
    missing = [Line.of(row) for row in rows if str(row.id) not in known]
    if not missing:
        return 0
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with file.open("a+", encoding="utf-8") as target:
        target.seek(0)
        if target.read()[-1:] not in ("", "\n"):
            target.write("\n")
        target.writelines(json.dumps(asdict(line), ensure_ascii=False, separators=(",", ":")) + "\n" for line in missing)
        target.flush()
        os.fsync(target.fileno())
    file.chmod(0o600)
    flush_folder(file.parent)
    return len(missing)
