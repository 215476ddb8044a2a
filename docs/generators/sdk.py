"""The names of `portal.sdk`, with the first sentence of each, and how each is called."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Container, Iterator
from dataclasses import is_dataclass
from enum import Enum
from pathlib import Path
from types import ModuleType

import portal.sdk
from docs.generators._shipped import first_line, table
from portal.sdk import Field

PAGE = "reference/sdk.md"

_HEAD = """# The names of `portal.sdk`

All a plugin may import of the portal, but for `portal.testing` in its tests. What is not here is not an interface. Names
stay; what must go is announced in the [changelog](../../CHANGELOG.md) first. Below each table stands how the names are
called; what follows `*` is given by keyword. `help(portal.sdk.CaseType)` says more.
"""


def text() -> str:
    """Return the names by the module they come from, in the order of the front door."""
    parts = [_HEAD]
    for module, names in _by_module().items():
        rows = [(f"`{name}`", _said(name)) for name in names]
        parts.append(f"\n## {module}\n\n" + table(("name", "is"), rows))
        calls = [line for name in names for line in _called(name)]
        parts.append("\n" + "\n".join(calls) + "\n" if calls else "")
    return "".join(parts)


def _called(name: str) -> Iterator[str]:
    """Yield a line for a function or value, the members of an enum, and a line for each formula of a statute."""
    thing = getattr(portal.sdk, name)
    if isinstance(thing, ModuleType):
        for own, formula in vars(thing).items():
            if inspect.isfunction(formula) and formula.__module__ == thing.__name__ and not own.startswith("_"):
                yield f"- `{name}.{own}{_signature(formula)}`"
    elif inspect.isclass(thing) and issubclass(thing, Enum):
        yield f"- `{name}`: {', '.join(f'`{member.name}`' for member in thing)}"
    elif inspect.isfunction(thing) or (inspect.isclass(thing) and is_dataclass(thing)):
        shared = inspect.signature(Field).parameters if _is_kind_of_field(thing) else {}
        yield f"- `{name}{_signature(thing, shared)}`" + (", and what `Field` takes" if shared else "")


def _is_kind_of_field(thing: object) -> bool:
    """Say whether it is a kind of field, whose signature repeats that of `Field`."""
    return inspect.isclass(thing) and issubclass(thing, Field) and thing is not Field


def _signature(thing: Callable[..., object], shared: Container[str] = ()) -> str:
    """Return the signature as one writes it: defaults by their names, no quotes around types, without what is shared."""
    signature = inspect.signature(thing)
    own = [p for p in signature.parameters.values() if p.name in ("key", "title") or p.name not in shared]
    shown = [p.replace(default=_Written(p.default)) if p.default is not p.empty else p for p in own]
    result = signature.replace(parameters=shown, return_annotation=inspect.Signature.empty)
    return re.sub(r"'([^']*)'", r"\1", str(result))


class _Written:
    """A default as it is written in a declaration, for example `Privacy.P2`."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __repr__(self) -> str:
        if isinstance(self.value, Enum):
            return f"{type(self.value).__name__}.{self.value.name}"
        if isinstance(self.value, str):
            return f'"{self.value}"'
        return repr(self.value) if isinstance(self.value, (int, type(None))) or self.value == () else "…"


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
