"""The Chinese that people read without its being marked for translation: texts of declarations and tables of the core."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from portal.declare.clocks import Basis, Clock
from portal.declare.plugins import Plugin

_CHINESE = re.compile("[\u4e00-\u9fff]")
_WRITTEN_CHINESE = re.compile("[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e]")  # with the punctuation
_NOT_SHOWN = frozenset({"key", "words", "number_word", "pattern", "demo"})


def is_chinese(text: str) -> bool:
    """Say whether a text holds a Chinese character or mark of punctuation."""
    return _WRITTEN_CHINESE.search(text) is not None


def declared_texts(declared: Plugin | Clock) -> tuple[str, ...]:
    """Return every text of a declaration that is shown: titles, labels, hints, sentences; each once, in order."""
    return tuple(dict.fromkeys(text for text in _walk(declared) if _CHINESE.search(text)))


def constant_texts(file: Path) -> tuple[str, ...]:
    """Return the Chinese string constants of a module.

    Docstrings, parts of composed strings, patterns and the names of laws, which stay Chinese, are none of them.
    """
    tree = ast.parse(file.read_text(encoding="utf-8"))
    skipped = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    skipped |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    skipped |= {id(node.args[0]) for node in ast.walk(tree) if isinstance(node, ast.Call) and _names_a_law(node)}
    skipped |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "pattern"}
    found = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped
    )
    return tuple(dict.fromkeys(text for text in found if _CHINESE.search(text)))


def _names_a_law(call: ast.Call) -> bool:
    """Say whether the first argument is the name of a law or the number of an article."""
    name = call.func.id if isinstance(call.func, ast.Name) else call.func.attr if isinstance(call.func, ast.Attribute) else ""
    return name in ("Basis", "Statute", "articles", "unread") and bool(call.args)


def _walk(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Basis) and not value.house:
        return  # the names of laws stay Chinese
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            if field.name == "options":
                yield from (item if isinstance(item, str) else item[1] for item in getattr(value, field.name))
            elif field.name not in _NOT_SHOWN:
                yield from _walk(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _walk(item)
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _walk(item)
