"""What intake takes, and what it says about what it does not take."""

from __future__ import annotations

from datetime import date

import pytest

from portal.declare.facts import Fact
from portal.declare.privacy import Privacy
from portal.engine.changes import Opening
from portal.reading.problem_sentences import codes
from tests.engine.wages import raw, read


def problems(body: object) -> dict[str, str]:
    found = read(body)  # type: ignore[arg-type]
    assert not isinstance(found, Opening)
    return {p.field: p.code for p in found}


def test_good_case_opens_with_clock_facts_and_what_the_id_number_tells() -> None:
    opening = read(raw())

    assert isinstance(opening, Opening)
    assert opening.change.clocks[0].due.on == date(2026, 12, 7)  # type: ignore[union-attr]
    assert opening.change.facts[Fact.AMOUNT_CLAIMED] == 1_200_000
    assert opening.parties[0].born == date(1990, 1, 1)
    assert opening.parties[0].sex == "male"


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"parties": {"employer": {"name": "甲公司"}}}, "parties.worker", "party_missing"),
        ({"parties": {"worker": {"name": ""}, "employer": {"name": "甲"}}}, "parties.worker.0.name", "name_required"),
        (
            {"parties": {"worker": {"name": "王五", "id_number": "620723199001010017"}, "employer": {"name": "甲"}}},
            "parties.worker.0.id_number",
            "id_number_check_character",
        ),
        ({"parties": {"ghost": {}}}, "parties.ghost", "unknown_role"),
        ({"details": {"owed": "1,2万", "owed_since": "2026-1-1"}}, "details.owed", "money_grouping"),
        ({"details": {"owed": "1", "owed_since": "2月30日"}}, "details.owed_since", "day_no_such_day"),
        ({"details": {"owed": "1", "owed_since": "2027-1-1"}}, "details.owed_since", "day_in_future"),
        ({"details": {"owed": "1"}}, "details.owed_since", "required"),
        ({"details": {"owed": "1", "owed_since": "2026-1-1", "x": 1}}, "details.x", "unknown_field"),
        ({"details": {"owed": {"masked": "*"}, "owed_since": "2026-1-1"}}, "details.owed", "masked"),
        ({"details": {"owed": "1", "owed_since": "今天"}}, "details.owed_since", "declared"),
        ({"details": {"owed": "1", "owed_since": "2026-1-1", "employment": "x"}}, "details.employment", "not_an_option"),
        (
            {"details": {"owed": "1", "owed_since": "2026-1-1", "safe_phone": "13893600011"}},
            "details.safe_phone",
            "not_applicable",
        ),
        ({"details": []}, "details", "wrong_kind"),
        ({"source": "ghost"}, "source", "not_an_option"),
        ({"received_on": "2027-01-01"}, "received_on", "day_in_future"),
        ({"occurred_on": "2026-11-21", "received_on": "2026-11-20"}, "occurred_on", "occurred_after_received"),
        ({"division_code": "110000"}, "division_code", "not_an_option"),
        ({"summary": "\ud800"}, "summary", "text_surrogate"),
        ({"summary": "a\x00b"}, "summary", "text_nul"),
        ({"summary": "长" * 20_001}, "summary", "text_too_long"),
        ({"ghost": 1}, "ghost", "unknown_field"),
    ],
)
def test_bad_input_is_told_at_its_field(body: dict[str, object], field: str, code: str) -> None:
    found = problems(raw(**body))

    assert found.get(field) == code
    assert code in codes()


def test_all_problems_are_told_at_once() -> None:
    assert len(problems({"parties": {}, "details": {"owed": "x"}, "ghost": 1})) == 5


def test_an_answer_that_tells_of_violence_raises_the_class() -> None:
    opening = read(raw(details={"owed": "1", "owed_since": "2026-1-1", "violence": "是"}))

    assert isinstance(opening, Opening)
    assert opening.privacy is Privacy.P4


def test_two_people_with_one_id_number_are_noticed() -> None:
    twice = {"name": "王小军", "id_number": "620723199001010016"}

    found = problems(raw(parties={"worker": [twice, twice], "employer": {"name": "甲公司"}}))

    assert found == {"parties.worker.1.id_number": "same_id_number_twice"}


def test_no_problem_repeats_what_was_typed() -> None:
    found = read(raw(parties={"worker": {"name": "王五", "id_number": "620723199001010017", "phone": "1389"}}))

    assert not isinstance(found, Opening)
    assert "620723199001010017" not in repr(found)
