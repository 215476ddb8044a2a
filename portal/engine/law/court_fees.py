"""What a suit over money costs at the court's desk (诉讼费用交纳办法 13, 15, 16)."""

from __future__ import annotations

from fractions import Fraction

_LEAST = 50_00
# Up to so many yuan, the part in this band pays so much (诉讼费用交纳办法 13 第一项); the last band has no end.
_BANDS: tuple[tuple[int | None, Fraction], ...] = (
    (100_000, Fraction(25, 1000)),
    (200_000, Fraction(20, 1000)),
    (500_000, Fraction(15, 1000)),
    (1_000_000, Fraction(10, 1000)),
    (2_000_000, Fraction(9, 1000)),
    (5_000_000, Fraction(8, 1000)),
    (10_000_000, Fraction(7, 1000)),
    (20_000_000, Fraction(6, 1000)),
    (None, Fraction(5, 1000)),
)
_FLAT_UP_TO = 10_000


def property_case_fee(claim: int) -> int:
    """Return the fee in fen for a claim in fen: 50 yuan up to 10,000 yuan, then band by band (诉讼费用交纳办法 13).

    Half of it is due where the case ends by mediation or is withdrawn (15), or is heard in simplified procedure (16).
    """
    fee, begin = Fraction(_LEAST), _FLAT_UP_TO * 100
    for end, rate in _BANDS:
        until = claim if end is None else min(claim, end * 100)
        if until <= begin:
            break
        fee += (until - begin) * rate
        begin = until
    return int(fee + Fraction(1, 2))
