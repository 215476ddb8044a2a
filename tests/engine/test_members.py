"""The many of one side as a list: read, doubled numbers told with both rows, added in one change, an election asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from portal.declare.facts import Fact
from portal.declare.fields import Money
from portal.declare.parties import PERSON
from portal.engine.ledger.member_sheet import Members, read_members
from portal.engine.ledger.sheets import Sheet
from portal.engine.naming import together
from portal.errors import Problem, Refused
from portal.sdk import rule
from portal.testing.desk import Desk
from tests.engine.wages import TODAY, WAGES, raw

WORKER = replace(WAGES.parties[0], kind=PERSON, fields=(Money("owed", "其中欠付本人"),))
TYPE = replace(WAGES, parties=(WORKER, WAGES.parties[1]), oral=True)
ONE, TWO, THREE = "620723198506150028", "620723199001010016", "620723201003081010"
HEADINGS = ("序号", "姓名", "身份证号码", "手机号", "金额")
TERM = {"payer": "甲", "payee": "乙", "amount": "12000", "due_on": "2026-12-20"}


def desk() -> Desk:
    made = Desk("labour.unpaid_wages", TYPE, today=TODAY)
    body = raw()
    made.open({**body, "parties": {**body["parties"], "worker": [{"name": "王小军", "id_number": ONE}]}})
    made.act("accept", accepted_on="今天")
    return made


def sheet(*rows: tuple[Any, ...]) -> Members:
    return read_members((Sheet("说明", (("填写说明",),)), Sheet("名单", (("某工地工人名单",), HEADINGS, *rows))), WORKER)


def refused(made: Desk, action: str, **data: Any) -> list[Problem]:
    with pytest.raises(Refused) as told:
        made.act(action, **data)
    return list(told.value.problems)


def test_a_sheet_gives_one_body_a_row_and_knows_where_each_stands() -> None:
    read = sheet((1, "李桂兰", TWO, 13893600022, 3200.5), (2, None, None, None, None), ("合计", None, None, None, 3200.5))

    assert read.rows == ({"name": "李桂兰", "id_number": TWO, "phone": "13893600022", "owed": "3200.5"},)
    assert read.lines == (3,)
    assert read.columns["owed"] == (4, "金额")


def test_digits_a_spreadsheet_lost_are_told_at_their_cell() -> None:
    (wrong,) = sheet((1, "李桂兰", float(TWO), "13893600022", "")).wrong

    assert (wrong.row, wrong.column, wrong.problem.code) == (3, 2, "digits_lost")


def test_a_number_that_stands_twice_is_refused_with_both_rows_and_nothing_is_added() -> None:
    read = sheet((1, "李桂兰", TWO, "", ""), (2, "张三", "", "", ""), (3, "李桂兰", TWO, "", ""), (4, "王小军", ONE, "", ""))
    made = desk()

    placed = [read.placed(p) for p in refused(made, "members", role="worker", members=list(read.rows))]

    assert [(one.row, one.problem.code, one.problem.params.get("row")) for one in placed] == [
        (5, "member_twice", 3),
        (6, "member_there_already", None),
    ]
    assert len(made.state.parties) == 2


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"role": "employer", "members": [{"name": "甲"}]}, "role", "not_an_option"),
        ({"role": "worker", "members": []}, "members", "required"),
        ({"role": "worker", "members": "李桂兰"}, "members", "wrong_kind"),
        ({"role": "worker", "members": [{"name": "甲"}] * 501}, "members", "too_many_members"),
        ({"role": "worker", "members": [{"name": "甲"}] * 500}, "members", "too_many_parties"),
        ({"role": "worker", "members": [{"name": "甲"}, {"phone": "1"}]}, "members.1.name", "name_required"),
        (
            {"role": "worker", "members": [{"name": "甲", "id_number": f"{TWO[:6]}****{TWO[-4:]}"}]},
            "members.0.id_number",
            "masked",
        ),
        ({"role": "worker", "members": [{"name": "甲", "wage": "1"}]}, "members.0.wage", "unknown_field"),
    ],
)
def test_what_is_no_list_of_people_is_said_at_its_place(given: dict[str, Any], field: str, code: str) -> None:
    assert (field, code) in {(p.field, p.code) for p in refused(desk(), "members", **given)}


def test_members_come_after_those_there_and_count_as_people() -> None:
    made = desk()

    change = made.act(
        "members", role="worker", members=[{"name": "李桂兰", "id_number": TWO, "owed": "3200.50"}, {"name": "张三"}]
    )

    assert [p.name for p in made.state.parties_of("worker")] == ["王小军", "李桂兰", "张三"]
    assert change.facts[Fact.PEOPLE] == 4
    assert change.parties is None, "those who are there are not written again"
    assert change.joined[0].details["owed"] == 320050
    assert TWO not in str(change.data)


def test_of_ten_and_more_an_election_is_asked_before_they_agree() -> None:
    made = desk()  # 民诉法解释 75, 76, 78: they may elect two to five; who does not signs each for himself
    made.act("members", role="worker", members=[{"name": f"工人{n}"} for n in range(9)])
    made.act("consent", consented_on="今天", how="phone")
    agreement: dict[str, Any] = {"form": "written", "agreed_on": "今天", "terms": [TERM]}

    (asked,) = refused(made, "agree", **agreement)
    ids = [str(p.id) for p in made.state.parties_of("worker")]
    made.act("elect", representatives=ids[:2], elected_on="今天", how="meeting", agreed=True)
    made.act("agree", **agreement)

    assert (asked.code, asked.params["count"], asked.asks) == ("representatives_asked", 10, True)


def test_the_question_can_be_answered_and_is_not_put_to_nine() -> None:
    agreement: dict[str, Any] = {"form": "written", "agreed_on": "今天", "terms": [TERM]}
    few, many = desk(), desk()
    few.act("members", role="worker", members=[{"name": f"工人{n}"} for n in range(8)])
    many.act("members", role="worker", members=[{"name": f"工人{n}"} for n in range(9)])
    for made in (few, many):
        made.act("consent", consented_on="今天", how="phone")

    few.act("agree", **agreement)
    many.act("agree", ("guard::applicant",), **agreement)

    assert many.state.agreement is not None


@pytest.mark.parametrize(
    ("names", "most", "told"),
    [
        ((), 1, ""),
        (("王某",), 1, "王某"),
        (("王某", "李某"), 1, "王某等2人"),
        (("王某", "李某"), 3, "王某、李某"),
        (("王某",) * 12, 9, "王某等12人"),
    ],
)
def test_the_many_are_named_in_a_word(names: tuple[str, ...], most: int, told: str) -> None:
    assert together(names, most) == told


def test_a_total_that_no_longer_fits_is_asked_about_and_corrected_afterwards() -> None:
    fits = rule(lambda d, today: sum(w.owed for w in d.parties("worker")) == d.owed, "owed", "各人的和与总额不符")
    made = Desk("labour.unpaid_wages", replace(TYPE, rules=(fits,)), today=TODAY)
    body = raw()
    made.open({**body, "parties": {**body["parties"], "worker": [{"name": "王小军", "owed": "12000"}]}})
    listed = [{"name": "李桂兰", "owed": "1"}]

    (asked,) = refused(made, "members", role="worker", members=listed)
    made.act("members", ("guard:details.owed",), role="worker", members=listed)
    made.act("correct", reason_text="增加一人", details={"owed": "12001"})

    assert (asked.field, asked.asks) == ("details.owed", True)
