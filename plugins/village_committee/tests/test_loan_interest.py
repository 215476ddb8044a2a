"""The loan calculator, to the fen."""

from __future__ import annotations

from typing import Any

import pytest

from portal.testing.sums import worked
from portal_plugins.village_committee.loan_interest import LOAN_INTEREST

YEAR = {"delivered": "20000.00", "lent_on": "2025-03-01", "reckoned_on": "2026-03-01", "lpr": "3.10"}


@pytest.mark.parametrize(
    ("inputs", "total"),
    [
        ({**YEAR, "rate": "6"}, 21_200_00),
        ({**YEAR, "rate": "12.4"}, 22_480_00),  # four times exactly (民间借贷规定 25)
        ({**YEAR, "rate": "24"}, 22_480_00),  # above: taken at four times
        ({**YEAR, "rate": "0"}, 20_000_00),  # 民法典 680
        ({**YEAR, "rate": "6", "repaid": "5000.00"}, 16_200_00),
        # After 183 days 601.64 of interest are paid first, then 4,398.36 of principal (民法典 561); 182 days follow.
        ({**YEAR, "rate": "6", "repaid": "5000.00", "repaid_on": "2025-08-31"}, 16_068_41),
    ],
)
def test_principal_and_interest(inputs: dict[str, Any], total: int) -> None:
    assert worked(LOAN_INTEREST, **inputs).total == total


@pytest.mark.parametrize(
    ("inputs", "note"),
    [({**YEAR, "rate": "24"}, "四倍"), ({**YEAR, "rate": "6", "lent_on": "2019-03-01"}, "2020年8月20日")],
)
def test_what_a_number_leaves_out_stands_beside_it(inputs: dict[str, Any], note: str) -> None:
    assert any(note in line.what for line in worked(LOAN_INTEREST, **inputs).lines if line.amount is None)
