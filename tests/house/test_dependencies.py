"""Every import is declared and explained, and the locks hold exactly what was declared."""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.sources import ROOT, files, imported_modules, named

ROW = re.compile(
    r"^\| (?P<distribution>[A-Za-z0-9_.\[\]-]+) \| (?:`(?P<module>\w+)`|not imported) \| (?P<why>[^|]{10,}) \|$", re.MULTILINE
)
LOCKED = re.compile(
    r"^(?P<name>[A-Za-z0-9_.-]+)==(?P<version>\S+)(?: ; [^\\]+)?(?P<hashes>(?: \\\n +--hash=sha256:[0-9a-f]{64})*)", re.MULTILINE
)
OURS = {"portal", "portal_plugins", "tests", "benchmarks", "docs", "conftest"}

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUNTIME = [Requirement(line) for line in PROJECT["dependencies"]]
DEVELOPMENT = [Requirement(line) for line in PROJECT["optional-dependencies"]["dev"]]


@dataclass(frozen=True)
class Explained:
    distribution: str
    module: str | None
    why: str


def _tables() -> tuple[list[Explained], list[Explained]]:
    runtime, development = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").split("## For developers")
    return _rows(runtime), _rows(development)


def _rows(text: str) -> list[Explained]:
    return [Explained(row["distribution"], row["module"], row["why"]) for row in ROW.finditer(text)]


def _foreign_imports(*folders: str) -> dict[str, str]:
    """Return each top-level module imported below `folders` that is neither Python's nor ours, with one file that imports it."""
    found: dict[str, str] = {}
    for path in files(*folders):
        for module in () if "/tests/" in f"/{named(path)}" and "tests" not in folders else imported_modules(path):
            top = module.split(".")[0]
            if top not in sys.stdlib_module_names and top not in OURS and not path.with_name(f"{top}.py").exists():
                found.setdefault(top, named(path))
    return found


EXPLAINED, EXPLAINED_FOR_DEVELOPERS = _tables()


@pytest.mark.parametrize(
    ("declared", "explained"), [(RUNTIME, EXPLAINED), (DEVELOPMENT, EXPLAINED_FOR_DEVELOPERS)], ids=["runtime", "development"]
)
def test_table_explains_exactly_what_is_declared(declared: list[Requirement], explained: list[Explained]) -> None:
    names = {canonicalize_name(requirement.name) for requirement in declared}
    told = {canonicalize_name(row.distribution.partition("[")[0]) for row in explained}

    assert told == names


def test_every_import_of_the_portal_is_explained() -> None:
    told = {row.module for row in EXPLAINED}
    imported = _foreign_imports("portal", "plugins", "migrations")

    assert {module: where for module, where in imported.items() if module not in told} == {}


def test_every_import_of_the_tests_is_explained() -> None:
    rows = (*EXPLAINED, *EXPLAINED_FOR_DEVELOPERS)
    told = {row.module or row.distribution.partition("[")[0] for row in rows}

    foreign = _foreign_imports("tests", "docs", "benchmarks")

    assert {module: where for module, where in foreign.items() if module not in told} == {}


def test_what_is_said_to_be_imported_is_imported() -> None:
    imported = _foreign_imports("portal", "plugins", "migrations")

    assert [row.distribution for row in EXPLAINED if row.module and row.module not in imported] == []


@pytest.mark.parametrize(
    ("requirement", "inside", "outside"),
    [
        ("flask-appbuilder", "5.3.0", "5.3.1"),
        ("marshmallow", "3.26.2", "4.0.0"),
        ("marshmallow-sqlalchemy", "1.4.2", "1.5.0"),
        ("SQLAlchemy", "2.1.9", "2.2.0"),
        ("WTForms", "3.3.2", "3.4.0"),
    ],
)
def test_pins_that_flask_appbuilder_needs_are_kept(requirement: str, inside: str, outside: str) -> None:
    declared = {canonicalize_name(item.name): item.specifier for item in RUNTIME}[canonicalize_name(requirement)]

    assert declared.contains(inside)
    assert not declared.contains(outside)


def _locked(file: Path) -> dict[str, re.Match[str]]:
    return {canonicalize_name(row["name"]): row for row in LOCKED.finditer(file.read_text(encoding="utf-8"))}


@pytest.mark.parametrize(("lock", "declared"), [("lock.txt", RUNTIME), ("dev.txt", [*RUNTIME, *DEVELOPMENT])])
def test_lock_satisfies_every_declaration_with_hashes(lock: str, declared: list[Requirement]) -> None:
    locked = _locked(ROOT / "requirements" / lock)

    unsatisfied = [
        str(requirement)
        for requirement in declared
        if canonicalize_name(requirement.name) not in locked
        or not requirement.specifier.contains(Version(locked[canonicalize_name(requirement.name)]["version"]))
    ]

    assert unsatisfied == []
    assert [name for name, row in locked.items() if not row["hashes"]] == []


def test_both_locks_agree() -> None:
    runtime, development = _locked(ROOT / "requirements/lock.txt"), _locked(ROOT / "requirements/dev.txt")

    assert {name: row["version"] for name, row in runtime.items()} == {name: development[name]["version"] for name in runtime}


@pytest.mark.parametrize("lock", ["lock.txt", "dev.txt"])
def test_lock_names_no_place_to_download_from(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")

    assert re.findall(r"https?://\S+|file:\S+|^--\S+", text, re.MULTILINE) == []
