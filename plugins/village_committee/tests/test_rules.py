"""What the desk says to contradictions and risks, type by type."""

from __future__ import annotations

from typing import Any

import pytest

from portal_plugins.village_committee.tests.at_the_desk import TYPES, told

LOAN = {"kind": "loan", "amount": "20000.00", "principal": "20000.00", "lent_on": "2025-03-01"}


@pytest.mark.parametrize(
    ("key", "field", "details"),
    [
        ("neighbourhood", "details.precautions?", {"risk": "may_escalate"}),  # 人民调解法 25
        ("damages", "details.precautions?", {"risk": "may_turn_criminal"}),
        ("damages", "details.risk?", {"kind": "injury", "injury": "light_or_more", "risk": "none"}),
        ("damages", "details.amount", {"amount": "100.00", "kind": "animal", "medical_cost": "90.00", "lost_income": "20.00"}),
        ("marriage_family", "details.violence", {"kind": "domestic_violence"}),
        ("marriage_family", "details.violence", {"kind": "domestic_violence", "violence": False}),
        ("contract", "details.perform_by", {"kind": "sale", "made_on": "2026-03-02", "perform_by": "2026-03-01"}),
        ("contract", "details.due_on", {**LOAN, "due_on": "2025-02-28"}),
        ("contract", "details.delivered?", {**LOAN, "delivered": "18000.00"}),  # 民法典 670
        ("contract", "details.rate?", {**LOAN, "rate": "12.5", "lpr": "3.10"}),  # 民间借贷规定 25
        ("contract", "details.guaranteed?", {**LOAN, "due_on": "2026-05-19", "guaranteed": True}),  # 民法典 692
        ("finance_loan", "details.rate?", {"kind": "private", "rate": "24", "lpr": "3.10"}),
        ("contract", "details.known_on?", {"kind": "sale", "known_on": "2023-11-19"}),  # 民法典 188
        ("forest_land", "details.known_on?", {"kind": "contract", "known_on": "2024-11-19"}),  # 土地承包仲裁 18
        ("insurance", "details.known_on?", {"life": False, "known_on": "2024-11-19"}),  # 保险法 26
        ("insurance", "details.known_on?", {"life": True, "known_on": "2021-11-19"}),
        ("labour", "details.known_on?", {"relation": "labour", "known_on": "2025-11-19"}),  # 劳动争议调解仲裁法 27
        ("migrant_wages", "details.known_on?", {"relation": "service", "known_on": "2023-11-19"}),
        ("forest_land", "details.bounds?", {"bounds": "东至水渠；西至机耕路"}),
        ("housing_homestead", "details.bounds?", {"bounds": "四邻都清楚"}),
        ("forest_land", "details.off_farming?", {"off_farming": True}),  # 农村土地承包法 18
        ("forest_land", "details.contract_until", {"contract_on": "2020-05-01", "contract_until": "2020-05-01"}),
    ],
)
def test_facts_that_do_not_fit(key: str, field: str, details: dict[str, Any]) -> None:
    assert told(key, **details) == {field}


@pytest.mark.parametrize(
    ("key", "details"),
    [
        ("neighbourhood", {"risk": "may_escalate", "precautions": "请社长当天上门劝开。"}),
        ("damages", {"kind": "injury", "injury": "minor", "risk": "none"}),
        ("damages", {"amount": "110.00", "kind": "animal", "medical_cost": "90.00", "lost_income": "20.00"}),
        ("marriage_family", {"kind": "domestic_violence", "violence": True}),
        (
            "contract",
            {**LOAN, "delivered": "20000.00", "rate": "12.4", "lpr": "3.10", "due_on": "2026-05-20", "guaranteed": True},
        ),
        ("contract", {**LOAN, "due_on": "2025-06-01", "guaranteed": True, "guarantee_until": "2027-06-01"}),
        ("contract", {"kind": "sale", "known_on": "2023-11-20"}),
        ("forest_land", {"kind": "boundary", "known_on": "2023-11-20"}),
        ("insurance", {"life": True, "known_on": "2021-11-20"}),
        ("labour", {"relation": "service", "known_on": "2025-11-19"}),
        ("forest_land", {"bounds": "东至水渠；南至村道；西至机耕路；北至李家地"}),
    ],
)
def test_facts_that_fit(key: str, details: dict[str, Any]) -> None:
    assert told(key, **details) == set()


def test_loan_fields_belong_to_loans_only() -> None:
    loan = TYPES["contract"].field("principal").when

    assert loan is not None
    assert loan.holds({"kind": "loan"})
    assert not loan.holds({"kind": "sale"})
