"""What consumers are owed: 消费者权益保护法, 食品安全法, 预付式消费解释, 家用汽车产品修理更换退货责任规定."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from portal.engine.calendars import WorkCalendar, seed_rows
from portal.engine.law import car_warranty, consumer_protection, food_safety, prepaid_consumption
from portal.engine.law.prepaid_consumption import Because
from portal.engine.law.worked import Caution, shown
from portal.engine.money import parse_yuan, yuan

CALENDAR = WorkCalendar.of("seed", seed_rows())


@pytest.mark.parametrize(
    ("article", "price", "loss", "total"),
    [
        ("消费者权益保护法 55(1)", "80", "0", "580.00"),  # 80 + 500
        ("消费者权益保护法 55(1)", "166.66", "0", "666.66"),
        ("消费者权益保护法 55(1)", "166.67", "0", "666.68"),
        ("消费者权益保护法 55(1)", "1000", "0", "4000.00"),
        ("消费者权益保护法 55(1)", "1000", "250", "4250.00"),
    ],
)
def test_fraud_is_paid_back_with_three_times_the_price_and_500_at_least(article: str, price: str, loss: str, total: str) -> None:
    assert yuan(consumer_protection.fraud(parse_yuan(price), parse_yuan(loss)).value) == total, article


def test_fraud_names_its_exceptions_and_its_steps() -> None:
    worked = consumer_protection.fraud(8_000)

    assert worked.cautions == (Caution.LABEL_FLAW, Caution.NOT_FOR_DECEIT)
    assert [(line.what, line.how, line.amount) for line in worked.lines] == [
        ("退还价款", "80.00", 8_000),
        ("增加赔偿", "80.00 × 3 = 240.00 < 500.00", 50_000),
        ("合计", "80.00 + 500.00", 58_000),
    ]
    assert shown(worked).total == 58_000
    assert [(basis.law, basis.article) for basis in worked.basis] == [
        ("消费者权益保护法", "55"),
        ("消费者权益保护法实施条例", "49"),
    ]


def test_a_known_defect_costs_at_most_the_loss_and_twice_the_loss() -> None:
    worked = consumer_protection.known_defect(10_000_000)  # 消费者权益保护法 55(2)

    assert worked.value == 30_000_000
    assert Caution.UPPER_BOUND in worked.cautions


# 消费者权益保护法 24, 25; 民法典 201, 203
@pytest.mark.parametrize(
    ("received", "last"),
    [(date(2026, 11, 3), date(2026, 11, 10)), (date(2026, 11, 7), date(2026, 11, 16)), (date(2026, 9, 26), date(2026, 10, 8))],
)
def test_goods_go_back_within_seven_days(received: date, last: date) -> None:
    assert consumer_protection.distance_return(received, CALENDAR).value.on == last
    assert consumer_protection.quality_return(received, CALENDAR).value.on == last
    assert consumer_protection.refund_of_distance_return(received, CALENDAR).value.on == last


@pytest.mark.parametrize(
    ("found", "trader"),
    [(date(2026, 2, 28), True), (date(2026, 3, 1), False), (date(2025, 8, 31), True), (date(2025, 8, 30), False)],
)
def test_the_trader_proves_for_six_months(found: date, trader: bool) -> None:
    assert consumer_protection.burden_of_proof(date(2025, 8, 31), found).value is trader  # 消费者权益保护法 23


# The collected reference counts the third row as 30 + 6,000. Article 148 gives punitive damages 「除要求赔偿损失外」, besides the
# loss: the loss of 2,000 is due as well.
@pytest.mark.parametrize(
    ("article", "price", "loss", "by", "total"),
    [
        ("食品安全法 148", "30", "0", None, "1030.00"),
        ("食品安全法 148", "150", "0", None, "1650.00"),
        ("食品安全法 148", "30", "2000", None, "8030.00"),
        ("食品安全法 148", "30", "2000", food_safety.Measure.PRICE, "3030.00"),
        ("食品安全法 148", "30", "100", food_safety.Measure.LOSS, "1130.00"),
        ("食品安全法 148", "30", "100", None, "1130.00"),
        ("食品安全法 148", "30", "1000", None, "4030.00"),
    ],
)
def test_unsafe_food_costs_ten_times_the_price_or_three_times_the_loss(
    article: str, price: str, loss: str, by: food_safety.Measure | None, total: str
) -> None:
    worked = food_safety.compensation(parse_yuan(price), parse_yuan(loss), by)

    assert yuan(worked.value) == total, article
    assert worked.value == sum(line.amount or 0 for line in worked.lines[:-1])


def test_unsafe_food_names_its_exceptions() -> None:
    assert food_safety.compensation(3_000).cautions == (Caution.LABEL_FLAW, Caution.SELLER_MUST_KNOW, Caution.REASONABLE_NEED)


@pytest.mark.parametrize(
    ("article", "paid", "consumed", "because", "bonus", "discount", "rest"),
    [
        ("预付式消费解释 15", "1000", "400", Because.TRADER, "0", "1", "600.00"),
        ("预付式消费解释 18(1)", "1000", "500", Because.TRADER, "0", "0.8", "600.00"),
        ("预付式消费解释 18(2)", "1000", "600", Because.TRADER, "200", "1", "500.00"),
        ("预付式消费解释 19", "1000", "600", Because.CONSUMER, "200", "1", "400.00"),
        ("预付式消费解释 20", "1000", "1100", Because.CONSUMER, "0", "0.8", "0.00"),
        ("预付式消费解释 18(2)", "1000", "100", Because.TRADER, "500", "1", "933.33"),
        ("预付式消费解释 15", "0", "0", Because.TRADER, "0", "1", "0.00"),
    ],
)
def test_what_was_used_of_a_prepayment_is_taken_at_the_right_price(
    article: str, paid: str, consumed: str, because: Because, bonus: str, discount: str, rest: str
) -> None:
    worked = prepaid_consumption.balance(
        parse_yuan(paid), parse_yuan(consumed), because, bonus=parse_yuan(bonus), discount=Decimal(discount)
    )

    assert yuan(worked.value) == rest, article


def test_a_card_without_limit_of_visits_comes_back_by_the_days_left() -> None:
    assert yuan(prepaid_consumption.balance_by_time(120_000, 365, 73).value) == "240.00"  # 预付式消费解释 22
    with pytest.raises(ValueError):
        prepaid_consumption.balance_by_time(120_000, 365, 366)


def test_a_discount_above_the_price_is_refused() -> None:
    with pytest.raises(ValueError):
        prepaid_consumption.balance(100, 50, Because.TRADER, discount=Decimal("1.2"))


def test_a_prepayment_bears_interest_from_the_end_of_the_contract() -> None:
    worked = prepaid_consumption.interest(60_000, Decimal("0.0300"), date(2026, 1, 1), date(2027, 1, 1))  # 16, 17

    assert yuan(worked.value) == "18.00"
    assert worked.lines[0].how == "600.00 × 3% × 365 ÷ 365"


def test_a_prepayment_can_be_asked_back_for_seven_days() -> None:
    worked = prepaid_consumption.reasonless_refund(date(2026, 11, 7), CALENDAR)  # 14

    assert worked.value.on == date(2026, 11, 16)
    assert worked.cautions == (Caution.FIRST_TRADER_ONLY_ONCE,)


@pytest.mark.parametrize(
    ("article", "price", "kilometres", "coefficient", "fee"),
    [
        ("家用汽车产品修理更换退货责任规定 27", "150000", 12_000, "0.005", "9000.00"),
        ("家用汽车产品修理更换退货责任规定 27", "89900", 3_501, "0.0048", "1510.75"),
        ("家用汽车产品修理更换退货责任规定 27", "150000", 0, "0.005", "0.00"),
    ],
)
def test_use_of_a_car_is_paid_by_the_thousand_kilometres(
    article: str, price: str, kilometres: int, coefficient: str, fee: str
) -> None:
    assert yuan(car_warranty.use_fee(parse_yuan(price), kilometres, Decimal(coefficient)).value) == fee, article


def test_a_coefficient_above_half_a_per_cent_is_refused() -> None:
    with pytest.raises(ValueError):
        car_warranty.use_fee(15_000_000, 1_000, Decimal("0.0051"))


@pytest.mark.parametrize(
    ("article", "on", "kilometres", "covered"),
    [
        ("22", date(2026, 1, 8), 100, (True, True, True, True)),
        ("22", date(2026, 1, 9), 100, (True, True, True, False)),
        ("20, 23", date(2026, 3, 2), 3_000, (True, True, True, False)),
        ("20, 23", date(2026, 3, 3), 3_000, (True, True, False, False)),
        ("20, 23", date(2026, 3, 2), 3_001, (True, True, False, False)),
        ("18", date(2028, 1, 1), 50_000, (True, True, False, False)),
        ("18", date(2028, 1, 2), 50_000, (False, True, False, False)),
        ("18", date(2027, 1, 1), 50_001, (False, True, False, False)),
        ("18", date(2029, 1, 1), 60_000, (False, True, False, False)),
        ("18", date(2029, 1, 2), 60_000, (False, False, False, False)),
    ],
)
def test_a_warranty_ends_by_time_or_by_kilometres(article: str, on: date, kilometres: int, covered: tuple[bool, ...]) -> None:
    state = car_warranty.covered(date(2026, 1, 1), on, kilometres).value

    assert (state.exchange, state.repair, state.first_sixty_days, state.first_seven_days) == covered, article


def test_the_seller_answers_in_ten_and_finishes_in_twenty_working_days() -> None:
    assert car_warranty.answer_by(date(2026, 9, 28), CALENDAR).value.on == date(2026, 10, 16)  # 28
    assert car_warranty.finish_by(date(2026, 9, 28), CALENDAR).value.on == date(2026, 10, 30)
