"""An action of a type's own may set values of the case: nothing is typed twice, and nothing gets past the rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from portal.sdk import (
    COMPANY_A,
    ENDED,
    PERSON_A,
    RESPONDENT,
    Action,
    Basis,
    CaseType,
    Choice,
    Clock,
    Day,
    DeclarationError,
    Example,
    Phase,
    Privacy,
    Refused,
    Rise,
    Role,
    Text,
    When,
    rule,
)
from portal.testing.desk import Desk, problems

TODAY = date(2026, 11, 21)
_DAYS = Basis("本单位规定", "", since=date(2020, 1, 1), house=True)


def _order(*sets: str) -> Action:
    return Action(
        "court_order",
        "登记裁定",
        phases=(Phase.REVIEW, Phase.ACCEPTED, Phase.ENDED),
        told="登记了裁定",
        fields=(Day("issued_on", "作出日期", required=True), Text("court", "法院"), Choice("danger", "危险", ("no", "yes"))),
        sets=sets,
    )


def _type(action: Action) -> CaseType:
    return CaseType(
        key="order",
        title="裁定",
        version=1,
        ministry_type="99",
        privacy=Privacy.P2,
        parties=(Role("a", "申请人"), Role("b", "被申请人", side=RESPONDENT)),
        fields=(Day("asked_on", "申请日期"), Day("issued_on", "作出日期"), Choice("danger", "危险", ("no", "yes"))),
        clocks=(
            Clock("valid", "有效期", days=10, starts="issued_on", stops=(ENDED,), basis=_DAYS, lapse="失效"),
            Clock("answer", "答复期", days=5, starts="issued_on", basis=_DAYS, lapse="再问"),
        ),
        rules=(
            rule(lambda d, today: d.asked_on <= d.issued_on, "issued_on", "作出日期不能早于申请日期"),
            rule(lambda d, today: d.danger != "yes", "danger", "确认有危险", asks=True),
        ),
        rises=(Rise(Privacy.P4, When("danger", "yes")),),
        actions=(action,),
        example=lambda today: Example(parties={"a": PERSON_A, "b": COMPANY_A}, asked_on=date(2026, 11, 10)),
    )


@pytest.fixture
def desk() -> Callable[..., Desk]:
    def opened(*sets: str) -> Desk:
        desk = Desk("toy.order", _type(_order(*sets)), today=TODAY)
        desk.open(desk.example())
        return desk

    return opened


def test_what_an_action_sets_becomes_the_value_of_the_case_and_starts_its_clock(desk: Callable[..., Desk]) -> None:
    at = desk("issued_on")

    at.act("court_order", issued_on="2026-11-19", court="县法院")

    assert at.state.details["issued_on"] == date(2026, 11, 19)
    assert at.state.details["asked_on"] == date(2026, 11, 10)
    assert at.due("valid") == date(2026, 11, 30)  # the tenth day is a Sunday


def test_what_an_action_only_asks_stays_with_the_event(desk: Callable[..., Desk]) -> None:
    at = desk()

    change = at.act("court_order", issued_on="2026-11-19")

    assert change.details is None
    assert "issued_on" not in at.state.details
    assert at.due("valid") is None


def test_a_value_set_by_an_action_keeps_the_rules_and_is_told_where_it_was_typed(desk: Callable[..., Desk]) -> None:
    at = desk("issued_on")

    with pytest.raises(Refused) as refused:
        at.act("court_order", issued_on="2026-11-01")

    assert problems(refused.value) == {"issued_on"}
    assert "issued_on" not in at.state.details


def test_a_value_set_by_an_action_may_ask_and_raises_the_class_once_confirmed(desk: Callable[..., Desk]) -> None:
    at = desk("issued_on", "danger")

    with pytest.raises(Refused) as refused:
        at.act("court_order", issued_on="2026-11-19", danger="yes")
    at.act("court_order", issued_on="2026-11-19", danger="yes", confirmed=("rule:details.danger",))

    assert problems(refused.value) == {"details.danger?"}
    assert at.state.privacy is Privacy.P4


def test_a_day_set_after_the_end_starts_only_the_clocks_the_end_does_not_meet(desk: Callable[..., Desk]) -> None:
    at = desk("issued_on")
    at.act("refuse", reason="not_ours", remedies_told=True)

    at.act("court_order", issued_on="2026-11-19")

    assert at.due("valid") is None
    assert at.due("answer") == date(2026, 11, 24)


def test_the_same_value_again_changes_nothing_of_the_case(desk: Callable[..., Desk]) -> None:
    at = desk("issued_on")
    at.act("court_order", issued_on="2026-11-19")

    again = at.act("court_order", issued_on="2026-11-19")

    assert again.details is None
    assert again.clocks == ()


@pytest.mark.parametrize("sets", [("nothing",), ("court",)])
def test_an_action_sets_only_what_it_asks_and_the_type_has(sets: tuple[str, ...]) -> None:
    with pytest.raises(DeclarationError):
        _type(_order(*sets))
