"""Limitation, charges, support, loans and late payment: 民法典 and the rules that carry it out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.engine.calendars import WorkCalendar, seed_rows
from portal.engine.deadlines import Span
from portal.engine.law import civil_limitation, maintenance, private_lending, property_fee, sme_payment
from portal.engine.law.maintenance import Range
from portal.engine.law.private_lending import Balance, Payment
from portal.engine.law.property_fee import Instalment
from portal.engine.law.sme_payment import Debtor
from portal.engine.law.worked import Caution
from portal.engine.limitation import Interruption
from portal.engine.money import parse_yuan, yuan

CALENDAR = WorkCalendar.of("seed", seed_rows())
KNOWN = date(2022, 5, 10)
LPR = Decimal("0.0300")


@pytest.mark.parametrize(
    ("article", "interrupted", "hindered", "harmed", "last"),
    [
        ("民法典 188", [], [], None, date(2025, 5, 12)),  # 2025-05-10 is a Saturday
        ("民法典 195(1)", [Interruption(date(2024, 3, 6))], [], None, date(2027, 3, 8)),
        ("诉讼时效规定 12", [Interruption(date(2025, 5, 12))], [], None, date(2028, 5, 12)),
        ("民法典 195: 有关程序终结", [Interruption(date(2024, 3, 6), date(2024, 9, 4))], [], None, date(2027, 9, 6)),
        ("民法典 195: too late", [Interruption(date(2025, 5, 13))], [], None, date(2025, 5, 12)),
        ("民法典 195: before it began", [Interruption(date(2022, 5, 10))], [], None, date(2025, 5, 12)),
        ("民法典 194: last six months", [], [Span(date(2025, 1, 1), date(2025, 3, 3))], None, date(2025, 9, 3)),
        ("民法典 194: reaching into them", [], [Span(date(2023, 1, 1), date(2024, 11, 11))], None, date(2025, 5, 12)),
        ("民法典 194: reaching over the end", [], [Span(date(2024, 1, 1), date(2025, 7, 1))], None, date(2026, 1, 4)),
        ("民法典 194: gone before them", [], [Span(date(2023, 1, 1), date(2024, 11, 10))], None, date(2025, 5, 12)),
        ("民法典 188(2): twenty years", [], [], date(2004, 9, 1), date(2024, 9, 2)),
    ],
)
def test_a_claim_is_protected_for_three_years(
    article: str, interrupted: list[Interruption], hindered: list[Span], harmed: date | None, last: date
) -> None:
    worked = civil_limitation.limitation(KNOWN, CALENDAR, harmed=harmed, interrupted=interrupted, hindered=hindered)

    assert worked.value.on == last, article
    assert (Caution.AFTER_THE_END in worked.cautions) == ("too late" in article)
    assert Caution.COURT_DOES_NOT_ASK in worked.cautions  # 193


@given(st.lists(st.dates(date(2022, 1, 1), date(2026, 12, 31)), max_size=4))
def test_an_interruption_never_shortens_the_limitation(days: list[date]) -> None:
    plain = civil_limitation.limitation(KNOWN, CALENDAR).value.on

    assert civil_limitation.limitation(KNOWN, CALENDAR, interrupted=[Interruption(day) for day in days]).value.on >= plain


def test_one_debt_in_parts_runs_from_the_last_part_and_like_debts_each_for_itself() -> None:
    falls_due = [date(2023, 6, 30), date(2023, 5, 31)]

    assert civil_limitation.instalments_of_one_debt(falls_due, CALENDAR).value.on == date(2026, 6, 30)  # 189
    each = civil_limitation.each_period(falls_due, CALENDAR)

    assert [end.on for end in each.value] == [date(2026, 6, 1), date(2026, 6, 30)]  # 2026-05-31 is a Sunday
    assert Caution.INSTALMENTS_OF_ONE_DEBT in each.cautions


@pytest.mark.parametrize(
    ("area", "price", "months", "owed"),
    [
        ("100", "1.2", "12", "1440.00"),
        ("89.37", "1.45", "3", "388.76"),
        ("89.37", "0.455", "0.5", "20.33"),
        ("0", "1.2", "12", "0.00"),
    ],
)
def test_a_charge_is_area_by_price_by_months(area: str, price: str, months: str, owed: str) -> None:
    assert yuan(property_fee.fee(Decimal(area), Decimal(price), Decimal(months)).value) == owed  # 民法典 944


def test_a_negative_area_is_refused() -> None:
    with pytest.raises(ValueError):
        property_fee.fee(Decimal(-1), Decimal(1), 1)


def test_a_penalty_of_three_in_a_thousand_a_day_is_shown_as_what_it_is() -> None:
    debt = Instalment(240_000, date(2025, 11, 21))

    worked = property_fee.late_fee([debt], Decimal("0.003"), date(2026, 11, 21), LPR)  # 民法典 585; 合同编通则解释 65

    assert yuan(worked.value) == "2628.00"
    assert worked.lines[2].how == "0.3% × 365 = 109.5%"
    assert worked.cautions == (Caution.REQUEST_PAYMENT_FIRST, Caution.PENALTY_HIGH, Caution.ABOVE_FOUR_TIMES_LPR)


def test_a_penalty_runs_for_each_charge_from_its_own_day() -> None:
    debts = [Instalment(10_000, date(2026, 11, 11)), Instalment(10_000, date(2026, 11, 1)), Instalment(10_000, date(2026, 12, 1))]

    worked = property_fee.late_fee(debts, Decimal("0.0001"), date(2026, 11, 21))

    assert [line.amount for line in worked.lines[:4]] == [20, 10, 0, 30]
    assert worked.cautions == (Caution.REQUEST_PAYMENT_FIRST,)


@pytest.mark.parametrize(
    ("daily", "high", "above"),
    [("0.000106", False, False), ("0.000108", True, False), ("0.00032", True, False), ("0.00033", True, True)],
)
def test_a_penalty_is_held_against_130_per_cent_of_the_loss_and_four_times_the_lpr(daily: str, high: bool, above: bool) -> None:
    debt = Instalment(100_000_000, date(2025, 11, 21))

    cautions = property_fee.late_fee([debt], Decimal(daily), date(2026, 11, 21), LPR).cautions

    assert (Caution.PENALTY_HIGH in cautions, Caution.ABOVE_FOUR_TIMES_LPR in cautions) == (high, above)


# 婚姻家庭编解释（一） 49 allows more for several children, up to 50 % in all; it does not multiply 20 % by their number.
@pytest.mark.parametrize(
    ("children", "least", "most"), [(1, "1000.00", "1500.00"), (2, "1000.00", "2500.00"), (3, "1000.00", "2500.00")]
)
def test_child_support_lies_between_shares_of_the_income(children: int, least: str, most: str) -> None:
    worked = maintenance.child_support(500_000, children)

    assert worked.value == Range(parse_yuan(least), parse_yuan(most))
    assert worked.cautions == (Caution.SPECIAL_CIRCUMSTANCES,)


def test_child_support_needs_a_child_and_ends_at_eighteen() -> None:
    assert maintenance.support_until(date(2012, 3, 8)).value == date(2030, 3, 8)  # 53
    with pytest.raises(ValueError):
        maintenance.child_support(500_000, 0)


@pytest.mark.parametrize(
    ("article", "rate", "owed", "cautions"),
    [
        ("民间借贷规定 25", "0.12", "12000.00", ()),
        ("民间借贷规定 25", "0.24", "12000.00", (Caution.ABOVE_CEILING,)),
        ("民间借贷规定 25", "0.06", "6000.00", ()),
        ("民间借贷规定 24; 民法典 680", None, "0.00", ()),
    ],
)
def test_interest_is_protected_up_to_four_times_the_lpr(
    article: str, rate: str | None, owed: str, cautions: tuple[Caution, ...]
) -> None:
    agreed = None if rate is None else Decimal(rate)

    worked = private_lending.interest(10_000_000, agreed, date(2025, 6, 1), date(2026, 6, 1), LPR, date(2025, 6, 1))

    assert yuan(worked.value) == owed, article
    assert worked.cautions == cautions


def test_a_loan_from_before_the_rule_is_marked() -> None:
    worked = private_lending.interest(100, Decimal("0.1"), date(2020, 8, 20), date(2021, 8, 20), LPR, date(2020, 8, 19))

    assert Caution.BEFORE_LPR_RULE in worked.cautions  # 31


def test_interest_taken_out_beforehand_is_no_principal() -> None:
    assert yuan(private_lending.principal_lent(10_000_000, 1_000_000).value) == "90000.00"  # 26
    with pytest.raises(ValueError):
        private_lending.principal_lent(100, 101)


@pytest.mark.parametrize(
    ("article", "overdue", "agreed", "applied", "above"),
    [
        ("28(1)", "0.10", "0.06", "0.10", False),
        ("28(1)", "0.36", "0.06", "0.12", True),
        ("28(2)二", None, "0.06", "0.06", False),
        ("28(2)二", None, "0.24", "0.12", True),
        ("28(2)一", None, None, "0.0310", False),
    ],
)
def test_after_the_last_day_interest_runs_as_agreed_or_as_the_rule_says(
    article: str, overdue: str | None, agreed: str | None, applied: str, above: bool
) -> None:
    worked = private_lending.overdue_rate(
        None if overdue is None else Decimal(overdue), None if agreed is None else Decimal(agreed), LPR, Decimal("0.0310")
    )

    assert worked.value == Decimal(applied), article
    assert (Caution.ABOVE_CEILING in worked.cautions) is above


@pytest.mark.parametrize(("penalty", "protected", "above"), [(300_000, "11000.00", False), (500_000, "12000.00", True)])
def test_interest_penalty_and_charges_share_one_ceiling(penalty: int, protected: str, above: bool) -> None:
    worked = private_lending.all_together(10_000_000, 700_000, penalty, 100_000, 365, LPR)  # 29

    assert yuan(worked.value) == protected
    assert (Caution.ABOVE_CEILING in worked.cautions) is above


# 民法典 561: costs, then interest, then principal. 100,000 yuan at 12 %, lent on 2025-06-01.
@pytest.mark.parametrize(
    ("payments", "balance"),
    [
        ([], Balance(10_000_000, 1_200_000)),
        ([Payment(date(2026, 6, 1), 1_200_000)], Balance(10_000_000, 0)),
        ([Payment(date(2026, 6, 1), 1_000_000)], Balance(10_000_000, 200_000)),
        ([Payment(date(2026, 6, 1), 5_200_000)], Balance(6_000_000, 0)),
        ([Payment(date(2026, 6, 1), 5_300_000, costs=100_000)], Balance(6_000_000, 0)),
        ([Payment(date(2026, 6, 1), 11_300_000)], Balance(0, 0, 100_000)),
        ([Payment(date(2025, 8, 13), 5_240_000)], Balance(5_000_000, 480_000)),  # 73 days: 2,400 interest
        ([Payment(date(2026, 6, 2), 5_000_000)], Balance(10_000_000, 1_200_000)),
    ],
)
def test_a_part_payment_pays_interest_before_principal(payments: list[Payment], balance: Balance) -> None:
    worked = private_lending.balance(10_000_000, Decimal("0.12"), date(2025, 6, 1), payments, date(2026, 6, 1), LPR)

    assert worked.value == balance


@given(st.lists(st.tuples(st.dates(date(2025, 6, 1), date(2026, 6, 1)), st.integers(0, 5_000_000)), max_size=5))
def test_no_money_is_lost_between_payments(paid: list[tuple[date, int]]) -> None:
    payments = [Payment(on, amount) for on, amount in paid]

    worked = private_lending.balance(10_000_000, None, date(2025, 6, 1), payments, date(2026, 6, 1), LPR).value

    assert worked.interest == 0
    assert 10_000_000 - worked.principal + worked.overpaid == sum(amount for _, amount in paid)


@pytest.mark.parametrize(
    ("debtor", "agreed", "last"),
    [
        (Debtor.PUBLIC_BODY, None, date(2026, 10, 8)),  # 30 days end on 2026-10-02
        (Debtor.PUBLIC_BODY, 90, date(2026, 11, 2)),  # no more than 60 can be agreed; 2026-11-01 is a Sunday
        (Debtor.LARGE_ENTERPRISE, None, date(2026, 11, 2)),
        (Debtor.LARGE_ENTERPRISE, 90, date(2026, 12, 1)),
    ],
)
def test_a_small_enterprise_is_paid_in_time(debtor: Debtor, agreed: int | None, last: date) -> None:
    assert sme_payment.pay_by(date(2026, 9, 2), debtor, CALENDAR, agreed).value.on == last  # 保障中小企业款项支付条例 9


@pytest.mark.parametrize(("agreed", "owed"), [(None, "4500.00"), ("0.06", "1479.45"), ("0.02", "739.73")])
def test_late_payment_costs_half_a_thousandth_a_day_or_the_lpr_at_least(agreed: str | None, owed: str) -> None:
    worked = sme_payment.late_interest(
        10_000_000, date(2026, 1, 1), date(2026, 4, 1), None if agreed is None else Decimal(agreed), LPR
    )

    assert yuan(worked.value) == owed  # 保障中小企业款项支付条例 17


def test_an_agreed_rate_is_held_against_the_lpr() -> None:
    with pytest.raises(ValueError):
        sme_payment.late_interest(100, date(2026, 1, 1), date(2026, 4, 1), Decimal("0.06"))
