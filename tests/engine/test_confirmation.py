"""司法确认: who may apply until when, for what, with what; what a court may answer; what is counted of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.declare.facts import Fact
from portal.declare.phases import EFFECTIVE, PERFORMED, Moment
from portal.engine.confirmation import COURT_NUMBER, DISMISSED_REASONS, MUST_MATERIALS, NOT_ACCEPTED_REASONS, obstacles
from portal.engine.confirming import confirmation_facts
from portal.errors import Refused
from portal.testing.desk import Desk
from tests.engine.wages import WAGES

TODAY = date(2026, 11, 21)
PAYS = {"payer": "兴业建筑", "payee": "王小军", "amount": "8000", "due_on": "2026-12-20"}
APPLIED: dict[str, Any] = {
    "applied_on": "2026-12-01",
    "court": "临泽县人民法院",
    "joint": True,
    "materials": list(MUST_MATERIALS),
}
NUMBER = "（2026）甘0723诉前调确12号"
CLOCKS = tuple(
    replace(clock, stops=(PERFORMED, Moment.CONFIRMING)) if clock.starts is EFFECTIVE else clock for clock in WAGES.clocks
)


def in_force(*acts: str, confirmed: tuple[str, ...] = ()) -> Desk:
    """Return a case whose agreement came into force on 21 November 2026, a Saturday."""
    desk = Desk("x.wages", replace(WAGES, clocks=CLOCKS), today=TODAY)
    desk.open({**desk.example(), "received_on": "2026-11-10"})
    desk.act("accept", accepted_on="2026-11-10")
    desk.act("consent", consented_on="2026-11-11", how="phone")
    done = [{"kind": "act", "payer": "兴业建筑", "act": act} for act in acts]
    desk.act("agree", confirmed, form="written", agreed_on="2026-11-20", terms=[PAYS, *done])
    desk.act("sign", signed_on="2026-11-21", complete=True)
    return desk


def refusal(desk: Desk, action: str, on: date, **data: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        desk.act(action, on=on, **data)
    return [(p.field, p.code) for p in refused.value.problems]


@pytest.mark.parametrize(
    ("day", "refused"),
    [
        ("2026-11-20", [("applied_on", "before_effect")]),
        ("2026-11-21", []),
        ("2026-12-20", []),
        ("2026-12-21", []),  # day 30 is a Monday
        ("2026-12-22", [("applied_on", "confirmation_too_late")]),  # day 31
    ],
)
def test_thirty_days_and_not_one_more(day: str, refused: list[tuple[str, str]]) -> None:
    """人民调解法 33; 民事诉讼法 205."""
    desk, on = in_force(), date(2026, 12, 31)

    if refused:
        assert refusal(desk, "apply_confirmation", on, **{**APPLIED, "applied_on": day}) == refused
        assert desk.state.confirmation is None
    else:
        change = desk.act("apply_confirmation", on=on, **{**APPLIED, "applied_on": day})
        assert change.facts == {Fact.CONFIRMATION_APPLIED_ON: date.fromisoformat(day)}


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"joint": False}, [("joint", "confirmation_is_joint")]),  # 民事诉讼法 205
        ({"joint": None}, [("joint", "required")]),
        ({"court": ""}, [("court", "required")]),
        (
            {"materials": ["application", "agreement", "identity", "contact"]},
            [("materials", "material_missing")],
        ),  # 民诉法解释 354
        ({"materials": []}, [("materials", "required")]),
        ({"materials": ["invention"]}, [("materials", "not_an_option")]),
        ({"applied_on": "2027-01-01"}, [("applied_on", "day_in_future")]),
    ],
)
def test_a_bad_application_is_told_at_its_field(wrong: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert refusal(in_force(), "apply_confirmation", date(2026, 12, 1), **{**APPLIED, **wrong}) == expected


@pytest.mark.parametrize(
    ("acts", "established", "expected"),
    [
        ((), True, []),
        (("返还工具一套",), True, []),
        (("东边的宅基地使用权归王小军所有",), True, [("ownership", "民诉法解释", "355")]),
        ((), False, [("not_a_committee", "民事诉讼法", "205")]),
    ],
)
def test_what_stands_against_confirmation(acts: tuple[str, ...], established: bool, expected: list[tuple[str, str, str]]) -> None:
    desk = in_force(*acts, confirmed=("guard:terms.1.act:right_decided",))

    found = obstacles(desk.state, established=established)

    assert [(o.code, o.basis.law, o.basis.article) for o in found] == expected


def test_status_relations_and_a_single_side_cannot_be_confirmed() -> None:
    desk = in_force()
    agreement = desk.state.agreement
    assert agreement is not None
    term = replace(agreement.terms[0], act="双方同意撤销婚姻")
    status = replace(desk.state, agreement=replace(agreement, terms=(term,)))
    alone = replace(desk.state, parties=desk.state.parties[:1])

    assert [(o.code, o.basis.article) for o in obstacles(status)] == [("status", "355")]
    assert [(o.code, o.basis.article) for o in obstacles(alone)] == [("one_side", "205")]
    assert [o.code for o in obstacles(replace(desk.state, agreement=None))] == ["not_in_force"]


ANSWERS = [
    # before, the answer, what is refused
    ((), {"answer": "accepted", "answered_on": "2026-12-03", "number": NUMBER}, []),
    ((), {"answer": "accepted", "answered_on": "2026-12-03"}, [("number", "required")]),
    ((), {"answer": "accepted", "answered_on": "2026-12-03", "number": "甘0723第12号"}, [("number", "court_number_form")]),
    ((), {"answer": "accepted", "answered_on": "2026-11-30", "number": NUMBER}, [("answered_on", "before_application")]),
    ((), {"answer": "not_accepted", "answered_on": "2026-12-03", "why": "other_court"}, []),
    ((), {"answer": "not_accepted", "answered_on": "2026-12-03"}, [("why", "refusal_reason_needed")]),
    ((), {"answer": "not_accepted", "answered_on": "2026-12-03", "why": "unclear"}, [("why", "refusal_reason_needed")]),
    ((), {"answer": "withdrawn", "answered_on": "2026-12-03"}, []),
    ((), {"answer": "withdrawn", "answered_on": "2026-12-03", "why": "unclear"}, [("why", "no_reason_here")]),
    (("accepted",), {"answer": "confirmed", "answered_on": "2026-12-15"}, []),
    (("accepted",), {"answer": "confirmed", "answered_on": "2026-12-02"}, [("answered_on", "before_application")]),
    (("accepted",), {"answer": "dismissed", "answered_on": "2026-12-15", "why": "unclear"}, []),
    (("accepted",), {"answer": "dismissed", "answered_on": "2026-12-15", "why": "ownership"}, []),  # 民诉法解释 355 末款
    (("accepted",), {"answer": "accepted", "answered_on": "2026-12-15", "number": NUMBER}, [("answer", "accepted_already")]),
    (("accepted",), {"answer": "not_accepted", "answered_on": "2026-12-15", "why": "status"}, [("answer", "accepted_already")]),
]


@pytest.mark.parametrize(("before", "answer", "expected"), ANSWERS)
def test_answers_of_the_court(before: tuple[str, ...], answer: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    desk, on = in_force(), date(2026, 12, 20)
    desk.act("apply_confirmation", on=on, **APPLIED)
    for state in before:
        desk.act("confirmation_answer", on=on, answer=state, answered_on="2026-12-03", number=NUMBER)

    if expected:
        assert refusal(desk, "confirmation_answer", on, **answer) == expected
        return
    desk.act("confirmation_answer", on=on, **answer)
    now = desk.state.confirmation
    assert now is not None
    assert now.state == answer["answer"]
    assert ("confirmation_answer" in desk.offers()) == (answer["answer"] == "accepted")
    assert ("apply_confirmation" in desk.offers()) == (answer["answer"] in ("dismissed", "not_accepted", "withdrawn"))


@pytest.mark.parametrize(
    ("answer", "applied", "confirmed"),
    [
        ({"answer": "confirmed", "number": NUMBER}, date(2026, 12, 1), date(2026, 12, 10)),
        ({"answer": "dismissed", "number": NUMBER, "why": "unclear"}, date(2026, 12, 1), None),
        ({"answer": "withdrawn"}, None, None),
    ],
)
def test_form_a_counts_applications_that_stood_and_rulings_that_confirm(
    answer: dict[str, Any], applied: date | None, confirmed: date | None
) -> None:
    desk, on = in_force(), date(2026, 12, 20)
    facts = dict(desk.act("apply_confirmation", on=on, **APPLIED).facts)

    facts |= dict(desk.act("confirmation_answer", on=on, answered_on="2026-12-10", **answer).facts)

    assert (facts[Fact.CONFIRMATION_APPLIED_ON], facts.get(Fact.CONFIRMED_ON)) == (applied, confirmed)
    assert confirmation_facts(desk.state.confirmation) == {
        Fact.CONFIRMATION_APPLIED_ON: applied,
        Fact.CONFIRMED_ON: confirmed,
    }, "worked out afresh it is the same"


def test_the_thirty_days_stop_with_the_application_and_run_again_when_it_is_taken_back() -> None:
    desk, on = in_force(), date(2026, 12, 5)
    assert desk.due("confirmation") == date(2026, 12, 21)

    desk.act("apply_confirmation", on=on, **APPLIED)
    assert desk.clock("confirmation").state == "stopped"  # type: ignore[union-attr]
    desk.act("confirmation_answer", on=on, answer="withdrawn", answered_on="2026-12-04")

    assert desk.clock("confirmation").state == "running"  # type: ignore[union-attr]
    assert desk.due("confirmation") == date(2026, 12, 21)
    desk.act("apply_confirmation", on=on, **{**APPLIED, "applied_on": "2026-12-05"})


def test_ways_after_a_breach_follow_the_court() -> None:
    desk, on = in_force(), date(2026, 12, 22)
    breach: dict[str, Any] = {"term": "1", "found_on": "2026-12-22", "remedies_told": True}
    desk.act("apply_confirmation", on=on, **APPLIED)
    desk.act("confirmation_answer", on=on, answer="confirmed", answered_on="2026-12-10", number=NUMBER)

    assert refusal(desk, "breach", on, **breach, chosen="sue") == [("chosen", "remedy_not_open")]
    assert desk.act("breach", on=on, **breach, chosen="enforce").rows[0].told == ("enforce", "urge")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("number", "fits"),
    [
        (NUMBER, True),
        ("（2026）甘0723诉前调书7号", True),
        ("（2026）甘07民特3号之一", True),
        ("(2026)甘0723诉前调确12号", False),
        ("（2026）甘0723诉前调确号", False),
        ("（26）甘0723诉前调确1号", False),
    ],
)
def test_numbers_of_courts(number: str, fits: bool) -> None:
    """Domain 3.3."""
    assert (COURT_NUMBER.fullmatch(number) is not None) is fits


def test_every_reason_of_the_two_articles_is_there() -> None:
    """民诉法解释 355 names five and 354 the materials; 358 six."""
    assert (len(NOT_ACCEPTED_REASONS), len(DISMISSED_REASONS)) == (6, 6)
