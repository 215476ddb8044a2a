"""Warnings rise once for each due date and level, on the safe side while a holiday notice is missing; the week on one sheet."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.engine.calendars import WorkCalendar, seed_rows
from portal.engine.deadlines import WarningLevel, soon_day, warned_level, warning_days
from portal.reading.week import week
from portal.services.advance import advance
from portal.services.daily import handlers, tick
from portal.services.open_case import open_case
from portal.store.actors import System
from portal.store.outbox import run_due
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import CaseClock
from portal.store.tables.machine import Outbox
from tests.engine.wages import raw
from tests.rig.databases import embedded
from tests.services.conftest import TYPE, Desk
from tests.store.county import COUNTY

CALENDAR = WorkCalendar.of("seed", seed_rows())
D = date.fromisoformat


@embedded
# 15 days from 21 November 2026 end on Sunday 6 December, so on Monday the 7th; without a notice one is warned by the 6th.
@pytest.mark.parametrize(
    ("on", "level"),
    [
        ("2026-11-28", ""),
        ("2026-11-29", "half"),
        ("2026-12-02", "half"),
        ("2026-12-03", "eighty"),
        ("2026-12-04", "last_working_day"),
        ("2026-12-06", "today"),
        ("2026-12-07", "today"),
        ("2026-12-08", "overdue"),
    ],
)
def test_warning_rises_on_its_day_and_only_once(desk: Desk, on: str, level: str) -> None:
    with desk.store.begin(desk.clerk, write=True) as uow:
        opened = open_case(uow, {**raw(), "type": TYPE}, accept={})

    asked = [_tick_and_run(desk, D(on)) for _time in range(3)]

    assert _warned(desk, opened.case_id) == level
    assert [sum(effect.endswith(f":{level}") for effect in effects) for effects in asked] == [bool(level)] * 3
    assert len(asked[0]) == len(asked[2])


@embedded
def test_extended_clock_is_warned_of_anew(desk: Desk) -> None:
    with desk.store.begin(desk.clerk, write=True) as uow:
        opened = open_case(uow, {**raw(), "type": TYPE}, accept={})
    _tick_and_run(desk, D("2026-12-04"))

    with desk.store.begin(desk.clerk, write=True) as uow:
        agreed = {"clock": "mediation", "until": "2026-12-31", "agreed": "yes"}
        advance(uow, opened.case_id, "extend", agreed, version=opened.version)

    assert _warned(desk, opened.case_id) == ""
    effects = _tick_and_run(desk, D("2026-12-31"))
    assert _warned(desk, opened.case_id) == "today"
    assert len({effect.split(":")[2] for effect in effects}) == 2, "one effect key for each due date"


@embedded
def test_case_is_near_its_end_before_the_last_three_days(desk: Desk) -> None:
    with desk.store.begin(desk.clerk, write=True) as uow:
        opened = open_case(uow, {**raw(), "type": TYPE}, accept={})

    with desk.store.begin(desk.clerk) as uow:
        case = uow.session.get_one(CaseFile, opened.case_id)

    assert (case.next_due_on, case.next_soon_on) == (D("2026-12-07"), D("2026-12-03"))


# Until the notice for 2027 is known, New Year's Day is a guess: whoever must act by then is warned for the earlier day.
@pytest.mark.parametrize(
    ("start", "due", "by", "today", "level"),
    [
        ("2026-11-02", "2026-11-23", "2026-11-23", "2026-11-19", WarningLevel.EIGHTY),
        ("2026-12-18", "2027-01-04", "2027-01-02", "2026-12-31", WarningLevel.LAST_WORKING_DAY),
        ("2026-12-18", "2027-01-04", "2027-01-02", "2027-01-02", WarningLevel.TODAY),
        ("2026-12-18", "2027-01-04", "2027-01-02", "2027-01-03", WarningLevel.TODAY),
        ("2026-12-18", "2027-01-04", "2027-01-02", "2027-01-05", WarningLevel.OVERDUE),
    ],
)
def test_provisional_day_is_warned_of_on_the_safe_side(start: str, due: str, by: str, today: str, level: WarningLevel) -> None:
    assert warned_level(D(start), D(due), D(by), D(today), CALENDAR) is level


@pytest.mark.parametrize("length", [1, 2, 3, 7, 15, 30, 60, 365])
def test_days_of_warnings_are_exactly_those_on_which_the_level_changes(length: int) -> None:
    start = D("2026-03-02")
    due = CALENDAR.on_or_after(start + timedelta(days=length)).day

    changes = {
        day
        for n in range(1, length + 20)
        if (day := start + timedelta(days=n))
        and warned_level(start, due, due, day, CALENDAR) is not warned_level(start, due, due, day - timedelta(days=1), CALENDAR)
    }

    assert changes <= set(warning_days(start, due, due, CALENDAR))
    assert due - timedelta(days=30) < soon_day(start, due, CALENDAR) < due


def test_week_lists_what_falls_due_and_what_is_late(desk: Desk) -> None:
    with desk.store.begin(desk.clerk, write=True) as uow:
        opened = open_case(uow, {**raw(), "type": TYPE}, accept={})

    found = {}
    for day in ("2026-11-30", "2026-12-09", "2026-12-16"):
        with desk.store.begin(desk.clerk, today=D(day)) as uow:
            found[day] = week(uow, desk.clerk, D(day))

    assert [row.case_id for row in found["2026-11-30"].rows] == []
    (row,) = found["2026-12-09"].rows
    assert (row.case_id, row.on, row.late, row.why) == (opened.case_id, D("2026-12-07"), True, "劳动争议调解仲裁法第14条")
    assert [(one.on, one.late) for one in found["2026-12-16"].rows] == [(D("2026-12-07"), True)]


def _tick_and_run(desk: Desk, on: date) -> list[str]:
    """Do the day's work and return every effect key of a warning there is."""
    later = desk.store.clock().replace(year=on.year, month=on.month, day=on.day)
    with desk.store.begin(System(COUNTY, "clocks.tick"), write=True, now=later, today=on) as uow:
        tick(uow, {})
    before, desk.store.clock = desk.store.clock, lambda: later
    try:
        run_due(desk.store, {"clocks.warn": handlers(Path())["clocks.warn"]}, COUNTY)
    finally:
        desk.store.clock = before
    with desk.store.begin(System(COUNTY, "start")) as uow:
        return sorted(uow.session.scalars(select(Outbox.effect_key).where(Outbox.task == "clocks.warn")))


def _warned(desk: Desk, case_id: uuid.UUID) -> str:
    with desk.store.begin(desk.clerk) as uow:
        row = uow.session.scalars(select(CaseClock).where(CaseClock.case_id == case_id, CaseClock.key == "mediation")).one()
        return row.warned
