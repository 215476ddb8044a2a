"""Opens a spreadsheet in a process of its own (`workbook_child`) and returns its sheets; the portal itself never parses one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from portal.engine.ledger.sheets import Sheet, as_sheet
from portal.errors import Refused

LARGEST_BYTES = 10 * 1024 * 1024
_PATIENCE = 45.0  # of the clock, where the child's own limit is of the processor
_CHILD = Path(__file__).with_name("workbook_child.py")


def read_workbook(content: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook (xlsx, xls, ods) or of a text with separators (UTF-8 or GBK) that hold anything.

    Raises:
        Refused: empty, too large, unreadable, or more than the process that opens it may use.
    """
    if not content:
        raise Refused.at("file", "workbook_empty")
    if len(content) > LARGEST_BYTES:
        raise Refused.at("file", "workbook_too_heavy", most=LARGEST_BYTES // 1024 // 1024)
    try:
        done = subprocess.run(  # noqa: S603 - our own file, with our own interpreter
            [sys.executable, "-I", str(_CHILD)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused.at("file", "workbook_too_large") from None
    if done.returncode != 0:
        raise Refused.at("file", "workbook_too_large")
    told = json.loads(done.stdout)
    if "problem" in told:
        raise Refused.at("file", told["problem"])
    sheets = tuple(sheet for sheet in map(as_sheet, told["sheets"]) if sheet.rows)
    if not sheets:
        raise Refused.at("file", "workbook_empty")
    return sheets
