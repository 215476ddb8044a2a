"""Actions of a type's own: offered only to cases they concern, and able to meet a clock."""

from __future__ import annotations

from datetime import date

import pytest

from portal.sdk import (
    ACCEPTED,
    APPLICANT,
    PERSON_A,
    Action,
    Basis,
    CaseType,
    Clock,
    Day,
    DeclarationError,
    Example,
    Phase,
    Refused,
    Role,
    When,
    YesNo,
)
from portal.testing.desk import Desk

TODAY = date(2026, 11, 23)
HOUSE = Basis("本单位规定", "", since=date(2020, 1, 1), house=True)
REPORT = Action(
    "report_back",
    "反馈",
    (Phase.ACCEPTED,),
    "反馈了结果",
    fields=(Day("reported_on", "反馈日期", required=True),),
    once=True,
    when=When("entrusted", True),
)


def _type(*stops: str, action: Action = REPORT) -> CaseType:
    return CaseType(
        key="errand",
        title="受托事项",
        version=1,
        ministry_type="99",
        parties=(Role("applicant", "申请人", side=APPLICANT),),
        fields=(YesNo("entrusted", "受委托"),),
        clocks=(Clock("report", "反馈期限", starts=ACCEPTED, days=7, stops=stops, basis=HOUSE, lapse="请马上反馈"),),
        actions=(action,),
        example=lambda today: Example(parties={"applicant": PERSON_A}, entrusted=True),
    )


def _accepted(case_type: CaseType, **details: object) -> Desk:
    desk = Desk("toy.errand", case_type, today=TODAY)
    desk.open(desk.example(**details))
    desk.act("accept", accepted_on=TODAY.isoformat())
    return desk


def test_an_action_meets_the_clock_that_names_it() -> None:
    desk = _accepted(_type("report_back"))

    change = desk.act("report_back", reported_on="2026-11-23")

    clock = desk.clock("report")
    assert clock is not None
    assert clock.state == "stopped"
    assert [getattr(move, "by", None) for move in change.clocks] == ["report_back"]


def test_an_action_leaves_alone_the_clocks_that_do_not_name_it() -> None:
    desk = _accepted(_type())

    desk.act("report_back", reported_on="2026-11-23")

    clock = desk.clock("report")
    assert clock is not None
    assert clock.is_open


def test_an_action_is_offered_only_to_cases_it_concerns() -> None:
    desk = _accepted(_type("report_back"), entrusted=False)

    with pytest.raises(Refused) as refused:
        desk.act("report_back", reported_on="2026-11-23")

    assert "report_back" not in desk.offers()
    assert refused.value.problems[0].code == "not_offered"


def test_a_clock_cannot_stop_at_an_action_nobody_declared() -> None:
    with pytest.raises(DeclarationError, match="no action of the type"):
        _type("reported")


def test_an_action_cannot_depend_on_a_field_nobody_declared() -> None:
    with pytest.raises(DeclarationError, match="unknown field"):
        _type(action=Action("report_back", "反馈", (Phase.ACCEPTED,), "反馈了结果", when=When("sent", True)))
