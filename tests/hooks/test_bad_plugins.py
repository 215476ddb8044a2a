"""Every kind of failing plugin, all started at once beside a good one: each is left out and named, with its remedy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.hooks.faults import REASONS, REMEDIES, Failure, Fault
from portal.hooks.loading import load_plugins
from portal.hooks.registry import Registry
from tests.hooks.conftest import TOY, start_at
from tests.plugins.bad import BAD, HANGS, NAME, NEIGHBOUR, Bad, write_bad
from tests.plugins.bad_later import EVERY
from tests.plugins.sources import write

ELSEWHERE = {
    Fault.TWICE: "test_loading",
    Fault.ENTRY: "test_entry_points",
    Fault.NO_MODULE: "test_entry_points",
    Fault.UNTRIED: "test_outgoing",
    Fault.SILENT_COLUMNS: "test_personal_columns",
    Fault.SNAPSHOT: "no declaration that is built does it",
    Fault.LATER: "passes its trial and fails right after",
}


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    folder = tmp_path_factory.mktemp("bad")
    shutil.copytree(TOY, folder / "toy", ignore=shutil.ignore_patterns("__pycache__"))
    write(folder, "shared", NEIGHBOUR)
    write_bad(folder, NAME, *BAD)
    with start_at(folder, tmp_path_factory.mktemp("kept")) as make:
        yield load_plugins(make())


@pytest.mark.parametrize("bad", [NAME, *BAD], ids=lambda bad: bad.key)
def test_bad_plugin_is_left_out_and_named_with_reason_and_remedy(bad: Bad, started: Registry) -> None:
    (report,) = (state for state in started.states if state.key == bad.key)

    assert report.state == "failed"
    assert report.folder is not None
    assert report.failure is not None
    assert (report.failure.fault, report.reason) == (bad.fault, str(report.failure))
    assert [part for part in bad.told if part not in report.reason] == []
    assert "\n" not in report.reason
    assert report.failure.remedy
    assert Failure.read(report.failure.written) == report.failure


def test_good_plugins_beside_them_run(started: Registry) -> None:
    assert list(started.plugins) == ["shared", "toy"]
    assert [key for key, _ in started.hooks.views()] == ["toy"]
    assert [key for key, _ in started.hooks.tables()] == ["shared", "toy"]


def test_nothing_was_written_while_they_were_tried(started: Registry) -> None:
    places = {report.key: report.folder for report in started.states}

    assert places["writes_file"] is not None
    assert sorted(file.name for file in places["writes_file"].iterdir()) == ["__init__.py"]
    assert not Path("x.db").exists()


def test_plugin_that_does_not_end_is_left_out_when_its_time_is_over(tmp_path: Path) -> None:
    write_bad(tmp_path, HANGS)

    with start_at(tmp_path, tmp_path / "kept") as make:
        (report,) = load_plugins(make(time_limit=1.0)).states

    assert report.failure == Failure.of(Fault.HANGS, seconds="1")


def test_every_kind_of_failure_has_sentences_and_a_plugin_that_shows_it() -> None:
    assert set(REASONS) == set(REMEDIES) == set(Fault)
    assert {bad.fault for bad in EVERY} | set(ELSEWHERE) == set(Fault)


@pytest.mark.parametrize("text", ["由管理员停用", "", "{}", "[]", '{"fault": "unheard", "said": {}}', '{"fault": "raises"}', "1"])
def test_words_of_an_administrator_are_no_failure(text: str) -> None:
    assert Failure.read(text) is None
