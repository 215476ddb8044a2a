"""Calculations to the fen, each row with its article or the case it was decided in."""

from __future__ import annotations

import pytest

from portal.sdk import Calculator, Refused
from portal.testing.sums import worked
from portal_plugins.consumer_association import PLUGIN
from portal_plugins.consumer_association.calculators.cars import CAR_USE_FEE
from portal_plugins.consumer_association.calculators.punitive import KNOWN_DEFECT, TENFOLD, TREBLE
from portal_plugins.consumer_association.calculators.refunds import NO_REASON_RETURN, PREPAID_REFUND, REFUND_BALANCE


@pytest.mark.parametrize(
    ("inputs", "total"),
    [
        # 指导案例23号 (2012): only ten times the price of the expired sausages was asked for
        ({"paid": "558.60", "with_refund": False}, 5586_00),
        ({"paid": "558.60", "with_refund": False, "knew": True, "need_price": "558.60"}, 5586_00),
        # a jelly with a spider, decided 1,000 yuan besides the price (食品安全法 148)
        ({"paid": "29.90", "with_refund": True}, 29_90 + 1000_00),
        ({"paid": "30.00", "with_refund": True}, 30_00 + 1000_00),
        ({"paid": "30.00", "loss": "2000.00", "with_refund": True}, 30_00 + 6000_00),
        ({"paid": "30.00", "loss": "2000.00", "with_refund": True, "with_loss": True}, 30_00 + 2000_00 + 6000_00),
        ({"paid": "100.00", "with_refund": False}, 1000_00),
        ({"paid": "100.01", "with_refund": False}, 1000_10),
        # 法释〔2024〕9号 12: what a household does not need earns nothing more
        ({"paid": "46800.00", "with_refund": True, "knew": True, "need_price": "1499.00"}, 46800_00 + 14990_00),
        # 食品安全法 148, 法释〔2024〕9号 8: a flaw of the label that misleads nobody
        ({"paid": "558.60", "with_refund": True, "label_flaw": True}, 558_60),
    ],
)
def test_tenfold_food_damages(inputs: dict[str, object], total: int) -> None:
    assert worked(TENFOLD, **inputs).total == total


@pytest.mark.parametrize(
    ("inputs", "total"),
    [
        ({"paid": "80.00", "with_refund": True}, 80_00 + 500_00),  # 消费者权益保护法 55(1)
        ({"paid": "166.66", "with_refund": False}, 500_00),
        ({"paid": "166.67", "with_refund": False}, 500_01),
        ({"paid": "1180.00", "with_refund": True}, 4720_00),  # a false brand sold as new: the price and three times the price
        ({"paid": "1180.00", "with_refund": True, "label_flaw": True}, 1180_00),  # 实施条例 49(1)
    ],
)
def test_treble_damages(inputs: dict[str, object], total: int) -> None:
    assert worked(TREBLE, **inputs).total == total


def test_a_known_defect_is_punished_up_to_twice_the_loss() -> None:
    assert worked(KNOWN_DEFECT, loss="120000.00").total == 360000_00  # 消费者权益保护法 55(2)


@pytest.mark.parametrize(
    ("inputs", "total"),
    [
        # 李某诉某书店: 22,172 paid, 10,172 given back, books of 1,223 kept
        ({"paid": "22172.00", "refunded": "10172.00", "kept": "1223.00"}, 10777_00),
        ({"paid": "500.00"}, 500_00),
        ({"paid": "500.00", "kept": "600.00"}, 0),
    ],
)
def test_the_rest_of_a_price(inputs: dict[str, object], total: int) -> None:
    assert worked(REFUND_BALANCE, **inputs).total == total


@pytest.mark.parametrize(
    ("asked", "exception", "total"),
    [
        ("2026-11-08", "none", 199_00),  # 消费者权益保护法 25: the seventh day still counts
        ("2026-11-09", "none", 0),
        ("2026-11-02", "custom_made", 0),
        ("2026-11-02", "perishable", 0),
        ("2026-11-02", "digital", 0),
        ("2026-11-02", "press", 0),
        ("2026-11-02", "confirmed", 0),
    ],
)
def test_seven_days_to_return_what_was_bought_from_afar(asked: str, exception: str, total: int) -> None:
    result = worked(
        NO_REASON_RETURN,
        goods_received_on="2026-11-01",
        return_asked_on=asked,
        exception=exception,
        paid="199.00",
        return_freight="12.00",
    )

    assert result.total == total


PREPAID = [
    # 法释〔2025〕4号 18(1): a card of 60 visits, 15 used
    ({"method": "by_sessions", "cause": "not_consumer", "paid": "1500", "sessions_total": "60", "sessions_used": "15"}, 1125_00),
    # 18(2): paid 1,000, given 200; 300 used on the card cost 250
    ({"method": "stored_value", "cause": "not_consumer", "paid": "1000", "gift": "200", "used": "300"}, 750_00),
    ({"method": "stored_value", "cause": "not_consumer", "paid": "1000", "used": "300"}, 700_00),
    # 19: the consumer's own cause, counted at the price before the discount
    ({"method": "stored_value", "cause": "consumer", "paid": "1000", "gift": "200", "used": "300", "full_price": "480"}, 520_00),
    # 20: what exceeds the prepayment is not to be paid in addition
    ({"method": "stored_value", "cause": "consumer", "paid": "1000", "used": "700", "full_price": "1400"}, 0),
    # 22: without limit, by the days left
    ({"method": "by_term", "cause": "not_consumer", "paid": "3650", "days_total": "365", "days_left": "100"}, 1000_00),
    # 16: interest on 750 at 3 % for 73 days
    (
        {
            "method": "stored_value", "cause": "not_consumer", "paid": "1000", "gift": "200", "used": "300",
            "rate": "3", "contract_ended_on": "2026-09-01",
            "interest_until": "2026-11-13",
        },
        754_50,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("inputs", "total"), PREPAID)
def test_what_a_prepaid_card_still_holds(inputs: dict[str, object], total: int) -> None:
    assert worked(PREPAID_REFUND, **inputs).total == total


def test_a_refund_for_the_consumers_own_cause_needs_the_price_before_the_discount() -> None:
    with pytest.raises(Refused) as refused:
        worked(PREPAID_REFUND, method="stored_value", cause="consumer", paid="1000", used="300")

    assert refused.value.problems[0].field == "full_price"


def test_interest_on_a_prepayment_needs_its_days() -> None:
    with pytest.raises(Refused) as refused:
        worked(PREPAID_REFUND, method="stored_value", cause="not_consumer", paid="1000", used="300", rate="3")

    assert refused.value.problems[0].field == "contract_ended_on"


def test_the_use_fee_of_a_returned_car() -> None:
    result = worked(CAR_USE_FEE, car_price="150000.00", kilometres="12000", use_percent="0.5")

    assert result.total == 9000_00  # 令43号 27
    assert "141,000.00" in result.lines[1].how


def test_a_use_coefficient_above_the_ceiling_is_refused() -> None:
    with pytest.raises(Refused):
        worked(CAR_USE_FEE, car_price="150000.00", kilometres="12000", use_percent="0.51")


@pytest.mark.parametrize("calculator", [c for t in PLUGIN.case_types for c in t.calculators], ids=lambda c: c.key)
def test_calculations_name_their_provisions(calculator: Calculator) -> None:
    assert all(basis.verified for basis in calculator.basis)
