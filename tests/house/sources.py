"""The files of the repository, as the tests of the house read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENDORED = ROOT / "portal/web/static/vendor"

_NOT_OURS = {"build", "dist", "var", "var-keys", "__pycache__"}


def files(*folders: str, suffixes: tuple[str, ...] = (".py",)) -> list[Path]:
    """Return the files below `folders` (of the repository's root) with one of the suffixes, without what others made."""
    walked = (path for folder in folders for path in _walk(ROOT / folder))
    return sorted(path for path in walked if path.suffix in suffixes and VENDORED not in path.parents)


def named(path: Path) -> str:
    """Return the path as people write it."""
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    """Return the parsed module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported_modules(path: Path) -> Iterator[str]:
    """Yield the dotted names a module imports, relative ones left out."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_file():
            yield path
        elif path.name not in _NOT_OURS and not path.name.startswith("."):
            yield from _walk(path)
