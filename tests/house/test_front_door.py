"""`portal.sdk` re-exports and does nothing else."""

from __future__ import annotations

import ast

import portal.sdk
from tests.house.sources import ROOT, tree

SDK = tree(ROOT / "portal/sdk.py")


def test_front_door_holds_only_imports_and_its_list() -> None:
    work = [ast.unparse(node) for node in SDK.body[1:] if not isinstance(node, ast.ImportFrom | ast.Assign)]
    assigned = [ast.unparse(target) for node in SDK.body if isinstance(node, ast.Assign) for target in node.targets]

    assert work == []
    assert assigned == ["__all__"]


def test_front_door_lists_what_it_imports_in_order() -> None:
    imported = {
        alias.asname or alias.name
        for node in SDK.body
        if isinstance(node, ast.ImportFrom) and node.module != "__future__"
        for alias in node.names
    }

    assert list(portal.sdk.__all__) == sorted(imported)


def test_everything_at_the_front_door_explains_itself() -> None:
    silent = [
        name
        for name in portal.sdk.__all__
        if isinstance(thing := getattr(portal.sdk, name), type) and not (thing.__doc__ or "").strip()
    ]

    assert silent == []
