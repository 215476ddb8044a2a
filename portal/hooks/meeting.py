"""What two plugins must not do to each other: share a table, or look into one of the other's. Looked at once all are loaded."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from portal.hooks.faults import Failure, Fault
from portal.hooks.registry import Registry

_NOT_READ = frozenset({"__pycache__", "tests"})


def clashes(registry: Registry) -> dict[str, Failure]:
    """Return, by plugin, why it cannot run beside the others. Of two that share a table the one found first keeps it."""
    owners: dict[str, str] = {}
    failures: dict[str, Failure] = {}
    for key, metadata in registry.hooks.tables():
        for table in metadata.tables:
            owner = owners.setdefault(table, key)
            if owner != key:
                failures.setdefault(key, Failure.of(Fault.TABLE_TAKEN, table=table, owner=owner))
    if not owners:
        return failures
    for report in registry.states:
        if report.key not in registry.plugins or report.key in failures or report.folder is None:
            continue
        foreign = {table: owner for table, owner in owners.items() if owner != report.key}
        looks = next(_looks_into(report.folder, foreign), None)
        if looks is not None:
            failures[report.key] = looks
    return failures


def _looks_into(folder: Path, foreign: Mapping[str, str]) -> Iterator[Failure]:
    if not foreign:
        return
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(foreign)))})\b")
    for file in sorted(folder.rglob("*.py")):
        if _NOT_READ & set(file.relative_to(folder).parts):
            continue
        text = file.read_text(encoding="utf-8")
        if not named.search(text):
            continue
        for line, said in _texts(text):
            if found := named.search(said):
                where = f"{file.relative_to(folder)}:{line}"
                yield Failure.of(Fault.OTHER_TABLE, where=where, table=found[0], other=foreign[found[0]])


def _texts(source: str) -> Iterator[tuple[int, str]]:
    """Yield the texts of a module with their lines: not what is only documentation."""
    tree = ast.parse(source)
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value
