"""What the medical side owes, and what its insurer pays: worked examples."""

from __future__ import annotations

from typing import Any

import pytest

from portal.testing.sums import worked
from portal_plugins.medical_mediation.calculators import INSURED, RESPONSIBILITY


@pytest.mark.parametrize(
    ("given", "fen"),
    [
        ({"treatment": "12000", "lost_income": "3000", "care": "3600", "share": "30"}, 558_000),
        ({"disability": "150631.20", "share": "75"}, 11_297_340),
        ({"treatment": "0.03", "share": "50"}, 2),  # half a fen is rounded up
        ({"death": "836840", "funeral": "49562", "share": "20", "grief": "20000", "paid": "10000"}, 18_728_040),
        ({"treatment": "100", "share": "0", "paid": "50"}, 0),
    ],
)
def test_the_items_are_added_shared_and_what_was_paid_is_taken_off(given: dict[str, Any], fen: int) -> None:
    """民法典 1179, 1183, 1218; 医疗纠纷预防和处理条例 44."""
    assert worked(RESPONSIBILITY, **given).total == fen


@pytest.mark.parametrize(
    ("given", "fen"),
    [
        ({"owed": "50000", "insured_sum": "300000"}, 5_000_000),
        ({"owed": "50000", "insured_sum": "300000", "deductible": "2000"}, 4_800_000),
        ({"owed": "500000", "insured_sum": "300000", "deductible": "2000"}, 30_000_000),
        ({"owed": "1000", "insured_sum": "300000", "deductible": "2000"}, 0),
    ],
)
def test_the_insurer_pays_within_the_policy(given: dict[str, Any], fen: int) -> None:
    """保险法 65."""
    result = worked(INSURED, **given)

    assert result.total == fen
    assert result.lines[-1].amount == int(float(given["owed"]) * 100) - fen
