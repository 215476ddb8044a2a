"""The union's calculations, to the fen, each row with its article."""

from __future__ import annotations

from typing import Any

import pytest

from portal.sdk import Calculator
from portal.testing.sums import worked
from portal_plugins.trade_union import PLUGIN

CALCULATORS = {c.key: c for t in PLUGIN.case_types for c in t.calculators}
SIX_YEARS = {"hired_on": "2018-03-15", "ended_on": "2024-10-10", "average_wage": "6000.00"}
SINCE_2000 = {"hired_on": "2000-01-01", "ended_on": "2012-12-31", "average_wage": "3000.00"}
FIFTEEN_YEARS = {"hired_on": "2009-10-11", "ended_on": "2024-10-10", "local_average_wage": "8000.00"}


@pytest.mark.parametrize(
    ("key", "inputs", "total"),
    [
        ("compensation", SIX_YEARS, 42_000_00),  # 劳动合同法 47: 6 years, 6 months, 26 days
        ("unlawful", SIX_YEARS, 84_000_00),  # 劳动合同法 87
        ("with_notice", {**SIX_YEARS, "last_month_wage": "6000.00"}, 48_000_00),  # 劳动合同法 40
        ("with_notice", {**SIX_YEARS, "last_month_wage": "5500.00"}, 47_500_00),  # 实施条例 20: last month's wage
        ("compensation", {**FIFTEEN_YEARS, "average_wage": "30000.00"}, 288_000_00),  # 47: three times, at most twelve
        ("compensation", {**FIFTEEN_YEARS, "average_wage": "24000.00"}, 360_000_00),  # exactly three times is not above
        ("compensation", {**SIX_YEARS, "average_wage": "1500.00", "minimum_wage": "1820.00"}, 12_740_00),  # 实施条例 27
        ("compensation", SINCE_2000, 15_000_00),  # 劳动合同法 97: from 2008
        ("unlawful", SINCE_2000, 78_000_00),  # 实施条例 25: from the first day
        # An arbitration of 2020: dismissed after two months at 8,000 a month for refusing unlawful overtime; 8,000 awarded.
        ("unlawful", {"hired_on": "2020-06-01", "ended_on": "2020-08-01", "average_wage": "8000.00"}, 8_000_00),
        ("compensation", {**SIX_YEARS, "average_wage": "3333.33"}, 23_333_31),
    ],
)
def test_pay_at_the_end_of_employment(key: str, inputs: dict[str, Any], total: int) -> None:
    assert worked(CALCULATORS[key], **inputs).total == total


@pytest.mark.parametrize(
    ("key", "inputs", "note"),
    [
        ("compensation", SINCE_2000, "2008"),
        ("compensation", {**FIFTEEN_YEARS, "average_wage": "30000.00"}, "三倍"),
        ("unlawful", SIX_YEARS, "不再支付经济补偿"),
        ("with_notice", {**SIX_YEARS, "last_month_wage": "6000.00"}, "第四十条"),
        ("double_wage", {"hired_on": "2024-01-10", "month_wage": "5000.00"}, "时效"),
    ],
)
def test_what_a_number_leaves_out_stands_beside_it(key: str, inputs: dict[str, Any], note: str) -> None:
    lines = worked(CALCULATORS[key], **inputs).lines

    assert any(note in line.what for line in lines if line.amount is None)


@pytest.mark.parametrize(
    ("inputs", "total"),
    [
        ({"hours_workday": "10"}, 375_00),  # 劳动法 44: 150 %
        ({"hours_restday": "8"}, 400_00),  # 200 %
        ({"hours_holiday": "8"}, 600_00),  # 300 %
        ({"hours_workday": "10", "hours_restday": "8", "hours_holiday": "8"}, 1_375_00),
        ({"hours_workday": "0.5"}, 18_75),
        ({"hours_restday": "8", "paid": "100.00"}, 300_00),
        ({"hours_restday": "8", "paid": "900.00"}, 0),
    ],
)
def test_overtime_of_4350_a_month(inputs: dict[str, Any], total: int) -> None:
    result = worked(CALCULATORS["overtime"], month_wage="4350.00", **inputs)

    assert result.lines[0].amount == 25_00
    assert result.total == total


def test_unused_leave_pays_two_more_days_wages_for_each_day() -> None:
    result = worked(CALCULATORS["unused_leave"], month_wage="4350.00", unused_days=5)

    assert result.total == 2_000_00, "企业职工带薪年休假实施办法 10、11"


@pytest.mark.parametrize(
    ("inputs", "total"),
    [
        ({"hired_on": "2024-01-10"}, 55_000_00),  # 实施条例 7: eleven months
        ({"hired_on": "2024-01-10", "contract_on": "2024-12-01"}, 48_500_00),  # 实施条例 6: 02-10 to 11-30
        ({"hired_on": "2024-01-10", "contract_on": "2024-01-20"}, 0),
        ({"hired_on": "2024-01-10", "ended_on": "2024-02-09"}, 0),
        ({"hired_on": "2024-01-10", "ended_on": "2024-03-09"}, 5_000_00),
    ],
)
def test_second_wage_at_5000_a_month(inputs: dict[str, Any], total: int) -> None:
    assert worked(CALCULATORS["double_wage"], month_wage="5000.00", **inputs).total == total


def test_second_wage_shows_its_period() -> None:
    inputs = {"hired_on": "2024-01-10", "contract_on": "2024-12-01", "month_wage": "5000.00"}

    assert "2024-02-10 — 2024-11-30" in {line.how for line in worked(CALCULATORS["double_wage"], **inputs).lines}


@pytest.mark.parametrize(
    ("inputs", "total"),
    [
        ({"monthly_agreed": "6000.00", "months_owed": 2}, 12_000_00),
        ({"monthly_agreed": "6000.00", "monthly_paid": "1500.00", "months_owed": 3, "headcount": 12}, 162_000_00),
        ({"monthly_agreed": "6000.00", "monthly_paid": "7000.00", "months_owed": 3}, 0),
    ],
)
def test_arrears_are_agreed_less_paid(inputs: dict[str, Any], total: int) -> None:
    assert worked(CALCULATORS["arrears"], **inputs).total == total


def test_the_surcharge_is_shown_and_never_added() -> None:
    result = worked(CALCULATORS["arrears"], monthly_agreed="6000.00", months_owed=2)

    assert result.lines[-1].amount is None, "劳动合同法 85"
    assert result.lines[-1].how == "6,000.00 — 12,000.00"


@pytest.mark.parametrize("calculator", CALCULATORS.values(), ids=lambda c: c.key)
def test_every_calculation_names_articles(calculator: Calculator) -> None:
    assert all(basis.article for basis in calculator.basis)
