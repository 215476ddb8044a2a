"""The register as a workbook: what the page shows, masked as on the page, and nothing a spreadsheet would run as a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter

from portal.access.actors import Person
from portal.declare.steps import Verb
from portal.engine.spreadsheet_text import safe
from portal.errors import Forbidden
from portal.reading.register import RegisterQuery, RegisterRow, register_rows
from portal.reading.wording import N_, say
from portal.reading.words import ENDINGS, PHASES, STEPS, word
from portal.store.unit_of_work import UnitOfWork

MOST_ROWS = 20_000
PRINT_MOST = 1_000
_COLUMNS = (
    (N_("单位"), 18),
    (N_("案号"), 26),
    (N_("当事人"), 30),
    (N_("类型"), 20),
    (N_("镇村"), 14),
    (N_("调解员"), 10),
    (N_("状态"), 12),
    (N_("结果"), 14),
    (N_("期限"), 12),
    (N_("收到日期"), 12),
)

Cell = str | date | None


def workbook(uow: UnitOfWork, actor: Person, query: RegisterQuery) -> tuple[bytes, int]:
    """Return the workbook and its number of rows, at most `MOST_ROWS`, of the types the post may export.

    Raises:
        Forbidden: the post may export no type at all.
        Refused: a search text that makes no sense.
    """
    rows = register_rows(uow, actor, of_verb(actor, query, Verb.EXPORT), MOST_ROWS)
    return _written([[say(title) for title, _ in _COLUMNS], *(_cells(row) for row in rows)]), len(rows)


def of_verb(actor: Person, query: RegisterQuery, verb: Verb) -> RegisterQuery:
    """Return the query narrowed to the types on which the post holds the verb.

    Raises:
        Forbidden: there is none.
    """
    types = frozenset(view for held, view in actor.verbs if held == verb.value and not view.startswith("portal."))
    if not types:
        raise Forbidden(verb.value)
    narrowed: RegisterQuery = RegisterQuery(**{**vars(query), "only": types if query.only is None else types & query.only})
    return narrowed


def _cells(row: RegisterRow) -> list[Cell]:
    return [
        row.organisation,
        row.number or "",
        row.parties,
        row.type_title,
        row.place,
        row.handler,
        status_word(row),
        word(ENDINGS, row.ending),
        row.due_on,
        row.received_on,
    ]


def status_word(row: RegisterRow) -> str:
    """Return where the case stands in one word: the step inside the phase where there is one, else the phase."""
    if row.voided:
        return say(N_("已作废"))
    return word(STEPS, row.step) if row.step in STEPS else word(PHASES, row.phase)


def _written(lines: Sequence[Sequence[Cell]]) -> bytes:
    """Return the lines as xlsx, row by row, so that a long one costs no more memory than a short one."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    sheet = book.add_worksheet(say(N_("案件台账")))
    head = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    for column, (_, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    for at, line in enumerate(lines):
        for column, cell in enumerate(line):
            if isinstance(cell, date):
                sheet.write_datetime(at, column, cell, day)
            elif cell:
                sheet.write_string(at, column, safe(cell), head if at == 0 else None)
    sheet.autofilter(0, 0, max(len(lines) - 1, 0), len(_COLUMNS) - 1)
    book.close()
    return made.getvalue()
