"""Which Chinese sentences of a plugin have no English yet: of its declaration, and of its calculators' lines."""

from __future__ import annotations

import ast
import enum
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

from babel.messages.pofile import read_po

from portal.declare.clocks import Basis
from portal.declare.plugins import Plugin
from portal.declare.roles import PostRole

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LINES = re.compile(r"\bLine\b")


def untranslated(plugin: Plugin, folder: Path, language: str = "en") -> list[str]:
    """Return the sentences of the plugin in `folder` that its catalogue does not give in the language."""
    catalogue = folder / "translations" / language / "LC_MESSAGES" / "messages.po"
    with catalogue.open("rb") as file:
        known = {message.id for message in read_po(file) if message.id and message.string}
    return sorted((set(declared(plugin)) | set(worked_lines(folder))) - known)


def declared(value: object) -> Iterator[str]:
    """Yield the Chinese sentences people read in a declaration. Names of laws and the standard roles are not the plugin's."""
    if isinstance(value, enum.Enum | PostRole):
        return
    if isinstance(value, str):
        if _CHINESE.search(value):
            yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from declared(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from declared(item)
    elif isinstance(value, Basis):
        if value.house:
            yield value.law
    elif is_dataclass(value):
        for field in fields(value):
            if not (isinstance(value, Plugin) and field.name == "number_word"):
                yield from declared(getattr(value, field.name))


def worked_lines(folder: Path) -> Iterator[str]:
    """Yield what the calculators of the plugin call their lines."""
    for path in sorted(folder.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if "tests" in path.parts or not _LINES.search(source):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Line" and node.args:
                what = node.args[0]
                if isinstance(what, ast.Constant) and isinstance(what.value, str) and _CHINESE.search(what.value):
                    yield what.value
