"""A holiday notice: provisional due dates are computed anew, appended and never edited, by the system at somebody's word."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.engine.calendars import CalendarRow, DayKind
from portal.errors import Forbidden, Refused
from portal.hooks.registry import Registry
from portal.reading.holidays import calendar_page
from portal.services.calendar import TASK, Recomputed, carry_out, order_notice, read_notice, recompute
from portal.services.open_case import open_case
from portal.store.actors import System
from portal.store.calendar_rows import seed
from portal.store.tables.course import CaseClock, CaseClockDue, CaseEvent
from portal.store.unit_of_work import Store
from portal.store.verify import verify_chains
from tests.rig.databases import embedded
from tests.store.county import COUNTY
from tests.web.admins import ORCHARD, WELL, Admins, make_admins
from tests.web.offices import fruit_body

SYSTEM = System(COUNTY, TASK)
LATE = datetime(2026, 12, 25, 2, 0, tzinfo=UTC)  # 15 days later it is Saturday 9 January 2027: provisional
NOTICE = (
    CalendarRow(date(2027, 1, 1), DayKind.HOLIDAY, 2027, "元旦"),
    CalendarRow(date(2027, 1, 9), DayKind.MAKE_UP, 2027, "元旦"),  # so that the last day is a day of work
)


@pytest.fixture
def admins(database_url: str, tmp_path: Path) -> Iterator[Admins]:
    """The administrators on each database, with the calendar of the installation."""
    made = make_admins(database_url, tmp_path)
    with made.store.begin(System(COUNTY, "people"), write=True) as uow:
        seed(uow.session)
    yield made
    made.engine.dispose()


def open_late(admins: Admins) -> uuid.UUID:
    with admins.store.begin(admins.actor("clerk"), write=True, now=LATE) as uow:
        return open_case(uow, {**fruit_body(), "type": "orchard.fruit", "received_on": "2026-12-25"}).case_id


def load(store: Store, rows: tuple[CalendarRow, ...] = NOTICE) -> Recomputed:
    with store.begin(SYSTEM, write=True, now=LATE) as uow:
        return carry_out(uow, rows, "国办发明电〔2026〕9号", at_the_word_of=uuid.UUID(int=7))


def clock(admins: Admins, case_id: uuid.UUID) -> tuple[date, bool, list[tuple[date, str]]]:
    with admins.store.begin(SYSTEM) as uow:
        row = uow.session.scalars(select(CaseClock).where(CaseClock.case_id == case_id, CaseClock.key == "mediation")).one()
        dues = uow.session.scalars(select(CaseClockDue).where(CaseClockDue.clock_id == row.id).order_by(CaseClockDue.ordinal))
        return row.due_on, row.provisional, [(due.due_on, due.reason) for due in dues]


def test_due_date_moves_and_the_former_one_stays_beside_it(admins: Admins) -> None:
    case_id = open_late(admins)
    assert clock(admins, case_id) == (date(2027, 1, 11), True, [(date(2027, 1, 11), "started")])

    done = load(admins.store)

    assert done == Recomputed(moved=1, settled=0, waiting=0)
    assert clock(admins, case_id) == (
        date(2027, 1, 9),
        False,
        [(date(2027, 1, 11), "started"), (date(2027, 1, 9), "recalculated")],
    )


def test_recalculation_is_an_event_of_the_case_and_its_chain_holds(admins: Admins) -> None:
    case_id = open_late(admins)
    load(admins.store)

    with admins.store.begin(SYSTEM) as uow:
        event = uow.session.scalars(
            select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(CaseEvent.seq.desc()).limit(1)
        ).one()
        said = (event.action, event.actor, event.data["due"])
    with admins.store.begin(System(COUNTY, "audit.verify")) as uow:
        faults = verify_chains(uow)[2]

    assert faults == []
    assert said == ("recalculate", "system:calendar.recompute", ["2027-01-09"])


@embedded
def test_same_day_becomes_certain_and_what_is_certain_is_left_alone(admins: Admins) -> None:
    late, early = open_late(admins), admins.open("clerk").case_id
    before = clock(admins, early)

    done = load(admins.store, NOTICE[:1])

    assert done == Recomputed(moved=0, settled=1, waiting=0)
    assert clock(admins, late)[1:] == (False, [(date(2027, 1, 11), "started"), (date(2027, 1, 11), "recalculated")])
    assert clock(admins, early) == before


@embedded
def test_second_look_at_what_is_certain_writes_nothing(admins: Admins) -> None:
    case_id = open_late(admins)
    load(admins.store)

    with admins.store.begin(SYSTEM, write=True) as uow:
        assert recompute(uow) == Recomputed(0, 0, 0)

    assert len(clock(admins, case_id)[2]) == 2


def test_case_of_an_absent_plugin_waits_for_it(admins: Admins) -> None:
    case_id = open_late(admins)
    without = replace(admins.store, registry=Registry.of(WELL))

    assert load(without).waiting == 1
    assert clock(admins, case_id)[1]

    with replace(admins.store, registry=Registry.of(ORCHARD)).begin(SYSTEM, write=True) as uow:
        assert recompute(uow).moved == 1


@embedded
def test_order_is_written_down_under_the_name_of_whoever_gave_it(admins: Admins) -> None:
    with admins.store.begin(admins.actor("sysadmin"), write=True) as uow:
        order_notice(uow, NOTICE)
    load(admins.store)

    ordered, loaded = [entry for entry in admins.log() if entry[0] == "setting"]
    assert ordered == ("setting", "calendar_ordered", {"years": "2027"})
    assert loaded[1] == "calendar_loaded"
    assert loaded[2]["by"] == str(uuid.UUID(int=7))


@embedded
def test_page_names_the_missing_year_and_counts_what_waits_for_it(admins: Admins) -> None:
    open_late(admins)

    with admins.store.begin(admins.actor("sysadmin"), now=LATE) as uow:
        page = calendar_page(uow, None)
    load(admins.store)
    with admins.store.begin(admins.actor("sysadmin"), now=LATE) as uow:
        after = calendar_page(uow, 2027)

    assert [(one.year, one.clocks) for one in page.missing] == [(2027, 1)]
    assert (after.missing, after.days_off, after.days_worked, after.source) == ((), 1, 1, "国办发明电〔2026〕9号")


@embedded
@pytest.mark.parametrize("who", ["secadmin", "clerk", "head"])
def test_only_who_keeps_the_calendar_may_order(admins: Admins, who: str) -> None:
    with pytest.raises(Forbidden), admins.store.begin(admins.actor(who), write=True) as uow:
        order_notice(uow, NOTICE)


@embedded
def test_nobody_carries_it_out_in_her_own_name(admins: Admins) -> None:
    with pytest.raises(Forbidden), admins.store.begin(admins.actor("sysadmin"), write=True) as uow:
        recompute(uow)


@embedded
def test_lines_that_cannot_be_read_are_named(admins: Admins) -> None:
    text = "day,kind,notice_year,name\n2027-01-01,holiday,2027,元旦\n2027-02-30,holiday,2027,春节\n2027-01-01,holiday,2027,元旦\n"

    with pytest.raises(Refused) as refused, admins.store.begin(admins.actor("sysadmin")) as uow:
        read_notice(uow, text)

    assert {(p.field, p.code) for p in refused.value.problems} == {("3", "calendar_line"), ("4", "calendar_day_twice")}
