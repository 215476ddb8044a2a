"""Changes the key file: adds a key that takes over, and takes out one that nothing needs any more.

The file is replaced whole, one change at a time. A key that is taken out is not destroyed: the file as it was before lies
in `retired/`, for backups older than the change; whoever keeps no such backups destroys it there.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from portal.errors import KeyringError
from portal.store.keyring import FILE, FIRST_DATA, FIRST_INDEX, KEY_BYTES, Keyring, as_text, load_keys

RETIRED = "retired"


@contextmanager
def changing_keys(folder: Path) -> Iterator[Keyring]:
    """Give the ring as it stands, with the folder closed to everybody else who would change it.

    Raises:
        KeyringError: somebody else is changing it, or it cannot be loaded.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise KeyringError("另一个命令正在更换密钥，请等它结束后再试") from None
        yield load_keys(folder)
    finally:
        os.close(descriptor)


def add_data_key(folder: Path, keyring: Keyring) -> Keyring:
    """Put a fresh data key into the file; everything written from now on is encrypted with it."""
    name = _next(FIRST_DATA[0], keyring.data, folder)
    return _put(folder, replace(keyring, current=name, data={**keyring.data, name: os.urandom(KEY_BYTES)}))


def add_index_key(folder: Path, keyring: Keyring) -> Keyring:
    """Put a fresh index key into the file; hashes are written under it and, until they retire, under the earlier ones.

    Raises:
        KeyringError: the index key before has not finished taking over.
    """
    if keyring.former_index:
        raise KeyringError(
            f"检索密钥 {'、'.join(keyring.former_index)} 还没有停用，先执行 portal keys rewrap 和 portal keys retire"
        )
    name = _next(FIRST_INDEX[0], keyring.index_keys, folder)
    return _put(
        folder,
        replace(keyring, index_key=os.urandom(KEY_BYTES), index_id=name, former_index={keyring.index_id: keyring.index_key}),
    )


def check_former(keyring: Keyring, key_id: str) -> None:
    """Raise `KeyringError` when there is no such key, or it is the present one."""
    if key_id in (keyring.current, keyring.index_id):
        raise KeyringError(f"密钥 {key_id} 正在使用，不能停用；先执行 portal keys rotate")
    if key_id not in keyring.data and key_id not in keyring.former_index:
        raise KeyringError(f"密钥文件中没有 {key_id}；有哪些见 portal keys status")


def take_out(folder: Path, keyring: Keyring, key_id: str) -> Keyring:
    """Take a former key out of the file, and keep the file as it was before in `retired/`.

    Raises:
        KeyringError: there is no such key, or it is the present one.
    """
    check_former(keyring, key_id)
    kept = folder / RETIRED
    kept.mkdir(mode=0o700, exist_ok=True)
    _write(kept / f"{key_id}.json", as_text(keyring))
    return _put(
        folder,
        replace(
            keyring,
            data={name: key for name, key in keyring.data.items() if name != key_id},
            former_index={name: key for name, key in keyring.former_index.items() if name != key_id},
        ),
    )


def _next(letter: str, known: object, folder: Path) -> str:
    """Return the next id of a kind; an id once used is never given again."""
    retired = {path.stem for path in (folder / RETIRED).glob("*.json")} if (folder / RETIRED).is_dir() else set()
    names = {*known, *retired}  # type: ignore[misc]
    numbers = [int(name[1:]) for name in names if name.startswith(letter) and name[1:].isdigit()]
    return f"{letter}{max(numbers, default=0) + 1}"


def _put(folder: Path, keyring: Keyring) -> Keyring:
    _write(folder / FILE, as_text(keyring))
    return load_keys(folder)


def _write(path: Path, text: str) -> None:
    """Put the whole file in place at once, for its owner only."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
