"""How commands say things: tables for people, JSON for programs, both on standard output."""

from __future__ import annotations

import json
from collections.abc import Sequence
from unicodedata import east_asian_width


def say(line: str) -> None:
    """Print one line."""
    print(line, flush=True)


def say_json(value: object) -> None:
    """Print a value as JSON, Chinese as it is."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str), flush=True)


def say_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns; a Chinese character is two columns wide."""
    widths = [max(_width(row[n]) for row in (heads, *rows)) for n in range(len(heads))]
    for row in (heads, *rows):
        print("  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip())


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
