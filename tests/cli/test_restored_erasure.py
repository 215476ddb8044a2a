"""What was erased stays erased: a backup of before, restored beside the list of erasures, brings nothing personal back."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portal.store.database import make_engine
from tests.cli.conftest import Place, Run
from tests.rig.databases import postgres_database
from tests.services.yard import CANARIES, STORY, Yard, holds, left_in


@pytest.fixture
def yard(database_url: str, place: Place, monkeypatch: pytest.MonkeyPatch) -> Iterator[Yard]:
    """A county of another folder than the place's, which the commands are pointed at."""
    made = Yard.at_work(database_url, place.folder / "old")
    shutil.move(made.folder / "keys", place.folder / "var-keys")
    monkeypatch.setenv("PORTAL_DATABASE_URL", database_url)
    monkeypatch.setenv("PORTAL_DATA_DIR", str(made.folder))
    monkeypatch.setenv("PORTAL_SECRET_KEY", "k" * 40)
    yield made
    made.at.engine.dispose()


def test_restored_backup_of_before_an_erasure_holds_nothing_that_was_erased(
    yard: Yard, place: Place, portal: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id, archive, new = yard.case(), place.folder / "away" / "before.tar", place.folder / "new"
    said = portal("backup", str(archive))
    assert said.code == 0, said.err
    yard.erased(case_id)
    assert _told(archive), "the archive of before holds it"
    (new / "erased").mkdir(parents=True)
    shutil.copy(yard.folder / "erased" / "list.jsonl", new / "erased")
    monkeypatch.setenv("PORTAL_DATA_DIR", str(new))

    with _elsewhere(yard, new) as url:
        monkeypatch.setenv("PORTAL_DATABASE_URL", url)
        restored = portal("restore", str(archive), "--json")

        assert restored.code == 0, restored.err
        told = json.loads(restored.out)
        assert (told["good"], told["cases"], told["erased_again"]) == (True, 1, 1)
        engine = make_engine(url)
        assert left_in(new, engine, CANARIES) == []
        engine.dispose()


def test_restore_stopped_before_it_erased_again_is_refused_until_it_is_finished(
    yard: Yard, place: Place, portal: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id, archive, new = yard.case(), place.folder / "away" / "before.tar", place.folder / "new"
    assert portal("backup", str(archive)).code == 0
    yard.erased(case_id)
    (new / "erased").mkdir(parents=True)
    shutil.copy(yard.folder / "erased" / "list.jsonl", new / "erased")
    monkeypatch.setenv("PORTAL_DATA_DIR", str(new))

    with _elsewhere(yard, new) as url:
        monkeypatch.setenv("PORTAL_DATABASE_URL", url)
        with monkeypatch.context() as stopping:
            stopping.setattr("portal.cli.backup.erase_again", _stop)
            assert portal("restore", str(archive)).code != 0
        engine = make_engine(url)
        assert left_in(new, engine, CANARIES), "what was erased stands there again"

        refused = [portal(*words) for words in (("init",), ("serve",), ("audit", "verify"))]
        checked = portal("check")
        assert [(one.code, "portal erase reapply" in one.err) for one in refused] == [(1, True)] * 3
        assert (checked.code, "portal erase reapply" in checked.out) == (1, True)

        finished = portal("erase", "reapply")
        assert (finished.code, "现在做完了" in finished.out) == (0, True), finished.err
        assert left_in(new, engine, CANARIES) == []
        assert "portal erase reapply" not in portal("check").out
        engine.dispose()


def test_restore_stopped_before_there_is_a_database_is_begun_again(
    place: Place, portal: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = place.folder / "away" / "whole.tar"
    assert portal("init").code == 0
    assert portal("backup", str(archive)).code == 0
    with monkeypatch.context() as stopping:
        stopping.setattr("portal.services.backup.shutil.move", _moved_and_stopped)
        assert portal("restore", str(archive), "--replace").code != 0

    refused = portal("erase", "reapply")
    assert refused.code != 0
    assert "portal restore" in portal("init").err

    begun_again = portal("restore", str(archive), "--replace")
    assert begun_again.code == 0, begun_again.err
    assert not list((place.folder / "var").glob(".restore-*"))
    assert portal("init").code == 0


def _moved_and_stopped(place: Path, to: Path) -> None:
    place.rename(to)
    raise KeyboardInterrupt


def _stop(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@contextmanager
def _elsewhere(yard: Yard, folder: Path) -> Iterator[str]:
    """Give the address of an empty database of the same kind."""
    if yard.at.engine.dialect.name == "sqlite":
        yield f"sqlite:///{folder / 'portal.db'}"
        return
    with postgres_database(migrated=False) as url:
        yield url


def _told(archive: Path) -> bool:
    """Say whether the database in an archive holds the story, whatever it is packed in."""
    with tarfile.open(archive) as tar:
        name = next(name for name in tar.getnames() if name.startswith("database."))
        held = tar.extractfile(name)
        assert held is not None
        content = held.read()
    if content.startswith(b"PGDMP"):
        content = subprocess.run(["pg_restore", "--file=-"], input=content, capture_output=True, check=True).stdout
    return holds(content, STORY)
