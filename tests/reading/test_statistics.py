"""Figures of a scope in a period: what is counted, for whom, and that every figure opens its rows."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.access.reach import reach_clause
from portal.declare.roles import Reach
from portal.errors import NotFound
from portal.reading.figures_behind import FIGURES, Behind, behind
from portal.reading.figures_cells import OPTIONS, Asked
from portal.reading.figures_form_a import COLUMNS, TOTAL, Unit
from portal.reading.figures_periods import read_period
from portal.reading.figures_scopes import scope_of, scopes
from portal.reading.figures_sectors import sector_tables
from portal.reading.register import RegisterQuery, Tab, register_page
from portal.reading.statistics import Statistics, statistics
from portal.store.actors import Person
from portal.store.tables.cases import CaseFile
from tests.reading.conftest import Figured
from tests.store.county import DEMO

NOVEMBER = read_period("2026-11", today=date(2026, 11, 21))
TOWN = "place:620723100"


def read(figured: Figured, who: str | Person, scope: str = "", period: str = "2026-11") -> Statistics:
    """Return the figures as somebody sees them."""
    actor = figured.people[who] if isinstance(who, str) else who
    with figured.store.begin(actor) as uow:
        chosen = scope_of(scopes(uow, actor), scope)
        return statistics(uow, actor, chosen, read_period(period, today=uow.today))


def settled(day: date, amount: int = 100_00, **more: Any) -> dict[str, Any]:
    """Return the facts of a case that was settled on the day."""
    return {"ended_on": day, "ending": "settled", "agreement_form": "written", "amount_agreed": amount, **more}


def test_case_is_counted_where_it_was_accepted_and_where_it_ended(figured: Figured) -> None:
    figured.case(accepted_on=date(2026, 10, 20), people=2, **settled(date(2026, 11, 3)))
    figured.case(accepted_on=date(2026, 11, 3), people=4)
    figured.case(received_on=date(2026, 11, 4))

    now = read(figured, "clerk").now

    assert (now.accepted, now.people, now.many) == (1, 4, 1)
    assert (now.closed, now.settled, now.written, now.amount) == (1, 1, 1, 100_00)


def test_success_is_an_agreement_in_force_among_all_that_ended(figured: Figured) -> None:
    days: dict[str, Any] = {"accepted_on": date(2026, 11, 2), "ended_on": date(2026, 11, 9)}
    figured.case(**days, ending="settled", agreement_form="oral", amount_agreed=300_00, performed_on=date(2026, 11, 10))
    for ending in ("not_settled", "withdrawn", "self_settled", "passed_on"):
        figured.case(**days, ending=ending)
    figured.case(received_on=date(2026, 11, 2), ended_on=date(2026, 11, 2), ending="not_accepted")

    page = read(figured, "clerk")

    assert (page.now.settled, page.now.closed, page.now.oral, page.now.performed) == (1, 5, 1, 1)
    assert page.now.endings["self_settled"] == 1
    assert (page.received, page.refused) == (6, 1)


def test_voided_case_is_not_counted(figured: Figured) -> None:
    figured.case(accepted_on=date(2026, 11, 2), voided_on=date(2026, 11, 3))

    page = read(figured, "clerk")

    assert (page.now.accepted, page.received) == (0, 0)


def test_sealed_case_is_counted_exactly_and_adds_to_no_sum(figured: Figured) -> None:
    figured.case(accepted_on=date(2026, 11, 2), people=3, prevented_crime=2, **settled(date(2026, 11, 3)), privacy=4)
    figured.case(accepted_on=date(2026, 11, 2), people=2, **settled(date(2026, 11, 3), 7_00))

    for who in ("clerk", "coordinator"):
        now = read(figured, who).now
        assert (now.accepted, now.settled, now.written) == (2, 2, 2)
        assert (now.amount, now.people, now.many, now.prevented["prevented_crime"]) == (7_00, 2, 0, 0)


@pytest.mark.parametrize(
    ("who", "scope", "expected"),
    [
        ("clerk", "", 2),
        ("below", "", 1),
        ("sector", "", 3),
        ("sector", "sector:labour", 3),
        ("town", "", 2),
        ("town", TOWN, 2),
        ("coordinator", "", 3),
        ("coordinator", "sector:labour", 3),
        ("coordinator", TOWN, 2),
        ("congress", "", 3),
    ],
)
def test_scope_counts_what_the_reach_of_the_post_allows(figured: Figured, who: str, scope: str, expected: int) -> None:
    for organisation in ("工会调委会", "园区工会调委会", "东寨村调委会"):
        case = figured.case(organisation, accepted_on=date(2026, 11, 2))
        _move(figured, case, "620723100" if organisation != "工会调委会" else "620723")

    assert read(figured, who, scope).now.accepted == expected


def test_one_unit_is_counted_with_those_below_it(figured: Figured) -> None:
    for organisation in ("工会调委会", "园区工会调委会", "东寨村调委会"):
        figured.case(organisation, accepted_on=date(2026, 11, 2))
    unit = f"unit:{figured.organisations['工会调委会'].hex}"

    page = read(figured, "coordinator", unit)

    assert page.now.accepted == 2
    assert [(row.name, row.figures.accepted) for row in page.units] == [("园区工会调委会", 1), ("工会调委会", 1)]
    assert read(figured, "below", "").scope.title == "园区工会调委会"


@pytest.mark.parametrize(
    ("who", "scope"),
    [("clerk", "county"), ("clerk", "sector:labour"), ("below", "unit:0"), ("congress", "sector:labour"), ("town", "county")],
)
def test_scope_beyond_the_reach_is_not_found(figured: Figured, who: str, scope: str) -> None:
    with pytest.raises(NotFound):
        read(figured, who, scope)


def test_unit_that_is_not_in_reach_is_not_found(figured: Figured) -> None:
    with pytest.raises(NotFound):
        read(figured, "clerk", f"unit:{figured.organisations['东寨村调委会'].hex}")


def test_post_without_the_page_has_no_scope(figured: Figured) -> None:
    with pytest.raises(NotFound):
        read(figured, "sysadmin")


def test_post_that_sees_what_it_is_assigned_counts_its_own_cases(figured: Figured) -> None:
    figured.case(accepted_on=date(2026, 11, 2))
    other = replace(figured.people["head"], reach=Reach.ASSIGNED)

    assert read(figured, replace(figured.people["clerk"], reach=Reach.ASSIGNED)).now.accepted == 1
    assert read(figured, other).now.accepted == 0
    assert read(figured, other).scope.title == "本人经办"


def test_running_month_is_compared_with_as_many_days_of_last_month_and_last_year(figured: Figured) -> None:
    for day in (
        date(2026, 11, 2),
        date(2026, 11, 20),
        date(2026, 10, 21),
        date(2026, 10, 22),
        date(2025, 11, 1),
        date(2025, 11, 30),
    ):
        figured.case(accepted_on=day)

    page = read(figured, "clerk")

    assert page.runs
    assert (page.now.accepted, page.before.accepted) == (2, 1)
    assert page.year_before is not None
    assert page.year_before.accepted == 1
    months = {month.period.key: (month.now, month.year_before) for month in page.months}
    assert months["2026-11"] == (2, 2)
    assert months["2026-10"] == (2, 0)
    assert len(months) == 12


def test_year_is_compared_with_the_year_before_once(figured: Figured) -> None:
    figured.case(accepted_on=date(2025, 5, 1))

    page = read(figured, "clerk", period="2026")

    assert page.before == page.year_before
    assert page.before.accepted == 1


def test_type_or_source_without_a_column_breaks_the_tie(figured: Figured) -> None:
    figured.case(accepted_on=date(2026, 11, 2), source="court")
    assert read(figured, "clerk").form.tie.holds

    figured.case(accepted_on=date(2026, 11, 2), source="stars")

    tie = read(figured, "clerk").form.tie
    assert (tie.types, tie.sources, tie.total, tie.holds) == (2, 1, 2, False)


def test_every_figure_opens_as_many_rows_as_it_says(figured: Figured) -> None:
    """What is listed and what is sealed and only counted make the figure, in each row of the form that has any."""
    november = date(2026, 11, 5)
    common: dict[str, Any] = {"accepted_on": november, "people": 3, "prevented_crime": 1, "prevented_petition": 9}
    names = ("performed_on", "confirmation_applied_on", "confirmed_on", "sued_after_on")
    later: dict[str, Any] = dict.fromkeys(names, november)
    figured.case(**common, **settled(november, **later))
    figured.case("东寨村调委会", **common, **settled(november, agreement_form="oral"), source="police", privacy=4)
    figured.case("东寨村调委会", accepted_on=november, people=2, ended_on=november, ending="withdrawn", source="own_motion")
    figured.case("东寨村调委会", received_on=november, ended_on=november, ending="not_accepted")
    actor = figured.people["coordinator"]

    page = read(figured, "coordinator")
    listed, told = {}, {}
    with figured.store.begin(actor) as uow:
        asked = Asked(actor, page.scope)
        for kind in ("village", "industry", TOTAL):
            figures = page.form.rows.get(kind, page.form.total)
            for key, column in COLUMNS.items():
                if column.unit is Unit.CASES:
                    among = behind(uow, asked, NOVEMBER, Behind(key, kind))
                    query = select(func.count()).where(reach_clause(actor), CaseFile.id.in_(among))
                    listed[kind, key] = uow.session.scalar(query, execution_options=OPTIONS)
                    told[kind, key] = int(column.value(figures) or 0)

    sealed = {key: told[key] - (listed[key] or 0) for key in told}
    assert {key for key, missing in sealed.items() if missing} == {
        (kind, key)
        for kind in ("village", TOTAL)
        for key in ("accepted", "closed", "settled", "oral", "source_police", "referred", "type_10")
    }
    assert set(sealed.values()) == {0, 1}
    assert listed[TOTAL, "confirmed"] == listed["industry", "prevented_petition"] == 1


def test_every_column_of_cases_and_every_ending_can_be_opened() -> None:
    assert {key for key, column in COLUMNS.items() if column.unit is Unit.CASES} <= FIGURES
    with pytest.raises(NotFound):
        behind(None, None, NOVEMBER, Behind("amount"))  # type: ignore[arg-type]


def test_rows_behind_a_figure_stay_within_the_reader_own_reach(figured: Figured) -> None:
    figured.case("东寨村调委会", accepted_on=date(2026, 11, 2))
    clerk = figured.people["clerk"]

    with figured.store.begin(clerk) as uow:
        asked = Asked(clerk, scopes(uow, clerk)[0])
        found = register_page(uow, clerk, RegisterQuery(tab=Tab.ALL, among=behind(uow, asked, NOVEMBER, Behind("accepted"))))

    assert found.rows == ()


def test_congress_sees_the_county_without_small_counts_and_units(figured: Figured) -> None:
    for _ in range(6):
        figured.case(accepted_on=date(2026, 11, 2), **settled(date(2026, 11, 3)))
    figured.case("东寨村调委会", accepted_on=date(2026, 11, 2), source="police")

    page = read(figured, "congress")

    assert page.now.accepted == 7
    assert page.suppressed
    assert page.units == ()
    assert {
        ("village", "accepted"),
        ("industry", "accepted"),
        ("village", "source_police"),
        (TOTAL, "source_police"),
    } <= page.hidden
    assert not read(figured, "coordinator").hidden


def test_sector_table_counts_by_its_field_and_adds_up(figured: Figured) -> None:
    november = date(2026, 11, 5)
    figured.case(accepted_on=november, amount_claimed=100_00, employment="派遣", **settled(november, 60_00))
    figured.case(accepted_on=november, amount_claimed=50_00, employment="派遣", ended_on=november, ending="not_settled")
    figured.case(accepted_on=november, amount_claimed=1_00, employment="平台")
    figured.case(accepted_on=november, amount_claimed=9_00)
    actor = figured.people["clerk"]

    with figured.store.begin(actor) as uow:
        (table,) = sector_tables(uow, Asked(actor, scopes(uow, actor)[0]), NOVEMBER, "labour")
        assert sector_tables(uow, Asked(actor, scopes(uow, actor)[0]), NOVEMBER, "absent") == ()

    assert [(row.title, row.accepted, row.closed, row.settled, row.sums, row.rate) for row in table.rows] == [
        ("派遣", 2, 2, 1, (150_00, 60_00), "50.0"),
        ("平台", 1, 0, 0, (1_00, 0), None),
        ("未填（含封存）", 1, 0, 0, (9_00, 0), None),
    ]
    assert (table.total.accepted, table.total.sums) == (4, (160_00, 60_00))
    assert table.field == "用工形式"


def test_empty_period_has_figures_of_nothing(figured: Figured) -> None:
    page = read(figured, "clerk", period="2020-01")

    assert page.now.accepted == 0
    assert page.form.tie.holds
    assert list(page.form.rows) == ["village", "community", "town", "street", "enterprise", "industry", "studio"]


def _move(figured: Figured, case_id: uuid.UUID, division: str) -> None:
    """Say where a case happened."""
    with figured.store.begin(DEMO, write=True) as uow:
        uow.session.get_one(CaseFile, case_id).division_code = division
