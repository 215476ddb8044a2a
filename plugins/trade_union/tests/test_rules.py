"""What the desk says to contradictions and risks in wage and termination disputes."""

from __future__ import annotations

from typing import Any

import pytest

from portal.sdk import COMPANY_A, PERSON_A, PERSON_B
from portal_plugins.trade_union.tests.at_the_desk import TYPES, told

WORKER = dict(PERSON_A)  # born 1990-01-01
CHILD = {"kind": "person", "name": "张小川", "id_number": "620723201005010099"}  # born 2010-05-01
EMPLOYER_IN_PERSON = {"kind": "person", "name": "李桂兰", "no_id_reason": "对方不配合"}


@pytest.mark.parametrize(
    ("field", "details"),
    [
        ("details.owed_until", {"owed_since": "2026-05-01", "owed_until": "2026-04-30"}),
        ("details.owed_since", {"owed_since": "2026-01-01", "hired_on": "2026-01-02"}),
        ("details.left_on", {"hired_on": "2026-02-02", "left": True, "left_on": "2026-02-01", "owed_since": "2026-02-03"}),
        ("details.contract_on?", {"hired_on": "2026-03-02", "contract_on": "2026-01-30"}),
        ("details.owed?", {"owed": "13000.00", "monthly_agreed": "6000.00", "months_owed": 2}),
        ("details.owed?", {"owed": "5000.00", "monthly_agreed": "6000.00", "monthly_paid": "4000.00", "months_owed": 2}),
        ("details.monthly_agreed?", {"monthly_agreed": "1500.00", "minimum_wage": "1900.00"}),  # 劳动合同法 85
        ("parties.general_contractor?", {"site": True}),  # 保障农民工工资支付条例 30
        ("parties.labour_user?", {"employment": "dispatch"}),  # 劳动争议调解仲裁法 22
    ],
)
def test_wage_facts_that_do_not_fit(field: str, details: dict[str, Any]) -> None:
    assert told("unpaid_wages", **details) == {field}


@pytest.mark.parametrize(
    "details",
    [
        {"owed_since": "2026-05-01", "owed_until": "2026-05-01"},
        {"hired_on": "2026-03-02", "contract_on": "2026-01-31"},
        {"owed": "12000.00", "monthly_agreed": "6000.00", "months_owed": 2},
        {"owed": "90000.00", "monthly_agreed": "6000.00", "months_owed": 2, "items": ["overtime"]},
        {"monthly_agreed": "1500.00", "minimum_wage": "1900.00", "pay_form": "hourly"},
        {"monthly_agreed": "1500.00", "minimum_wage": "1900.00", "employment": "part_time"},
        {"site": False},
        {"left": False},
    ],
)
def test_wage_facts_that_fit(details: dict[str, Any]) -> None:
    assert told("unpaid_wages", **details) == set()


@pytest.mark.parametrize(
    ("left_on", "asked"),
    [
        ("2025-11-20", set()),  # 劳动争议调解仲裁法 27: one year, the corresponding day is the last
        ("2025-11-19", {"details.left_on?"}),
    ],
)
def test_more_than_a_year_after_leaving_the_desk_asks(left_on: str, asked: set[str]) -> None:
    assert told("unpaid_wages", left=True, left_on=left_on, owed_since="2025-09-01") == asked


def test_wages_owed_while_employed_raise_no_question_of_limitation() -> None:
    assert told("unpaid_wages", left=False, owed_since="2019-01-01") == set(), "劳动争议调解仲裁法 27"


@pytest.mark.parametrize(
    ("hired_on", "asked"),
    [
        ("2026-05-01", set()),  # 劳动法 15: sixteen on that day
        ("2026-04-30", {"details.child_worker?"}),
    ],
)
def test_a_worker_hired_before_sixteen_is_asked_about(hired_on: str, asked: set[str]) -> None:
    assert told("unpaid_wages", {"worker": [CHILD]}, hired_on=hired_on) == asked


def test_a_child_who_worked_is_registered_without_a_question() -> None:
    assert told("unpaid_wages", {"worker": [CHILD]}, hired_on="2026-03-01", child_worker=True) == set()


@pytest.mark.parametrize(
    ("shares", "headcount", "asked"),
    [
        (["1000.00", "2000.00"], 2, set()),
        (["1000.00", "2000.01"], 2, {"details.owed"}),
        (["1000.00", None], 2, set()),
        (["4000.00", None], 2, {"details.owed"}),
        (["1000.00", "1000.00"], 3, set()),
    ],
)
def test_shares_of_the_workers_add_up(shares: list[str | None], headcount: int, asked: set[str]) -> None:
    people = [{**person, "owed": share} for person, share in zip((PERSON_A, PERSON_B), shares, strict=True)]

    assert told("unpaid_wages", {"worker": people}, headcount=headcount) == asked


def test_more_workers_than_people_concerned_is_a_contradiction() -> None:
    assert told("unpaid_wages", {"worker": [dict(PERSON_A), dict(PERSON_B)]}, headcount=1) == {"details.headcount"}


@pytest.mark.parametrize(
    ("headcount", "delegate", "asked"),
    [(9, False, set()), (10, False, {"parties.worker?"}), (10, True, set())],  # 劳动争议调解仲裁法 7
)
def test_ten_workers_may_choose_representatives(headcount: int, delegate: bool, asked: set[str]) -> None:
    assert told("unpaid_wages", {"worker": [{**WORKER, "delegate": delegate}]}, headcount=headcount) == asked


@pytest.mark.parametrize(
    ("employment", "employer", "asked"),
    [
        ("no_contract", EMPLOYER_IN_PERSON, {"parties.employer?"}),  # 劳动合同法 2
        ("no_contract", dict(COMPANY_A), set()),
        ("service", EMPLOYER_IN_PERSON, set()),
    ],
)
def test_a_private_person_is_no_employer_under_the_labour_law(employment: str, employer: dict[str, Any], asked: set[str]) -> None:
    assert told("unpaid_wages", {"employer": employer}, employment=employment) == asked


@pytest.mark.parametrize(
    ("field", "details"),
    [
        ("details.ended_on", {"hired_on": "2026-03-01", "ended_on": "2026-02-28"}),
        ("details.ended_on?", {"ended_on": "2025-11-19"}),  # 劳动争议调解仲裁法 27
        ("details.claim", {"claim_compensation": "6000.00", "claim_wages": "3000.00"}),
        ("details.average_wage?", {"average_wage": "1500.00", "minimum_wage": "1900.00"}),  # 实施条例 27
        ("details.claim_damages?", {"claim_compensation": "3000.00", "claim_damages": "7000.00"}),  # 实施条例 25
        ("details.claim_compensation?", {"claim_compensation": "10000.00", "ending": "resigned"}),  # 劳动合同法 46
        ("details.claim_notice?", {"claim_notice": "10000.00", "ending": "layoffs"}),  # 劳动合同法 40
        ("details.protected?", {"protected": ["pregnant"], "ending": "employer_art40"}),  # 劳动合同法 42
        ("details.contract_on", {"contract_on": "2026-11-01"}),
        ("parties.labour_user?", {"dispatched": True}),  # 劳动争议调解仲裁法 22
    ],
)
def test_facts_of_an_ended_employment_that_do_not_fit(field: str, details: dict[str, Any]) -> None:
    assert told("termination_pay", **details) == {field}


@pytest.mark.parametrize(
    "details",
    [
        {"claim_compensation": "6000.00", "claim_wages": "4000.00", "ending": "layoffs"},
        {"claim_notice": "10000.00", "ending": "employer_art40"},
        {"protected": ["pregnant"], "ending": "employer_art39"},
        {"protected": [], "ending": "employer_art40"},
        {"ended_on": "2025-11-20"},
    ],
)
def test_facts_of_an_ended_employment_that_fit(details: dict[str, Any]) -> None:
    assert told("termination_pay", **details) == set()


def test_every_rule_with_a_risk_of_law_names_its_article() -> None:
    risky = {"left_on", "ended_on", "child_worker", "parties.general_contractor", "parties.labour_user", "protected"}

    for declared in (declared for case_type in TYPES.values() for declared in case_type.rules):
        if declared.asks and declared.field in risky:
            assert declared.basis is not None, declared.message
