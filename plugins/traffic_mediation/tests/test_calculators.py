"""Who pays how much after an accident: worked examples (民法典 1213, 道路交通安全法 76, 交强险条例 21, 23)."""

from __future__ import annotations

from typing import Any

import pytest

from portal.testing.sums import worked
from portal_plugins.traffic_mediation.calculators import LIMITS, PAYMENT

AMOUNTS = ("180000", "18000", "2000", "18000", "1800", "100")  # the limits since 2020-09-19, as the parameters deliver them
NATIONAL = {key: amount for (key, _title, _parameter), amount in zip(LIMITS, AMOUNTS, strict=True)}


@pytest.mark.parametrize(
    ("given", "fen"),
    [
        # within the limits: the compulsory insurance pays all, whatever the share
        ({"death_loss": "38500", "medical_loss": "17000", "goods_loss": "1500", "liability": "main", "share": "70"}, 5_700_000),
        # medical 4,000 above the limit: 70 % of it beside
        ({"death_loss": "38500", "medical_loss": "22000", "goods_loss": "1500", "liability": "main", "share": "70"}, 6_080_000),
        # property 3,600 above the limit, fully at fault
        ({"goods_loss": "5600", "liability": "full", "share": "100"}, 560_000),
        # no fault: the small limits, and ten per cent of the rest
        ({"death_loss": "200000", "liability": "none", "share": "10"}, 3_620_000),
        # without compulsory insurance everything goes by the share
        ({"goods_loss": "5600", "liability": "equal", "share": "50", "insured": "no"}, 280_000),
    ],
)
def test_the_compulsory_insurance_pays_first_then_the_share(given: dict[str, Any], fen: int) -> None:
    assert worked(PAYMENT, **({"insured": "yes"} | NATIONAL | given)).total == fen


def test_commercial_insurance_pays_up_to_its_sum_and_advances_are_taken_off() -> None:
    given = {"death_loss": "400000", "liability": "full", "share": "100", "commercial_sum": "200000", "advanced": "30000"}
    result = worked(PAYMENT, **({"insured": "yes"} | NATIONAL | given))
    amounts = {line.what: line.amount for line in result.lines}

    assert amounts["交强险"] == 18_000_000
    assert amounts["商业三者险"] == 20_000_000
    assert amounts["侵权人"] == 2_000_000
    assert amounts["扣除已垫付后"] == 37_000_000


def test_without_compulsory_insurance_the_result_says_what_was_not_found() -> None:
    result = worked(PAYMENT, **(NATIONAL | {"goods_loss": "100", "liability": "full", "share": "100", "insured": "no"}))

    assert result.lines[-1].what == "未投保交强险"
    assert result.lines[-1].amount is None
