"""月度台账: the cases accepted in a period as one register across A4, beside the monthly text. A paper, so it is Chinese.

What is listed and the sealed cases that are only counted are as many as the figure of accepted cases says.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

import xlsxwriter

from portal.access.actors import Person
from portal.access.doors import sealed_count
from portal.declare.steps import Verb
from portal.engine.days import written
from portal.engine.money import grouped
from portal.engine.spreadsheet_text import safe
from portal.reading.export import of_verb, status_word
from portal.reading.figures_amounts import NONE, Amounts, amounts_of
from portal.reading.figures_behind import Behind, behind
from portal.reading.figures_cells import Asked
from portal.reading.figures_periods import Period, title
from portal.reading.figures_scopes import Scope
from portal.reading.register import RegisterQuery, RegisterRow, Tab, register_rows
from portal.reading.wording import N_, as_papers_say, say
from portal.reading.words import ENDINGS, word
from portal.store.tables.cases import CaseFile
from portal.store.unit_of_work import UnitOfWork

PRINT_MOST = 1_000
COLUMNS = (
    (N_("序号"), 6),
    (N_("单位"), 20),
    (N_("案号"), 25),
    (N_("当事人"), 30),
    (N_("类型"), 18),
    (N_("镇村"), 14),
    (N_("收到日期"), 12),
    (N_("调解员"), 10),
    (N_("状态"), 12),
    (N_("结果"), 12),
    (N_("请求金额（元）"), 14),
    (N_("协议金额（元）"), 14),
    (N_("已履行（元）"), 14),
)
FIGURES = frozenset(range(len(COLUMNS) - 3, len(COLUMNS)))
"""Which columns are amounts and stand to the right."""
UNBROKEN = frozenset((6, 7))
"""The day received and the mediator, which read badly on two lines."""


@dataclass(frozen=True)
class PeriodRegister:
    """The register of a period: its heading, its rows as cells, and how many sealed cases are counted beside them."""

    heading: str
    rows: tuple[tuple[str, ...], ...]
    sealed: int
    is_cut: bool


def period_register(uow: UnitOfWork, actor: Person, scope: Scope, period: Period, *, most: int = PRINT_MOST) -> PeriodRegister:
    """Return the cases accepted in the period that this post may print, the latest first.

    Raises:
        Forbidden: the post may print no type at all.
    """
    among = behind(uow, Asked(actor, scope), period, Behind("accepted"))
    with as_papers_say():
        found = register_rows(uow, actor, of_verb(actor, RegisterQuery(tab=Tab.ALL, among=among), Verb.PRINT), most + 1)
        money = amounts_of(uow, actor, [row.id for row in found[:most]])
        rows = tuple(_cells(number, row, money.get(row.id, NONE)) for number, row in enumerate(found[:most], 1))
        heading = say(N_("%(scope)s案件台账（%(period)s受理）"), scope=scope.title, period=title(period))
    return PeriodRegister(heading, rows, sealed_count(uow, actor, CaseFile.id.in_(among)), len(found) > most)


def _cells(number: int, row: RegisterRow, money: Amounts) -> tuple[str, ...]:
    return (
        str(number),
        row.organisation,
        row.number or "",
        row.parties,
        row.type_title,
        row.place,
        row.received_on.isoformat(),
        row.handler,
        status_word(row),
        word(ENDINGS, row.ending),
        *("" if fen is None else grouped(fen) for fen in (money.asked, money.agreed, money.performed)),
    )


def register_workbook(register: PeriodRegister, text: str, today: date) -> bytes:
    """Return the register as xlsx that prints across A4: its head on every page, the monthly text under it."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    )
    sheet = book.add_worksheet("台账")
    head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    cell = book.add_format({"border": 1, "valign": "vcenter", "text_wrap": True})
    figure = book.add_format({"border": 1, "align": "right", "valign": "vcenter"})
    big = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    last = len(COLUMNS) - 1
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.set_footer("&C第&P页 共&N页")
    sheet.merge_range(0, 0, 0, last, safe(register.heading), big)
    with as_papers_say():
        for column, (name, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(1, column, say(name), head)
    for at, row in enumerate(register.rows, 2):
        for column, value in enumerate(row):
            sheet.write_string(at, column, safe(value), figure if column in FIGURES else cell)
    under = len(register.rows) + 3
    for at, line in enumerate((text, _counted(register), f"制表日期：{written(today)}")):
        sheet.merge_range(under + at, 0, under + at, last, safe(line), plain)
        sheet.set_row(under + at, 48 if at == 0 else 18)
    book.close()
    return made.getvalue()


def _counted(register: PeriodRegister) -> str:
    """Return how many are listed, and how many more are counted only."""
    more = f"，另有封存 {register.sealed} 件，只计数" if register.sealed else ""
    cut = f"（只列前 {len(register.rows)} 件）" if register.is_cut else ""
    return f"共列 {len(register.rows)} 件{cut}{more}。"
