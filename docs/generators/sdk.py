"""The names of `portal.sdk`, with the first sentence of each."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import portal.sdk
from docs.generators._shipped import first_line, table

PAGE = "reference/sdk.md"

_HEAD = """# The names of `portal.sdk`

All a plugin may import of the portal, but for `portal.testing` in its tests. What is not here is not an interface. Names
stay; what must go is announced in the [changelog](../../CHANGELOG.md) first.
"""


def text() -> str:
    """Return the names by the module they come from, in the order of the front door."""
    parts = [_HEAD]
    for module, names in _by_module().items():
        rows = [(f"`{name}`", _said(name)) for name in names]
        parts.append(f"\n## {module}\n\n" + table(("name", "is"), rows))
    return "".join(parts)


def _by_module() -> dict[str, list[str]]:
    """Return public name by module, as the front door imports them."""
    found: dict[str, list[str]] = {}
    for module, name in _imports():
        found.setdefault(module, []).append(name)
    return found


def _imports() -> Iterator[tuple[str, str]]:
    tree = ast.parse(Path(inspect.getfile(portal.sdk)).read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module != "__future__":
            for alias in node.names:
                yield node.module, alias.asname or alias.name


def _said(name: str) -> str:
    thing = getattr(portal.sdk, name)
    if isinstance(thing, ModuleType) or inspect.isclass(thing) or inspect.isfunction(thing):
        return first_line(thing.__doc__)
    return f"`{thing!r}`" if isinstance(thing, str) and not hasattr(thing, "name") else _value(thing)


def _value(thing: object) -> str:
    kind = type(thing).__name__
    if hasattr(thing, "name") and hasattr(thing, "value"):
        return f"`{kind}.{thing.name}`"
    if kind == "mappingproxy":
        return "an invented party for examples"
    return f"a `{kind}`"
