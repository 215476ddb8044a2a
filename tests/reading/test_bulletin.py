"""The figures as a paragraph and as a workbook."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from portal.reading.figures_bulletin import bulletin, compared
from portal.reading.figures_form_a import ten_thousands
from portal.reading.figures_totals import change, per_cent
from portal.reading.figures_workbook import HIDDEN, statistics_workbook
from tests.reading.conftest import Figured
from tests.reading.test_statistics import read, settled


def filled(figured: Figured) -> None:
    """Enter a small November and October."""
    for day in (2, 3):
        facts: dict[str, Any] = settled(date(2026, 11, 9), 10_000_00, performed_on=date(2026, 11, 10))
        figured.case(accepted_on=date(2026, 11, day), people=2, **facts)
    figured.case("东寨村调委会", accepted_on=date(2026, 11, 4), source="police", prevented_crime=4)
    figured.case(accepted_on=date(2026, 10, 4), ended_on=date(2026, 11, 4), ending="not_settled")
    figured.case(accepted_on=date(2026, 10, 5))


def test_paragraph_tells_the_period_ready_for_the_monthly_bulletin(figured: Figured) -> None:
    filled(figured)

    told = bulletin(read(figured, "coordinator"))

    assert told == (
        "2026年11月，全县共受理矛盾纠纷3件，环比上升50.0%。"
        "办结3件，调解成功2件，成功率66.7%（2/3），协议涉及金额2.00万元。"
        "其中：依申请调解2件、接受委托移送调解1件。"
        "较多的类型是：劳动争议3件。"
        "书面协议2件、已履行2件。"
        "防止民间纠纷转化为刑事案件1件4人。"
    )


def test_paragraph_of_a_month_without_cases_says_so(figured: Figured) -> None:
    assert bulletin(read(figured, "clerk", period="2026-01")) == "2026年1月，工会调委会共受理矛盾纠纷0件。暂无办结。"


def test_paragraph_leaves_out_what_its_reader_does_not_see(figured: Figured) -> None:
    filled(figured)

    told = bulletin(read(figured, "congress"))

    assert "受理矛盾纠纷3件" in told
    assert "依申请" not in told
    assert "劳动争议" not in told
    assert "刑事" not in told


def test_workbook_holds_the_form_the_units_and_the_tie(figured: Figured) -> None:
    filled(figured)
    page = read(figured, "coordinator")

    book = CalamineWorkbook.from_filelike(io.BytesIO(statistics_workbook(page)))
    lines = book.get_sheet_by_name("案件情况统计表").to_python()
    units = book.get_sheet_by_name("按单位").to_python()

    text = [[str(cell) for cell in line] for line in lines]
    assert text[0][0] == "人民调解案件情况统计表"
    assert text[1][0] == "范围：全县"
    totals = [line for line in lines if line[0] == "合计"]
    assert totals[0][1:8] == [3, 3, 2, 66.7, 66.7, 4, 0]
    assert totals[1][1:5] == [0, 2, 1, 0]
    assert totals[3][1:5] == [0, 2, 2.0, 2]
    assert any(line[0] == "核对：类型合计3件，来源合计3件，受理3件。" for line in text)
    assert [row[:3] for row in units[1:]] == [["工会调委会", 2, 3], ["东寨村调委会", 1, 0]]


def test_workbook_hides_what_its_reader_does_not_see(figured: Figured) -> None:
    filled(figured)

    book = CalamineWorkbook.from_filelike(io.BytesIO(statistics_workbook(read(figured, "congress"))))
    lines = book.get_sheet_by_name("案件情况统计表").to_python()

    assert book.sheet_names == ["案件情况统计表"]
    village = next(line for line in lines if line[0] == "村")
    assert village[1] == HIDDEN
    assert 3 not in village


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(842, 869, "96.9"), (1, 8, "12.5"), (1, 16, "6.3"), (0, 5, "0.0"), (1, 0, None)],
)
def test_shares_have_one_decimal_rounded_half_up(part: int, whole: int, expected: str | None) -> None:
    assert per_cent(part, whole) == expected


@pytest.mark.parametrize(
    ("now", "then", "grown", "told"),
    [(112, 100, "+12.0", "同比上升12.0%"), (97, 100, "-3.0", "同比下降3.0%"), (7, 7, "0.0", "同比持平"), (7, 0, None, "")],
)
def test_growth_is_told_against_what_there_was(now: int, then: int, grown: str | None, told: str) -> None:
    assert change(now, then) == grown
    assert compared(now, then, by="year") == told


@pytest.mark.parametrize(("fen", "expected"), [(28_738_000_00, "2,873.80"), (4_999, "0.00"), (5_000, "0.01"), (0, "0.00")])
def test_amounts_are_told_in_ten_thousands(fen: int, expected: str) -> None:
    assert ten_thousands(fen) == expected
