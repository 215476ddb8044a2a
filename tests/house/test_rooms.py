"""Every room says what lives in it, and nothing is too big or badly named."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.sources import ROOT, files, named, tree

ROOMS = (
    "declare", "engine", "engine/law", "hooks", "store", "access", "services", "reading", "papers", "web", "cli", "testing",
)  # fmt: skip
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "base", "misc", "tools", "stuff"}
LONGEST = 400


@pytest.mark.parametrize("room", ROOMS)
def test_room_says_what_lives_here_what_does_not_and_which_is_next(room: str) -> None:
    text = ast.get_docstring(tree(ROOT / "portal" / room / "__init__.py")) or ""
    paragraph = " ".join(text.split())

    assert len(paragraph) > 300
    assert "does not live here" in paragraph
    assert "Next room" in paragraph


@pytest.mark.parametrize("path", [path for path in files("portal") if path.name == "__init__.py"], ids=named)
def test_init_file_explains_its_room_and_does_not_do_its_work(path: Path) -> None:
    working = [node for node in tree(path).body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]

    assert working == [], "an __init__.py holds a docstring and re-exports"


def test_no_module_or_folder_has_a_vague_name() -> None:
    vague = {
        named(path)
        for path in files("portal", "plugins", "tests", "docs", "migrations", "benchmarks")
        if VAGUE & {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}
    }

    assert vague == set()


def test_no_file_is_longer_than_a_person_reads() -> None:
    long = {
        named(path): lines
        for path in files("portal", "plugins", "tests", "docs", "benchmarks", suffixes=(".py", ".html", ".css", ".js"))
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }

    assert long == {}
