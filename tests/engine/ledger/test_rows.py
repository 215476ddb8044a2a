"""Rows of a ledger as people keep them: read into the intake, or told with the column of what is wrong."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from portal.cli.words import in_words
from portal.declare.fields import Choice, Choices, Day, Field, IdNumber, LongText, Money, Phone, Text, YesNo
from portal.engine.deciding import Deciding
from portal.engine.ledger.cells import Cell, read_cell
from portal.engine.ledger.columns import columns_of
from portal.engine.ledger.course import Played, play
from portal.engine.ledger.header import find_header, guess
from portal.engine.ledger.rows import Entry, Known, Mapped, is_passed_over, read_row
from portal.engine.ledger.sheets import Sheet, lines_of, packed, unpacked
from portal.engine.ledger.written import written
from portal.engine.read_fields import FieldProblem
from portal.errors import Problem
from portal.reading.ledger_template import template
from portal.services.ledger.workbook import read_workbook
from tests.engine.wages import CALENDAR, TODAY, WAGES

STAFF = uuid.UUID(int=1)
KNOWN = Known({"沙河镇": "620723100", "东寨村": None}, {"李秀英": STAFF})
DECIDING = Deciding(
    today=TODAY,
    now=datetime(2026, 11, 21, 2, tzinfo=UTC),
    calendar=CALENDAR,
    staff_id=STAFF,
    supervises=False,
    staff_in_reach=lambda staff: staff == STAFF,
)
PLACES = {column.path: at for at, column in enumerate(columns_of(WAGES))}
ROW = {
    "accepted_on": "2026-03-05",
    "parties.worker.name": "王小军",
    "parties.worker.id_number": "620723199001010016",
    "parties.employer.name": "临泽县兴业建筑有限公司",
    "details.owed": "12000",
    "details.owed_since": "2026-01-01",
}


def come(cells: dict[str, Cell]) -> Played | tuple[Problem, ...]:
    row = [cells.get(path) for path in PLACES]
    entry = read_row(row, Mapped(PLACES), WAGES, KNOWN, TODAY)
    return play("labour.unpaid_wages", WAGES, entry, DECIDING, frozenset({"620723100"})) if isinstance(entry, Entry) else entry


@pytest.mark.parametrize(
    ("field", "cell", "read"),
    [
        (Day("d", "日"), "2026年3月5日", "2026年3月5日"),
        (Day("d", "日"), "２０２６－０３－０５", "2026-03-05"),
        (Day("d", "日"), "2026/3/5 0:00:00", "2026/3/5"),
        (Day("d", "日"), date(2026, 3, 5), "2026-03-05"),
        (Day("d", "日"), 46086, "2026-03-05"),
        (Day("d", "日"), 46086.5, "2026-03-05"),
        (Day("d", "日"), 20260305.0, "20260305"),
        (Day("d", "日"), 11.25, "11.25"),
        (Day("d", "日"), 11.5, "11.5"),
        (Phone("p", "电话"), 13893600011.0, "13893600011"),
        (Phone("p", "电话"), "１３８９３６０００１１", "13893600011"),
        (Money("m", "钱"), 0.1 + 0.2, "0.3"),
        (Money("m", "钱"), "1.2万元", "1.2万"),
        (Text("t", "字"), 12.0, "12"),
        (Text("t", "字"), "'=cmd", "=cmd"),
        (LongText("t", "字"), "全角（原样）", "全角（原样）"),
        (YesNo("y", "否"), True, "是"),
        (YesNo("y", "否"), 0, "否"),
        (Choice("c", "选", (("a", "劳动合同"), ("b", "派遣"))), " 劳动 合同", "a"),
        (Choices("c", "选", (("a", "劳动合同"), ("b", "派遣"))), "派遣、劳动合同", ["b", "a"]),
        (Text("t", "字"), "  ", None),
    ],
)
def test_a_cell_is_read_as_it_was_meant(field: Field, cell: Cell, read: object) -> None:
    assert read_cell(field, cell) == read


@pytest.mark.parametrize(
    ("field", "cell", "code"),
    [
        (IdNumber("i", "证"), 6.20723199001010e17, "digits_lost"),
        (IdNumber("i", "证"), 620723199001010016, "digits_lost"),
        (IdNumber("i", "证"), "6.20723E+17", "digits_lost"),
        (Day("d", "日"), 11.3, "day_as_number"),
        (Day("d", "日"), 2.2, "day_as_number"),
        (Choice("c", "选", ("甲",)), "乙", "no_such_option"),
        (Money("m", "钱"), float("nan"), "not_a_number"),
    ],
)
def test_what_a_spreadsheet_lost_is_said_and_not_guessed(field: Field, cell: Cell, code: str) -> None:
    with pytest.raises(FieldProblem) as wrong:
        read_cell(field, cell)
    assert wrong.value.code == code


@pytest.mark.parametrize(
    ("change", "at", "code"),
    [
        ({"accepted_on": "2月30日"}, "accepted_on", "day_no_such_day"),
        ({"accepted_on": ""}, "accepted_on", "required"),
        ({"received_on": "2026-03-06"}, "accepted_on", "before_received"),
        ({"parties.worker.name": ""}, "parties.worker.name", "name_required"),
        ({"parties.worker.id_number": "620723199001010017"}, "parties.worker.id_number", "id_number_check_character"),
        ({"parties.worker.name": "王小军、李桂兰"}, "parties.worker.id_number", "not_as_many"),
        ({"details.owed": "很多"}, "details.owed", "money_not_a_number"),
        ({"details.owed": ""}, "details.owed", "required"),
        ({"details.employment": "正式工"}, "details.employment", "no_such_option"),
        ({"division": "火星村"}, "division", "no_such_place"),
        ({"handler": "无名氏"}, "handler", "no_such_handler"),
        ({"outcome": "书面协议", "agreed_act": "道歉"}, "ended_on", "required"),
        ({"outcome": "书面协议", "ended_on": "3.20"}, "agreed_amount", "required"),
        ({"outcome": "书面协议", "ended_on": "3.20", "agreed_amount": "100"}, "due_on", "required"),
        ({"outcome": "书面协议", "ended_on": "3.20", "agreed_act": "道歉", "signed": "否"}, "signed", "signatures_missing"),
        ({"outcome": "口头协议", "ended_on": "3.1", "agreed_act": "道歉"}, "ended_on", "before_received"),
        ({"outcome": "调解不成", "ended_on": "3.20"}, "remedies_told", "required"),
        ({"outcome": "调解不成", "ended_on": "3.20", "remedies_told": "否"}, "reason", "required"),
        ({"performed_on": "后天", "outcome": "口头协议", "ended_on": "3.20", "agreed_act": "x"}, "performed_on", "day_in_future"),
    ],
)
def test_what_is_wrong_is_told_at_its_column(change: dict[str, Cell], at: str, code: str) -> None:
    problems = come({**ROW, **change})

    assert not isinstance(problems, Played)
    assert (at, code) in {(p.field, p.code) for p in problems}
    assert {p.field for p in problems} <= set(PLACES)


@pytest.mark.parametrize(
    ("change", "acts"),
    [
        ({}, ["accept"]),
        ({"handler": "李 秀英"}, ["accept", "assign"]),
        ({"outcome": "口头协议", "ended_on": "3.20", "agreed_act": "道歉"}, ["accept", "consent", "agree"]),
        (
            {
                "outcome": "书面协议",
                "ended_on": "3.20",
                "agreed_amount": 9000.0,
                "due_on": "4.1",
                "signed": "是",
                "performed_on": "4.1",
            },
            ["accept", "consent", "agree", "sign", "perform"],
        ),
        ({"outcome": "撤回申请", "ended_on": "3.20"}, ["accept", "withdraw"]),
        (
            {"outcome": "调解不成", "ended_on": "3.20", "reason": "分歧较大，达不成协议", "remedies_told": "是"},
            ["accept", "consent", "fail"],
        ),
    ],
)
def test_a_row_takes_the_acts_its_result_needs(change: dict[str, Cell], acts: list[str]) -> None:
    played = come({**ROW, **change})

    assert isinstance(played, Played), played
    assert [one.key for one in played.acts] == acts
    assert played.opening.after_the_fact
    assert played.opening.received_on == date(2026, 3, 5)


def test_headings_over_two_merged_rows_beneath_a_title_are_found() -> None:
    rows: list[list[Cell]] = [
        ["2026年人民调解台账"],
        [],
        ["序号", "受理时间", "申请人", None, None, "被申请人", None, "简要案情", "欠付金额（元）", "欠付起始日", "调解结果"],
        [None, None, "姓名", "身份证号码", "联系电话", "名称", "联系电话"],
        [1, "3.5", "王小军", "620723199001010016", "13893600011", "兴业公司", None, "欠薪", 12000, "2026.1.1", "在办"],
        ["合计", None, None, None, None, None, None, None, 12000],
    ]
    sheet = Sheet("台账", tuple(tuple(row) for row in rows))
    found = guess(find_header(sheet.rows, WAGES), WAGES)

    assert found == {
        "serial": 0,
        "accepted_on": 1,
        "parties.worker.name": 2,
        "parties.worker.id_number": 3,
        "parties.worker.phone": 4,
        "parties.employer.name": 5,
        "parties.employer.phone": 6,
        "summary": 7,
        "details.owed": 8,
        "details.owed_since": 9,
        "outcome": 10,
    }
    assert [line.number for line in lines_of(sheet, WAGES)] == [5]
    assert unpacked(packed((sheet,))) == (sheet,)


def test_headings_in_one_row_give_a_number_to_whom_stands_before_it() -> None:
    header = find_header([["编号", "登记日期", "申请人", "身份证号", "电话", "对方当事人", "地址", "欠付金额"]], WAGES)

    assert guess(header, WAGES) == {
        "serial": 0,
        "accepted_on": 1,
        "parties.worker.name": 2,
        "parties.worker.id_number": 3,
        "parties.worker.phone": 4,
        "parties.employer.name": 5,
        "parties.employer.address": 6,
        "details.owed": 7,
    }


@pytest.mark.parametrize("row", [[], [None, " "], ["示例", "x"], ["合 计", 3]])
def test_rows_without_a_case_are_passed_over(row: list[Cell]) -> None:
    assert is_passed_over(row)


NAMES = st.text(alphabet="王小军李桂兰赵德福陈建业", min_size=2, max_size=4)
DAYS = st.dates(date(2026, 1, 1), date(2026, 11, 20)).map(str)
BODIES = st.fixed_dictionaries(
    {
        "accepted_on": DAYS,
        "summary": st.text(alphabet="欠薪=+-@，。（）１２a b", max_size=20).map(str.strip),
        "source": st.sampled_from(["application", "court", "petition"]),
        "parties": st.fixed_dictionaries(
            {
                "worker": st.lists(st.fixed_dictionaries({"name": NAMES, "address": NAMES}), min_size=1, max_size=3),
                "employer": st.fixed_dictionaries({"name": NAMES, "phone": st.just("0936-5520001")}).map(lambda one: [one]),
            }
        ),
        "details": st.fixed_dictionaries(
            {
                "owed": st.integers(1, 10**9).map(lambda fen: f"{fen // 100}.{fen % 100:02d}"),
                "owed_since": DAYS,
                "employment": st.sampled_from(["劳动合同", "派遣", "劳务", "平台"]),
                "violence": st.booleans(),
            }
        ),
    }
)


@settings(max_examples=6, phases=(Phase.explicit, Phase.generate))  # an example opens a workbook, shrinking would take minutes
@given(st.lists(BODIES, min_size=1, max_size=12))
def test_what_is_written_into_the_template_is_what_is_read_from_it(bodies: list[dict[str, object]]) -> None:
    with in_words("zh"):
        made = template(WAGES, "labour", TODAY, (written(body, WAGES) for body in bodies))
    sheet = read_workbook(made)[0]
    places = guess(find_header(sheet.rows, WAGES), WAGES)
    lines = lines_of(sheet, WAGES)

    assert places == PLACES
    assert len(lines) == len(bodies)
    for line, body in zip(lines, bodies, strict=True):
        entry = read_row(line.cells, Mapped(places), WAGES, KNOWN, TODAY)
        assert isinstance(entry, Entry)
        assert entry.body["parties"] == body["parties"]
        wanted = {**body["details"], "violence": "是" if body["details"]["violence"] else "否"}  # type: ignore[index, dict-item]
        assert entry.body["details"] == wanted
        assert entry.body.get("summary", "") == body["summary"]
        assert entry.accepted_on == date.fromisoformat(str(body["accepted_on"]))
        assert entry.body["source"] == body["source"]


def test_oral_agreements_are_no_result_of_a_type_that_knows_none() -> None:
    columns = {column.path: column.field for column in columns_of(replace(WAGES, oral=False))}
    outcome = columns["outcome"]

    assert isinstance(outcome, Choice)
    assert "oral" not in {key for key, _ in outcome.pairs}
