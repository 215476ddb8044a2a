"""How often: the rates, and how an operator changes them."""

from __future__ import annotations

import pytest

from portal.config import Config
from portal.errors import ConfigError
from portal.limits import DELIVERED, RATES, Limited, Rate, read_rates


def test_every_limit_has_a_rate_and_a_meaning() -> None:
    assert set(DELIVERED) == set(RATES) == set(Limited)
    assert all(delivered.meaning for delivered in DELIVERED.values())


@pytest.mark.parametrize(
    ("written", "rate", "spacing"),
    [
        ("10/h", Rate(10, 3600), 360_000),
        ("30/min", Rate(30, 60), 2_000),
        ("5/s", Rate(5, 1), 200),
        ("1/day", Rate(1, 86_400), 86_400_000),
        ("1000000/s", Rate(1_000_000, 1), 1),
    ],
)
def test_rate_is_read_as_it_is_written(written: str, rate: Rate, spacing: int) -> None:
    problems: list[str] = []

    rates = read_rates(f" export = {written} ,", problems)

    assert (rates[Limited.EXPORT], problems, str(rate)) == (rate, [], written)
    assert rate.spacing_ms == spacing
    assert {limit: rates[limit] for limit in Limited if limit is not Limited.EXPORT} == {
        limit: RATES[limit] for limit in Limited if limit is not Limited.EXPORT
    }


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("exports=10/h", "不认识 exports，最接近的是 export"),
        ("export=0/h", "export 要写成"),
        ("export=9999999/h", "export 要写成"),
        ("export=ten/h", "export 要写成"),
        ("export=10/week", "export 要写成"),
        ("export", "export 要写成"),
        ("export=-1/h", "export 要写成"),
    ],
)
def test_rate_that_cannot_be_read_refuses_the_start(given: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        Config.from_env({"PORTAL_LIMITS": given})
