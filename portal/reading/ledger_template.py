"""The workbook a body writes its ledger into: a column for everything a type asks, with hints, lists to pick from, an example."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from portal.declare.case_types import CaseType
from portal.declare.fields import Choice, Choices, Day, LongText, YesNo
from portal.engine.ledger.columns import EXAMPLE, SERIAL, WRITTEN, Column, columns_of
from portal.engine.ledger.written import Cells, written
from portal.engine.spreadsheet_text import safe
from portal.hooks.examples import example_body
from portal.reading.wording import N_, as_papers_say, label, say

FIRST_LINE = 3
"""Rows of headings and the example; what is filled in begins below them."""
PREPARED = 2_000
_LONGEST_MESSAGE = 250
_HOW = (
    N_("一件案件写一行。带 * 的必须填，其余的有就填，没有留空。"),
    N_("第三行是示例，不会导入，可以删去。列的顺序可以变，不用的列可以删。"),
    N_("日期写成 2026-03-05、2026年3月5日 或 3.5 都可以；没有写年份的，按最近的那一天算。"),
    N_("身份证号、电话的列已经设为文本。从别处粘贴时请“只粘贴文本”，否则后几位会丢失。"),
    N_("几个当事人写在一格里，用顿号隔开；身份证号按姓名的顺序写，一个也不能少。"),
    N_("案号已经在纸上编了的照写，以后的编号接着往下排；没有编的留空，由系统编。"),
    N_("存好以后，在“案件台账”页点“导入台账”。导入以前会逐行检查，有一处不对就一件也不写入。"),
)


def template(case_type: CaseType, plugin: str, today: date, rows: Iterable[Mapping[str, str]] = ()) -> bytes:
    """Return the template of a type, in Chinese like the ledger; `rows` are filled in below the example."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    with as_papers_say():
        sheet = book.add_worksheet(say(N_("台账")))
        _write_how(book, say(N_("填写说明")), label(case_type.title, plugin))
        lists = book.add_worksheet(say(N_("选项")))
        lists.hide()
        columns = columns_of(case_type)
        write_headings(book, sheet, columns, plugin)
        write_lists(sheet, lists, columns, plugin)
        example = {SERIAL: EXAMPLE, **_example(case_type, today)}
        grey = book.add_format({"font_color": "#4A5665", "bg_color": "#EEF1F4", "num_format": "@", "text_wrap": True})
        plain = book.add_format({"num_format": "@"})
        _write_line(sheet, 2, columns, example, grey, every=True)
        for at, cells in enumerate(rows, FIRST_LINE):
            _write_line(sheet, at, columns, cells, plain)
        sheet.freeze_panes(2, 1)
    book.close()
    return made.getvalue()


def _example(case_type: CaseType, today: date) -> Cells:
    """Return the type's own example, as if it had been settled in writing."""
    body: dict[str, Any] = dict(example_body(case_type, today))
    body |= {"received_on": str(today), "accepted_on": str(today), "source": "application"}
    result = {
        "outcome": WRITTEN,
        "ended_on": str(today),
        "agreed_amount": "1000.00",
        "due_on": str(today + timedelta(days=30)),
        "signed": True,
    }
    return written(body, case_type, result)


def _write_how(book: Any, name: str, title: str) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True, "valign": "top"}))
    sheet.write_string(0, 0, safe(say(N_("%(type)s台账导入表"), type=title)), book.add_format({"bold": True, "font_size": 14}))
    for at, line in enumerate(_HOW, 1):
        sheet.write_string(at, 0, f"{at}. {say(line)}")


def write_headings(book: Any, sheet: Any, columns: tuple[Column, ...], plugin: str) -> None:
    """Write the headings: the group over its columns, every column as text so that no digit is lost."""
    box = {"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
    over = book.add_format({**box, "bold": True, "bg_color": "#DFECF8"})
    head = book.add_format({**box, "bg_color": "#EEF1F4"})
    needed = book.add_format({**box, "bold": True, "bg_color": "#FFEFCF"})
    text = book.add_format({"num_format": "@"})
    place = 0
    for group, members in groupby(columns, key=lambda column: column.group):
        own = list(members)
        title = safe(label(group, plugin))
        if len(own) == 1:
            sheet.write_string(0, place, title, over)
        else:
            sheet.merge_range(0, place, 0, place + len(own) - 1, title, over)
        for column in own:
            words = label(column.title, plugin) + (" *" if column.required else "")
            sheet.write_string(1, place, safe(words), needed if column.required else head)
            sheet.set_column(place, place, _width(column), text)
            place += 1
    sheet.set_row(0, 24)
    sheet.set_row(1, 36)


def write_lists(sheet: Any, lists: Any, columns: tuple[Column, ...], plugin: str) -> None:
    """Give every column its hint, and where something is picked, the list to pick from."""
    for place, column in enumerate(columns):
        options = _options(column, plugin)
        rule: dict[str, Any] = {"validate": "any"}
        if options:
            for at, word in enumerate(options):
                lists.write_string(at, place, safe(word))
            name = xl_col_to_name(place)
            rule = {"validate": "list", "source": f"=选项!${name}$1:${name}${len(options)}", "error_type": "warning"}
        hint = label(column.hint, plugin)[:_LONGEST_MESSAGE]
        if hint:
            rule |= {"input_title": label(column.title, plugin)[:32], "input_message": hint}
        if options or hint:
            sheet.data_validation(FIRST_LINE, place, FIRST_LINE + PREPARED, place, rule)


def _options(column: Column, plugin: str) -> list[str]:
    if isinstance(column.field, Choices):
        return []
    if isinstance(column.field, Choice):
        return [label(word, plugin) for _, word in column.field.pairs]
    return ["是", "否"] if isinstance(column.field, YesNo) else []


def _write_line(
    sheet: Any, at: int, columns: tuple[Column, ...], cells: Mapping[str, str], style: Any, *, every: bool = False
) -> None:
    for place, column in enumerate(columns):
        text = cells.get(column.path, "")
        if text or every:
            sheet.write_string(at, place, safe(text), style)


def _width(column: Column) -> int:
    if isinstance(column.field, LongText):
        return 36
    return 12 if isinstance(column.field, (Day, Choice, YesNo)) else 18
