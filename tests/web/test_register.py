"""案件台账: tabs, filters, search, pages, what is sealed, export and print."""

from __future__ import annotations

import io
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.engine.spreadsheet_text import safe
from portal.reading.register import RegisterPage, RegisterQuery, Tab, register_page
from portal.sdk import PERSON_B
from portal.store.tables.machine import AccessEntry
from tests.rig.databases import sqlite_database
from tests.web.desks import queries
from tests.web.offices import Offices, extra_plugin, make_offices, posted

WITHIN = 12
QUIET_PEOPLE: dict[str, Any] = {
    "grower": [{"kind": "person", "name": "马秘密"}],
    "neighbour": {**PERSON_B, "name": "牛秘密"},
}


def rows(page: str) -> list[str]:
    """Return the text of each row's link."""
    return [part.split("</a>")[0].rpartition(">")[2] for part in page.split('class="row-link"')[1:]]


def test_register_lists_the_office_s_cases_nearest_day_first(both_offices: Offices) -> None:
    both_offices.open("clerk")
    both_offices.clock.pass_by(timedelta(days=-2))
    both_offices.open("mediator")
    both_offices.clock.pass_by(timedelta(days=2))
    both_offices.open("stranger", "well.water")

    page = both_offices.page("clerk", "/cases/")

    assert rows(page) == ["（2026）临果调字第2号", "（2026）临果调字第1号"]
    assert "王小军与李桂兰" in page
    assert "共 2 件" in page


def test_pages_go_forth_and_back_without_losing_a_case(both_offices: Offices) -> None:
    for type_key in ("fruit", "plain", "fruit", "plain", "fruit", "plain"):
        both_offices.open("clerk", f"orchard.{type_key}")
    actor = both_offices.people["clerk"]

    def page(tab: Tab, cursor: str = "") -> RegisterPage:
        with both_offices.store.begin(actor) as uow:
            return register_page(uow, actor, RegisterQuery(tab=tab, page_size=2, cursor=cursor))

    for tab in (Tab.OPEN, Tab.ALL):
        pages = [page(tab)]
        while pages[-1].next:
            pages.append(page(tab, pages[-1].next))
        rows = [row for one in pages for row in one.rows]

        assert [len(one.rows) for one in pages] == [2, 2, 2]
        assert len({row.number for row in rows}) == 6
        if tab is Tab.OPEN:
            assert [row.due_on is None for row in rows] == [False] * 3 + [True] * 3
        assert pages[0].previous == ""
        for before, here in pairwise(pages):
            assert page(tab, here.previous).rows == before.rows


def test_broken_cursor_is_refused_and_nonsense_filters_are_passed_over(offices: Offices) -> None:
    offices.open("clerk")
    clerk = offices.at_work("clerk")

    assert clerk.get("/cases/?cursor=n_2026").status_code == 422
    for nonsense in ("tab=none", "handler=me", "since=1", "type=%27%20or", "division=%25", "phase=x", "period=eternity"):
        assert "共 1 件" in clerk.get(f"/cases/?{nonsense}").text


def test_tabs_count_under_the_filters_in_force(offices: Offices) -> None:
    offices.open("clerk", division_code="620723100201")
    offices.open("clerk", division_code="620723101201")
    offices.clock.pass_by(timedelta(days=30))

    page = offices.page("clerk", "/cases/?division=620723100")

    assert "镇村：沙河镇" in page
    assert tab_counts(page) == ["1", "0", "1", "0", "1"]


def test_lapsed_right_of_the_parties_makes_no_case_overdue(offices: Offices) -> None:
    offices.open("clerk", "orchard.slow")
    offices.clock.pass_by(timedelta(days=2000))

    assert tab_counts(offices.page("clerk", "/cases/")) == ["1", "0", "0", "0", "1"]


def test_filters_without_a_text_become_an_address(offices: Offices) -> None:
    answer = posted(
        offices.at_work("clerk"), "/cases/search", {"text": " ", "type": "orchard.fruit", "period": "month", "here": "done"}
    )

    assert answer.status_code == 303
    assert answer.location == "/cases/?tab=done&type=orchard.fruit&since=2026-11-01&until=2026-11-30"


def test_cases_are_found_by_name_last_four_digits_number_and_story(both_offices: Offices) -> None:
    both_offices.open("clerk")
    both_offices.open("stranger", "well.water")
    clerk = both_offices.at_work("clerk")

    for field, typed in (("text", "王小军"), ("q", "0011"), ("text", "（2026）临果调字第1号"), ("q", "树皮")):
        answer = posted(clerk, "/cases/search", {field: typed})

        assert (typed, answer.status_code, rows(answer.text)) == (typed, 200, ["（2026）临果调字第1号"])


def test_search_looks_into_ended_cases_too_and_stays_out_of_addresses(offices: Offices) -> None:
    offices.open("clerk")
    clerk = offices.at_work("clerk")
    case_id = clerk.get("/cases/").text.split('class="row-link" href="/cases/')[1].split('"')[0]
    posted(clerk, f"/cases/{case_id}/do/withdraw", {"version": "2", "how": "withdrawn", "token": "t" * 20})

    page = posted(clerk, "/cases/search", {"text": "王小军", "here": "open"}).text

    assert rows(page) == ["（2026）临果调字第1号"]
    assert "王小军" not in "".join(part.split('"')[0] for part in page.split('href="')[1:])
    with Session(offices.engine) as session:
        entry = session.scalars(select(AccessEntry).where(AccessEntry.kind == "search")).one()
    assert (entry.count, entry.data) == (1, {})


def test_text_too_strange_to_search_for_is_told(offices: Offices) -> None:
    answer = posted(offices.at_work("clerk"), "/cases/search", {"text": "a\x07b"})

    assert answer.status_code == 422
    assert "看不见的控制字符" in answer.text


def test_nothing_found_says_which_filter_to_drop(offices: Offices) -> None:
    offices.open("clerk", division_code="620723100201")

    page = offices.page("clerk", "/cases/?division=620723101&type=orchard.fruit")

    assert "没有符合的。" in page
    assert "去掉“镇村：新华镇”有 1 件" in page
    assert "去掉“类型：果树受损”" not in page


def test_sealed_case_is_counted_and_never_found(both_offices: Offices) -> None:
    both_offices.open("clerk", "orchard.quiet", parties=QUIET_PEOPLE)
    mediator = both_offices.at_work("mediator")

    page = mediator.get("/cases/?tab=all").text
    narrowed = mediator.get("/cases/?tab=all&type=orchard.fruit&division=620723101").text
    searched = posted(mediator, "/cases/search", {"text": "马秘密"}).text

    assert rows(page) == []
    for seen in (page, narrowed, searched):
        assert "另有封存 1 件，只计数" in seen
        assert "牛秘密" not in seen
    assert "马秘密" not in page
    assert "马秘密与牛秘密" in both_offices.page("head", "/cases/?tab=all")
    assert "马秘密与牛秘密" in both_offices.page("clerk", "/cases/?tab=all")


def test_whole_county_sees_the_office_first_and_names_masked(offices: Offices) -> None:
    offices.open("clerk")
    offices.open("clerk", "orchard.close")

    page = offices.page("coordinator", "/cases/")

    assert "县果园调委会" in page
    assert "王*与李*" in page
    assert "王小军" not in page


def test_workbook_holds_what_the_page_shows_and_is_written_down(both_offices: Offices) -> None:
    both_offices.open("clerk")
    both_offices.open("clerk", "orchard.quiet", parties=QUIET_PEOPLE)

    answer = posted(both_offices.at_work("head"), "/cases/export", {"tab": "all"})
    masked = posted(both_offices.at_work("coordinator"), "/cases/export", {"tab": "all"})

    assert answer.headers["Content-Disposition"] == 'attachment; filename="cases-2026-11-21.xlsx"'
    read = sheet(answer.data)
    assert [line[2] for line in read] == ["当事人", "马秘密与牛秘密", "王小军与李桂兰"]
    assert [line[2] for line in sheet(masked.data)] == ["当事人", "王*与李*"]
    with Session(both_offices.engine) as session:
        entries = session.scalars(select(AccessEntry).where(AccessEntry.kind == "export")).all()
    assert sorted(entry.count or 0 for entry in entries) == [1, 2]


def test_export_needs_its_verb_and_holds_only_types_of_that_verb(offices: Offices) -> None:
    offices.open("clerk")

    assert posted(offices.at_work("mediator"), "/cases/export", {"tab": "all"}).status_code == 403
    assert posted(offices.at_work("overseer"), "/cases/export", {"tab": "all"}).status_code == 403
    assert "导出 Excel" not in offices.page("mediator", "/cases/")
    assert "导出 Excel（1 件）" in offices.page("clerk", "/cases/")


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@x", "\tx", "\rx"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe(text) == f"'{text}"
    assert safe("王小军") == "王小军"


def test_name_that_looks_like_a_formula_stays_text_in_the_workbook(offices: Offices) -> None:
    offices.open("clerk", parties={"grower": [{"kind": "person", "name": "=cmd|' /C calc'!A0"}], "neighbour": {**PERSON_B}})

    answer = posted(offices.at_work("clerk"), "/cases/export", {})

    assert sheet(answer.data)[1][2].startswith("'=cmd")
    assert b"<f>" not in answer.data


def test_register_prints_without_filters_and_is_written_down(offices: Offices) -> None:
    offices.open("clerk")

    page = posted(offices.at_work("clerk"), "/cases/print", {"tab": "all"}).text

    assert "县果园调委会案件台账" in page
    assert "王小军与李桂兰" in page
    with Session(offices.engine) as session:
        assert session.scalars(select(AccessEntry).where(AccessEntry.kind == "print")).one().count == 1


@pytest.mark.parametrize(("account", "status"), [("auditor", 403), ("stranger", 200), ("coordinator", 200)])
def test_register_opens_to_whoever_holds_its_page(offices: Offices, account: str, status: int) -> None:
    assert offices.at_work(account).get("/cases/").status_code == status


def test_empty_register_offers_the_first_case(offices: Offices) -> None:
    page = offices.page("clerk", "/cases/?tab=all")

    assert "还没有案件" in page
    assert "登记纠纷" in page


def test_register_costs_the_same_with_many_cases_and_two_hundred_more_types(tmp_path: Path) -> None:
    costs = []
    for name, cases, more in (("small", 1, ()), ("large", 12, (extra_plugin(200),))):
        folder = tmp_path / name
        folder.mkdir()
        with sqlite_database(folder, migrated=True) as url:
            offices = make_offices(url, folder, *more)
        for _case in range(cases):
            offices.open("clerk")
        for account, path in (("clerk", "/cases/"), ("coordinator", "/cases/?tab=all"), ("clerk", "/cases/?division=620723101")):
            browser = offices.at_work(account)
            browser.get(path)
            seen = queries(offices.engine)
            assert browser.get(path).status_code == 200
            costs.append(len(seen))
        offices.engine.dispose()

    assert costs[:3] == costs[3:]
    assert max(costs) <= WITHIN


def tab_counts(page: str) -> list[str]:
    """Return the counts of the tabs, in order."""
    tabs = page.split('<nav class="tabs"')[1].split("</nav>")[0]
    return [part.split("</span>")[0] for part in tabs.split('<span class="count">')[1:]]


def sheet(data: bytes) -> list[list[str]]:
    """Return the rows of the first sheet as text."""
    read = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    return [[str(cell) for cell in line] for line in read]
