"""`portal backup` and `portal restore`: what goes in comes out on both databases; what is damaged or foreign touches nothing."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from portal.store.backup.postgres import without_values
from portal.store.database import make_engine
from portal.store.keyring import load_keys
from tests.cli.conftest import Place, Run
from tests.rig.databases import postgres_database


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def made(place: Place, portal: Run, kind: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A small installation with a file in its vault; on PostgreSQL over a database of its own."""
    if kind == "sqlite":
        assert portal("init").code == 0
        _leave_a_file(place)
        yield place
        return
    with postgres_database(migrated=False) as url:
        monkeypatch.setenv("PORTAL_DATABASE_URL", url)
        monkeypatch.setenv("PORTAL_SECRET_KEY", "k" * 40)
        assert portal("init").code == 0
        _leave_a_file(place)
        yield place


def _leave_a_file(place: Place) -> None:
    folder = place.folder / "var" / "files" / "3f" / "9c"
    folder.mkdir(parents=True)
    (folder / "01a22152-a0cd-7005-95e2-e9e64b279c3f.sealed").write_bytes(b"ciphertext")
    (folder / ".01a22152-a0cd-7005-95e2-e9e64b279c3f.abcd.part").write_bytes(b"unfinished")


def _backed_up(place: Place, portal: Run) -> Path:
    out = place.folder / "away" / "one.tar"
    said = portal("backup", str(out), "--json")
    assert said.code == 0, said.err
    return out


def test_backup_holds_everything_but_the_keys_and_a_drill_proves_it(
    made: Place, portal: Run, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = _backed_up(made, portal)
    with tarfile.open(out) as tar:
        names = tar.getnames()
        content = b"".join(tar.extractfile(name).read() for name in names)  # type: ignore[union-attr]

    assert [name for name in names if name.endswith((".part", "keyring.json"))] == []
    assert any(name.endswith(".sealed") for name in names)
    keyring = load_keys(made.folder / "var-keys")
    assert not any(key in content for key in (keyring.audit_key, keyring.index_key, *keyring.data.values()))
    assert out.stat().st_mode & 0o077 == 0

    if kind == "sqlite":
        drill = portal("restore", str(out), "--drill", "--json")
    else:
        with postgres_database(migrated=False) as empty:
            drill = portal("restore", str(out), "--drill", "--database", empty, "--json")
            again = portal("restore", str(out), "--drill", "--database", empty)
        assert (again.code, "已经有数据表" in again.err) == (1, True)
    assert drill.code == 0, drill.err
    told = json.loads(drill.out)
    assert (told["good"], told["faults"], told["county"]) == (True, 0, "620723")


def test_restore_into_an_empty_place_gives_the_same_installation(
    made: Place, portal: Run, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = _backed_up(made, portal)
    users = portal("user", "list").out
    monkeypatch.setenv("PORTAL_DATA_DIR", str(made.folder / "new"))
    if kind == "sqlite":
        restored = portal("restore", str(out))
        assert portal("user", "list").out == users
    else:
        with postgres_database(migrated=False) as empty:
            monkeypatch.setenv("PORTAL_DATABASE_URL", empty)
            restored = portal("restore", str(out))
            assert portal("user", "list").out == users
            engine = make_engine(empty, as_owner=True)
            with engine.connect() as connection:
                assert connection.exec_driver_sql("SELECT count(*) FROM huey_task").scalar() == 0
            engine.dispose()
    assert (restored.code, restored.err) == (0, "")
    assert (made.folder / "new" / "files" / "3f" / "9c" / "01a22152-a0cd-7005-95e2-e9e64b279c3f.sealed").is_file()


@pytest.fixture
def archive(place: Place, portal: Run) -> Path:
    assert portal("init").code == 0
    _leave_a_file(place)
    return _backed_up(place, portal)


def _cut(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])


def _altered(archive: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 1
    archive.write_bytes(bytes(content))


def _exchanged(archive: Path) -> None:
    """Put another file in, with the list altered to suit it."""
    folder = archive.parent / "unpacked"
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    seen = next(folder.glob("files/*/*/*.sealed"))
    seen.write_bytes(b"forged")
    manifest = json.loads((folder / "manifest.json").read_text())
    for member in manifest["members"]:
        if member["name"].endswith(".sealed"):
            member |= {"size": 6, "sha256": "d7b5a1f3" * 8}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with tarfile.open(archive, "w") as tar:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            tar.add(path, str(path.relative_to(folder)))


def _nothing(archive: Path) -> None:
    archive.write_text("no archive")


@pytest.mark.parametrize("spoil", [_cut, _altered, _exchanged, _nothing])
def test_spoilt_archive_is_refused_before_anything_is_touched(place: Place, portal: Run, archive: Path, spoil: object) -> None:
    spoil(archive)  # type: ignore[operator]
    before = sorted(p for p in (place.folder / "var").rglob("*"))

    said = portal("restore", str(archive), "--replace")

    assert (said.code, said.err.count("\n")) == (1, 1)
    assert sorted(p for p in (place.folder / "var").rglob("*")) == before


def test_archive_of_other_keys_is_refused(place: Place, portal: Run, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_DATA_DIR", str(place.folder / "other"))
    monkeypatch.setenv("PORTAL_KEYS_DIR", str(place.folder / "other-keys"))
    assert portal("init").code == 0
    shutil.rmtree(place.folder / "other")

    said = portal("restore", str(archive))

    assert (said.code, "别的密钥" in said.err) == (1, True)
    assert not (place.folder / "other").exists()


def test_what_is_there_is_kept_aside_and_only_when_asked(place: Place, portal: Run, archive: Path) -> None:
    database = place.folder / "var" / "portal.db"
    refused = portal("restore", str(archive))
    with closing(sqlite3.connect(database)) as other:
        other.execute("SELECT count(*) FROM setting").fetchone()
        in_use = portal("restore", str(archive), "--replace")
    done = portal("restore", str(archive), "--replace")

    assert (refused.code, "--replace" in refused.err) == (1, True)
    assert (in_use.code, "正在使用" in in_use.err) == (1, True)
    assert (done.code, done.err) == (0, "")
    (aside,) = (place.folder / "var").glob("before-restore-*")
    assert {"portal.db", "files"} <= {path.name for path in aside.iterdir()}


def test_no_backup_into_the_data_folder_nor_over_another(place: Place, portal: Run, archive: Path) -> None:
    inside, twice = portal("backup", str(place.folder / "var" / "b.tar")), portal("backup", str(archive))

    assert (inside.code, twice.code) == (1, 1)
    assert "不能放在数据文件夹里" in inside.err
    assert [p.name for p in archive.parent.iterdir() if p.name.startswith(".")] == []


def test_newer_schema_is_refused(place: Place, portal: Run) -> None:
    assert portal("init").code == 0
    engine = make_engine(f"sqlite:///{place.folder / 'var' / 'portal.db'}", as_owner=True)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'core_9999'")
    engine.dispose()
    out = _backed_up(place, portal)
    shutil.rmtree(place.folder / "var")

    said = portal("restore", str(out))

    assert (said.code, "比本程序新" in said.err) == (1, True)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ('COPY failed for table "party": ERROR: invalid date: "王小军"', 'COPY failed for table "party": ERROR: invalid date: …'),
        ('role "suyuan_backup" does not exist', 'role "suyuan_backup" does not exist'),
        ('invalid input: "620723199001010016', "invalid input: …"),
    ],
)
def test_errors_of_the_tools_are_told_without_what_stands_in_rows(told: str, kept: str) -> None:
    assert without_values(told) == kept
