"""The workbook a list of the many of one side is written into: what is asked of each, text columns, lists to pick from."""

from __future__ import annotations

import io

import xlsxwriter

from portal.declare.parties import Role
from portal.engine.ledger.columns import Column, role_columns
from portal.reading.ledger_template import write_headings, write_lists
from portal.reading.wording import N_, as_papers_say, say

_ASKED = ("name", "id_number", "phone", "address", "sex")


def member_template(role: Role, plugin: str) -> bytes:
    """Return the workbook for the people of a role, in Chinese like all lists that come on paper."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    with as_papers_say():
        sheet = book.add_worksheet(say(N_("名单")))
        lists = book.add_worksheet(say(N_("选项")))
        lists.hide()
        columns = _columns(role)
        write_headings(book, sheet, columns, plugin)
        write_lists(sheet, lists, columns, plugin)
        sheet.freeze_panes(2, 1)
    book.close()
    return made.getvalue()


def _columns(role: Role) -> tuple[Column, ...]:
    """Return name, number, phone and what the role itself asks; the hint for several people in one cell is not for lists."""
    own = {field.key: field.hint for field in role.fields if not field.retired}
    keys = (*_ASKED, *own)
    found = {column.path.rpartition(".")[2]: column for column in role_columns(role)}
    return tuple(
        Column(found[key].path, found[key].group, found[key].title, found[key].field, key == "name", own.get(key, ""))
        for key in keys
        if key in found
    )
