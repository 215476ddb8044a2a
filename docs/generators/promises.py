"""What plugin authors may rely on: every name of the front door and of the test kit with its signature.

The page is the record. A change of it in a commit is a change of what was promised, and `make check` notices.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from enum import EnumMeta
from types import ModuleType

import portal.sdk
import portal.testing

PAGE = "reference/promises.md"

_HEAD = """# What is promised to plugin authors

Every name a plugin may use, with its signature. `make check` compares the page with the code, so that nothing here changes
unnoticed.

To change a signature: add, with a default; nothing else is allowed without an announcement. What must go is marked with
`portal.declare.outgoing.outgoing`, warns for at least one minor version, and stands in the [changelog](../../CHANGELOG.md) under
「For plugin authors」, in the version that announces it and in the one that removes it. Then run `make docs` and commit this
page with the change.
"""
_LONGEST = 30
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def text() -> str:
    """Return the names of both doors, each with its signature."""
    parts = [_HEAD, "\n## portal.sdk\n\n"]
    parts += [_line(name, getattr(portal.sdk, name)) for name in portal.sdk.__all__]
    for module in _kit():
        parts.append(f"\n## {module.__name__}\n\n")
        parts += [_line(name, getattr(module, name)) for name in module.__all__]
    return "".join(parts)


def _kit() -> Iterator[ModuleType]:
    """Yield the modules of the test kit that promise something."""
    for found in pkgutil.iter_modules(portal.testing.__path__, "portal.testing."):
        module = importlib.import_module(found.name)
        if hasattr(module, "__all__"):
            yield module


def _line(name: str, thing: object) -> str:
    return "".join(f"- `{line}`\n" for line in _told(name, thing))


def _told(name: str, thing: object) -> Iterator[str]:
    if isinstance(thing, ModuleType):
        yield name
        for own, value in sorted(vars(thing).items()):
            if not own.startswith("_") and inspect.isfunction(value) and value.__module__ == thing.__name__:
                yield f"{name}.{own}{_signature(value)}"
            elif own.isupper():
                yield f"{name}.{own}: {type(value).__name__}"
    elif isinstance(thing, EnumMeta):
        yield f"{name}: {', '.join(thing.__members__)}"
    elif inspect.isclass(thing):
        yield f"{name}{_signature(thing)}"
        for own, value in sorted(vars(thing).items()):
            if not own.startswith("_") and inspect.isfunction(value):
                yield f"{name}.{own}{_signature(value)}"
    elif callable(thing) and not hasattr(thing, "__dataclass_fields__"):
        yield f"{name}{_signature(thing)}"
    else:
        yield f"{name}: {type(thing).__name__}"


def _signature(thing: object) -> str:
    """Return a signature whose defaults are short and the same in every run."""
    try:
        signature = inspect.signature(thing)  # type: ignore[arg-type]
    except ValueError:
        return "(…)"
    parameters = [
        p if p.default is inspect.Parameter.empty else p.replace(default=_Default(p.default))
        for p in signature.parameters.values()
    ]
    return _ADDRESS.sub("", str(signature.replace(parameters=parameters)))


class _Default:
    """A default as it is shown: what is short and plain as it is, anything else as dots."""

    def __init__(self, value: object) -> None:
        plain = value is None or (isinstance(value, bool | int | str | tuple) and len(repr(value)) < _LONGEST)
        self.shown = repr(value) if plain else "…"

    def __repr__(self) -> str:
        return self.shown
