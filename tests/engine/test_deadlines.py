"""When a time limit ends, and how near it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.declare.clocks import Unit
from portal.engine.calendars import WorkCalendar, seed_rows
from portal.engine.deadlines import Due, MomentSpan, Span, WarningLevel, add_months, due, due_moment, warning_level

CALENDAR = WorkCalendar.of("seed", seed_rows())
STARTS = st.dates(min_value=date(2020, 1, 1), max_value=date(2028, 12, 31))
LENGTHS = st.integers(min_value=1, max_value=90)
UNITS = st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.YEAR])
SPANS = st.lists(
    st.builds(
        lambda first, days: Span(first, first + timedelta(days=days)),
        st.dates(min_value=date(2019, 12, 1), max_value=date(2029, 6, 30)),
        st.integers(0, 60),
    ),
    max_size=4,
)


def _length(unit: Unit, length: int) -> int:
    return {Unit.MONTH: length % 24 + 1, Unit.YEAR: length % 4 + 1}.get(unit, length)


# (what, article, start, length, unit, raw last day, last day)
COUNTED = [
    (
        "labour mediation, Sunday moves",
        "劳动争议调解仲裁法 14; 民法典 203",
        "2026-11-21",
        15,
        Unit.DAY,
        "2026-12-06",
        "2026-12-07",
    ),
    ("labour mediation, plain", "劳动争议调解仲裁法 14; 民法典 201", "2026-11-03", 15, Unit.DAY, "2026-11-18", "2026-11-18"),
    ("confirmation over National Day", "民事诉讼法 205, 85", "2026-09-05", 30, Unit.DAY, "2026-10-05", "2026-10-08"),
    ("ends on a worked Saturday", "民法典 203", "2026-09-10", 30, Unit.DAY, "2026-10-10", "2026-10-10"),
    ("ends on a worked Sunday", "民法典 203", "2026-09-13", 7, Unit.DAY, "2026-09-20", "2026-09-20"),
    ("Spring Festival moves nine days", "民法典 203", "2026-01-31", 15, Unit.DAY, "2026-02-15", "2026-02-24"),
    (
        "traffic police, working days",
        "道路交通事故处理程序规定 86, 112",
        "2026-09-28",
        10,
        Unit.WORKING_DAY,
        "2026-10-16",
        "2026-10-16",
    ),
    ("one month, corresponding day", "民法典 202", "2026-01-15", 1, Unit.MONTH, "2026-02-15", "2026-02-24"),
    ("one month, no such day", "民法典 202", "2026-01-31", 1, Unit.MONTH, "2026-02-28", "2026-02-28"),
    ("six months", "民法典 202", "2025-08-31", 6, Unit.MONTH, "2026-02-28", "2026-02-28"),
    ("one year from a leap day", "民法典 202", "2024-02-29", 1, Unit.YEAR, "2025-02-28", "2025-02-28"),
    ("one year of arbitration limitation", "劳动争议调解仲裁法 27", "2025-03-10", 1, Unit.YEAR, "2026-03-10", "2026-03-10"),
    ("two years to enforce", "民事诉讼法 250", "2024-02-14", 2, Unit.YEAR, "2026-02-14", "2026-02-14"),
]


@pytest.mark.parametrize(
    ("start", "length", "unit", "raw", "on"), [row[2:] for row in COUNTED], ids=[f"{row[0]}: {row[1]}" for row in COUNTED]
)
def test_a_time_limit_ends_where_the_law_says(start: str, length: int, unit: Unit, raw: str, on: str) -> None:
    found = due(date.fromisoformat(start), length, unit, CALENDAR)

    assert (found.raw.isoformat(), found.on.isoformat()) == (raw, on)
    assert found.moved == (found.raw != found.on)
    assert not found.provisional


# 2026-11-02 is a Monday; fifteen days end on Tuesday the 17th.
@pytest.mark.parametrize(
    ("what", "spans", "on", "suspended_days"),
    [
        ("one day", [("11-05", "11-05")], "2026-11-18", 1),
        ("first and last day both included", [("11-05", "11-06")], "2026-11-19", 2),
        ("before the start", [("10-01", "11-01")], "2026-11-17", 0),
        ("the start itself is not counted anyway", [("11-02", "11-02")], "2026-11-17", 0),
        ("from before into the period", [("10-20", "11-04")], "2026-11-19", 2),
        ("over the end", [("11-16", "11-22")], "2026-11-24", 7),
        ("after the end", [("11-18", "11-30")], "2026-11-17", 0),
        ("overlapping count once", [("11-05", "11-09"), ("11-07", "11-11")], "2026-11-24", 7),
        ("the second is met only because of the first", [("11-05", "11-06"), ("11-18", "11-18")], "2026-11-20", 3),
        ("the order does not matter", [("11-18", "11-18"), ("11-05", "11-06")], "2026-11-20", 3),
        ("pushed onto a Saturday", [("11-05", "11-08")], "2026-11-23", 4),
        ("the Monday it moved to is suspended as well", [("11-05", "11-08"), ("11-23", "11-24")], "2026-11-25", 6),
    ],
)
def test_suspended_days_are_not_counted(what: str, spans: list[tuple[str, str]], on: str, suspended_days: int) -> None:
    suspended = [Span(date.fromisoformat(f"2026-{first}"), date.fromisoformat(f"2026-{last}")) for first, last in spans]

    found = due(date(2026, 11, 2), 15, Unit.DAY, CALENDAR, suspended=suspended)

    assert (found.on.isoformat(), found.suspended_days) == (on, suspended_days), what


def test_a_suspension_of_working_days_counts_working_days_only() -> None:
    suspended = [Span(date(2026, 11, 5), date(2026, 11, 8))]

    found = due(date(2026, 11, 2), 5, Unit.WORKING_DAY, CALENDAR, suspended=suspended)

    assert found == Due(date(2026, 11, 11), date(2026, 11, 11), False, False, 2)


@pytest.mark.parametrize(
    ("what", "extended_to", "suspended", "on"),
    [
        ("to a working day", date(2026, 12, 1), (), date(2026, 12, 1)),
        ("to a Sunday, which moves", date(2026, 12, 6), (), date(2026, 12, 7)),
        ("never shortens", date(2026, 11, 10), (), date(2026, 11, 17)),
        (
            "is not added to by what was suspended before",
            date(2026, 12, 1),
            (Span(date(2026, 11, 5), date(2026, 11, 6)),),
            date(2026, 12, 1),
        ),
        (
            "is added to by what is suspended later",
            date(2026, 12, 1),
            (Span(date(2026, 11, 25), date(2026, 11, 26)),),
            date(2026, 12, 3),
        ),
    ],
)
def test_an_extension_names_the_last_day(what: str, extended_to: date, suspended: tuple[Span, ...], on: date) -> None:
    assert due(date(2026, 11, 2), 15, Unit.DAY, CALENDAR, suspended=suspended, extended_to=extended_to).on == on, what


def test_a_last_day_in_a_year_without_notice_is_provisional_and_warned_on_the_early_side() -> None:
    found = due(date(2026, 12, 18), 15, Unit.DAY, CALENDAR)

    assert found == Due(date(2027, 1, 4), date(2027, 1, 2), True, True, 0)
    assert found.warn_by == date(2027, 1, 2)
    assert due(date(2026, 11, 21), 15, Unit.DAY, CALENDAR).warn_by == date(2026, 12, 7)


def test_working_days_through_a_year_without_notice_are_provisional() -> None:
    assert due(date(2026, 12, 25), 10, Unit.WORKING_DAY, CALENDAR).provisional
    assert not due(date(2026, 12, 25), 4, Unit.WORKING_DAY, CALENDAR).provisional


def test_hours_run_through_night_and_holiday() -> None:
    asked = datetime(2026, 10, 1, 22, 30, tzinfo=timezone(timedelta(hours=8)))

    assert due_moment(asked, 72) == datetime(2026, 10, 4, 14, 30, tzinfo=UTC)  # 反家庭暴力法 28
    assert due_moment(asked, 24) == datetime(2026, 10, 2, 14, 30, tzinfo=UTC)


def test_suspended_hours_are_added_once() -> None:
    start = datetime(2026, 10, 1, tzinfo=UTC)
    hour = timedelta(hours=1)
    spans = [
        MomentSpan(start - hour, start + hour),
        MomentSpan(start, start + 2 * hour),
        MomentSpan(start + 27 * hour, start + 30 * hour),
    ]

    assert due_moment(start, 24, suspended=spans[:2]) == start + 26 * hour
    assert due_moment(start, 24, suspended=spans) == start + 26 * hour
    assert due_moment(start, 26, suspended=spans) == start + 31 * hour


@pytest.mark.parametrize("unit", list(Unit))
def test_a_time_limit_without_length_is_refused(unit: Unit) -> None:
    with pytest.raises(ValueError):
        due(date(2026, 1, 1), 0, unit, CALENDAR)


def test_hours_are_not_counted_from_a_day_nor_from_a_naive_moment() -> None:
    with pytest.raises(ValueError):
        due(date(2026, 1, 1), 24, Unit.HOUR, CALENDAR)
    with pytest.raises(ValueError):
        due_moment(datetime(2026, 1, 1), 24)  # noqa: DTZ001
    with pytest.raises(ValueError):
        due_moment(datetime(2026, 1, 1, tzinfo=UTC), 0)


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError):
        Span(date(2026, 1, 2), date(2026, 1, 1))
    with pytest.raises(ValueError):
        MomentSpan(datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))


@given(STARTS, LENGTHS, UNITS, SPANS)
def test_a_due_day_is_a_working_day_outside_every_suspension(start: date, length: int, unit: Unit, spans: list[Span]) -> None:
    found = due(start, _length(unit, length), unit, CALENDAR, suspended=spans)

    assert start < found.raw <= found.on
    assert CALENDAR.is_working(found.on).working
    assert not any(found.on in span for span in spans)


@given(STARTS, LENGTHS, UNITS, SPANS)
def test_a_longer_limit_or_a_later_start_never_ends_earlier(start: date, length: int, unit: Unit, spans: list[Span]) -> None:
    size = _length(unit, length)
    found = due(start, size, unit, CALENDAR, suspended=spans).on

    assert due(start, size + 1, unit, CALENDAR, suspended=spans).on >= found
    assert due(start + timedelta(days=1), size, unit, CALENDAR, suspended=spans).on >= found


@given(STARTS, LENGTHS, UNITS, SPANS, st.integers(0, 30))
def test_a_suspension_inside_the_period_adds_at_least_its_days(
    start: date, length: int, unit: Unit, spans: list[Span], days: int
) -> None:
    size = _length(unit, length)
    plain = due(start, size, unit, CALENDAR)
    stopped = due(start, size, unit, CALENDAR, suspended=[*spans, Span(plain.raw, plain.raw + timedelta(days=days))])

    assert stopped.on > plain.raw + timedelta(days=days)
    assert stopped.on >= due(start, size, unit, CALENDAR, suspended=spans).on
    assert stopped.suspended_days >= 1


@given(STARTS, LENGTHS, UNITS, SPANS)
def test_a_due_day_can_be_recomputed_from_the_stored_facts(start: date, length: int, unit: Unit, spans: list[Span]) -> None:
    size = _length(unit, length)

    again = due(start, size, unit, WorkCalendar.of("seed", reversed(seed_rows())), suspended=spans[::-1])

    assert again == due(start, size, unit, CALENDAR, suspended=spans)


@given(STARTS, LENGTHS, SPANS)
def test_days_not_suspended_add_up_to_the_length(start: date, length: int, spans: list[Span]) -> None:
    found = due(start, length, Unit.DAY, CALENDAR, suspended=spans)
    days = [start + timedelta(days=n) for n in range(1, (found.on - start).days + 1)]
    counted = [day for day in days if not any(day in span for span in spans)]

    assert len(counted) >= length
    assert all(not CALENDAR.is_working(day).working for day in counted[length - 1 : -1])


@given(STARTS, st.integers(0, 60))
def test_adding_months_keeps_the_day_or_takes_the_last_one(start: date, months: int) -> None:
    later = add_months(start, months)

    assert (later.year - start.year) * 12 + later.month - start.month == months
    assert later.day == start.day or (later + timedelta(days=1)).day == 1


# Monday 2026-11-02 to Monday 2026-11-23: 21 days.
@pytest.mark.parametrize(
    ("today", "level"),
    [
        ("2026-11-02", WarningLevel.NONE),
        ("2026-11-12", WarningLevel.NONE),
        ("2026-11-13", WarningLevel.HALF),
        ("2026-11-18", WarningLevel.HALF),
        ("2026-11-19", WarningLevel.EIGHTY),
        ("2026-11-20", WarningLevel.LAST_WORKING_DAY),
        ("2026-11-22", WarningLevel.LAST_WORKING_DAY),
        ("2026-11-23", WarningLevel.TODAY),
        ("2026-11-24", WarningLevel.OVERDUE),
    ],
)
def test_warnings_rise_as_the_day_comes_near(today: str, level: WarningLevel) -> None:
    assert warning_level(date(2026, 11, 2), date(2026, 11, 23), date.fromisoformat(today), CALENDAR) is level


@given(STARTS, LENGTHS, st.integers(0, 200))
def test_a_warning_never_falls_back(start: date, length: int, days: int) -> None:
    on = due(start, length, Unit.DAY, CALENDAR).on
    order = list(WarningLevel)
    today = start + timedelta(days=days)

    now, tomorrow = (warning_level(start, on, day, CALENDAR) for day in (today, today + timedelta(days=1)))

    assert order.index(now) <= order.index(tomorrow)
