"""Settings have types; the calendar is rows with a version."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.engine.calendars import CalendarRow, DayKind, WorkCalendar
from portal.errors import KeyringError, Refused
from portal.store import settings
from portal.store.calendar_rows import load_notice, parse_notice, read_calendar, seed
from portal.store.keyring import Keyring, make_keys
from portal.store.tables.machine import CalendarDay
from portal.store.unit_of_work import Store
from tests.store.county import DEMO


@pytest.fixture
def session(shared: Store) -> Iterator[Session]:
    with shared.begin(DEMO, write=True) as uow:
        yield uow.session
        uow.session.rollback()


def nothing_to_recompute(_session: Session, _calendar: WorkCalendar) -> int:
    return 0


def test_a_setting_never_set_has_its_default(session: Session) -> None:
    assert settings.read(session, settings.MONTH_STARTS_ON) == 1
    assert settings.read(session, settings.DEMO) is False


def test_a_setting_is_read_as_it_was_written(session: Session) -> None:
    settings.write(session, settings.MONTH_STARTS_ON, 26)
    settings.write(session, settings.DEMO, True)
    settings.write_text(session, "county_name", " 临泽县 ")

    assert settings.read(session, settings.MONTH_STARTS_ON) == 26
    assert settings.read(session, settings.DEMO) is True
    assert settings.read(session, settings.COUNTY_NAME) == "临泽县"


@pytest.mark.parametrize(
    ("name", "text"), [("month_starts_on", "29"), ("month_starts_on", "x"), ("demo", "yes"), ("colour", "red")]
)
def test_a_value_that_makes_no_sense_is_refused(session: Session, name: str, text: str) -> None:
    with pytest.raises(Refused):
        settings.write_text(session, name, text)


def test_foreign_keys_are_noticed(session: Session, shared: Store, tmp_path: Path) -> None:
    settings.check_keys(session, shared.keyring)  # nothing noted yet
    settings.record_keys(session, shared.keyring)
    settings.check_keys(session, shared.keyring)
    settings.record_keys(session, shared.keyring)

    with pytest.raises(KeyringError, match="密钥备份"):
        settings.check_keys(session, make_keys(tmp_path / "foreign"))
    with pytest.raises(KeyringError):
        settings.record_keys(session, make_keys(tmp_path / "foreign"))


def test_a_lost_data_key_is_noticed_and_a_new_one_beside_it_is_not(session: Session, shared: Store) -> None:
    settings.record_keys(session, shared.keyring)
    ours = shared.keyring

    settings.check_keys(session, Keyring("k2", {**ours.data, "k2": bytes(32)}, ours.index_key, ours.audit_key))
    with pytest.raises(KeyringError):
        settings.check_keys(session, Keyring("k2", {"k2": bytes(32)}, ours.index_key, ours.audit_key))


def test_the_seed_fills_an_empty_calendar_once(session: Session) -> None:
    version = seed(session)
    rows = session.scalar(select(func.count()).select_from(CalendarDay))

    assert seed(session) == version
    assert session.scalar(select(func.count()).select_from(CalendarDay)) == rows
    calendar = read_calendar(session)
    assert calendar.version == version
    assert calendar.is_working(date(2025, 10, 1)) == (False, False)
    assert calendar.is_working(date(2025, 9, 28)) == (True, False)  # a Sunday worked in exchange


NEXT = (
    CalendarRow(date(2031, 1, 1), DayKind.HOLIDAY, 2031, "元旦"),
    CalendarRow(date(2030, 12, 28), DayKind.MAKE_UP, 2031, "元旦"),
)


def test_a_notice_makes_its_year_certain_and_has_the_rest_recomputed(session: Session) -> None:
    before = seed(session)
    asked: list[WorkCalendar] = []

    def recompute(_session: Session, calendar: WorkCalendar) -> int:
        asked.append(calendar)
        return 7

    assert read_calendar(session).is_working(date(2031, 1, 2)).provisional
    assert load_notice(session, NEXT, "2031.csv", recompute) == 7

    (calendar,) = asked
    assert calendar.version != before
    assert calendar.is_working(date(2031, 1, 2)) == (True, False)
    assert calendar.is_working(date(2030, 12, 28)) == (True, False)
    assert read_calendar(session).version == calendar.version


def test_a_notice_loaded_again_replaces_itself(session: Session) -> None:
    seed(session)
    load_notice(session, NEXT, "2031.csv", nothing_to_recompute)
    version = settings.read(session, settings.CALENDAR_VERSION)

    load_notice(session, NEXT, "again.csv", nothing_to_recompute)
    assert settings.read(session, settings.CALENDAR_VERSION) == version

    load_notice(session, NEXT[:1], "corrected.csv", nothing_to_recompute)
    assert settings.read(session, settings.CALENDAR_VERSION) != version


def test_a_day_of_another_years_notice_is_refused(session: Session) -> None:
    load_notice(session, NEXT, "2031.csv", nothing_to_recompute)

    with pytest.raises(Refused, match="calendar_day_of_another_notice"):
        load_notice(session, [CalendarRow(date(2030, 12, 28), DayKind.HOLIDAY, 2030, "x")], "2030.csv", nothing_to_recompute)


def test_an_empty_notice_is_refused(session: Session) -> None:
    with pytest.raises(Refused, match="calendar_empty"):
        load_notice(session, [], "empty.csv", nothing_to_recompute)


def test_a_notice_file_is_read() -> None:
    text = "\ufeffday,kind,notice_year,name\n2031-01-01,holiday,2031,元旦\n\n2030-12-28,make_up,2031,元旦\n"

    assert parse_notice(text) == NEXT


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", {"1"}),
        ("day,kind\n", {"1"}),
        ("day,kind,notice_year,name\n2031-13-01,holiday,2031,x\n2031-01-01,feast,2031,x\n", {"2", "3"}),
        ("day,kind,notice_year,name\n2031-01-01,holiday,2029,x\n", {"2"}),
        ("day,kind,notice_year,name\n2031-01-01,holiday,2031,x\n2031-01-01,holiday,2031,x\n", {"3"}),
    ],
)
def test_every_line_that_cannot_be_read_is_told(text: str, places: set[str]) -> None:
    with pytest.raises(Refused) as told:
        parse_notice(text)

    assert {problem.field for problem in told.value.problems} == places
