"""The union's calculations, to the fen, each row with its article."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from portal.sdk import Calculator, Worked
from portal_plugins.trade_union import PLUGIN
from portal_plugins.trade_union.calculators.compensation import service
from portal_plugins.trade_union.calculators.double_wage import Period, second_wage_period
from portal_plugins.trade_union.calculators.figures import money, plain, whole_fen
from portal_plugins.trade_union.tests.fakes import Values

CALCULATORS = {c.key: c for t in PLUGIN.case_types for c in t.calculators}


def work(key: str, **inputs: Any) -> Worked:
    return CALCULATORS[key].work(Values(**inputs))


@pytest.mark.parametrize(
    ("first", "last", "months", "shown"),
    [
        (date(2018, 3, 15), date(2024, 10, 10), Fraction(7), "6年6个月26天"),
        (date(2018, 3, 15), date(2018, 9, 14), Fraction(1), "6个月"),  # six months exactly count as a year
        (date(2018, 3, 15), date(2018, 9, 13), Fraction(1, 2), "5个月30天"),
        (date(2018, 3, 15), date(2019, 3, 14), Fraction(1), "1年"),
        (date(2018, 3, 15), date(2019, 3, 15), Fraction(3, 2), "1年1天"),
        (date(2018, 3, 15), date(2018, 3, 15), Fraction(1, 2), "1天"),
        (date(2020, 2, 29), date(2021, 2, 28), Fraction(1), "1年"),
        (date(2019, 3, 1), date(2020, 2, 29), Fraction(1), "1年"),
        (date(2020, 8, 31), date(2021, 2, 28), Fraction(1), "6个月"),
    ],
)
def test_service_is_paid_by_full_years_and_halves(first: date, last: date, months: Fraction, shown: str) -> None:
    worked = service(first, last)

    assert (worked.paid_months, str(worked)) == (months, shown), "劳动合同法 47"


def test_service_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before the first"):
        service(date(2024, 1, 2), date(2024, 1, 1))


SIX_YEARS = {"hired_on": date(2018, 3, 15), "ended_on": date(2024, 10, 10), "average_wage": 600_000}


@pytest.mark.parametrize(
    ("key", "inputs", "total"),
    [
        ("compensation", SIX_YEARS, 4_200_000),  # 劳动合同法 47
        ("unlawful", SIX_YEARS, 8_400_000),  # 劳动合同法 87
        ("with_notice", {**SIX_YEARS, "last_month_wage": 600_000}, 4_800_000),  # 劳动合同法 40
        (
            "compensation",  # above three times the local average: three times, at most twelve (劳动合同法 47)
            {
                "hired_on": date(2009, 10, 11),
                "ended_on": date(2024, 10, 10),
                "average_wage": 3_000_000,
                "local_average_wage": 800_000,
            },
            28_800_000,
        ),
        (
            "compensation",  # exactly three times is not above
            {
                "hired_on": date(2009, 10, 11),
                "ended_on": date(2024, 10, 10),
                "average_wage": 2_400_000,
                "local_average_wage": 800_000,
            },
            36_000_000,
        ),
        ("compensation", {**SIX_YEARS, "average_wage": 150_000, "minimum_wage": 182_000}, 1_274_000),  # 实施条例 27
        (
            "compensation",  # service before 2008 is not counted here (劳动合同法 97)
            {"hired_on": date(2000, 1, 1), "ended_on": date(2012, 12, 31), "average_wage": 300_000},
            1_500_000,
        ),
        (
            "unlawful",  # damages count from the first day (实施条例 25)
            {"hired_on": date(2000, 1, 1), "ended_on": date(2012, 12, 31), "average_wage": 300_000},
            7_800_000,
        ),
        # An arbitration of 2020: dismissed after two months at 8,000 a month for refusing unlawful overtime; 8,000 awarded.
        ("unlawful", {"hired_on": date(2020, 6, 1), "ended_on": date(2020, 8, 1), "average_wage": 800_000}, 800_000),
        ("compensation", {**SIX_YEARS, "average_wage": 333_333}, 2_333_331),
    ],
)
def test_pay_at_the_end_of_employment(key: str, inputs: dict[str, Any], total: int) -> None:
    assert work(key, **inputs).total == total


@pytest.mark.parametrize(
    ("inputs", "total"),
    [
        ({"hours_workday": Decimal(10)}, 37_500),  # 劳动法 44: 150 %
        ({"hours_restday": Decimal(8)}, 40_000),  # 200 %
        ({"hours_holiday": Decimal(8)}, 60_000),  # 300 %
        ({"hours_workday": Decimal(10), "hours_restday": Decimal(8), "hours_holiday": Decimal(8)}, 137_500),
        ({"hours_workday": Decimal("0.5")}, 1_875),
        ({"hours_restday": Decimal(8), "paid": 10_000}, 30_000),
        ({"hours_restday": Decimal(8), "paid": 90_000}, 0),
    ],
)
def test_overtime_of_4350_a_month(inputs: dict[str, Any], total: int) -> None:
    worked = work("overtime", month_wage=435_000, **inputs)

    assert worked.lines[0].amount == 2_500
    assert worked.total == total


def test_unused_leave_pays_two_more_days_wages_for_each_day() -> None:
    worked = work("unused_leave", month_wage=435_000, unused_days=Decimal(5))

    assert worked.lines[0].amount == 20_000
    assert worked.total == 200_000, "企业职工带薪年休假实施办法 10、11"


@pytest.mark.parametrize(
    ("hired", "signed", "ended", "period"),
    [
        (date(2024, 1, 10), date(2024, 12, 1), None, Period(date(2024, 2, 10), date(2024, 11, 30))),  # 实施条例 6
        (date(2024, 1, 10), None, None, Period(date(2024, 2, 10), date(2025, 1, 9))),  # 实施条例 7: eleven months
        (date(2024, 1, 10), None, date(2024, 6, 30), Period(date(2024, 2, 10), date(2024, 6, 30))),
        (date(2024, 1, 10), date(2024, 2, 10), None, None),
        (date(2024, 1, 10), date(2024, 2, 11), None, Period(date(2024, 2, 10), date(2024, 2, 10))),
        (date(2024, 1, 10), None, date(2024, 2, 9), None),
        (date(2024, 1, 31), None, None, Period(date(2024, 3, 1), date(2025, 1, 30))),
    ],
)
def test_second_wage_runs_from_the_second_month(
    hired: date, signed: date | None, ended: date | None, period: Period | None
) -> None:
    assert second_wage_period(hired, signed, ended) == period


@pytest.mark.parametrize(
    ("inputs", "total"),
    [
        ({"hired_on": date(2024, 1, 10)}, 5_500_000),  # eleven months
        ({"hired_on": date(2024, 1, 10), "contract_on": date(2024, 12, 1)}, 4_850_000),  # nine months and 21 of 30 days
        ({"hired_on": date(2024, 1, 10), "contract_on": date(2024, 1, 20)}, 0),
    ],
)
def test_second_wage_at_5000_a_month(inputs: dict[str, Any], total: int) -> None:
    assert work("double_wage", month_wage=500_000, **inputs).total == total


@pytest.mark.parametrize(
    ("inputs", "total"),
    [
        ({"monthly_agreed": 600_000, "months_owed": 2}, 1_200_000),
        ({"monthly_agreed": 600_000, "monthly_paid": 150_000, "months_owed": 3, "headcount": 12}, 16_200_000),
        ({"monthly_agreed": 600_000, "monthly_paid": 700_000, "months_owed": 3}, 0),
    ],
)
def test_arrears_are_agreed_less_paid(inputs: dict[str, Any], total: int) -> None:
    assert work("arrears", **inputs).total == total


def test_the_surcharge_is_shown_and_never_added() -> None:
    worked = work("arrears", monthly_agreed=600_000, months_owed=2)

    assert worked.lines[-1].amount is None, "劳动合同法 85"
    assert "6,000.00元至12,000.00元" in worked.lines[-1].how


@pytest.mark.parametrize("calculator", CALCULATORS.values(), ids=lambda c: c.key)
def test_every_calculation_names_articles(calculator: Calculator) -> None:
    assert all(basis.article for basis in calculator.basis)


@pytest.mark.parametrize(
    ("amount", "fen"), [(Fraction(1, 2), 1), (Fraction(49, 100), 0), (Fraction(3, 2), 2), (Fraction(100), 100)]
)
def test_half_a_fen_rounds_up(amount: Fraction, fen: int) -> None:
    assert whole_fen(amount) == fen


def test_figures_read_as_on_paper() -> None:
    assert money(123_456_705) == "1,234,567.05元"
    assert [plain(Fraction(7)), plain(Fraction(7, 2)), plain(Decimal("12.25"))] == ["7", "3.5", "12.25"]
