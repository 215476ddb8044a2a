"""The keys of a county: for data, for the blind index, for the audit, in one file outside data and backups.

The file `keyring.json` lies in `PORTAL_KEYS_DIR`, readable by its owner only. Data keys (`k1`, `k2`, …) and index keys
(`i1`, `i2`, …) have an id that every ciphertext and every hash names, so that a new one can be added and what is older
still be read; `portal.store.key_file` adds and takes out. The audit has one key for good: what was sealed with it lies
outside. A check value per key stands in the database, so that foreign keys are noticed before anything is written.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.errors import KeyringError

FILE = "keyring.json"
KEY_BYTES = 32
FIRST_DATA, FIRST_INDEX = "k1", "i1"
_NONCE_BYTES = 12
_UNBOUND, _COUNTY = b"v1", b"v2"  # what a ciphertext is bound to: its place alone, or its place in its county
_CHECK = b"suyuan key check"
_NONE: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True)
class Keyring:
    """The loaded keys. Nothing of them shows in `repr`.

    `index_key` is the present one, `former_index` holds those that are on their way out: hashes are written and looked for
    under all of them. `of_county` gives the ring that binds ciphertext to a county too.
    """

    current: str
    data: Mapping[str, bytes] = field(repr=False)
    index_key: bytes = field(repr=False)
    audit_key: bytes = field(repr=False)
    index_id: str = FIRST_INDEX
    former_index: Mapping[str, bytes] = field(default_factory=lambda: _NONE, repr=False)
    county_code: str = ""
    folder: Path | None = field(default=None, repr=False, compare=False)
    stamp: tuple[int, ...] = field(default=(), repr=False, compare=False)

    @property
    def index_keys(self) -> dict[str, bytes]:
        """The index keys by their ids, the present one first."""
        return {self.index_id: self.index_key, **self.former_index}

    def of_county(self, county_code: str) -> Keyring:
        """Return the ring for one county: what it encrypts cannot be read in another."""
        return self if self.county_code == county_code else replace(self, county_code=county_code)

    def latest(self) -> Keyring:
        """Return the ring as its file stands now; the same object while the file was not touched.

        A process that serves for weeks learns so of a key added since it started. A file that was taken away meanwhile
        leaves it with the keys it has.
        """
        if self.folder is None or _stamp(self.folder / FILE) in (self.stamp, ()):
            return self
        return load_keys(self.folder).of_county(self.county_code)

    @property
    def fresh(self) -> bytes:
        """What every ciphertext begins with that this ring would write now."""
        return b"|".join((_COUNTY if self.county_code else _UNBOUND, self.current.encode(), b""))

    def encrypt(self, plain: bytes, bound_to: str) -> bytes:
        """Return `v2|key id|nonce|ciphertext` (AES-256-GCM). It can only be read again with the same `bound_to`.

        A ring of no county writes `v1`, which is how everything was written before 0.2.
        """
        nonce = os.urandom(_NONCE_BYTES)
        sealed = AESGCM(self.data[self.current]).encrypt(nonce, plain, self._bound(self.fresh[:2], bound_to))
        return self.fresh + nonce + b"|" + sealed

    def decrypt(self, ciphertext: bytes, bound_to: str) -> bytes:
        """Return the plain bytes.

        Raises:
            KeyringError: the key is not in this keyring, or the value was altered or comes from another place.
        """
        version, _, rest = ciphertext.partition(b"|")
        name, _, rest = rest.partition(b"|")
        nonce, sealed = rest[:_NONCE_BYTES], rest[_NONCE_BYTES + 1 :]
        key = self._data_key(name.decode("ascii", "replace"))
        if version not in (_UNBOUND, _COUNTY) or key is None:
            raise KeyringError("密文的密钥不在密钥文件中")
        try:
            return AESGCM(key).decrypt(nonce, sealed, self._bound(version, bound_to))
        except (InvalidTag, ValueError):
            raise KeyringError("密文被改动，或不属于这个位置") from None

    def digest(self, purpose: str, value: str) -> bytes:
        """Return 16 bytes of HMAC-SHA-256 under the index key. The purpose keeps equal values of two kinds apart."""
        return _hashed(self.index_key, purpose, value)

    def digests(self, purpose: str, value: str) -> dict[str, bytes]:
        """Return what `digest` gives under every index key, by its id, the present one first."""
        return {name: _hashed(key, purpose, value) for name, key in self.index_keys.items()}

    def audit_digest(self, content: bytes) -> bytes:
        """Return 32 bytes of HMAC-SHA-256 under the audit key: who can only write the database cannot make one."""
        return hmac.new(self.audit_key, content, hashlib.sha256).digest()

    def check_values(self) -> dict[str, str]:
        """Return a value per key that proves it is the same key and does not give it away."""
        keys = {f"data.{name}": key for name, key in self.data.items()}
        keys |= {check_name(name): key for name, key in self.index_keys.items()}
        keys["audit"] = self.audit_key
        return {name: hmac.new(key, _CHECK, hashlib.sha256).hexdigest()[:16] for name, key in keys.items()}

    def _data_key(self, name: str) -> bytes | None:
        """Return a data key; one that is not known yet may have been added to the file since."""
        known = self.data.get(name)
        return self.latest().data.get(name) if known is None else known

    def _bound(self, version: bytes, place: str) -> bytes:
        return (f"{self.county_code}|{place}" if version == _COUNTY else place).encode()


def check_name(key_id: str) -> str:
    """Return the name under which the check value of a key stands in the database. The first index key never had an id."""
    if key_id == FIRST_INDEX:
        return "index"
    return f"index.{key_id}" if key_id.startswith(FIRST_INDEX[0]) else f"data.{key_id}"


def make_keys(folder: Path) -> Keyring:
    """Make the key file (0600, its folder 0700) unless there is one, and return its keys.

    An existing file is never replaced. Of several processes that start at once the first wins and all get the same keys.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / FILE
    if not path.exists():
        data, index, audit = (os.urandom(KEY_BYTES) for _ in range(3))
        _put_in_place(path, as_text(Keyring(FIRST_DATA, {FIRST_DATA: data}, index, audit)))
    return load_keys(folder)


def load_keys(folder: Path) -> Keyring:
    """Return the keys kept in the folder.

    Raises:
        KeyringError: there is no key file, others may read it, or it is not whole.
    """
    path = folder / FILE
    if not path.is_file():
        raise KeyringError(f"没有密钥文件 {path}；首次使用请执行 portal init，或从密钥备份恢复")
    if path.stat().st_mode & 0o077:
        raise KeyringError(f"密钥文件 {path} 可被他人读取，请先执行 chmod 600 {path}")
    if folder.stat().st_mode & 0o022:
        raise KeyringError(f"密钥文件夹 {folder} 可被他人写入，请先执行 chmod 700 {folder}")
    stamp = _stamp(path)
    try:
        keyring = _read(json.loads(path.read_text(encoding="ascii")))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise KeyringError(f"密钥文件 {path} 不完整，请从密钥备份恢复") from None
    return replace(keyring, folder=folder, stamp=stamp)


def as_text(keyring: Keyring) -> str:
    """Return what the key file holds. One index key is written as it was before there could be several."""
    index: object = _written(keyring.index_key)
    if keyring.former_index or keyring.index_id != FIRST_INDEX:
        index = {"current": keyring.index_id, "keys": {name: _written(key) for name, key in keyring.index_keys.items()}}
    content = {
        "current": keyring.current,
        "data": {name: _written(key) for name, key in keyring.data.items()},
        "index": index,
        "audit": _written(keyring.audit_key),
    }
    return json.dumps(content, indent=2) + "\n"


def _read(content: dict[str, object]) -> Keyring:
    data = _keys(content["data"])
    index, current = content["index"], str(content["current"])
    if isinstance(index, dict):
        index_id, index_keys = str(index["current"]), _keys(index["keys"])
    else:
        index_id, index_keys = FIRST_INDEX, {FIRST_INDEX: _key(index)}
    if current not in data:
        raise ValueError("the present key is missing")
    present = index_keys.pop(index_id)
    return Keyring(current, data, present, _key(content["audit"]), index_id, index_keys)


def _keys(content: object) -> dict[str, bytes]:
    if not isinstance(content, dict):
        raise TypeError("keys by their ids")
    return {str(name): _key(text) for name, text in content.items()}


def _key(text: object) -> bytes:
    key = base64.b64decode(str(text), validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    return key


def _written(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _hashed(key: bytes, purpose: str, value: str) -> bytes:
    return hmac.new(key, f"{purpose}|{value}".encode(), hashlib.sha256).digest()[:16]


def _stamp(path: Path) -> tuple[int, ...]:
    """Return what tells one state of a file from the next; empty when it is not there, or not there for us."""
    try:
        state = path.stat()
    except OSError:
        return ()
    return state.st_ino, state.st_mtime_ns, state.st_size


def _put_in_place(path: Path, content: str) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # never shows a half-written file, and fails when another process was faster
        except FileExistsError:
            return
    finally:
        draft.unlink()
