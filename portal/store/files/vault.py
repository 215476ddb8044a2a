"""The folder of encrypted files: written beside their place, flushed to disk, then renamed into it.

    files/3f/9c/0197…-….sealed     a file, by the id of its row
    files/3f/9c/.0197….<n>.part    one that is being written; what a crash leaves is swept

A row is written after its file, so that a row never names a file that is not there; a file without a row is what a crash
between the two leaves, and `portal files sweep` takes it away.
"""

from __future__ import annotations

import os
import secrets
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.store.files.sealed_stream import BrokenFile, opened, sealed

FOLDER = "files"
_ENDING, _PART = ".sealed", ".part"


@dataclass(frozen=True)
class Lying:
    """A file found in the folder. `id` is None for one that was not finished, or is none of ours."""

    path: Path
    id: uuid.UUID | None
    changed_at: float
    is_part: bool


class Vault:
    """The files of one installation."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, file_id: uuid.UUID, key: bytes, plain: Iterable[bytes]) -> None:
        """Write a file, and return when it will survive a loss of power. Nothing of it stays when that fails."""
        path = self._path(file_id)
        self._make(path.parent)
        draft = path.with_name(f".{file_id}.{secrets.token_hex(4)}{_PART}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                for chunk in sealed(key, str(file_id), plain):
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        flush_folder(path.parent)

    def read(self, file_id: uuid.UUID, key: bytes) -> Iterator[bytes]:
        """Yield the plain bytes of a file, a chunk at a time.

        Raises:
            BrokenFile: it is missing, cut short or was altered.
        """
        try:
            file = self._path(file_id).open("rb")
        except OSError:
            raise BrokenFile("missing or not to be read") from None
        with file:
            yield from opened(key, str(file_id), file)

    def take_away(self, file_id: uuid.UUID) -> None:
        """Delete a file whose row was not written after all."""
        self._path(file_id).unlink(missing_ok=True)

    def is_there(self, file_id: uuid.UUID) -> bool:
        """Say whether the file lies in its place."""
        return self._path(file_id).is_file()

    def lying(self) -> Iterator[Lying]:
        """Yield everything that lies in the folder, finished or not."""
        for path in sorted(self._folder.glob("*/*/*")):
            try:
                changed_at = path.stat().st_mtime
            except FileNotFoundError:
                continue  # finished or taken away meanwhile
            is_part = path.name.endswith(_PART)
            yield Lying(path, None if is_part else _id_of(path), changed_at, is_part)

    def _path(self, file_id: uuid.UUID) -> Path:
        """Return the place of a file; the end of an id is as good as random, its beginning is the time."""
        ends = file_id.hex
        return self._folder / ends[-2:] / ends[-4:-2] / f"{file_id}{_ENDING}"

    def _make(self, folder: Path) -> None:
        """Make a folder for the owner only, each one that is new flushed to disk with the one it lies in."""
        missing = [folder]
        while not missing[-1].parent.is_dir():
            missing.append(missing[-1].parent)
        for one in reversed(missing):
            if not one.is_dir():
                one.mkdir(mode=0o700, exist_ok=True)
                flush_folder(one.parent)


def flush_folder(folder: Path) -> None:
    """Write to disk which files a folder holds: a new or renamed file survives a loss of power only then."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _id_of(path: Path) -> uuid.UUID | None:
    if not path.name.endswith(_ENDING):
        return None
    try:
        return uuid.UUID(path.name.removesuffix(_ENDING))
    except ValueError:
        return None
