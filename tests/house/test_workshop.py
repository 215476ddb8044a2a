"""The promises of the Makefile and of CI."""

from __future__ import annotations

import os
import re
import subprocess

import pytest

from tests.house.sources import ROOT
from tests.rig.requirements import refuse_when_required_and_absent

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
CI = ROOT / ".ci/run"


@pytest.mark.parametrize("target", ["setup", "run", "test", "quick", "check", "docs", "screenshots", "lock", "help"])
def test_promised_target_exists_and_help_tells_what_it_does(target: str) -> None:
    helped = subprocess.run(["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert re.search(rf"^make {target} +\S", helped, re.MULTILINE)


def test_ci_runs_what_the_readme_runs_and_leaves_nothing_out() -> None:
    text = CI.read_text(encoding="utf-8")

    assert os.access(CI, os.X_OK)
    assert text.rstrip().endswith("exec make --no-print-directory check")
    assert "export PORTAL_TEST_REQUIRE=postgres,chromium,fonts" in text


def test_ci_script_is_sound_bash() -> None:
    subprocess.run(["bash", "-n", str(CI)], check=True)


def test_check_runs_all_linters_and_ends_with_the_tests() -> None:
    recipe, looks = (MAKEFILE.split(f"\n{target}:")[1].split("\n\n")[0] for target in ("check", "looks"))

    assert [tool for tool in ("ruff", "mypy", "lint-imports", "bandit", "docs.generate --check") if tool not in looks] == []
    assert " looks" in recipe
    assert recipe.rstrip().splitlines()[-1].lstrip().startswith("$(PYTEST)")


def test_what_a_run_makes_is_not_committed() -> None:
    ignored = set((ROOT / ".gitignore").read_text(encoding="utf-8").split())

    assert {".venv/", "var/", "var-keys/", "build/", "__pycache__/"} <= ignored


PAPERS = ("LICENSE", "SECURITY.md", "THIRD_PARTY.md", "CONTRIBUTING.md", "CHANGELOG.md", "README.md", "README.zh-CN.md")


@pytest.mark.parametrize("name", PAPERS)
def test_house_has_its_papers(name: str) -> None:
    assert (ROOT / name).stat().st_size > 200


def test_licence_is_the_whole_apache_licence() -> None:
    text = " ".join((ROOT / "LICENSE").read_text(encoding="utf-8").split())

    assert text.startswith("Apache License Version 2.0, January 2004")
    assert "END OF TERMS AND CONDITIONS" in text


def test_rig_tells_what_a_missing_program_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_TEST_REQUIRE", "postgres,tea")

    with pytest.raises(pytest.UsageError, match="tea"):
        refuse_when_required_and_absent()


def test_relative_links_of_the_papers_lead_somewhere() -> None:
    broken = [
        f"{page.name}: {target}"
        for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []
