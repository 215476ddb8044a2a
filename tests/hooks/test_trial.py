"""A passed trial is remembered by content; a failed one is not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from portal.hooks import trial
from portal.hooks.discovery import Found
from portal.hooks.faults import Failure
from portal.hooks.trial import Trial
from tests.hooks.conftest import TODAY
from tests.plugins.bad import BAD
from tests.plugins.sources import write


@pytest.fixture
def tries(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of the plugins that were tried in a child process, in order."""
    tried: list[str] = []
    real = trial.Trial._try

    def counted(self: Trial, found: Sequence[Found]) -> dict[str, Failure | None]:
        tried.extend(one.key for one in found)
        return real(self, found)

    monkeypatch.setattr(trial.Trial, "_try", counted)
    return tried


def judge(folder: Path, tmp_path: Path, key: str) -> Failure | None:
    found = Found(key, f"portal_plugins.{key}", folder / key)
    return Trial(tmp_path / "trials", (folder,), TODAY).failures([found])[key]


def test_second_start_tries_nothing_that_has_passed(folder: Path, tmp_path: Path, tries: list[str]) -> None:
    assert judge(folder, tmp_path, "toy") is None
    assert judge(folder, tmp_path, "toy") is None

    assert tries == ["toy"]


def test_changed_plugin_is_tried_again(folder: Path, tmp_path: Path, tries: list[str]) -> None:
    assert judge(folder, tmp_path, "toy") is None
    (folder / "toy" / "more.py").write_text('"""More."""\n', encoding="utf-8")
    assert judge(folder, tmp_path, "toy") is None

    assert tries == ["toy", "toy"]


def test_changed_portal_tries_again(folder: Path, tmp_path: Path, tries: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert judge(folder, tmp_path, "toy") is None
    monkeypatch.setattr(trial, "_JUDGES", ("errors.py",))
    assert judge(folder, tmp_path, "toy") is None

    assert tries == ["toy", "toy"]


def test_changed_test_of_a_plugin_does_not_try_again(folder: Path, tmp_path: Path, tries: list[str]) -> None:
    assert judge(folder, tmp_path, "toy") is None
    (folder / "toy" / "tests").mkdir()
    (folder / "toy" / "tests" / "test_toy.py").write_text('"""Tests."""\n', encoding="utf-8")
    assert judge(folder, tmp_path, "toy") is None

    assert tries == ["toy"]


def test_failed_plugin_is_tried_at_every_start(folder: Path, tmp_path: Path, tries: list[str]) -> None:
    bad = BAD[0]
    write(folder, bad.key, bad.source)

    assert None is not judge(folder, tmp_path, bad.key) == judge(folder, tmp_path, bad.key)

    assert tries == [bad.key, bad.key]
