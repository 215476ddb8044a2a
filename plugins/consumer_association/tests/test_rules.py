"""What is refused and what is asked about when a consumer dispute is opened, each row with its ground."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from portal.sdk import PERSON_A, PERSON_B, Privacy, Refused
from portal.testing.desk import Desk, problems
from portal_plugins.consumer_association import PLUGIN

TODAY = date(2026, 11, 21)


def _desk(type_key: str = "goods") -> Desk:
    return Desk(f"consumer_association.{type_key}", PLUGIN.case_type(type_key), today=TODAY)


def _opened(type_key: str, details: dict[str, Any], parties: dict[str, Any] | None = None) -> set[str]:
    """Return the problems of the example with other details; an empty set when it opens."""
    desk = _desk(type_key)
    body = desk.example(**details)
    body["parties"] = {**body["parties"], **(parties or {})}
    try:
        desk.open(body)
    except Refused as refused:
        return problems(refused)
    return set()


FOOD: dict[str, Any] = {"goods_class": "food", "item": "香肠", "nature": "safety", "is_food": True, "claims": ["tenfold"]}


@pytest.mark.parametrize(
    ("type_key", "details", "expected"),
    [
        ("goods", {"known_on": "2026-10-01"}, {"details.known_on"}),  # known before it was bought
        ("goods", {"bought_on": "2023-10-01", "known_on": "2023-11-20"}, {"details.known_on?"}),  # 民法典 188
        ("goods", {"bought_on": "2023-10-01", "known_on": "2023-11-21"}, set()),  # the last day of three years
        ("goods", {"elsewhere": ["court"]}, {"details.elsewhere?"}),
        ("goods", {"elsewhere": ["trader", "platform"]}, set()),
        ("goods", {"purpose": "farm"}, {"details.goods_class?"}),  # 消费者权益保护法 62
        ("goods", {"purpose": "farm", "goods_class": "farm_supplies"}, set()),
        ("goods", {"claims": ["tenfold"]}, {"details.claims"}),  # 食品安全法 148 speaks of food
        ("goods", {**FOOD, "paid": "558.60", "amount": "5586.00"}, set()),
        ("goods", {**FOOD, "paid": "558.60", "amount": "6144.60"}, set()),
        ("goods", {**FOOD, "paid": "558.60", "amount": "6144.61"}, {"details.amount?"}),
        ("goods", {**FOOD, "paid": "29.90", "amount": "1029.90"}, set()),  # at least 1,000
        ("goods", {**FOOD, "paid": "29.90", "amount": "1029.90", "label_flaw": True}, {"details.label_flaw?"}),
        ("goods", {"claims": ["treble"], "paid": "80.00", "amount": "580.00"}, set()),  # at least 500
        ("goods", {"claims": ["treble"], "paid": "80.00", "amount": "580.01"}, {"details.amount?"}),
        ("goods", {"entrusted": True}, {"details.authority", "details.authority_received_on", "details.authority_accepted_on"}),
        ("goods", {"recovered": "100.00", "doubled": "yes", "double_paid": "300.00"}, {"details.double_paid"}),
        ("goods", {"recovered": "2399.00", "doubled": "yes", "double_paid": "500.00"}, set()),
        ("goods", {"doubled": "yes"}, {"details.double_paid"}),
        ("prepaid_card", {"sessions_used": 61}, {"details.sessions_used"}),
        ("prepaid_card", {"balance": "1600.00"}, {"details.balance"}),
        ("prepaid_card", {"balance": "1600.00", "gift": "200.00"}, set()),
        ("prepaid_card", {"card_kind": "multiple"}, {"details.card_kind?"}),  # 法释〔2025〕4号 26
        ("prepaid_card", {"trader_state": "gone"}, {"details.trader_state?"}),  # 法释〔2025〕4号 23
        ("prepaid_card", {"trader_state": "closed", "closed_on": "2026-01-05"}, {"details.closed_on"}),
        ("prepaid_card", {"others_affected": 3}, set()),
        ("prepaid_card", {"others_affected": 4}, {"details.others_affected?"}),
        ("services", {"claims": ["treble"], "amount": "51200.00"}, set()),
        ("services", {"claims": ["treble"], "amount": "51200.01"}, {"details.amount?"}),
    ],
)
def test_facts_that_do_not_fit(type_key: str, details: dict[str, Any], expected: set[str]) -> None:
    assert _opened(type_key, details) == expected


def test_the_day_of_purchase_is_not_after_the_complaint() -> None:
    desk = _desk()
    body = {**desk.example(known_on=None, bought_on="2026-11-20"), "received_on": "2026-11-19"}

    with pytest.raises(Refused) as refused:
        desk.open(body)

    assert problems(refused.value) == {"details.bought_on"}


def test_a_consumer_without_telephone_or_address_is_asked_about() -> None:
    nameless = {"kind": "person", "name": "李桂兰", "no_id_reason": "电话投诉"}

    assert _opened("goods", {}, {"consumer": [nameless]}) == {"parties.consumer?"}  # 实施条例 46
    assert _opened("goods", {}, {"consumer": [dict(PERSON_A), dict(PERSON_B)]}) == set()


@pytest.mark.parametrize(
    ("trader", "expected"),
    [
        ({"kind": "organisation", "name": "临泽县某商店"}, {"parties.trader?"}),  # nowhere to be found
        ({"kind": "organisation", "name": "临泽县某商店", "platform": "某购物平台"}, set()),
        ({"kind": "person", "name": "杨某", "phone": "13893600066"}, {"parties.trader?"}),  # 法释〔2022〕8号 7
        ({"kind": "person", "name": "杨某", "phone": "13893600066", "shop": "老杨数码"}, set()),
    ],
)
def test_the_trader_is_somebody_in_business_who_can_be_reached(trader: dict[str, str], expected: set[str]) -> None:
    assert _opened("goods", {}, {"trader": [trader]}) == expected


def test_what_only_asks_opens_once_confirmed() -> None:
    desk = _desk()

    desk.open(desk.example(elsewhere=["court"]), confirmed=["rule:details.elsewhere"])

    assert desk.opening is not None
    assert [p.field for p in desk.opening.notices] == ["details.elsewhere"]


def test_goods_for_resale_are_registered_but_not_accepted() -> None:
    desk = _desk()
    desk.open(desk.example(purpose="business"))

    with pytest.raises(Refused) as refused:
        desk.act("accept", accepted_on="2026-11-21")
    desk.act("refuse", reason="not_for_living", remedies_told=True)

    assert refused.value.problems[0].params["article"] == "2"  # 消费者权益保护法 2
    assert desk.state.ending == "not_accepted"


@pytest.mark.parametrize("details", [{"injured": True}, {"consumer_group": "minor"}, {"nature": "dignity"}])
def test_injury_minors_and_dignity_raise_the_class(details: dict[str, Any]) -> None:
    desk = _desk()

    state = desk.open(desk.example(**details))

    assert state.privacy == Privacy.P2


def _mediating() -> Desk:
    desk = _desk()
    desk.open(desk.example())
    desk.act("accept", accepted_on="2026-11-21")
    desk.act("consent", consented_on="2026-11-21", how="phone")
    return desk


TERMS = [{"kind": "act", "payer": "trader", "payee": "consumer", "act": "更换同型号洗衣机一台", "due_on": "2026-12-01"}]


def test_a_doubtful_claim_waits_for_the_judgement_of_the_supervisor() -> None:
    desk = _mediating()

    with pytest.raises(Refused):
        desk.act("judge_claim", judgement="genuine", grounds="没有人报请")
    flagged = desk.act("flag_claim", signs=["many_orders"], observed="一周内在同一商店买过六次同一商品")
    with pytest.raises(Refused) as refused:
        desk.act("agree", agreed_on="2026-11-21", terms=TERMS)
    desk.act("judge_claim", supervises=True, judgement="genuine", grounds="都是自家使用，数量不大")

    once = {"flag_claim", "judge_claim"}.isdisjoint(desk.offers())
    desk.act("agree", agreed_on="2026-11-21", terms=TERMS)

    assert "研判" in str(refused.value.problems[0].params["message"])
    assert flagged.data == {}, "what was observed is kept encrypted, not with the codes of the event"
    assert once
    assert desk.state.phase == "agreed"


def test_the_doubt_of_a_claim_is_judged_under_the_supervisors_verb_only() -> None:
    actions = {a.key: a for a in PLUGIN.case_type("goods").actions}

    assert actions["judge_claim"].verb == "supervise"
    assert all(f.sensitivity == "sealed" for key in ("flag_claim", "judge_claim") for f in actions[key].fields)
