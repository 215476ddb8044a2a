"""`portal plugin new` writes a plugin that is green from the first second, and refuses what cannot be one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal.hooks.discovery import mount
from portal.testing.locating import located
from portal.testing.own_portal import own_portal
from tests.cli.conftest import Place, Run
from tests.house.sources import ROOT
from tests.store.county import NOW

LARGEST = 60


def test_new_plugin_passes_its_tests_starts_the_portal_and_opens_a_case(place: Place, portal: Run) -> None:
    made = portal("plugin", "new", "orchard", "--title", "果业")

    home = place.plugins / "orchard"
    assert (made.code, made.err) == (0, "")
    assert {p.relative_to(home).as_posix() for p in home.rglob("*") if p.is_file()} == {"__init__.py", "tests/test_orchard.py"}
    assert len((home / "__init__.py").read_text(encoding="utf-8").splitlines()) <= LARGEST
    (row,) = json.loads(portal("plugin", "list", "--json").out)
    assert (row["key"], row["title"], row["state"], row["reason"]) == ("orchard", "果业", "active", "")
    with own_portal(located(home), now=NOW) as running:
        case = running.open("dispute")
        assert "果业纠纷" in running.asks(running.handler, "GET", f"/cases/{case}").texts[0]
        assert "果业" in running.asks(running.handler, "GET", "/cases/new/").texts[0]
    assert passed(home, "orchard") > 30


def test_new_distribution_is_a_package_whose_tests_pass_before_it_is_installed(place: Place, portal: Run) -> None:
    made = portal("plugin", "new", "bee_keepers", "--title", "养蜂", "--distribution", "--in", str(place.folder / "work"))

    home = place.folder / "work" / "suyuan-bee-keepers"
    assert (made.code, made.err) == (0, "")
    assert {p.relative_to(home).as_posix() for p in home.rglob("*") if p.is_file()} == {
        "README.md",
        "pyproject.toml",
        "suyuan_bee_keepers/__init__.py",
        "tests/test_bee_keepers.py",
    }
    found = located(home)
    assert (found.key, found.module, found.folder) == ("bee_keepers", "suyuan_bee_keepers", home / "suyuan_bee_keepers")
    assert located(home / "suyuan_bee_keepers") == found
    with own_portal(found, now=NOW) as running:
        assert running.open("dispute")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("Bad-Key",), "只能用小写字母"),
        (("a" * 41,), "最多 40 个字符"),
        (("class",), "关键字"),
        (("check",), "平台自己用了"),
        (("core",), "平台自己用了"),
        (("toy",), "已有插件在用"),
        (("orchard", "--title", '果"业'), "名称里不能有"),
        (("orchard", "--title", " "), "名称要有"),
        (("orchard", "--in", "taken"), "已经存在"),
    ],
)
def test_what_can_be_no_plugin_is_refused_in_a_sentence_and_nothing_is_written(
    arguments: tuple[str, ...], told: str, place: Place, portal: Run
) -> None:
    (place.plugins / "toy").mkdir()
    (place.plugins / "toy" / "__init__.py").write_text("", encoding="utf-8")
    (place.folder / "taken" / "orchard").mkdir(parents=True)
    before = sorted(place.folder.rglob("*"))

    said = portal("plugin", "new", *arguments)

    assert (said.code, said.out) == (1, "")
    assert told in said.err
    assert sorted(place.folder.rglob("*")) == before
    mount([place.plugins])


def passed(home: Path, key: str) -> int:
    """Run the plugin's own tests as its author does, away from this repository, and return how many passed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "SUYUAN_", "PYTEST_"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(home)],
        cwd=home.parent,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    return int(done.stdout.rstrip().rpartition("\n")[2].split()[0])
