"""Sentences for people can be found and translated: what is marked for translation is a plain string."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.sources import files, named, tree

MARKS = {"_", "N_", "_n", "gettext", "lazy_gettext", "ngettext", "pgettext"}
MODULES = [path for path in files("portal", "plugins") if "tests" not in path.parts]


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_nothing_is_put_together_inside_a_translation_call(path: Path) -> None:
    composed = [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in MARKS
        and node.args
        and (isinstance(node.args[0], ast.JoinedStr | ast.BinOp) or ".format(" in ast.unparse(node.args[0]))
    ]

    assert composed == []
