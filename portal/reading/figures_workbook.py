"""Form A as a workbook: the form as it is printed, one block under the other on A4, and a sheet by organisation."""

from __future__ import annotations

import io
from itertools import groupby
from typing import Any

import xlsxwriter

from portal.engine.spreadsheet_text import safe
from portal.reading.figures_form_a import BLOCKS, KINDS, TOTAL, Block, Column, FormA, Unit
from portal.reading.figures_periods import span, title
from portal.reading.figures_suppression import Place
from portal.reading.figures_totals import Figures, per_cent
from portal.reading.statistics import Statistics
from portal.reading.wording import N_, say

HIDDEN = "＊"
"""What stands in a cell this reader does not see."""
MONEY_FORMAT, SHARE_FORMAT = "#,##0.00", "0.0"
_UNITS = (
    (N_("单位"), 24),
    (N_("受理（件）"), 12),
    (N_("办结（件）"), 12),
    (N_("调解成功（件）"), 14),
    (N_("成功率（占办结）%"), 16),
    (N_("涉及金额（万元）"), 16),
)


def statistics_workbook(page: Statistics) -> bytes:
    """Return the statistics of a page as xlsx. What the reader does not see is not in it either."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    )
    styles = _Styles(book)
    _write_form(book.add_worksheet(say(N_("案件情况统计表"))), styles, page)
    if page.units:
        _write_units(book.add_worksheet(say(N_("按单位"))), styles, page)
    book.close()
    return made.getvalue()


class _Styles:
    """The formats of the workbook."""

    def __init__(self, book: Any) -> None:
        box = {"border": 1, "valign": "vcenter"}
        self.title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        self.plain = book.add_format({"valign": "vcenter"})
        self.head = book.add_format({**box, "align": "center", "text_wrap": True, "bg_color": "#EEF1F4"})
        self.name = book.add_format({**box, "text_wrap": True})
        self.count = book.add_format({**box, "num_format": "#,##0", "align": "right"})
        self.money = book.add_format({**box, "num_format": MONEY_FORMAT, "align": "right"})
        self.share = book.add_format({**box, "num_format": SHARE_FORMAT, "align": "right"})
        self.text = book.add_format({**box, "align": "right"})

    def of(self, unit: Unit) -> Any:
        """Return the format of a column."""
        return {Unit.MONEY: self.money, Unit.SHARE: self.share}.get(unit, self.count)


def _write_form(sheet: Any, styles: _Styles, page: Statistics) -> None:
    width = max(len(block.columns) for block in BLOCKS)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, width, 8)
    sheet.merge_range(0, 0, 0, width, say(N_("人民调解案件情况统计表")), styles.title)
    sheet.set_row(0, 28)
    sheet.write_string(1, 0, safe(say(N_("范围：%(scope)s"), scope=page.scope.title)), styles.plain)
    sheet.write_string(
        1, 6, say(N_("时期：%(period)s（%(span)s）"), period=title(page.period), span=span(page.so_far)), styles.plain
    )
    at = 3
    for block in BLOCKS:
        at = _write_block(sheet, styles, block, page.form, page.hidden, at) + 1
    for line in _foot(page):
        sheet.write_string(at, 0, line, styles.plain)
        at += 1


def _write_block(sheet: Any, styles: _Styles, block: Block, form: FormA, hidden: frozenset[Place], at: int) -> int:
    """Write one block from a line on, and return the line after it."""
    deep = 2 if any(column.under for column in block.columns) else 1
    _merge(sheet, at, 0, at + deep, 0, say(N_("调解组织")), styles.head)
    _merge(sheet, at, 1, at, len(block.columns), say(block.title), styles.head)
    place = 1
    for under, columns in groupby(block.columns, key=lambda column: column.under):
        group = list(columns)
        if under:
            _merge(sheet, at + 1, place, at + 1, place + len(group) - 1, say(under), styles.head)
        for column in group:
            first = at + deep if under else at + 1
            _merge(sheet, first, place, at + deep, place, say(column.title), styles.head)
            place += 1
    sheet.set_row(at + deep, 48)
    at += deep + 1
    for kind, figures in form.lines:
        sheet.write_string(at, 0, say(KINDS[kind]) if kind != TOTAL else say(N_("合计")), styles.name)
        for column_at, column in enumerate(block.columns, 1):
            _write_cell(sheet, styles, at, column_at, column, figures, is_hidden=(kind, column.key) in hidden)
        at += 1
    return at


def _write_cell(sheet: Any, styles: _Styles, at: int, place: int, column: Column, figures: Figures, *, is_hidden: bool) -> None:
    value = column.value(figures)
    if is_hidden:
        sheet.write_string(at, place, HIDDEN, styles.text)
    elif value is None:
        sheet.write_blank(at, place, None, styles.of(column.unit))
    elif column.unit is Unit.MONEY:
        sheet.write_number(at, place, round(int(value) / 1_000_000, 2), styles.money)
    else:
        sheet.write_number(at, place, float(value), styles.of(column.unit))


def _write_units(sheet: Any, styles: _Styles, page: Statistics) -> None:
    for place, (head, width) in enumerate(_UNITS):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, say(head), styles.head)
    sheet.freeze_panes(1, 0)
    for at, unit in enumerate(page.units, 1):
        figures = unit.figures
        sheet.write_string(at, 0, safe(unit.name), styles.name)
        for place, count in enumerate((figures.accepted, figures.closed, figures.settled), 1):
            sheet.write_number(at, place, count, styles.count)
        rate = per_cent(figures.settled, figures.closed)
        if rate is None:
            sheet.write_blank(at, 4, None, styles.share)
        else:
            sheet.write_number(at, 4, float(rate), styles.share)
        sheet.write_number(at, 5, round(figures.amount / 1_000_000, 2), styles.money)


def _foot(page: Statistics) -> list[str]:
    tie = page.form.tie
    lines = []
    if not page.suppressed:
        lines.append(
            say(
                N_("核对：类型合计%(types)s件，来源合计%(sources)s件，受理%(total)s件。"),
                types=tie.types,
                sources=tie.sources,
                total=tie.total,
            )
        )
    lines.append(say(N_("排查、预防各栏由填表单位手工填写。封存案件计入件数，不计入金额和人数。")))
    if page.suppressed:
        lines.append(say(N_("＊ 件数较少，或可由其他数字推算出较少的件数，不显示。")))
    return lines


def _merge(sheet: Any, row: int, column: int, last_row: int, last_column: int, text: str, style: Any) -> None:
    if (row, column) == (last_row, last_column):
        sheet.write_string(row, column, text, style)
    else:
        sheet.merge_range(row, column, last_row, last_column, text, style)
