"""Cases are written in one place: `portal.store.record` with the rows beside it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.sources import ROOT, files, named, tree

STORE = ROOT / "portal/store"
TABLES = STORE / "tables"
OUTSIDE = [path for path in files("portal", "plugins") if STORE not in path.parents and "tests" not in path.parts]
WRITING = {"insert", "update", "delete", "add", "merge", "bulk_insert_mappings"}


def _case_classes() -> set[str]:
    """Return the mapped classes whose rows belong to a case, the case and its dispute included."""
    return {
        node.name
        for module in ("cases", "course", "figures")
        for node in tree(TABLES / f"{module}.py").body
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "Base" for base in node.bases)
    }


CASE_CLASSES = _case_classes()


def _writes(path: Path) -> list[str]:
    """Return the calls that make a row of a case, or a statement that writes one."""
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    made = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in CASE_CLASSES]
    stated = [
        call
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in WRITING and call.args and ast.unparse(call.args[0]) in CASE_CLASSES
    ]
    return [f"{named(path)}:{call.lineno}: {ast.unparse(call)[:60]}" for call in (*made, *stated)]


def test_tables_of_cases_are_known() -> None:
    assert {"CaseFile", "CaseEvent", "CaseFact", "CaseClock", "Party"} <= CASE_CLASSES


@pytest.mark.parametrize("path", OUTSIDE, ids=named)
def test_no_room_but_the_store_writes_rows_of_cases(path: Path) -> None:
    assert _writes(path) == []
