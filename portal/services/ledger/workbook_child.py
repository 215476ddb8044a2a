"""The process that opens somebody's spreadsheet, apart from the portal and within limits of its own. Knows nothing of the portal.

It reads the file from its input and writes the cells of every sheet as JSON, or the code of what is wrong. A file that asks for
more memory or time than it may have ends this process and nothing else.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MEGABYTE = 1024 * 1024
MOST_MEMORY = 640 * MEGABYTE
MOST_SECONDS = 20
MOST_UNPACKED = 160 * MEGABYTE
MOST_PARTS = 4_000
MOST_ROWS = 20_020
MOST_COLUMNS = 200
MOST_SHEETS = 30
LONGEST_CELL = 30_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class _Wrong(Exception):
    """The file cannot be taken; its text is a code."""


def main() -> None:
    """Read, bound and tell."""
    _bound()
    content = sys.stdin.buffer.read()
    try:
        told: dict[str, Any] = {"sheets": _sheets(content)}
    except _Wrong as wrong:
        told = {"problem": str(wrong)}
    except MemoryError:
        told = {"problem": "workbook_too_large"}
    json.dump(told, sys.stdout, ensure_ascii=True, separators=(",", ":"))


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _sheets(content: bytes) -> list[dict[str, Any]]:
    if content.startswith(_ZIP):
        _refuse_bombs(content)
        return _of_workbook(content)
    if content.startswith(_OLE):
        return _of_workbook(content)
    return [{"name": "", "rows": _of_text(content)}]


def _refuse_bombs(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise _Wrong("workbook_unreadable") from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _Wrong("workbook_too_large")


def _of_workbook(content: bytes) -> list[dict[str, Any]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = (meta for meta in book.sheets_metadata if meta.visible == SheetVisibleEnum.Visible)
        kinds = [meta.name for meta in shown if meta.typ == SheetTypeEnum.WorkSheet]
        if len(kinds) > MOST_SHEETS:
            raise _Wrong("workbook_too_many_sheets")
        return [{"name": name, "rows": _rows(book.get_sheet_by_name(name).to_python(skip_empty_area=False))} for name in kinds]
    except CalamineError:
        raise _Wrong("workbook_unreadable") from None


def _of_text(content: bytes) -> list[list[Any]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise _Wrong("workbook_unreadable")
    if "\0" in text:
        raise _Wrong("workbook_unreadable")
    first = text.split("\n", 1)[0]
    separator = max("\t;,", key=first.count)
    try:
        return _rows(list(csv.reader(io.StringIO(text), delimiter=separator)))
    except csv.Error:
        raise _Wrong("workbook_unreadable") from None


def _rows(given: list[list[Any]]) -> list[list[Any]]:
    if len(given) > MOST_ROWS:
        raise _Wrong("workbook_too_many_rows")
    rows = []
    for line in given:
        row = [_cell(value) for value in line]
        while row and row[-1] is None:
            row.pop()
        if len(row) > MOST_COLUMNS:
            raise _Wrong("workbook_too_wide")
        rows.append(row)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        if len(value) > LONGEST_CELL:
            raise _Wrong("workbook_cell_too_long")
        return value or None
    if isinstance(value, (datetime, date)):
        return {"d": value.strftime("%Y-%m-%d")} if value.year >= 1000 else str(value)
    if isinstance(value, (time, timedelta)):
        return str(value)
    return value


if __name__ == "__main__":
    main()
