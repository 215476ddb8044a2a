"""The page that brings a list of people, the pages that show them, and the list filled into a new case."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import Any

import xlsxwriter

from tests.web.offices import Offices, posted

HEADINGS = ("姓名", "身份证号", "电话")


def book(*rows: tuple[str, ...]) -> tuple[io.BytesIO, str]:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for at, row in enumerate((HEADINGS, *rows)):
            sheet.write_row(at, 0, row)
    return io.BytesIO(made.getvalue()), "名单.xlsx"


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))))


def test_list_is_tried_then_written_and_shown_page_by_page(offices: Offices) -> None:
    case_id = offices.open("clerk").case_id
    browser, here = offices.at_work("clerk"), f"/cases/{case_id}/members"
    people = [(f"果农{n}", "", "") for n in range(60)]

    wrong = posted(browser, here, {"role": "grower", "file": book(*people[:2], ("果农七", "123", ""))})
    none = posted(browser, here, {"role": "grower"})
    tried = posted(browser, here, {"role": "grower", "file": book(*people)})
    waits = browser.get(here)
    version = re.search(r'name="version" value="(\d+)"', waits.get_data(as_text=True))
    assert version is not None
    written = posted(browser, f"{here}/write", {"version": version[1], "token": "members-token"})
    again = posted(browser, f"{here}/write", {"version": version[1], "token": "members-token"})
    case, second = browser.get(f"/cases/{case_id}"), browser.get(f"/cases/{case_id}/people?page=2")

    assert (wrong.status_code, none.status_code, tried.status_code) == (422, 422, 303)
    assert "4 B 身份证号 身份证号应为 18 位，现在是 3 位。" in text(wrong)
    assert "60 人都没有问题，还没有写入。" in text(waits)
    assert (written.status_code, again.status_code) == (303, 422)
    assert "等61人与" in text(case)
    assert "果农共 61 人，看全部" in text(case)
    assert "还没有登记推选的代表人" in text(case)
    assert "第 2 页，共 2 页" in text(second)
    assert browser.get(f"/cases/{case_id}/people?page=3").status_code == 404
    assert browser.get(f"/cases/{case_id}/do/members").location.endswith(here)
    assert browser.get(f"{here}/template?role=grower").data.startswith(b"PK")
    assert browser.get(f"{here}/template?role=neighbour").status_code == 404


def test_list_fills_the_form_of_a_new_case(offices: Offices) -> None:
    browser = offices.at_work("clerk")
    form = {"do": "list:grower", "parties.neighbour.0.name": "李桂兰"}

    filled = posted(
        browser, "/cases/new/orchard.fruit", {**form, "list.grower": book(("果农甲", "", "13893600031"), ("果农乙", "", ""))}
    )
    many = posted(browser, "/cases/new/orchard.fruit", {**form, "list.grower": book(*[(f"果农{n}", "", "") for n in range(31)])})
    wrong = posted(browser, "/cases/new/orchard.fruit", {**form, "list.grower": book(("果农甲", "6.2E+17", ""))})

    same = book(("果农甲", "620723198506150028", ""), ("果农乙", "", ""), ("果农甲", "620723198506150028", ""))
    twice = posted(browser, "/cases/new/orchard.fruit", {**form, "list.grower": same})

    page = filled.get_data(as_text=True)
    assert re.search(r'name="parties.grower.0.name"[^>]*value="果农甲"', page)
    assert re.search(r'name="parties.grower.1.name"[^>]*value="果农乙"', page)
    assert re.search(r'name="parties.neighbour.0.name"[^>]*value="李桂兰"', page)
    assert (many.status_code, wrong.status_code) == (422, 422)
    assert "登记时一次最多填入 30 人" in text(many)
    assert "名单第 2 行 B 列：" in text(wrong)
    assert "名单第 4 行 B 列：与第 2 行的身份证号相同" in text(twice)
