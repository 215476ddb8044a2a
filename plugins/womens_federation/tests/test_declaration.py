"""What the federation declares: three types that build, open every day of the year, and ask little to begin with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.testing.desk import Desk

from .. import PLUGIN

TYPES = {declared.key: declared for declared in PLUGIN.case_types}
TODAY = date(2026, 11, 21)


def desk(key: str, today: date = TODAY) -> Desk:
    return Desk(f"womens_federation.{key}", TYPES[key], today=today)


@pytest.mark.parametrize("key", TYPES)
def test_the_example_opens_on_every_day_of_a_leap_year_and_asks_nothing(key: str) -> None:
    for days in range(366):
        at = desk(key, date(2028, 1, 1) + timedelta(days=days))

        at.open(at.example())

        assert at.state.privacy is TYPES[key].privacy
