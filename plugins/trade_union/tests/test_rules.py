"""The rules of the union, each with facts that break it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from portal_plugins.trade_union import PLUGIN
from portal_plugins.trade_union.tests.fakes import Facts, Values, broken

TODAY = date(2026, 11, 21)
WAGES = PLUGIN.case_type("unpaid_wages").rules
ENDS = PLUGIN.case_type("termination_pay").rules


def worker(**values: Any) -> Values:
    return Values(**{"kind": "person", **values})


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("owed_until", {"owed_since": date(2026, 5, 1), "owed_until": date(2026, 4, 30)}),
        ("owed_since", {"owed_since": date(2026, 1, 1), "hired_on": date(2026, 1, 2)}),
        ("left_on", {"hired_on": date(2026, 1, 2), "left_on": date(2026, 1, 1), "received_on": TODAY}),
        ("contract_on", {"hired_on": date(2026, 3, 2), "contract_on": date(2026, 1, 30)}),
        ("owed", {"owed": 1_300_000, "monthly_agreed": 600_000, "months_owed": 2}),
        ("owed", {"owed": 500_000, "monthly_agreed": 600_000, "monthly_paid": 400_000, "months_owed": 2}),
        ("monthly_agreed", {"monthly_agreed": 150_000, "minimum_wage": 190_000}),
        ("parties.general_contractor", {"site": True}),
        ("parties.labour_user", {"employment": "dispatch"}),
    ],
)
def test_wage_rule_is_broken(field: str, facts: dict[str, Any]) -> None:
    assert broken(WAGES, Facts(**facts), TODAY) == [field]


@pytest.mark.parametrize(
    "facts",
    [
        {"owed_since": date(2026, 5, 1), "owed_until": date(2026, 5, 1)},
        {"hired_on": date(2026, 3, 2), "contract_on": date(2026, 1, 31)},
        {"owed": 1_200_000, "monthly_agreed": 600_000, "months_owed": 2},
        {"owed": 9_000_000, "monthly_agreed": 600_000, "months_owed": 2, "items": ["overtime"]},
        {"monthly_agreed": 150_000, "minimum_wage": 190_000, "pay_form": "hourly"},
        {"monthly_agreed": 150_000, "minimum_wage": 190_000, "employment": "part_time"},
        {"site": False},
    ],
)
def test_wage_rules_hold(facts: dict[str, Any]) -> None:
    assert broken(WAGES, Facts(**facts), TODAY) == []


@pytest.mark.parametrize(
    ("left_on", "in_time"),
    [
        (date(2025, 11, 21), True),  # 劳动争议调解仲裁法 27: one year, the corresponding day is the last
        (date(2025, 11, 20), False),
    ],
)
def test_a_year_after_leaving_the_desk_is_asked_about_limitation(left_on: date, in_time: bool) -> None:
    facts = Facts(left_on=left_on, received_on=TODAY)

    assert broken(WAGES, facts, TODAY) == ([] if in_time else ["left_on"])


def test_wages_owed_while_employed_raise_no_question_of_limitation() -> None:
    facts = Facts(owed_since=date(2019, 1, 1), left=False, received_on=TODAY)

    assert broken(WAGES, facts, TODAY) == [], "劳动争议调解仲裁法 27"


@pytest.mark.parametrize(
    ("born", "hired_on", "asked"),
    [
        (date(2010, 3, 1), date(2026, 3, 1), False),  # 劳动法 15: sixteen on that day
        (date(2010, 3, 2), date(2026, 3, 1), True),
        (date(2008, 2, 29), date(2024, 2, 29), False),
        (None, date(2026, 3, 1), False),
    ],
)
def test_a_worker_hired_before_sixteen_is_asked_about(born: date | None, hired_on: date, asked: bool) -> None:
    facts = Facts({"worker": [worker(born=born)]}, hired_on=hired_on)

    assert broken(WAGES, facts, TODAY) == (["child_worker"] if asked else [])


def test_a_child_who_worked_can_be_registered() -> None:
    facts = Facts({"worker": [worker(born=date(2011, 1, 1))]}, hired_on=date(2026, 6, 1), child_worker=True)

    assert broken(WAGES, facts, TODAY) == []


@pytest.mark.parametrize(
    ("shares", "owed", "headcount", "fits"),
    [
        ([100_000, 200_000], 300_000, 2, True),
        ([100_000, 200_000], 300_001, 2, False),
        ([100_000, None], 300_000, 2, True),
        ([400_000, None], 300_000, 2, False),
        ([100_000], 300_000, 3, True),
    ],
)
def test_shares_of_the_workers_add_up(shares: list[int | None], owed: int, headcount: int, fits: bool) -> None:
    facts = Facts({"worker": [worker(owed=share) for share in shares]}, owed=owed, headcount=headcount)

    assert broken(WAGES, facts, TODAY) == ([] if fits else ["owed"])


def test_more_workers_than_people_concerned_is_a_contradiction() -> None:
    facts = Facts({"worker": [worker(), worker()]}, headcount=1)

    assert broken(WAGES, facts, TODAY) == ["headcount"]


@pytest.mark.parametrize(
    ("headcount", "delegate", "asked"),
    [(9, False, False), (10, False, True), (10, True, False)],  # 劳动争议调解仲裁法 7
)
def test_ten_workers_may_choose_representatives(headcount: int, delegate: bool, asked: bool) -> None:
    facts = Facts({"worker": [worker(delegate=delegate)]}, headcount=headcount)

    assert broken(WAGES, facts, TODAY) == (["parties.worker"] if asked else [])


@pytest.mark.parametrize(
    ("employment", "kind", "asked"),
    [("no_contract", "person", True), ("no_contract", "organisation", False), ("service", "person", False)],
)
def test_a_private_person_is_no_employer_under_the_labour_law(employment: str, kind: str, asked: bool) -> None:
    facts = Facts({"employer": [Values(kind=kind)]}, employment=employment)

    assert broken(WAGES, facts, TODAY) == (["parties.employer"] if asked else [])


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("ended_on", {"hired_on": date(2026, 3, 1), "ended_on": date(2026, 2, 28), "received_on": TODAY}),
        ("ended_on", {"hired_on": date(2020, 3, 1), "ended_on": date(2025, 11, 20), "received_on": TODAY}),
        ("claim", {"claim": 1_000_000, "claim_compensation": 600_000, "claim_wages": 300_000, "ending": "unclear"}),
        ("average_wage", {"average_wage": 150_000, "minimum_wage": 190_000}),
        ("claim_damages", {"claim_compensation": 1, "claim_damages": 2, "claim": 3, "ending": "unlawful"}),  # 实施条例 25
        ("claim_compensation", {"claim_compensation": 100, "claim": 100, "ending": "resigned"}),  # 劳动合同法 46
        ("claim_notice", {"claim_notice": 100, "claim": 100, "ending": "layoffs"}),  # 劳动合同法 40
        ("protected", {"protected": ["pregnant"], "ending": "employer_art40"}),  # 劳动合同法 42
        ("contract_on", {"contract_on": date(2026, 5, 2), "ended_on": date(2026, 5, 1), "received_on": TODAY}),
        ("parties.labour_user", {"dispatched": True}),  # 劳动争议调解仲裁法 22
    ],
)
def test_rule_of_an_ended_employment_is_broken(field: str, facts: dict[str, Any]) -> None:
    assert broken(ENDS, Facts(**facts), TODAY) == [field]


@pytest.mark.parametrize(
    "facts",
    [
        {"claim": 900_000, "claim_compensation": 600_000, "claim_wages": 300_000, "ending": "layoffs"},
        {"claim": 900_000},
        {"claim_notice": 100, "claim": 100, "ending": "employer_art40"},
        {"protected": ["pregnant"], "ending": "employer_art39"},
        {"protected": [], "ending": "employer_art40"},
    ],
)
def test_rules_of_an_ended_employment_hold(facts: dict[str, Any]) -> None:
    assert broken(ENDS, Facts(**facts), TODAY) == []


def test_every_rule_with_a_risk_of_law_names_its_article() -> None:
    risky = {"left_on", "ended_on", "child_worker", "parties.general_contractor", "parties.labour_user", "protected"}

    for declared in (*WAGES, *ENDS):
        if declared.asks and declared.field in risky:
            assert declared.basis is not None, declared.message
