"""The keys of a county: one for data, one for the blind index, one for the audit, in one file outside data and backups.

The file `keyring.json` lies in `PORTAL_KEYS_DIR`, readable by its owner only. Data keys have an id that every ciphertext
names, so that a new one can be added and old ciphertext still be read. A check value per key stands in the database, so
that foreign keys are noticed before anything is written with them.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.errors import KeyringError

FILE = "keyring.json"
KEY_BYTES = 32
_NONCE_BYTES = 12
_VERSION = b"v1"
_CHECK = b"suyuan key check"


@dataclass(frozen=True)
class Keyring:
    """The loaded keys. Nothing of them shows in `repr`."""

    current: str
    data: Mapping[str, bytes] = field(repr=False)
    index_key: bytes = field(repr=False)
    audit_key: bytes = field(repr=False)

    def encrypt(self, plain: bytes, bound_to: str) -> bytes:
        """Return `v1|key id|nonce|ciphertext` (AES-256-GCM). It can only be read again with the same `bound_to`."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = AESGCM(self.data[self.current]).encrypt(nonce, plain, bound_to.encode())
        return b"|".join((_VERSION, self.current.encode(), nonce)) + b"|" + sealed

    def decrypt(self, ciphertext: bytes, bound_to: str) -> bytes:
        """Return the plain bytes.

        Raises:
            KeyringError: the key is not in this keyring, or the value was altered or comes from another place.
        """
        version, _, rest = ciphertext.partition(b"|")
        name, _, rest = rest.partition(b"|")
        nonce, sealed = rest[:_NONCE_BYTES], rest[_NONCE_BYTES + 1 :]
        key = self.data.get(name.decode("ascii", "replace"))
        if version != _VERSION or key is None:
            raise KeyringError("密文的密钥不在密钥文件中")
        try:
            return AESGCM(key).decrypt(nonce, sealed, bound_to.encode())
        except (InvalidTag, ValueError):
            raise KeyringError("密文被改动，或不属于这个位置") from None

    def digest(self, purpose: str, value: str) -> bytes:
        """Return 16 bytes of HMAC-SHA-256 under the index key. The purpose keeps equal values of two kinds apart."""
        return hmac.new(self.index_key, f"{purpose}|{value}".encode(), hashlib.sha256).digest()[:16]

    def audit_digest(self, content: bytes) -> bytes:
        """Return 32 bytes of HMAC-SHA-256 under the audit key: who can only write the database cannot make one."""
        return hmac.new(self.audit_key, content, hashlib.sha256).digest()

    def check_values(self) -> dict[str, str]:
        """Return a value per key that proves it is the same key and does not give it away."""
        keys = {f"data.{name}": key for name, key in self.data.items()}
        keys |= {"index": self.index_key, "audit": self.audit_key}
        return {name: hmac.new(key, _CHECK, hashlib.sha256).hexdigest()[:16] for name, key in keys.items()}


def make_keys(folder: Path) -> Keyring:
    """Make the key file (0600, its folder 0700) unless there is one, and return its keys.

    An existing file is never replaced. Of several processes that start at once the first wins and all get the same keys.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / FILE
    if not path.exists():
        fresh = [base64.b64encode(os.urandom(KEY_BYTES)).decode() for _ in range(3)]
        content = {"current": "k1", "data": {"k1": fresh[0]}, "index": fresh[1], "audit": fresh[2]}
        _put_in_place(path, json.dumps(content, indent=2) + "\n")
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
    try:
        content = json.loads(path.read_text(encoding="ascii"))
        data = {str(name): _key(text) for name, text in content["data"].items()}
        keyring = Keyring(str(content["current"]), data, _key(content["index"]), _key(content["audit"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise KeyringError(f"密钥文件 {path} 不完整，请从密钥备份恢复") from None
    if keyring.current not in data:
        raise KeyringError(f"密钥文件 {path} 不完整，请从密钥备份恢复")
    return keyring


def _key(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    return key


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
