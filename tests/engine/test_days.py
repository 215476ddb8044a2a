"""Days as people type, say and write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.engine.days import DayProblem, Left, LeftCode, NotADay, Prefer, china_today, left, read_day, spoken, written

TODAY = date(2026, 11, 21)
DAYS = st.dates(min_value=date(1908, 1, 1), max_value=date(2190, 12, 31))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-03", date(2026, 11, 3)),
        ("2026-11-3", date(2026, 11, 3)),
        ("2026/11/3", date(2026, 11, 3)),
        ("2026.11.3", date(2026, 11, 3)),
        ("20261103", date(2026, 11, 3)),
        ("２０２６１１０３", date(2026, 11, 3)),
        ("2026年11月3日", date(2026, 11, 3)),
        (" 2026 年 11 月 3 号 ", date(2026, 11, 3)),
        ("11.3", date(2026, 11, 3)),
        ("11-3", date(2026, 11, 3)),
        ("11/3", date(2026, 11, 3)),
        ("11月3日", date(2026, 11, 3)),
        ("１１月３日", date(2026, 11, 3)),
        ("11月3", date(2026, 11, 3)),
        ("11.21", TODAY),
        ("11.22", date(2025, 11, 22)),
        ("2.29", date(2024, 2, 29)),
        ("今天", TODAY),
        ("昨天", date(2026, 11, 20)),
        ("前天", date(2026, 11, 19)),
        ("大前天", date(2026, 11, 18)),
        ("明天", date(2026, 11, 22)),
        ("后天", date(2026, 11, 23)),
        ("Today", TODAY),
        ("yesterday", date(2026, 11, 20)),
        ("day before yesterday", date(2026, 11, 19)),
        ("tomorrow", date(2026, 11, 22)),
    ],
)
def test_days_as_people_type_them(typed: str, day: date) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [("11.21", TODAY), ("11.20", date(2027, 11, 20)), ("12月6日", date(2026, 12, 6)), ("2.29", date(2028, 2, 29))],
)
def test_a_day_without_year_may_mean_the_next_one(typed: str, day: date) -> None:
    assert read_day(typed, TODAY, Prefer.FUTURE) == day


def test_the_leap_day_is_found_across_a_century_without_one() -> None:
    assert read_day("2.29", date(2103, 1, 1)) == date(2096, 2, 29)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", DayProblem.EMPTY),
        ("\u3000", DayProblem.EMPTY),
        ("上周", DayProblem.NOT_A_DAY),
        ("2026年11月", DayProblem.NOT_A_DAY),
        ("2026-11/3", DayProblem.NOT_A_DAY),
        ("1103", DayProblem.NOT_A_DAY),
        ("2026-02-30", DayProblem.NO_SUCH_DAY),
        ("20261301", DayProblem.NO_SUCH_DAY),
        ("13.1", DayProblem.NO_SUCH_DAY),
        ("2.30", DayProblem.NO_SUCH_DAY),
        ("0206-11-03", DayProblem.YEAR_OUT_OF_RANGE),
        ("9999-12-31", DayProblem.YEAR_OUT_OF_RANGE),
    ],
)
def test_what_is_no_day_is_refused_with_its_reason(typed: str, code: DayProblem) -> None:
    with pytest.raises(NotADay) as caught:
        read_day(typed, TODAY)

    assert caught.value.code is code


@given(DAYS)
def test_a_written_day_is_read_back(day: date) -> None:
    assert read_day(written(day), TODAY) == read_day(day.isoformat(), TODAY) == day


@given(DAYS, DAYS)
def test_a_day_without_year_lies_on_the_preferred_side(day: date, today: date) -> None:
    typed = f"{day.month}.{day.day}"

    assert read_day(typed, today) <= today <= read_day(typed, today, Prefer.FUTURE)


def test_a_day_is_spoken_with_its_weekday_and_written_with_its_year() -> None:
    assert spoken(date(2026, 12, 6)) == "12月6日（周日）"
    assert written(date(2026, 12, 6)) == "2026年12月6日"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 23), Left(LeftCode.LEFT, 2)),
        (TODAY, Left(LeftCode.TODAY, 0)),
        (date(2026, 11, 18), Left(LeftCode.OVER, 3)),
    ],
)
def test_what_is_left_is_a_value(day: date, expected: Left) -> None:
    assert left(day, TODAY) == expected


def test_the_day_in_china_begins_eight_hours_before_utc() -> None:
    evening = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)

    assert china_today(evening) == TODAY
    assert china_today(evening - timedelta(microseconds=1)) == date(2026, 11, 20)


def test_a_naive_moment_has_no_day() -> None:
    with pytest.raises(ValueError):
        china_today(datetime(2026, 11, 20, 16, 0))  # noqa: DTZ001
