"""Parameters of the county fill in what is left empty: by the day that decides, with source and whether they were compared."""

from __future__ import annotations

from datetime import date

import pytest

from portal.declare.calculators import Calculator, Given, Line, Worked
from portal.declare.clocks import Basis
from portal.declare.fields import Day, Money
from portal.errors import DeclarationError
from portal.reading.calculation import calculate, record_of
from portal.store.tables.machine import ParameterValue
from tests.rig.databases import embedded
from tests.services.conftest import Desk

BASIS = (Basis("劳动合同法", "47", date(2008, 1, 1)),)
INPUTS = (Day("ended_on", "解除日期", required=True), Money("local_average_wage", "当地平均工资"))
TRIPLE = Calculator(
    "triple",
    "三倍",
    INPUTS,
    lambda given: Worked(3 * given.local_average_wage, (Line("三倍", "× 3", 3 * given.local_average_wage),)),
    BASIS,
    (Given("local_average_wage", "average_monthly_wage", on="ended_on"),),
)


@embedded
@pytest.mark.parametrize(
    ("ended_on", "entered", "total", "used"),
    [
        ("2024-06-30", "", 2_100_000, "7000"),
        ("2025-06-30", "", 2_400_000, "8000"),
        ("2025-06-30", "9000", 2_700_000, ""),
    ],
)
def test_version_of_the_day_fills_in_what_is_left_empty(desk: Desk, ended_on: str, entered: str, total: int, used: str) -> None:
    with desk.store.begin(desk.clerk, write=True) as uow:
        for since, value in ((date(2024, 1, 1), "7000"), (date(2025, 1, 1), "8000")):
            uow.session.add(
                ParameterValue(
                    key="average_monthly_wage",
                    since=since,
                    division_code="",
                    value=value,
                    unit="元/月",
                    source="公报",
                    verified=False,
                )
            )
        uow.session.flush()
        done = calculate(uow, TRIPLE, {"ended_on": ended_on, "local_average_wage": entered})

    assert done.worked is not None
    assert done.worked.total == total
    assert "".join(one.value for one in done.used) == used
    assert (f"{used} 元/月（{ended_on[:4]}-01-01起，公报，待核）" in record_of(TRIPLE, done, "")) == bool(used)


@embedded
def test_parameter_nobody_loaded_is_asked_for(desk: Desk) -> None:
    with desk.store.begin(desk.clerk) as uow:
        done = calculate(uow, TRIPLE, {"ended_on": "2025-06-30"})

    assert done.worked is None
    assert [(problem.field, problem.code) for problem in done.problems] == [("local_average_wage", "required")]


def test_parameter_for_no_input_is_refused_when_declared() -> None:
    with pytest.raises(DeclarationError):
        Calculator("triple", "三倍", INPUTS, TRIPLE.work, BASIS, (Given("nothing", "average_monthly_wage"),))
