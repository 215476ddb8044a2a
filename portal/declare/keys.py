"""What a key may look like, and how a wrong declaration is told."""

from __future__ import annotations

import re
from collections.abc import Iterable

from portal.errors import DeclarationError

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


def check_key(key: str, where: str) -> None:
    """Raise `DeclarationError` unless the key is `lower_snake_case` of at most 40 characters."""
    if not _KEY.fullmatch(key):
        raise DeclarationError(where, f"key {key!r} is not lower_snake_case of at most 40 characters")


def check_title(title: str, where: str) -> None:
    """Raise `DeclarationError` when the title people read is empty."""
    if not title.strip():
        raise DeclarationError(where, "title is missing")


def check_unique(keys: Iterable[str], where: str, what: str) -> None:
    """Raise `DeclarationError` when a key stands twice."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise DeclarationError(where, f"{what} {key!r} is declared twice")
        seen.add(key)
