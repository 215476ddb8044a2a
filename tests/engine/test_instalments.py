"""Monthly instalments add up to the amount, to the fen."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.engine.instalments import MOST_INSTALMENTS, instalments

FIRST = date(2026, 12, 31)


def test_whole_yuan_with_the_rest_in_the_last() -> None:
    parts = instalments(1_000_000, 3, FIRST)

    assert [part.amount for part in parts] == [333_300, 333_300, 333_400]
    assert [part.due_on.isoformat() for part in parts] == ["2026-12-31", "2027-01-31", "2027-02-28"]


@given(st.integers(MOST_INSTALMENTS * 100, 10**13), st.integers(1, MOST_INSTALMENTS))
def test_sum_is_exact_and_nobody_pays_nothing(total: int, count: int) -> None:
    amounts = [part.amount for part in instalments(total, count, FIRST)]

    assert sum(amounts) == total
    assert min(amounts) >= 100
    assert len(amounts) == count


@pytest.mark.parametrize(("total", "count"), [(1000, 0), (1000, MOST_INSTALMENTS + 1), (199, 2)])
def test_what_cannot_be_split_is_refused(total: int, count: int) -> None:
    with pytest.raises(ValueError):
        instalments(total, count, FIRST)
