"""The key file, and what its keys promise."""

from __future__ import annotations

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal.errors import KeyringError
from portal.store.key_file import add_data_key, add_index_key, changing_keys
from portal.store.keyring import FILE, Keyring, load_keys, make_keys


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return make_keys(tmp_path / "keys")


def test_the_key_file_is_for_its_owner_only(tmp_path: Path) -> None:
    make_keys(tmp_path / "keys")

    assert stat.S_IMODE((tmp_path / "keys" / FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_making_keys_twice_keeps_the_first(tmp_path: Path) -> None:
    first = make_keys(tmp_path)

    assert make_keys(tmp_path) == first == load_keys(tmp_path)


def test_several_that_make_keys_at_once_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: make_keys(tmp_path), range(8)))

    assert all(keyring == made[0] for keyring in made)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    make_keys(tmp_path)
    (tmp_path / FILE).chmod(mode)

    with pytest.raises(KeyringError, match="chmod 600"):
        load_keys(tmp_path)


def test_a_key_folder_that_others_may_write_is_refused(tmp_path: Path) -> None:
    make_keys(tmp_path)
    tmp_path.chmod(0o770)

    with pytest.raises(KeyringError, match="chmod 700"):
        load_keys(tmp_path)


def test_loading_never_makes_keys(tmp_path: Path) -> None:
    with pytest.raises(KeyringError, match="portal init"):
        load_keys(tmp_path)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"current": "k2", "data": {}, "index": "", "audit": ""}', '{"current": "k1", "data": {"k1": "AAAA"}}'],
)
def test_a_damaged_key_file_is_refused(tmp_path: Path, content: str) -> None:
    make_keys(tmp_path)
    (tmp_path / FILE).write_text(content)

    with pytest.raises(KeyringError, match="不完整"):
        load_keys(tmp_path)


def test_no_key_shows_in_the_representation(keyring: Keyring, tmp_path: Path) -> None:
    content = json.loads((tmp_path / "keys" / FILE).read_text())

    assert "data" not in repr(keyring)
    assert all(key not in repr(keyring) for key in (content["index"], content["audit"], content["data"]["k1"]))


def test_ciphertext_names_its_version_and_key(keyring: Keyring) -> None:
    assert keyring.encrypt(b"x", "draft|body|1").startswith(b"v1|k1|")


def test_equal_values_have_different_ciphertexts(keyring: Keyring) -> None:
    assert keyring.encrypt(b"x", "a") != keyring.encrypt(b"x", "a")


def test_a_value_is_read_again_only_in_its_place(keyring: Keyring) -> None:
    sealed = keyring.encrypt("王小军".encode(), "draft|body|1")

    assert keyring.decrypt(sealed, "draft|body|1").decode() == "王小军"
    with pytest.raises(KeyringError):
        keyring.decrypt(sealed, "draft|body|2")


@pytest.mark.parametrize("at", [0, 4, 7, 20, -1])
def test_an_altered_ciphertext_is_refused(keyring: Keyring, at: int) -> None:
    sealed = bytearray(keyring.encrypt(b"620723", "a"))
    sealed[at] ^= 1

    with pytest.raises(KeyringError):
        keyring.decrypt(bytes(sealed), "a")


@pytest.mark.parametrize("garbage", [b"", b"v1|", b"v1|k1|", b"v1|k1|short", b"plain text", b"\xff" * 60])
def test_what_is_no_ciphertext_is_refused(keyring: Keyring, garbage: bytes) -> None:
    with pytest.raises(KeyringError):
        keyring.decrypt(garbage, "a")


def test_an_earlier_data_key_still_reads(keyring: Keyring) -> None:
    sealed = keyring.encrypt(b"old", "a")
    turned = Keyring("k2", {**keyring.data, "k2": bytes(32)}, keyring.index_key, keyring.audit_key)

    assert turned.decrypt(sealed, "a") == b"old"
    assert turned.encrypt(b"new", "a").startswith(b"v1|k2|")


def test_digests_keep_purposes_apart_and_depend_on_the_key(keyring: Keyring, tmp_path: Path) -> None:
    other = make_keys(tmp_path / "other")

    assert keyring.digest("phone", "1") == keyring.digest("phone", "1")
    assert len({keyring.digest("phone", "1"), keyring.digest("phone4", "1"), other.digest("phone", "1")}) == 3
    assert len(keyring.digest("phone", "1")) == 16


def test_check_values_tell_foreign_keys(keyring: Keyring, tmp_path: Path) -> None:
    other = make_keys(tmp_path / "other")

    assert set(keyring.check_values()) == {"data.k1", "index", "audit"}
    assert not set(keyring.check_values().values()) & set(other.check_values().values())


def test_a_key_file_from_before_there_were_several_index_keys_is_read(tmp_path: Path, keyring: Keyring) -> None:
    content = json.loads((tmp_path / "keys" / FILE).read_text())

    assert sorted(content) == ["audit", "current", "data", "index"]
    assert isinstance(content["index"], str)
    assert keyring.index_keys == {"i1": keyring.index_key}
    assert sorted(keyring.check_values()) == ["audit", "data.k1", "index"]


def test_a_ring_learns_of_a_key_added_since_and_keeps_what_it_has_when_the_file_is_away(tmp_path: Path) -> None:
    ring = make_keys(tmp_path).of_county("620723")
    assert ring.latest() is ring

    with changing_keys(tmp_path) as held:
        turned = add_data_key(tmp_path, held).of_county("620723")
    sealed = turned.encrypt(b"x", "a")

    assert ring.latest().current == "k2"
    assert ring.decrypt(sealed, "a") == b"x"
    (tmp_path / FILE).rename(tmp_path / "away")
    assert ring.latest() is ring


def test_a_changed_key_file_is_for_its_owner_only(tmp_path: Path) -> None:
    make_keys(tmp_path)
    with changing_keys(tmp_path) as held:
        add_index_key(tmp_path, held)

    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert list(load_keys(tmp_path).index_keys) == ["i2", "i1"]
