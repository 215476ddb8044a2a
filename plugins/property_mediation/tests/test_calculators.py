"""Calculations to the fen, each with its article."""

from __future__ import annotations

from decimal import Decimal

import pytest

from portal.sdk import Calculator, Refused
from portal.testing.sums import worked
from portal_plugins.property_mediation import PLUGIN
from portal_plugins.property_mediation.calculators.charges import CHARGE_AND_PENALTY, charge
from portal_plugins.property_mediation.calculators.shares import COMMON_INCOME, PREPAID_FEES

YEAR: dict[str, object] = {
    "area": "100",
    "unit_price": "2",
    "months": "12",
    "period": "12",
    "first_due": "2024-01-01",
    "until": "2024-12-31",
}


def _says(inputs: dict[str, object]) -> str:
    return "\n".join(line.what for line in worked(CHARGE_AND_PENALTY, **inputs).lines)


@pytest.mark.parametrize(
    ("area", "price", "months", "fen"),
    [
        ("100", "2", "12", 2400_00),
        ("89.37", "1.15", "12", 1233_31),
        ("120.5", "1.235", "1", 148_82),
        ("100", "1.2", "0.5", 60_00),
    ],
)
def test_the_charge_is_area_times_price_times_months(area: str, price: str, months: str, fen: int) -> None:
    assert charge(Decimal(area), Decimal(price), Decimal(months)) == fen


def test_three_per_mille_a_day_for_a_year_is_more_than_the_debt() -> None:
    result = worked(CHARGE_AND_PENALTY, **YEAR, late_rate="0.3")

    assert result.lines[0].amount == 2400_00
    assert result.total - 2400_00 == 2628_00
    assert any(line.how.endswith("= 109.5%") for line in result.lines)
    assert "违约金超过物业费本金，建议协商减免" in _says({**YEAR, "late_rate": "0.3"})


def test_a_penalty_is_held_against_four_times_the_lpr_and_the_loss() -> None:
    said = _says({**YEAR, "late_rate": "0.3", "lpr": "3.00"})

    assert "折合年利率超过四倍" in said
    assert "一般可以认定为过高" in said  # 合同编通则解释 65


def test_a_modest_penalty_is_not_called_too_high() -> None:
    said = _says({**YEAR, "late_rate": "0.01", "lpr": "3.00"})  # 3.65 % a year against a loss of 3 %

    assert "超过四倍" not in said
    assert "过高" not in said


def test_without_an_lpr_the_comparison_is_left_open_and_says_so() -> None:
    assert "没有填一年期贷款市场报价利率" in _says({**YEAR, "late_rate": "0.05"})


def test_each_month_is_late_from_its_own_day() -> None:
    result = worked(
        CHARGE_AND_PENALTY,
        area="100",
        unit_price="2",
        months="3",
        period="1",
        first_due="2026-01-31",
        until="2026-04-10",
        late_rate="0.1",
    )

    # 200 yuan each, due on 31 January, 28 February and 31 March: 69, 41 and 10 days late (民法典 202, 585)
    assert [line.amount for line in result.lines[1:4]] == [13_80, 8_20, 2_00]
    assert result.total == 600_00 + 24_00


def test_a_charge_not_yet_due_bears_no_penalty() -> None:
    result = worked(CHARGE_AND_PENALTY, **{**YEAR, "until": "2023-12-31"}, late_rate="0.3")

    assert result.total == 2400_00


def test_the_last_instalment_is_for_the_months_left() -> None:
    result = worked(CHARGE_AND_PENALTY, **{**YEAR, "months": "8", "period": "6"}, late_rate="0.01")

    assert result.lines[0].amount == 1600_00
    assert [line.how.split(": ")[1].split(" ×")[0] for line in result.lines[1:3]] == ["1,200.00", "400.00"]


def test_prepaid_charges_come_back_for_the_months_without_service() -> None:
    result = worked(PREPAID_FEES, paid_ahead="2400.00", months_paid="12", months_served="5")  # 物业服务解释 3

    assert result.total == 1400_00


def test_common_income_less_cost_is_shared_by_area() -> None:
    result = worked(COMMON_INCOME, income="50000.00", cost="8000.00", own_area="100", total_area="21000")  # 民法典 282, 283

    assert result.total == 200_00


def test_an_estate_without_area_cannot_share() -> None:
    with pytest.raises(Refused):
        worked(COMMON_INCOME, income="50000.00", own_area="100", total_area="0")


@pytest.mark.parametrize("calculator", [c for t in PLUGIN.case_types for c in t.calculators], ids=lambda c: c.key)
def test_calculations_name_their_provisions(calculator: Calculator) -> None:
    assert all(basis.verified for basis in calculator.basis)
