"""The periods of statistics: months that begin when the county says, and what they are compared with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import Refused
from portal.reading.figures_periods import PeriodKind, between, containing, month_of, months_until, read_period, span, title

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("key", "starts_on", "since", "until"),
    [
        ("2026-11", 1, date(2026, 11, 1), date(2026, 11, 30)),
        ("2026-02", 1, date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-11", 26, date(2026, 10, 26), date(2026, 11, 25)),
        ("2026-01", 26, date(2025, 12, 26), date(2026, 1, 25)),
        ("2026-11", 5, date(2026, 11, 5), date(2026, 12, 4)),
        ("2026-Q4", 1, date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-Q1", 26, date(2025, 12, 26), date(2026, 3, 25)),
        ("2026", 1, date(2026, 1, 1), date(2026, 12, 31)),
        ("2026", 26, date(2025, 12, 26), date(2026, 12, 25)),
        ("2026-11-03..2026-11-21", 1, date(2026, 11, 3), date(2026, 11, 21)),
        ("", 1, date(2026, 11, 1), date(2026, 11, 30)),
        ("", 26, date(2026, 10, 26), date(2026, 11, 25)),
    ],
)
def test_key_names_its_days(key: str, starts_on: int, since: date, until: date) -> None:
    period = read_period(key, today=TODAY, starts_on=starts_on)

    assert (period.since, period.until) == (since, until)
    assert not key or period.key == key


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-Q5", "26-11", "2026-1", "gestern", "2026-11-31..2026-12-01", "..", "9999", "2026-1１"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_period(text, today=TODAY)

    assert refused.value.problems[0].code == "period_form"


def test_days_of_ones_own_choice_have_an_order_and_a_limit() -> None:
    with pytest.raises(Refused):
        between(date(2026, 11, 2), date(2026, 11, 1))
    with pytest.raises(Refused):
        between(date(2020, 1, 1), date(2026, 11, 1))
    assert between(TODAY, TODAY).days == 1


@given(st.dates(date(2001, 1, 1), date(2190, 1, 1)), st.integers(1, 28))
def test_statistical_months_follow_each_other_without_gap_and_hold_their_days(day: date, starts_on: int) -> None:
    month = month_of(day, starts_on)

    assert month.since <= day <= month.until
    assert month.before().until == month.since - timedelta(days=1)
    assert read_period(month.key, today=TODAY, starts_on=starts_on) == month
    assert month.since.day == starts_on


@given(st.dates(date(2001, 1, 1), date(2190, 1, 1)), st.sampled_from([PeriodKind.QUARTER, PeriodKind.YEAR]), st.integers(1, 28))
def test_quarters_and_years_are_made_of_statistical_months(day: date, kind: PeriodKind, starts_on: int) -> None:
    period = containing(kind, day, starts_on)

    assert period.since == month_of(period.since, starts_on).since
    assert period.until == month_of(period.until, starts_on).until
    assert period.since <= day <= period.until


def test_month_is_compared_with_the_month_before_and_the_same_month_of_last_year() -> None:
    month = read_period("2026-03", today=TODAY)

    assert month.before().key == "2026-02"
    assert month.year_before().key == "2025-03"
    assert containing(PeriodKind.QUARTER, date(2026, 2, 3)).before().key == "2025-Q4"


def test_running_month_is_counted_until_today_and_compared_with_as_many_days() -> None:
    month = read_period("2026-11", today=TODAY)
    so_far = month.so_far(TODAY)

    assert (so_far.until, so_far.key) == (TODAY, "2026-11")
    assert month.before().first_days(so_far.days).until == date(2026, 10, 21)
    assert read_period("2026-10", today=TODAY).so_far(TODAY) == read_period("2026-10", today=TODAY)


def test_leap_day_has_a_day_a_year_earlier() -> None:
    assert between(date(2028, 2, 29), date(2028, 3, 1)).year_before().since == date(2027, 2, 28)


def test_twelve_months_end_with_the_month_of_the_day() -> None:
    months = months_until(TODAY, 12, 26)

    assert [month.key for month in months][0::11] == ["2025-12", "2026-11"]
    assert len(months) == 12


def test_titles_read_as_officials_write() -> None:
    assert title(read_period("2026-11", today=TODAY)) == "2026年11月"
    assert title(read_period("2026-Q4", today=TODAY)) == "2026年第4季度"
    assert span(read_period("2026-11", today=TODAY, starts_on=26)) == "2026年10月26日至2026年11月25日"
