"""The working calendar, by the notices of the State Council and without them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.engine.calendars import CalendarRow, DayKind, WorkCalendar, seed_rows

SEED = WorkCalendar.of("seed", seed_rows())
BLANK = WorkCalendar("blank")
DAYS = st.dates(min_value=date(2005, 1, 1), max_value=date(2026, 12, 31))


def test_the_seed_covers_every_year_the_first_counties_need() -> None:
    assert set(range(2008, 2027)) <= SEED.years


# 国务院办公厅关于2025年、2026年部分节假日安排的通知
@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2025-01-01", "2025-01-01"),
        ("2025-01-28", "2025-02-04"),
        ("2025-04-04", "2025-04-06"),
        ("2025-05-01", "2025-05-05"),
        ("2025-05-31", "2025-06-02"),
        ("2025-10-01", "2025-10-08"),
        ("2026-01-01", "2026-01-03"),
        ("2026-02-15", "2026-02-23"),
        ("2026-04-04", "2026-04-06"),
        ("2026-05-01", "2026-05-05"),
        ("2026-06-19", "2026-06-21"),
        ("2026-09-25", "2026-09-27"),
        ("2026-10-01", "2026-10-07"),
    ],
)
def test_nobody_works_on_the_holidays_of_2025_and_2026(first: str, last: str) -> None:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    days = [begin + timedelta(days=n) for n in range((end - begin).days + 1)]

    assert [SEED.is_working(day) for day in days] == [(False, False)] * len(days)
    assert SEED.is_working(SEED.previous_working(begin).day) == SEED.is_working(end + timedelta(days=1)) == (True, False)


@pytest.mark.parametrize(
    "day",
    [
        *("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"),
        *("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
    ],
)
def test_people_work_on_the_weekend_days_given_in_exchange(day: str) -> None:
    worked = date.fromisoformat(day)

    assert worked.weekday() >= 5
    assert SEED.is_working(worked) == (True, False)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2027-01-01", False),
        ("2027-05-01", False),
        ("2028-05-02", False),
        ("2027-10-01", False),
        ("2029-10-02", False),
        ("2028-10-03", False),
        ("2027-02-08", True),  # Spring Festival follows the moon: not guessed
        ("2027-01-02", False),
        ("2027-01-04", True),
    ],
)
def test_a_year_without_notice_is_judged_by_weekends_and_fixed_festivals(day: str, working: bool) -> None:
    assert SEED.is_working(date.fromisoformat(day)) == (working, True)


@pytest.mark.parametrize(("year", "working"), [(2024, True), (2025, False)])
def test_the_second_of_may_is_a_festival_since_2025(year: int, working: bool) -> None:
    assert BLANK.is_working(date(year, 5, 2)) == (working, True)


def test_a_notice_reaches_into_the_december_before_it() -> None:
    rows = {row.day: row for row in seed_rows()}

    assert rows[date(2018, 12, 31)].notice_year == 2019
    assert rows[date(2018, 12, 29)] == CalendarRow(date(2018, 12, 29), DayKind.MAKE_UP, 2019, "元旦")


def test_a_row_is_certain_even_where_its_own_year_has_no_notice() -> None:
    calendar = WorkCalendar.of("2027", [CalendarRow(date(2026, 12, 31), DayKind.HOLIDAY, 2027, "元旦")])

    assert calendar.is_working(date(2026, 12, 31)) == (False, False)
    assert calendar.is_working(date(2026, 12, 30)) == (True, True)


def test_rows_that_contradict_each_other_are_refused() -> None:
    rows = [CalendarRow(date(2026, 5, 9), kind, 2026, "劳动节") for kind in DayKind]

    with pytest.raises(ValueError, match="2026-05-09"):
        WorkCalendar.of("broken", rows)


def test_the_walk_over_a_festival_counts_exchanged_days() -> None:
    before = date(2026, 9, 30)

    assert SEED.next_working(before) == (date(2026, 10, 8), False)
    assert SEED.on_or_after(date(2026, 10, 10)) == (date(2026, 10, 10), False)
    assert SEED.previous_working(date(2026, 10, 8)) == (before, False)
    assert SEED.add_working_days(before, 3) == (date(2026, 10, 10), False)


def test_a_walk_that_enters_a_year_without_notice_is_provisional() -> None:
    assert SEED.add_working_days(date(2026, 12, 30), 1) == (date(2026, 12, 31), False)
    assert SEED.add_working_days(date(2026, 12, 30), 2) == (date(2027, 1, 4), True)


def test_no_working_days_cannot_be_added() -> None:
    with pytest.raises(ValueError):
        SEED.add_working_days(date(2026, 1, 1), 0)


@given(DAYS, st.integers(1, 40), st.integers(1, 40))
def test_adding_working_days_in_two_steps_is_adding_them_at_once(day: date, first: int, second: int) -> None:
    half = SEED.add_working_days(day, first).day

    assert SEED.add_working_days(half, second).day == SEED.add_working_days(day, first + second).day


@given(DAYS)
def test_the_day_before_the_next_working_day_is_this_one_or_rest(day: date) -> None:
    following = SEED.next_working(day).day
    between = [day + timedelta(days=n) for n in range(1, (following - day).days)]

    assert SEED.is_working(following).working
    assert not any(SEED.is_working(other).working for other in between)
