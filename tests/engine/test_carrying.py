"""What goes over when another type is chosen for what was entered."""

from __future__ import annotations

from dataclasses import replace

from portal.engine.carrying import carry, first_role
from portal.sdk import APPLICANT, ORGANISATION, RESPONDENT, Money, Role, Side, Text
from tests.engine.wages import WAGES

BODY = {
    "type": "x.wages",
    "summary": "三个月没有发工资。",
    "received_on": "昨天",
    "confirmed": ["rule:details.owed"],
    "parties": {
        WAGES.parties[0].key: [{"name": "王小军", "phone": "13893600011"}, {"name": "赵德福"}],
        WAGES.parties[1].key: {"kind": "organisation", "name": "某公司"},
        "nobody": [{"name": "x"}],
    },
    "details": {"owed": "12000", "stranger": "x"},
}
OTHER = replace(
    WAGES,
    parties=(
        Role("buyer", "买方", side=APPLICANT, fields=(Text("shop", "在哪买的"),)),
        Role("helper", "帮手", side=RESPONDENT, required=False),
        Role("seller", "卖方", side=RESPONDENT, kind=ORGANISATION),
    ),
    fields=(Money("owed", "退款"), Text("owed_since", "从何时起")),
    rules=(),
    clocks=(),
    rises=(),
    guards=(),
    actions=(),
)


def test_people_go_over_by_their_side_as_many_as_there_is_room_for() -> None:
    carried = carry(BODY, WAGES, OTHER)

    assert carried["parties"] == {
        "buyer": [{"name": "王小军", "phone": "13893600011"}],
        "seller": [{"kind": "organisation", "name": "某公司"}],
    }


def test_story_and_days_go_over_answers_to_questions_do_not() -> None:
    carried = carry(BODY, WAGES, OTHER)

    assert (carried["summary"], carried["received_on"]) == ("三个月没有发工资。", "昨天")
    assert "confirmed" not in carried
    assert "type" not in carried


def test_fields_of_the_same_key_and_kind_go_over() -> None:
    body = {**BODY, "details": {"owed": "12000", "owed_since": "9.1", "stranger": "x"}}

    assert carry(body, WAGES, OTHER)["details"] == {"owed": "12000"}


def test_role_of_the_same_name_is_preferred() -> None:
    assert carry(BODY, WAGES, WAGES)["parties"] == {
        WAGES.parties[0].key: [
            {"kind": "person", "name": "王小军", "phone": "13893600011"},
            {"kind": "person", "name": "赵德福"},
        ],
        WAGES.parties[1].key: [{"kind": "organisation", "name": "某公司"}],
    }


def test_nonsense_goes_over_as_nothing() -> None:
    assert carry({"parties": "x", "details": ["y"]}, WAGES, OTHER) == {}


def test_first_role_of_a_side_is_a_required_one() -> None:
    role = first_role(OTHER, Side.RESPONDENT)

    assert role is not None
    assert role.key == "seller"
    assert first_role(OTHER, Side.THIRD) is None
