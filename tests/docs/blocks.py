"""The fenced blocks of a page: files of a plugin, and sessions that use it.

A block whose first line names a path below `plugins/` is that file. Any other Python block is a session: it runs, and its
assertions hold.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal.hooks.discovery import mount

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PATH = re.compile(r"\A(?:#|\{#|<!--) plugins/(\S+)")


@dataclass(frozen=True)
class Block:
    """One fenced block with the line it begins at; `path` is below the folder of plugins, empty for a session."""

    language: str
    text: str
    line: int
    path: str


def blocks(page: Path) -> list[Block]:
    """Return the fenced blocks that name a language."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(found[1], found[2], text.count("\n", 0, found.start()) + 1, path[1] if (path := _PATH.match(found[2])) else "")
        for found in _BLOCK.finditer(text)
    ]


def write(block: Block, folder: Path) -> None:
    """Write the file a block is."""
    file = folder / block.path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(block.text, encoding="utf-8")


def run(block: Block, page: Path) -> None:
    """Run a session against the plugins as they are now."""
    forget_plugins()
    exec(compile("\n" * block.line + block.text, str(page), "exec"), {"__name__": "__session__"})


def forget_plugins() -> None:
    """Let the next import read the files anew."""
    package = sys.modules["portal_plugins"]
    for name in [name for name in sys.modules if name.startswith("portal_plugins.")]:
        del sys.modules[name]
        vars(package).pop(name.split(".")[1], None)


@contextmanager
def mounted(folder: Path) -> Iterator[None]:
    """Make the plugins of a folder importable, and afterwards leave the process as it was."""
    package = sys.modules.get("portal_plugins")
    places = list(package.__path__) if package else []
    before = {name: module for name, module in sys.modules.items() if name.startswith("portal_plugins")}
    mount([folder])
    try:
        yield
    finally:
        forget_plugins()
        sys.modules.update(before)
        if package is not None:
            package.__path__ = places
