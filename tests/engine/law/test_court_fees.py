"""What a suit over money costs (诉讼费用交纳办法 13)."""

from __future__ import annotations

import pytest

from portal.engine.law.court_fees import property_case_fee


@pytest.mark.parametrize(
    ("claim", "fee", "why"),
    [
        (0, 50, "13：不超过1万元的，每件50元"),
        (10_000, 50, "13：不超过1万元的，每件50元"),
        (12_000, 100, "13：50 + 2,000 × 2.5%"),
        (100_000, 2_300, "13：50 + 90,000 × 2.5%"),
        (200_000, 4_300, "13：2,300 + 100,000 × 2%"),
        (500_000, 8_800, "13：4,300 + 300,000 × 1.5%"),
        (1_000_000, 13_800, "13：8,800 + 500,000 × 1%"),
        (2_000_000, 22_800, "13：13,800 + 1,000,000 × 0.9%"),
        (5_000_000, 46_800, "13：22,800 + 3,000,000 × 0.8%"),
        (10_000_000, 81_800, "13：46,800 + 5,000,000 × 0.7%"),
        (20_000_000, 141_800, "13：81,800 + 10,000,000 × 0.6%"),
        (30_000_000, 191_800, "13：141,800 + 10,000,000 × 0.5%"),
    ],
)
def test_fee_grows_band_by_band(claim: int, fee: int, why: str) -> None:
    assert property_case_fee(claim * 100) == fee * 100, why


def test_half_a_fen_is_rounded_up() -> None:
    assert property_case_fee(1_000_020) == 50_01  # 0.20 元 × 2.5% = 0.5 分
