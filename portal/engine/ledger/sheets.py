"""The sheets of a spreadsheet as they are kept between its reading and its import."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.declare.case_types import CaseType
from portal.engine.ledger.cells import Cell
from portal.engine.ledger.header import find_header
from portal.engine.ledger.rows import is_passed_over


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name and its cells, row by row; rows end with their last filled cell."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Line:
    """One row that holds a case, as the spreadsheet counts rows."""

    number: int
    cells: tuple[Cell, ...]


def lines_of(sheet: Sheet, case_type: CaseType) -> tuple[Line, ...]:
    """Return the rows of a sheet that hold a case."""
    first = find_header(sheet.rows, case_type).first_row
    rows = enumerate(sheet.rows[first:], first + 1)
    return tuple(Line(number, row) for number, row in rows if not is_passed_over(row))


def as_sheet(told: dict[str, Any]) -> Sheet:
    """Return a sheet as whoever opened the file tells it: days as `{"d": "2026-03-05"}`."""
    return Sheet(told["name"], tuple(tuple(_cell(cell) for cell in row) for row in told["rows"]))


def packed(sheets: tuple[Sheet, ...]) -> bytes:
    """Return the sheets as bytes to be kept."""
    plain = [{"name": sheet.name, "rows": [[_written(cell) for cell in row] for row in sheet.rows]} for sheet in sheets]
    return zlib.compress(json.dumps(plain, ensure_ascii=True, separators=(",", ":")).encode(), 6)


def unpacked(kept: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of `packed`."""
    return tuple(map(as_sheet, json.loads(zlib.decompress(kept))))


def _cell(told: Any) -> Cell:
    return date.fromisoformat(told["d"]) if isinstance(told, dict) else told


def _written(cell: Cell) -> object:
    return {"d": cell.isoformat()} if isinstance(cell, date) else cell
