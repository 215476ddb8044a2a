"""What is worked out at the table, to the fen, each row with its article."""

from __future__ import annotations

from typing import Any

import pytest

from portal.sdk import Refused
from portal.testing.sums import worked
from portal_plugins.womens_federation import PLUGIN

CALCULATORS = {c.key: c for t in PLUGIN.case_types for c in t.calculators}


@pytest.mark.parametrize(
    ("kind", "income", "children", "percent", "total", "ceiling"),
    [
        # 婚姻家庭编解释（一） 49(2): 20 to 30 per cent of a fixed income, one child
        ("fixed", "5200.00", 1, 20, 104000, 156000),
        ("fixed", "5200.00", 1, 30, 156000, 156000),
        ("fixed", "3333.33", 1, 25, 83333, 100000),  # 833.3325 and 999.999
        # 49(2): two children and more, half of it at most
        ("fixed", "6000.00", 2, 50, 300000, 300000),
        ("fixed", "6000.00", 3, 45, 270000, 300000),
        # 49(3): no fixed income, the year's total by the same shares
        ("unfixed", "60000.00", 1, 20, 100000, 150000),
        ("unfixed", "40000.00", 1, 30, 100000, 100000),  # 3,333.33 a month
    ],
)
def test_child_support_is_a_share_of_income(
    kind: str, income: str, children: int, percent: int, total: int, ceiling: int
) -> None:
    result = worked(
        CALCULATORS["child_support"],
        payer_income_kind=kind,
        payer_income=income,
        children_supported=children,
        support_percent=percent,
    )

    assert result.total == total
    assert result.lines[2].amount == ceiling


@pytest.mark.parametrize(("children", "percent", "outside"), [(1, 19, True), (1, 31, True), (2, 31, False), (2, 51, True)])
def test_a_share_outside_the_range_says_so(children: int, percent: int, outside: bool) -> None:
    result = worked(
        CALCULATORS["child_support"],
        payer_income_kind="fixed",
        payer_income="5000",
        children_supported=children,
        support_percent=percent,
    )

    assert ("不在一般范围内，请写明有什么特殊情况" in [line.what for line in result.lines]) is outside


@pytest.mark.parametrize(
    ("need", "income", "children", "together", "each"),
    [
        ("1800.00", "300.00", 3, 150000, 50000),  # 民法典 1067(2)
        ("1000.00", "0", 3, 100000, 33333),
        ("500.00", "600.00", 2, 0, 0),
    ],
)
def test_care_of_a_parent_is_what_is_left_of_the_need(need: str, income: str, children: int, together: int, each: int) -> None:
    result = worked(CALCULATORS["elder_support"], elder_need=need, elder_income=income, supporters=children)

    assert result.total == together
    assert result.lines[3].amount == each


_PRICE: dict[str, Any] = {
    "bride_price": "100000",
    "bride_months": 3,
    "bride_spent": "30000",
    "bride_dowry": "10000",
    "bride_hardship": False,
}


@pytest.mark.parametrize(
    ("stage", "hardship", "total", "talked_about"),
    [
        ("neither", False, 10000000, 10000000),  # 婚姻家庭编解释（一） 5(1)①
        ("registered_only", False, 10000000, 10000000),  # 5(1)②
        ("lived_only", False, 6000000, 6000000),  # 涉彩礼纠纷规定 6
        ("registered_lived", True, 6000000, 6000000),  # 婚姻家庭编解释（一） 5(1)③
        ("registered_lived", False, 0, 6000000),  # 涉彩礼纠纷规定 5: generally nothing, exceptionally some of it
    ],
)
def test_a_bride_price_is_weighed_on_the_sum_its_stage_allows(stage: str, hardship: bool, total: int, talked_about: int) -> None:
    result = worked(CALCULATORS["bride_price"], **{**_PRICE, "bride_stage": stage, "bride_hardship": hardship})

    assert result.total == total
    assert talked_about in [line.amount for line in result.lines]


def test_the_height_of_a_bride_price_is_shown_in_years_of_local_income() -> None:
    result = worked(CALCULATORS["bride_price"], **_PRICE, bride_stage="lived_only", local_income="41842.00")

    assert "2.3" in [line.how for line in result.lines]  # 涉彩礼纠纷规定 5(2)


def test_nothing_is_left_when_more_was_spent_than_given() -> None:
    result = worked(CALCULATORS["bride_price"], **{**_PRICE, "bride_spent": "120000", "bride_stage": "lived_only"})

    assert result.total == 0


@pytest.mark.parametrize("key", CALCULATORS)
def test_a_calculator_refuses_to_guess_what_was_not_entered(key: str) -> None:
    with pytest.raises(Refused):
        worked(CALCULATORS[key])


@pytest.mark.parametrize("key", CALCULATORS)
def test_the_case_fills_in_what_it_knows(key: str) -> None:
    asked = {f.key: f.kind for f in CALCULATORS[key].inputs} | {}
    known = {f.key: f.kind for f in PLUGIN.case_type("marriage_family").fields}

    assert {k: v for k, v in asked.items() if k in known and known[k] != v} == {}
    assert len(asked.keys() & known.keys()) >= len(asked) - 1
