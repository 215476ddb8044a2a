"""An archive: a plain tar of the database, the files of cases and the seals of the audit, with a signed list of contents.

    database.sqlite3 | database.dump     a consistent copy, taken while the portal worked
    files/3f/9c/0197….sealed             as they lie in the data folder: ciphertext
    audit/seals.jsonl                    the seals outside the database
    manifest.json                        what is in it: size and SHA-256 of each member, schema, counts, check values of the keys
    manifest.hmac                        HMAC-SHA-256 of the list under the audit key of this county

It is written under another name, read back as a whole, and only then called what it is to be called. The keys are never in it.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import os
import tarfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from portal.errors import KeyringError, StoreError
from portal.store.files.vault import FOLDER, flush_folder
from portal.store.keyring import Keyring

FORMAT = 1
MANIFEST, SIGNATURE = "manifest.json", "manifest.hmac"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
SEALS = "audit/seals.jsonl"
_CHUNK = 1024 * 1024
_LARGEST_MANIFEST = 512 * 1024 * 1024


@dataclass(frozen=True)
class Facts:
    """What is known of a copied database: its engine, county, schema by history, counts, and the stem of its roles."""

    engine: str
    county_code: str
    schemas: Mapping[str, str]
    cases: int
    events: int
    materials: int
    roles: str = ""


@dataclass(frozen=True)
class Member:
    """One file of an archive; `size` in bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The list of contents. `keys` are the check values of the keys the database was written with, never the keys."""

    format: int
    made_at: str
    facts: Facts
    keys: Mapping[str, str]
    members: tuple[Member, ...]

    @property
    def database(self) -> str:
        """The name of the member that is the database."""
        return DATABASES[self.facts.engine]


def write_archive(
    out: Path, contents: Iterable[tuple[str, Path]], facts: Facts, keyring: Keyring, keys: Mapping[str, str], made_at: str
) -> Manifest:
    """Write an archive, read it back, and give it its name.

    Raises:
        FileExistsError: there is a file of that name.
        StoreError: what was read back is not what was written.
    """
    draft = out.with_name(f".{out.name}.part")
    descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "r+b") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                members = tuple(_add(tar, name, path) for name, path in contents)
                manifest = Manifest(FORMAT, made_at, facts, dict(keys), members)
                told = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
                _add_bytes(tar, MANIFEST, told)
                _add_bytes(tar, SIGNATURE, keyring.audit_digest(told).hex().encode())
            file.flush()
            os.fsync(file.fileno())
        read_archive(draft, keyring)
        os.link(draft, out)  # fails when there is one of that name, and never replaces it
    finally:
        draft.unlink(missing_ok=True)
    flush_folder(out.parent)
    return manifest


def read_archive(path: Path, keyring: Keyring) -> Manifest:
    """Read an archive as a whole and return its list of contents.

    Raises:
        KeyringError: it was made with other keys.
        StoreError: it is none, is cut short, holds something else than its list says, or the list was altered.
    """
    try:
        with tarfile.open(path, mode="r:") as tar:
            told, signature = _bytes(tar, MANIFEST), _bytes(tar, SIGNATURE)
            manifest = _understood(told)
            _check_keys(manifest, keyring)
            if not hmac.compare_digest(keyring.audit_digest(told).hex().encode(), signature.strip()):
                raise StoreError("备份的清单被改动过，不能使用")
            _check_members(tar, manifest)
    except (tarfile.TarError, EOFError, KeyError, ValueError, TypeError) as error:
        raise StoreError(f"{path.name} 不是完整的备份（{type(error).__name__}），什么也没有改动") from None
    return manifest


def take_out(path: Path, manifest: Manifest, into: Path) -> None:
    """Write the members of an archive that was read before into an empty folder, each flushed to disk and compared once more."""
    with tarfile.open(path, mode="r:") as tar:
        for member in manifest.members:
            target = into / member.name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                digest = _digest(_open(tar, member.name), file)
                file.flush()
                os.fsync(file.fileno())
            if digest != member.sha256:
                raise StoreError(f"备份中的 {member.name} 在取出时与清单不符")


def _add(tar: tarfile.TarFile, name: str, path: Path) -> Member:
    with path.open("rb") as file:
        info = tarfile.TarInfo(name)
        info.size, info.mode = os.fstat(file.fileno()).st_size, 0o600
        counted = _Counted(file)
        tar.addfile(info, counted)
    return Member(name, info.size, counted.digest.hexdigest())


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o600
    tar.addfile(info, io.BytesIO(content))


class _Counted(io.RawIOBase):
    """A file that hashes what is read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes."""
        chunk = self._file.read(size)
        self.digest.update(chunk)
        return chunk


def _understood(told: bytes) -> Manifest:
    content = json.loads(told)
    if content["format"] != FORMAT:
        raise StoreError("这份备份是更新的版本做的，请用不低于它的版本恢复")
    members = tuple(Member(str(m["name"]), int(m["size"]), str(m["sha256"])) for m in content["members"])
    for member in members:
        place = PurePosixPath(member.name)
        if place.is_absolute() or ".." in place.parts or not _expected(member.name):
            raise ValueError(member.name)
    manifest = Manifest(FORMAT, str(content["made_at"]), Facts(**content["facts"]), dict(content["keys"]), members)
    if manifest.database not in {member.name for member in members}:
        raise ValueError("no database")
    return manifest


def _expected(name: str) -> bool:
    return name in DATABASES.values() or name == SEALS or name.startswith(f"{FOLDER}/")


def _check_keys(manifest: Manifest, keyring: Keyring) -> None:
    ours = keyring.check_values()
    if any(name in ours and ours[name] != value for name, value in manifest.keys.items()):
        raise KeyringError("这份备份是用别的密钥写的，密钥文件夹不是它的；请放回当时的密钥文件夹，再恢复")
    if missing := sorted(manifest.keys.keys() - ours.keys()):
        raise KeyringError(f"密钥文件里没有这份备份用过的密钥 {'、'.join(missing)}；停用过的密钥在 retired/ 里")


def _check_members(tar: tarfile.TarFile, manifest: Manifest) -> None:
    listed = {member.name for member in manifest.members} | {MANIFEST, SIGNATURE}
    if sorted(tar.getnames()) != sorted(listed):
        raise StoreError("备份里的文件与清单不符，不能使用")
    for member in manifest.members:
        if _digest(_open(tar, member.name)) != member.sha256:
            raise StoreError(f"备份中的 {member.name} 损坏或被改动过，不能使用")


def _bytes(tar: tarfile.TarFile, name: str) -> bytes:
    if tar.getmember(name).size > _LARGEST_MANIFEST:
        raise ValueError(name)
    return _open(tar, name).read()


def _open(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    file = tar.extractfile(name) if tar.getmember(name).isreg() else None
    if file is None:
        raise ValueError(name)
    return file


def _digest(source: IO[bytes], into: IO[bytes] | None = None) -> str:
    """Return the SHA-256 of what is read, and write it on the way where it is to go."""
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        if into is not None:
            into.write(chunk)
    return digest.hexdigest()
