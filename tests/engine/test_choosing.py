"""选择调解员: who proposed her, and which ties need everybody's written agreement (人民调解法 19, 23; 特邀调解规定 15)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest

from portal.engine.case_state import CaseState
from portal.engine.changes import Change
from portal.engine.transitions import decide
from portal.reading.event_sentences import event_sentence
from tests.engine.wages import deciding, do, opened

HANDLER = uuid.UUID(int=9)
AGREED = {"waived": True, "waived_on": "今天", "disclosed": "调解员的妹妹在该公司上班"}


def accepted() -> CaseState:
    return do(opened(), "accept", accepted_on="今天")


def assign(data: dict[str, Any], found: frozenset[str] = frozenset()) -> Change | dict[str, set[str]]:
    state = accepted()
    data = {key: str(state.parties[0].id) if value == "PARTY" else value for key, value in data.items()}
    who = replace(deciding(), ties=lambda staff: found if staff == HANDLER else frozenset())
    made = decide(state, "assign", {"handler_id": str(HANDLER), **data}, who)
    if isinstance(made, Change):
        return made
    problems: dict[str, set[str]] = {}
    for problem in made:
        problems.setdefault(problem.field, set()).add(problem.code)
    return problems


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "指派调解员"),
        ({"proposed": "agency"}, "指派调解员（调解组织指定，各方接受）"),  # 人民调解法 19
        ({"proposed": "parties"}, "指派调解员（各方当事人共同选择）"),  # 人民调解法 19, 23 (一)
        ({"proposed": "one_side", "by_party": "PARTY"}, "指派调解员（一方提出，其他各方接受）"),  # 人民调解法 23 (一)
    ],
)
def test_the_event_says_who_proposed_the_mediator(data: dict[str, Any], sentence: str) -> None:
    change = assign(data)

    assert isinstance(change, Change)
    assert change.handler_id == HANDLER
    assert event_sentence("assign", change.data) == sentence
    assert change.secrets == {"disclosed": None}


@pytest.mark.parametrize(
    ("declared", "found", "at_handler"),
    [
        ("kin", frozenset(), {"tie_kin"}),  # 人民法院特邀调解的规定 15 (一)
        ("interest", frozenset(), {"tie_interest"}),  # 15 (二)
        ("other", frozenset(), {"tie_other"}),  # 15 (三)
        (None, frozenset({"employer"}), {"tie_employer"}),
        (None, frozenset({"earlier"}), {"tie_earlier"}),
        ("kin", frozenset({"employer", "earlier"}), {"tie_kin", "tie_employer", "tie_earlier"}),
    ],
)
def test_a_tie_needs_the_written_agreement_of_everybody(
    declared: str | None, found: frozenset[str], at_handler: set[str]
) -> None:
    data = {"relation": declared} if declared else {}

    refused = assign(data, found)
    assert refused == {
        "handler_id": at_handler,
        "waived": {"waiver_needed"},
        "waived_on": {"waiver_day_needed"},
        "disclosed": {"disclosure_needed"},
    }
    still = assign({**data, **AGREED, "waived": False}, found)
    assert not isinstance(still, Change)
    assert set(still) == {"handler_id", "waived"}

    change = assign({**data, **AGREED}, found)
    assert isinstance(change, Change)
    assert set(str(change.data["ties"]).split(",")) == {code.removeprefix("tie_") for code in at_handler}
    assert change.secrets == {"disclosed": AGREED["disclosed"]}
    assert str(AGREED["disclosed"]) not in str(change.data), "what was disclosed is about people and stays out of the event"
    assert "各方书面同意" in event_sentence("assign", change.data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"proposed": "one_side"}, {"by_party": {"proposer_needed"}}),
        ({"by_party": "PARTY"}, {"proposed": {"proposer_not_asked"}}),
        (AGREED, {"relation": {"tie_needed"}}),
        ({"relation": "kin", **AGREED, "waived_on": "2020-01-01"}, {"waived_on": {"before_received"}}),
    ],
)
def test_what_does_not_fit_together_is_said_at_its_field(data: dict[str, Any], expected: dict[str, set[str]]) -> None:
    assert assign(data) == expected


def test_whose_employer_is_a_party_cannot_take_the_case_by_herself() -> None:
    who = replace(deciding(), ties=lambda staff: frozenset({"employer"}))
    refused = decide(accepted(), "take", {}, who)
    assert not isinstance(refused, Change)
    assert [p.code for p in refused] == ["tie_before_taking"]

    earlier = replace(deciding(), ties=lambda staff: frozenset({"earlier"}))
    assert isinstance(decide(accepted(), "take", {}, earlier), Change)
