"""What an injury or a death is paid with, and by whom: 人身损害赔偿解释, 民法典 1213, 道路交通安全法 76.

The yearly figures are those of Gansu: disposable income 41,842, consumption 28,013 (2024), average wage 99,124 (2023).
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.engine.law import personal_injury, traffic_insurance
from portal.engine.law.personal_injury import Dependant, PerDay, years_paid
from portal.engine.law.traffic_insurance import Groups, Paid
from portal.engine.law.worked import Caution
from portal.engine.money import parse_yuan, yuan

INCOME, CONSUMPTION, WAGE = 4_184_200, 2_801_300, 9_912_400
LIMITS = Groups(18_000_000, 1_800_000, 200_000)
NO_FAULT = Groups(1_800_000, 180_000, 10_000)


@pytest.mark.parametrize(("age", "years"), [(0, 20), (59, 20), (60, 20), (61, 19), (62, 18), (74, 6), (75, 5), (99, 5)])
def test_years_fall_from_sixty_and_stay_at_five_from_seventy_five(age: int, years: int) -> None:
    assert years_paid(age) == years  # 12, 15, 17


@pytest.mark.parametrize(
    ("age", "coefficient", "owed"),
    [(62, "0.2", "150631.20"), (45, "1", "836840.00"), (45, "0.1", "83684.00"), (80, "0.35", "73223.50")],
)
def test_a_disability_is_paid_by_income_years_and_degree(age: int, coefficient: str, owed: str) -> None:
    assert yuan(personal_injury.disability(INCOME, age, Decimal(coefficient)).value) == owed  # 12


@pytest.mark.parametrize(("age", "owed"), [(45, "836840.00"), (78, "209210.00"), (62, "753156.00")])
def test_a_death_is_paid_by_income_and_years(age: int, owed: str) -> None:
    assert yuan(personal_injury.death(INCOME, age).value) == owed  # 15


def test_a_funeral_is_paid_with_six_average_wages() -> None:
    assert yuan(personal_injury.funeral(WAGE).value) == "49562.00"  # 14


@pytest.mark.parametrize("coefficient", ["0", "1.01", "-0.1"])
def test_a_degree_outside_of_the_scale_is_refused(coefficient: str) -> None:
    with pytest.raises(ValueError):
        personal_injury.disability(INCOME, 45, Decimal(coefficient))


def test_lost_income_and_daily_items() -> None:
    assert yuan(personal_injury.lost_income_by_month(450_000, 45).value) == "6750.00"  # 7
    assert yuan(personal_injury.lost_income_by_year(7_300_000, 45).value) == "9000.00"  # 7
    assert yuan(personal_injury.per_day(PerDay.CARE, 15_000, 20, persons=2).value) == "6000.00"  # 8
    assert yuan(personal_injury.per_day(PerDay.HOSPITAL_MEALS, 4_000, 20).value) == "800.00"  # 10
    assert yuan(personal_injury.per_day(PerDay.NUTRITION, 2_000, 30).value) == "600.00"  # 11


# 人身损害赔偿解释 17
@pytest.mark.parametrize(
    ("what", "people", "coefficient", "owed"),
    [
        ("nobody", [], "1", "0.00"),
        ("a child of ten with two parents", [Dependant(10, 2)], "1", "112052.00"),
        ("the same after a disability of grade 9", [Dependant(10, 2)], "0.2", "22410.40"),
        ("a mother of 78 with three children", [Dependant(78, 3)], "1", "46688.33"),
        ("an adult unable to work", [Dependant(40)], "1", "560260.00"),
        ("two and a half shares are capped at one", [Dependant(10), Dependant(10), Dependant(10, 2)], "1", "224104.00"),
        ("capped while together, then not", [Dependant(10), Dependant(14, 2)], "1", "224104.00"),
        ("three half shares, then one", [Dependant(16, 2), Dependant(16, 2), Dependant(8, 2)], "1", "168078.00"),
    ],
)
def test_dependants_are_maintained_and_share_one_years_consumption(
    what: str, people: list[Dependant], coefficient: str, owed: str
) -> None:
    assert yuan(personal_injury.dependants(CONSUMPTION, people, Decimal(coefficient)).value) == owed, what


@given(st.lists(st.builds(Dependant, st.integers(0, 100), st.integers(1, 4)), max_size=5), st.decimals("0.01", "1", places=2))
def test_dependants_never_cost_more_than_one_consumption_a_year(people: list[Dependant], coefficient: Decimal) -> None:
    worked = personal_injury.dependants(CONSUMPTION, people, coefficient)
    apart = sum(personal_injury.dependants(CONSUMPTION, [person], coefficient).value for person in people)

    assert worked.value <= CONSUMPTION * max((person.years for person in people), default=0)
    assert worked.value <= apart + 5


@pytest.mark.parametrize(("age", "supporters"), [(-1, 1), (10, 0)])
def test_a_dependant_has_an_age_and_a_supporter(age: int, supporters: int) -> None:
    with pytest.raises(ValueError):
        Dependant(age, supporters)


@pytest.mark.parametrize(
    ("what", "loss", "limits", "share", "commercial", "paid"),
    [
        ("all within the limits", Groups(10_000_000, 1_000_000, 100_000), LIMITS, "1", 100, Paid(11_100_000, 0, 0, 0)),
        ("full fault", Groups(20_000_000, 3_000_000, 500_000), LIMITS, "1", 100_000_000, Paid(20_000_000, 3_500_000, 0, 0)),
        (
            "main fault",
            Groups(20_000_000, 3_000_000, 500_000),
            LIMITS,
            "0.7",
            100_000_000,
            Paid(20_000_000, 2_450_000, 0, 1_050_000),
        ),
        (
            "beyond the sum insured",
            Groups(20_000_000, 3_000_000, 500_000),
            LIMITS,
            "0.7",
            2_000_000,
            Paid(20_000_000, 2_000_000, 450_000, 1_050_000),
        ),
        ("no commercial insurance", Groups(20_000_000, 3_000_000, 500_000), LIMITS, "1", 0, Paid(20_000_000, 0, 3_500_000, 0)),
        ("no fault", Groups(20_000_000, 3_000_000, 500_000), NO_FAULT, "0", 0, Paid(1_990_000, 0, 0, 21_510_000)),
        ("nothing lost", Groups(0, 0, 0), LIMITS, "1", 0, Paid(0, 0, 0, 0)),
    ],
)
def test_compulsory_insurance_pays_first_then_commercial_then_the_driver(
    what: str, loss: Groups, limits: Groups, share: str, commercial: int, paid: Paid
) -> None:
    worked = traffic_insurance.payment_order(loss, limits, Decimal(share), commercial)

    assert worked.value == paid, what
    assert Caution.SHARE_BY_FAULT in worked.cautions


@given(
    st.builds(Groups, *[st.integers(0, parse_yuan("900000"))] * 3),
    st.decimals("0", "1", places=2),
    st.integers(0, parse_yuan("1000000")),
)
def test_every_fen_of_the_loss_is_borne_by_somebody(loss: Groups, share: Decimal, commercial: int) -> None:
    paid = traffic_insurance.payment_order(loss, LIMITS, share, commercial).value

    assert paid.compulsory + paid.commercial + paid.tortfeasor + paid.own == loss.death_disability + loss.medical + loss.goods


@pytest.mark.parametrize("share", ["-0.1", "1.1"])
def test_a_share_lies_between_nothing_and_all(share: str) -> None:
    with pytest.raises(ValueError):
        traffic_insurance.payment_order(Groups(1, 1, 1), LIMITS, Decimal(share), 0)


def test_no_loss_is_negative() -> None:
    with pytest.raises(ValueError):
        Groups(-1, 0, 0)
