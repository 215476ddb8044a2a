"""What workers are owed: 劳动合同法, 劳动法, 职工带薪年休假条例, 工伤保险条例, 劳动争议调解仲裁法."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.engine.calendars import WorkCalendar, seed_rows
from portal.engine.deadlines import Span
from portal.engine.law import annual_leave, labour_arbitration, labour_contract, wages, work_injury
from portal.engine.law.labour_contract import MonthPay, Wage
from portal.engine.law.service import Service, full_after, service
from portal.engine.law.work_injury import DeathBenefits, Kin
from portal.engine.law.worked import Caution
from portal.engine.money import parse_yuan, yuan

CALENDAR = WorkCalendar.of("seed", seed_rows())
SIX_THOUSAND = Wage(600_000)
HIRED, ENDED = date(2018, 3, 15), date(2024, 10, 10)


@pytest.mark.parametrize(
    ("first", "last", "found", "paid"),
    [
        (HIRED, ENDED, Service(6, 6, 26), "7"),
        (date(2020, 1, 1), date(2020, 12, 31), Service(1, 0, 0), "1"),
        (date(2020, 1, 1), date(2021, 1, 1), Service(1, 0, 1), "3/2"),
        (date(2020, 1, 1), date(2020, 6, 30), Service(0, 6, 0), "1"),
        (date(2020, 1, 1), date(2020, 6, 29), Service(0, 5, 29), "1/2"),
        (date(2020, 1, 1), date(2020, 1, 1), Service(0, 0, 1), "1/2"),
        (date(2020, 1, 31), date(2020, 2, 29), Service(0, 1, 0), "1/2"),
        (date(2020, 2, 29), date(2021, 2, 28), Service(1, 0, 0), "1"),
    ],
)
def test_service_counts_the_first_and_the_last_day(first: date, last: date, found: Service, paid: str) -> None:
    worked = service(first, last)

    assert worked == found
    assert str(worked.paid_months) == paid  # 劳动合同法 47


def test_service_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError):
        service(ENDED, HIRED)


@given(st.dates(date(2000, 1, 1), date(2026, 1, 1)), st.integers(1, 480))
def test_full_months_are_full_on_the_day_they_end(first: date, months: int) -> None:
    worked = service(first, full_after(first, months) - timedelta(days=1))

    assert (worked.years * 12 + worked.months, worked.days) == (months, 0)


@pytest.mark.parametrize(
    ("article", "hired", "ended", "wage", "owed", "cautions"),
    [
        ("47", HIRED, ENDED, SIX_THOUSAND, "42000.00", ()),
        ("47(2)", date(2009, 10, 11), ENDED, Wage(3_000_000, 800_000), "288000.00", (Caution.WAGE_CAPPED,)),
        ("47(2)", date(2023, 10, 11), ENDED, Wage(3_000_000, 800_000), "24000.00", (Caution.WAGE_CAPPED,)),
        ("47(2)", date(2009, 10, 11), ENDED, Wage(2_400_000, 800_000), "360000.00", ()),
        ("实施条例 27", HIRED, ENDED, Wage(150_000, 800_000, 182_000), "12740.00", (Caution.WAGE_RAISED_TO_MINIMUM,)),
        ("97(3)", date(2005, 1, 1), date(2009, 12, 31), SIX_THOUSAND, "12000.00", (Caution.SERVICE_BEFORE_2008,)),
        ("47", ENDED, ENDED, SIX_THOUSAND, "3000.00", ()),
    ],
)
def test_compensation_is_a_months_wage_for_each_year(
    article: str, hired: date, ended: date, wage: Wage, owed: str, cautions: tuple[Caution, ...]
) -> None:
    worked = labour_contract.economic_compensation(hired, ended, wage)

    assert yuan(worked.value) == owed, article
    assert worked.cautions == cautions


# 2N is not twice N for people hired before 2008: 实施条例 25 counts the damages from the first day of work.
@pytest.mark.parametrize(
    ("article", "hired", "ended", "owed"),
    [("87", HIRED, ENDED, "84000.00"), ("87; 实施条例 25", date(2005, 1, 1), date(2009, 12, 31), "60000.00")],
)
def test_an_unlawful_ending_costs_twice_the_standard(article: str, hired: date, ended: date, owed: str) -> None:
    assert yuan(labour_contract.unlawful_ending(hired, ended, SIX_THOUSAND).value) == owed, article


def test_notice_is_paid_with_last_months_wage() -> None:
    assert yuan(labour_contract.with_notice_pay(HIRED, ENDED, SIX_THOUSAND, 600_000).value) == "48000.00"  # 40; 实施条例 20
    assert yuan(labour_contract.with_notice_pay(HIRED, ENDED, SIX_THOUSAND, 550_000).value) == "47500.00"


@pytest.mark.parametrize(
    ("article", "hired", "signed", "ended", "period"),
    [
        ("82; 实施条例 6", date(2024, 1, 10), date(2024, 12, 1), None, Span(date(2024, 2, 10), date(2024, 11, 30))),
        ("实施条例 7", date(2024, 1, 10), None, None, Span(date(2024, 2, 10), date(2025, 1, 9))),
        ("实施条例 7", date(2024, 1, 10), date(2025, 6, 1), None, Span(date(2024, 2, 10), date(2025, 1, 9))),
        ("实施条例 6", date(2024, 1, 10), date(2024, 2, 10), None, None),
        ("实施条例 6", date(2024, 1, 10), date(2024, 2, 11), None, Span(date(2024, 2, 10), date(2024, 2, 10))),
        ("82", date(2024, 1, 10), None, date(2024, 5, 31), Span(date(2024, 2, 10), date(2024, 5, 31))),
        ("82", date(2024, 1, 31), None, None, Span(date(2024, 3, 1), date(2025, 1, 30))),
    ],
)
def test_a_second_wage_is_owed_for_eleven_months_at_most(
    article: str, hired: date, signed: date | None, ended: date | None, period: Span | None
) -> None:
    assert labour_contract.double_wage_period(hired, signed, ended) == period, article


@pytest.mark.parametrize(
    ("period", "owed", "in_part"),
    [
        (Span(date(2024, 2, 10), date(2025, 1, 9)), "66000.00", False),
        (Span(date(2024, 2, 10), date(2024, 11, 30)), "58200.00", True),  # nine months, 21 of 30 days
        (Span(date(2024, 2, 10), date(2024, 2, 10)), "206.90", True),  # one of 29 days
        (None, "0.00", False),
    ],
)
def test_the_second_wage_counts_full_months_and_shares_the_rest(period: Span | None, owed: str, in_part: bool) -> None:
    worked = labour_contract.double_wage(period, 600_000)  # 82

    assert yuan(worked.value) == owed
    assert (Caution.MONTH_IN_PART in worked.cautions) is in_part


def test_arrears_are_summed_month_by_month() -> None:
    months = [
        MonthPay(date(2026, 9, 1), 450_000, 150_000),
        MonthPay(date(2026, 8, 1), 450_000),
        MonthPay(date(2026, 10, 1), 450_000, 500_000),
    ]

    worked = labour_contract.arrears(months)  # 30

    assert yuan(worked.value) == "7500.00"
    assert [line.what for line in worked.lines] == ["2026-08", "2026-09", "2026-10", "欠付工资"]


def test_the_surcharge_is_a_range_and_needs_an_order() -> None:
    worked = labour_contract.added_compensation(750_001)  # 85

    assert worked.value == (375_001, 750_001)
    assert worked.cautions == (Caution.ONLY_AFTER_ORDER,)


@pytest.mark.parametrize(
    ("article", "month", "workday", "restday", "holiday", "owed"),
    [
        ("劳动法 44(1)", "4350", "10", "0", "0", "375.00"),
        ("劳动法 44(2)", "4350", "0", "8", "0", "400.00"),
        ("劳动法 44(3)", "4350", "0", "0", "8", "600.00"),
        ("劳动法 44", "4350", "10", "8", "8", "1375.00"),
        ("劳动法 44", "5000", "1", "0", "0", "43.10"),  # 28.7356… × 1.5: rounded once
        ("劳动法 44", "4350", "2.5", "0", "0", "93.75"),
        ("劳动法 44", "4350", "0", "0", "0", "0.00"),
    ],
)
def test_overtime_is_paid_by_the_kind_of_day(
    article: str, month: str, workday: str, restday: str, holiday: str, owed: str
) -> None:
    worked = wages.overtime(
        parse_yuan(month), date(2026, 11, 21), workday=Decimal(workday), restday=Decimal(restday), holiday=Decimal(holiday)
    )

    assert yuan(worked.value) == owed, article
    assert (Caution.NO_DAY_OFF_GIVEN in worked.cautions) == (restday != "0")


@pytest.mark.parametrize(("on", "since"), [(date(2024, 12, 31), date(2008, 1, 3)), (date(2025, 1, 1), date(2025, 1, 1))])
def test_the_notice_in_force_on_the_day_is_cited(on: date, since: date) -> None:
    (basis,) = wages.conversion(on)

    assert basis.since == since
    assert basis.in_force(on)


def test_a_month_has_twenty_one_and_three_quarter_paid_days() -> None:
    assert float(wages.PAID_DAYS) == 21.75
    assert wages.hour_wage(435_000) == 2_500


@pytest.mark.parametrize(("years", "days"), [(0, 0), (1, 5), (9, 5), (10, 10), (19, 10), (20, 15), (40, 15)])
def test_leave_grows_with_all_years_worked(years: int, days: int) -> None:
    assert annual_leave.entitlement(years).value == days  # 职工带薪年休假条例 3


@pytest.mark.parametrize(
    ("entitled", "left_on", "taken", "days"),
    [
        (5, date(2026, 6, 30), 0, 2),  # 181 ÷ 365 × 5 = 2.48
        (10, date(2026, 12, 31), 3, 7),
        (5, date(2026, 3, 13), 0, 0),  # 72 days: 0.99
        (5, date(2026, 3, 14), 0, 1),  # 73 days: 1
        (5, date(2026, 6, 30), 4, 0),
        (15, date(2024, 12, 31), 0, 15),
    ],
)
def test_leave_on_leaving_is_shared_by_days_passed(entitled: int, left_on: date, taken: int, days: int) -> None:
    assert annual_leave.days_on_leaving(entitled, left_on, taken=taken).value == days  # 实施办法 12


def test_leave_of_a_first_year_is_shared_by_days_left() -> None:
    assert annual_leave.days_on_entering(5, date(2026, 7, 1)).value == 2  # 实施办法 5
    assert annual_leave.days_on_leaving(5, date(2026, 12, 31), began=date(2026, 7, 1)).value == 2


@pytest.mark.parametrize(("month", "days", "owed"), [("4350", 5, "2000.00"), ("5000", 5, "2298.85"), ("4350", 0, "0.00")])
def test_leave_not_taken_is_paid_twice_more(month: str, days: int, owed: str) -> None:
    assert yuan(annual_leave.unused_pay(parse_yuan(month), days, date(2026, 11, 21)).value) == owed  # 条例 5; 办法 10, 11


@pytest.mark.parametrize(
    ("average", "own"),
    [("4000", "4800.00"), ("4800", "4800.00"), ("8000", "8000.00"), ("24000", "24000.00"), ("30000", "24000.00")],
)
def test_ones_own_wage_lies_within_the_regional_average(average: str, own: str) -> None:
    assert yuan(work_injury.own_wage(parse_yuan(average), 800_000).value) == own  # 工伤保险条例 64


@pytest.mark.parametrize(
    ("grade", "months", "article"),
    [
        *((1, 27, "35"), (2, 25, "35"), (3, 23, "35"), (4, 21, "35"), (5, 18, "36")),
        *((6, 16, "36"), (7, 13, "37"), (8, 11, "37"), (9, 9, "37"), (10, 7, "37")),
    ],
)
def test_a_disability_is_paid_by_its_grade(grade: int, months: int, article: str) -> None:
    worked = work_injury.disability_grant(grade, 500_000)

    assert worked.value == 500_000 * months
    assert worked.basis[0].article == article
    assert (Caution.PROVINCIAL_TABLE in worked.cautions) == (grade >= 5)


@pytest.mark.parametrize(
    ("grade", "monthly"), [(1, "4500.00"), (2, "4250.00"), (3, "4000.00"), (4, "3750.00"), (5, "3500.00"), (6, "3200.00")]
)
def test_a_pension_is_a_share_of_the_wage_and_the_minimum_wage_at_least(grade: int, monthly: str) -> None:
    assert yuan(work_injury.disability_pension(grade, 500_000, 320_000).value) == monthly  # 35, 36


@pytest.mark.parametrize("grade", [0, 11])
def test_there_are_ten_grades(grade: int) -> None:
    with pytest.raises(ValueError):
        work_injury.disability_grant(grade, 500_000)
    with pytest.raises(ValueError):
        work_injury.disability_pension(grade + 7, 500_000, 0)


@pytest.mark.parametrize(
    ("kin", "monthly"),
    [
        ((), "0.00"),
        ((Kin.SPOUSE, Kin.OTHER), "3500.00"),
        ((Kin.SPOUSE, Kin.LONELY_OR_ORPHAN), "4000.00"),
        ((Kin.SPOUSE, Kin.OTHER, Kin.OTHER, Kin.OTHER), "5000.00"),
    ],
)
def test_a_death_at_work_gives_three_benefits(kin: tuple[Kin, ...], monthly: str) -> None:
    worked = work_injury.death(500_000, 826_033, 5_418_800, kin)  # 39; national income 2024: 54,188 yuan

    assert worked.value == DeathBenefits(4_956_198, 108_376_000, parse_yuan(monthly))


@pytest.mark.parametrize(
    ("what", "interrupted", "hindered", "last"),
    [
        ("one year", [], [], date(2026, 3, 10)),
        ("a claim starts it anew", [date(2025, 9, 1)], [], date(2026, 9, 1)),
        ("twice", [date(2026, 8, 3), date(2025, 9, 1)], [], date(2027, 8, 3)),
        ("too late", [date(2026, 3, 11)], [], date(2026, 3, 10)),
        ("on the last day", [date(2026, 3, 10)], [], date(2027, 3, 10)),
        ("before it began", [date(2025, 3, 1)], [], date(2026, 3, 10)),
        ("hindered for a month", [], [Span(date(2025, 6, 1), date(2025, 6, 30))], date(2026, 4, 9)),
    ],
)
def test_one_year_to_ask_for_arbitration(what: str, interrupted: list[date], hindered: list[Span], last: date) -> None:
    worked = labour_arbitration.limitation(date(2025, 3, 10), CALENDAR, interrupted=interrupted, hindered=hindered)

    assert worked.value.on == last, what  # 劳动争议调解仲裁法 27
    assert (Caution.AFTER_THE_END in worked.cautions) == (what == "too late")


def test_unpaid_wages_do_not_lapse_while_the_employment_lasts() -> None:
    assert labour_arbitration.wage_limitation(None, CALENDAR).value is None
    ended = labour_arbitration.wage_limitation(date(2025, 3, 10), CALENDAR).value

    assert ended is not None
    assert ended.on == date(2026, 3, 10)


# Each item is measured by itself: 劳动争议调解仲裁法 47 with 劳动争议解释（一） 19.
@pytest.mark.parametrize(
    ("awarded", "final"),
    [([2_184_000], True), ([2_184_001], False), ([2_000_000, 2_000_000], True), ([], True), ([100, 3_000_000], False)],
)
def test_an_award_is_final_when_no_item_is_above_twelve_minimum_wages(awarded: list[int], final: bool) -> None:
    assert labour_arbitration.is_final(awarded, 182_000).value is final
