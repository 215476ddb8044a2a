"""保管期限: until when a case is kept, by what its type declares and the county's own number of years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portal.declare.retention import Retention
from portal.engine.retention import archived_before, is_over, kept_until, years_of
from portal.errors import DeclarationError
from portal.sdk import Basis
from tests.engine.wages import WAGES

BASIS = Basis("本单位档案保管期限表", "", since=date(2020, 1, 1), house=True)


@pytest.mark.parametrize(
    ("archived_on", "years", "until"),
    [
        (date(2016, 11, 20), 10, date(2026, 11, 20)),
        (date(2016, 2, 29), 10, date(2026, 2, 28)),  # 民法典 202: where there is no such day, the last of the month
        (date(2016, 2, 29), 12, date(2028, 2, 29)),
        (date(2016, 11, 20), None, None),
    ],
)
def test_a_case_is_kept_from_the_day_it_is_archived(archived_on: date, years: int | None, until: date | None) -> None:
    assert kept_until(archived_on, years) == until


@pytest.mark.parametrize(
    ("archived_on", "years", "over"),
    [
        (date(2016, 11, 21), 10, False),  # the last day is still within it (个人信息保护法 47 I 2: 已届满)
        (date(2016, 11, 20), 10, True),
        (date(2016, 11, 20), 30, False),
        (date(1949, 10, 1), None, False),
    ],
)
def test_time_is_over_on_the_day_after_the_last(archived_on: date, years: int | None, over: bool) -> None:
    today = date(2026, 11, 21)

    assert is_over(archived_on, years, today) is over
    assert years is None or not over or archived_on < archived_before(years, today)


def test_a_type_that_declares_nothing_takes_the_countys_years() -> None:
    assert years_of(WAGES, 10) == 10
    assert years_of(replace(WAGES, retention=Retention(30)), 10) == 30
    assert years_of(replace(WAGES, retention=Retention(None)), 10) is None


@pytest.mark.parametrize("years", [0, -1, 201])
def test_a_number_of_years_nobody_means_is_refused(years: int) -> None:
    with pytest.raises(DeclarationError):
        Retention(years)


def test_a_term_without_basis_is_to_be_checked() -> None:
    assert [Retention(10).verified, Retention(10, BASIS).verified, Retention(10, replace(BASIS, verified=False)).verified] == [
        False,
        True,
        False,
    ]
