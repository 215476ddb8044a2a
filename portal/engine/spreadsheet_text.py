"""Text in cells of spreadsheets: nothing in it is ever run as a formula, by whatever program opens the file.

What begins like a formula gets an apostrophe before it, which spreadsheets take for "this is text". The full-width signs
count too: programs set up for Chinese take them for the others.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def as_typed(cell: str) -> str:
    """Return what `safe` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(STARTS_A_FORMULA) else cell


def csv_lines(rows: Iterable[Iterable[str | int]]) -> str:
    """Return rows as CSV: text made safe and quoted where it must be, whole numbers as they are."""
    made = io.StringIO()
    csv.writer(made).writerows([cell if isinstance(cell, int) else safe(cell) for cell in row] for row in rows)
    return made.getvalue()
