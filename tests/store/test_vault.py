"""Files of cases on disk: ciphertext, whole or not there, and told when they are not what they were."""

from __future__ import annotations

import multiprocessing
import os
import signal
import stat
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.store.files.sealed_stream import CHUNK, HEAD, BrokenFile, new_key
from portal.store.files.vault import Vault
from portal.store.identifiers import new_id

SIZES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "files")


def _only(vault: Vault) -> Path:
    (lying,) = vault.lying()
    return lying.path


@pytest.mark.parametrize("size", SIZES)
def test_what_was_put_is_read_again_from_ciphertext(vault: Vault, size: int) -> None:
    plain, file_id, key = b"\xe7\x8e\x8b" * size, new_id(), new_key()

    vault.put(file_id, key, [plain[:5], plain[5:]])

    on_disk = _only(vault).read_bytes()
    assert b"".join(vault.read(file_id, key)) == plain
    assert size < 2 or plain[:9] not in on_disk
    assert stat.S_IMODE(_only(vault).stat().st_mode) == 0o600


def _flipped(content: bytes) -> bytes:
    return content[:-1] + bytes([content[-1] ^ 1])


def _without_middle(content: bytes) -> bytes:
    return content[: len(HEAD) + CHUNK + 16] + content[len(HEAD) + 2 * (CHUNK + 16) :]


@pytest.mark.parametrize(
    "spoilt",
    [
        _flipped,
        _without_middle,
        lambda content: content[: len(HEAD) + CHUNK + 16],  # cut between two chunks
        lambda content: content[:-3],
        lambda content: content[: len(HEAD)],
        lambda content: b"",
        lambda content: content + content[-20:],
    ],
)
def test_file_that_was_altered_or_cut_is_broken(vault: Vault, spoilt: object) -> None:
    file_id, key = new_id(), new_key()
    vault.put(file_id, key, [os.urandom(3 * CHUNK)])
    path = _only(vault)
    path.write_bytes(spoilt(path.read_bytes()))  # type: ignore[operator]

    with pytest.raises(BrokenFile):
        b"".join(vault.read(file_id, key))


def test_file_in_the_place_of_another_is_broken(vault: Vault) -> None:
    first, second, key = new_id(), new_id(), new_key()
    vault.put(first, key, [b"first"])
    moved = _only(vault)
    vault.put(second, key, [b"second"])
    there = next(lying.path for lying in vault.lying() if lying.id == second)
    moved.rename(there)

    with pytest.raises(BrokenFile):
        b"".join(vault.read(second, key))
    with pytest.raises(BrokenFile):
        b"".join(vault.read(first, key))


def test_file_that_cannot_be_written_to_its_end_leaves_nothing(vault: Vault) -> None:
    def fails() -> Iterator[bytes]:
        yield os.urandom(2 * CHUNK)
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        vault.put(new_id(), new_key(), fails())

    assert list(vault.lying()) == []


def _put_and_die(folder: Path, file_id: uuid.UUID) -> None:
    def dies() -> Iterator[bytes]:
        yield os.urandom(2 * CHUNK)
        os.kill(os.getpid(), signal.SIGKILL)

    Vault(folder).put(file_id, new_key(), dies())


def test_killed_in_the_middle_of_writing_leaves_a_part_and_no_file(tmp_path: Path) -> None:
    file_id = new_id()
    process = multiprocessing.get_context("spawn").Process(target=_put_and_die, args=(tmp_path / "files", file_id))
    process.start()
    process.join()

    assert process.exitcode == -signal.SIGKILL
    assert not Vault(tmp_path / "files").is_there(file_id)
    assert [(lying.id, lying.is_part) for lying in Vault(tmp_path / "files").lying()] == [(None, True)]
