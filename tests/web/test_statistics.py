"""统计: the page of figures, its rows, the printed form, the workbook, sectors, and who sees what."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.store import settings
from portal.store.tables.machine import AccessEntry
from portal.web.line_chart import line_chart
from tests.web.desks import queries
from tests.web.offices import Offices, posted

WITHIN = 12


def tiles(page: str) -> list[str]:
    """Return the headline numbers."""
    return [re.sub(r"<[^>]+>", "", part.split("</span>")[0]).strip() for part in page.split('class="tile-number">')[1:]]


def links(page: str) -> list[str]:
    """Return where figures lead."""
    return [href.replace("&amp;", "&") for href in re.findall(r'href="(/statistics/cases[^"]*)"', page)]


def test_page_shows_four_numbers_bars_months_units_and_the_form(both_offices: Offices) -> None:
    for account in ("clerk", "mediator"):
        both_offices.open(account)
    both_offices.open("stranger", "well.water")

    page = both_offices.page("coordinator", "/statistics/")

    assert [tile.split()[0] for tile in tiles(page)] == ["3", "0", "—", "0.00"]
    assert "损害赔偿纠纷" in page
    assert '<svg class="hbar"' in page
    assert '<polyline class="line-now"' in page
    assert "县果园调委会" in page
    assert "类型合计 = 来源合计 = 3" in page
    assert page.count('class="table form-table') == 5


def test_every_figure_shown_opens_its_rows(offices: Offices) -> None:
    offices.open("clerk")
    offices.open("stranger", "well.water")
    browser = offices.at_work("coordinator")

    found = links(browser.get("/statistics/").text)

    assert len(found) > 8
    for href in found:
        answer = browser.get(href)
        assert answer.status_code == 200, href
        assert "（2026）临" in answer.text, href
    assert "封存" not in browser.get(found[0]).text


def test_rows_behind_a_figure_count_what_is_sealed_and_do_not_list_it(offices: Offices) -> None:
    offices.open("clerk")
    offices.open("clerk", "orchard.quiet")

    page = offices.page("coordinator", "/statistics/cases?figure=accepted")

    assert page.count('class="row-link"') == 1
    assert "另有封存 1 件，只计数" in page
    assert "不宜声张" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/statistics/?scope=county",
        "/statistics/?scope=sector:well",
        "/statistics/cases?figure=amount",
        "/statistics/cases?figure=accepted&unit=x",
        "/statistics/cases?figure=accepted&kind=moon",
        "/statistics/sectors?sector=well",
    ],
)
def test_what_is_not_offered_is_not_found(offices: Offices, path: str) -> None:
    assert offices.at_work("clerk").get(path).status_code == 404


@pytest.mark.parametrize("given", ["period=2026-13", "since=2026-11-05&until=2026-11-01", "since=x&until=11.3"])
def test_period_that_makes_no_sense_is_told_and_this_month_shown(offices: Offices, given: str) -> None:
    answer = offices.at_work("clerk").get(f"/statistics/?{given}")

    assert answer.status_code == 422
    assert "2026年11月" in answer.text
    assert 'class="flash flash-danger' in answer.text


def test_two_days_typed_as_people_type_are_a_period(offices: Offices) -> None:
    offices.open("clerk")

    page = offices.page("clerk", "/statistics/?since=11.20&until=今天")

    assert "2026年11月20日至2026年11月21日" in page
    assert tiles(page)[0].split()[0] == "1"


def test_statistical_month_begins_when_the_county_says(offices: Offices) -> None:
    with Session(offices.engine) as session:
        settings.write(session, settings.MONTH_STARTS_ON, 26)
        session.commit()
    offices.open("clerk")
    offices.clock.pass_by(timedelta(days=6))  # 27 November

    page = offices.page("clerk", "/statistics/")

    assert "2026年12月" in page
    assert "2026年11月26日至2026年11月27日" in page
    assert tiles(page)[0].split()[0] == "0"
    assert "2026年12月还没有案件，前一期 0 件" in page


def test_form_is_printed_without_links_and_that_is_written_down(offices: Offices) -> None:
    offices.open("clerk")

    page = offices.page("clerk", "/statistics/form-a")

    assert "人民调解案件情况统计表" in page
    assert "填报范围：县果园调委会" in page
    assert links(page) == []
    with Session(offices.engine) as session:
        entry = session.scalars(select(AccessEntry).where(AccessEntry.kind == "print")).one()
    assert (entry.action, entry.data) == ("statistics", {"period": "2026-11", "scope": "own"})


def test_workbook_is_given_and_written_down(offices: Offices) -> None:
    offices.open("clerk")

    answer = posted(offices.at_work("clerk"), "/statistics/export", {"period": "2026-11"})

    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    assert book.sheet_names == ["案件情况统计表", "按单位"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="form-a-2026-11.xlsx"'
    with Session(offices.engine) as session:
        assert session.scalars(select(AccessEntry.action).where(AccessEntry.kind == "export")).one() == "statistics"


def test_paragraph_for_the_bulletin_is_ready_to_copy(offices: Offices) -> None:
    offices.open("clerk")

    page = offices.page("coordinator", "/statistics/")

    assert 'data-copy="2026年11月，全县共受理矛盾纠纷1件。' in page


def test_congress_sees_the_county_and_no_small_count_no_unit_no_row(offices: Offices) -> None:
    for _ in range(6):
        offices.open("clerk")
    offices.open("stranger", "well.water")
    browser = offices.at_work("congress")

    page = browser.get("/statistics/").text

    assert tiles(page)[0].split()[0] == "7"
    assert "＊" in page
    assert "县果园调委会" not in page
    assert links(page) == []
    assert 'name="since"' not in page
    assert browser.get("/statistics/cases?figure=accepted").status_code == 403
    assert browser.get("/statistics/?since=11.1&until=11.2").status_code == 422
    assert browser.get("/cases/").status_code == 403
    assert "行业统计" not in page
    assert browser.get("/statistics/sectors?sector=orchard").status_code == 404


def test_who_has_no_statistics_meets_403(offices: Offices) -> None:
    assert offices.at_work("auditor").get("/statistics/").status_code == 403


def test_page_costs_no_more_than_twelve_queries(both_offices: Offices) -> None:
    both_offices.open("clerk")
    browser = both_offices.at_work("coordinator")
    browser.get("/statistics/")

    seen = queries(both_offices.engine)
    browser.get("/statistics/?period=2026")
    page = len(seen)
    browser.get("/statistics/sectors")
    sectors = len(seen) - page
    browser.get("/statistics/cases?figure=accepted")

    assert page <= WITHIN, seen
    assert sectors <= WITHIN
    assert len(seen) - page - sectors <= WITHIN


def test_sector_without_tables_says_so(offices: Offices) -> None:
    assert "这个时期没有可统计的行业案件" in offices.page("clerk", "/statistics/sectors")


def test_line_begins_at_zero_and_ends_where_the_months_are_still_to_come() -> None:
    chart = line_chart(["10", "11", "12"], [5, 20, None], [0, 10, 4])

    assert [point.word for point in chart.now] == ["5", "20"]
    assert [rule.word for rule in chart.scale] == ["0", "10", "20"]
    assert chart.before[0].y == chart.scale[0].y
    assert chart.now[1].y == chart.scale[2].y
    assert line_chart(["1"], [0], [0]).scale[2].word == "2"


def test_register_of_the_month_lists_what_the_figure_counts_with_the_text(offices: Offices) -> None:
    offices.open("clerk")
    offices.open("clerk")
    head = offices.at_work("head")

    page = head.get("/statistics/register").text
    book = posted(head, "/statistics/register/export", {})

    assert "案件台账（2026年11月受理）" in page
    assert "共列 2 件" in page
    assert "共受理矛盾纠纷2件" in page
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book.data)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet[2:4]] == ["1", "2"]
    assert "/statistics/register" in head.get("/statistics/").text
