"""Cases the Supreme People's Court published, entered as a desk would have entered them.

The facts are those the courts found, told in our own words; what was not published (telephone, address, unit price) is
invented. Where a calculation of this plugin gives what the court awarded, the amounts must be equal to the fen.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from portal.sdk import Refused
from portal.testing.desk import Desk, problems
from portal.testing.sums import worked
from portal_plugins.consumer_association import PLUGIN
from portal_plugins.consumer_association.calculators.punitive import TENFOLD, TREBLE
from portal_plugins.consumer_association.calculators.refunds import PREPAID_REFUND, REFUND_BALANCE

Body = dict[str, Any]


def _consumer(name: str) -> Body:
    return {"name": name, "no_id_reason": "案例中已隐去", "phone": "13893600022", "address": "新华镇大寨村二社"}


def _shop(name: str, **more: str) -> Body:
    return {"kind": "organisation", "name": name, "address": "沙河镇", **more}


SAUSAGES = (
    "goods",
    date(2012, 5, 10),
    {
        "summary": "在超市买了十五包香肠，结账后发现其中十四包已过保质期，协商不成，要求十倍赔偿。",
        "parties": {"consumer": [_consumer("孙某山")], "trader": [_shop("某超市有限公司江宁店", trade_name="某超市")]},
        "details": {
            "item": "香肠",
            "goods_class": "food",
            "bought_on": "2012-05-01",
            "known_on": "2012-05-01",
            "nature": "safety",
            "quantity": 14,
            "paid": "558.60",
            "amount": "5586.00",
            "purpose": "daily",
            "bought_how": "in_shop",
            "is_food": True,
            "claims": ["tenfold"],
            "elsewhere": ["trader"],
        },
    },
)
JELLY = (
    "goods",
    date(2015, 11, 5),
    {
        "summary": "在网上店铺买的果冻，没有拆开的一个里面有蜘蛛，要求退款并赔偿一千元。",
        "parties": {"consumer": [_consumer("郑某")], "trader": [_shop("某儿童食品公司", shop="某儿童食品网上店铺")]},
        "details": {
            "item": "果冻",
            "goods_class": "food",
            "bought_on": "2015-10-20",
            "nature": "safety",
            "paid": "29.90",
            "amount": "1029.90",
            "purpose": "daily",
            "bought_how": "online",
            "is_food": True,
            "claims": ["refund", "tenfold"],
        },
    },
)
LOZENGES = (
    "goods",
    date(2018, 6, 1),
    {
        "summary": "网店卖的含片标注的生产日期晚于生产许可证的有效期，经营者进货时没有查验，食药监部门已经处罚。",
        "parties": {"consumer": [_consumer("吴某")], "trader": [_shop("某电子商务有限公司", platform="某第三方平台")]},
        "details": {
            "item": "天然虫草素含片",
            "goods_class": "food",
            "bought_on": "2018-04-15",
            "nature": "safety",
            "paid": "168.00",
            "amount": "1848.00",
            "purpose": "daily",
            "bought_how": "online",
            "is_food": True,
            "claims": ["return_goods", "tenfold"],
            "elsewhere": ["authority"],
        },
    },
)
EARPHONES = (
    "goods",
    date(2021, 9, 1),
    {
        "summary": "在二手平台买到冒牌耳机，卖家以转让闲置为名，短时间内卖出四十余副，要求退款并赔偿三倍价款。",
        "parties": {"consumer": [_consumer("高某")], "trader": [{"kind": "person", "name": "杨某", "platform": "某二手平台"}]},
        "details": {
            "item": "无线耳机",
            "goods_class": "home_electronics",
            "bought_on": "2021-06-01",
            "nature": "counterfeit",
            "paid": "1180.00",
            "amount": "4720.00",
            "purpose": "daily",
            "bought_how": "second_hand",
            "fraud_claimed": True,
            "claims": ["refund", "treble"],
        },
    },
)
BATTERY = (
    "goods",
    date(2021, 9, 1),
    {
        "summary": "网店承诺半年内质量问题换新，锂电池充不满后只换了电芯，消费者要求解除合同退还价款。",
        "parties": {"consumer": [_consumer("齐某某")], "trader": [{"kind": "person", "name": "罗某某", "shop": "某品牌电池店"}]},
        "details": {
            "item": "电动摩托车锂电池",
            "goods_class": "vehicles",
            "bought_on": "2021-03-01",
            "known_on": "2021-06-01",
            "nature": "after_sales",
            "paid": "1480.00",
            "amount": "1480.00",
            "purpose": "daily",
            "bought_how": "online",
            "claims": ["return_goods", "refund"],
            "elsewhere": ["trader", "platform"],
        },
    },
)
BOOKS = (
    "goods",
    date(2019, 12, 1),
    {
        "summary": "向网上书店付款后变更书单，平台付的已经退回，转给客服的货款扣除新价款后没有退清。",
        "parties": {"consumer": [_consumer("李某")], "trader": [_shop("M书店", shop="M书店网络店铺")]},
        "details": {
            "item": "图书",
            "goods_class": "jewellery_and_sports",
            "bought_on": "2019-08-20",
            "known_on": "2019-09-10",
            "nature": "contract",
            "paid": "22172.00",
            "amount": "10777.00",
            "purpose": "daily",
            "bought_how": "online",
            "claims": ["refund"],
        },
    },
)
STUDIO = (
    "services",
    date(2021, 9, 1),
    {
        "summary": "两名学生被低价写真广告吸引，当天先后签了五份升级协议，要求解除没有履行的部分并退款。",
        "parties": {"consumer": [_consumer("李某"), _consumer("景某")], "trader": [_shop("某影楼", trade_name="某影楼")]},
        "details": {
            "item": "写真摄影",
            "service_class": "living_services",
            "bought_on": "2021-06-01",
            "nature": "contract",
            "contract_price": "26000.00",
            "paid": "20100.00",
            "amount": "20100.00",
            "purpose": "daily",
            "bought_how": "in_shop",
            "payment": ["wechat", "loan"],
            "claims": ["refund"],
        },
    },
)
HOTEL = (
    "services",
    date(2021, 9, 1),
    {
        "summary": "在旅游平台订境外客房，选的是到店支付，下单就被扣款，没有入住，要求退还房款。",
        "parties": {"consumer": [_consumer("邬某")], "trader": [_shop("A公司", platform="某旅游平台")]},
        "details": {
            "item": "境外客房预订",
            "service_class": "tourism",
            "bought_on": "2021-05-01",
            "nature": "contract",
            "paid": "2560.00",
            "amount": "2560.00",
            "purpose": "daily",
            "bought_how": "online",
            "unfair_terms": True,
            "claims": ["refund"],
        },
    },
)
SWIMMING = (
    "prepaid_card",
    date(2020, 9, 1),
    {
        "summary": "为孩子在婴幼儿游泳馆办卡，馆子闭店、租约到期后不再经营，退了一部分家长就不退了。",
        "parties": {
            "consumer": [_consumer("张某")],
            "trader": [
                _shop("某销售公司", trade_name="某婴幼儿游泳馆"),
                {"kind": "person", "name": "孟某某", "trade_name": "某婴幼儿游泳馆", "phone": "13893600077"},
            ],
        },
        "details": {
            "service_class": "living_services",
            "paid_on": "2019-03-01",
            "paid": "6000.00",
            "nature": "contract",
            "amount": "3500.00",
            "method": "by_sessions",
            "sessions_total": 60,
            "sessions_used": 25,
            "trader_state": "closed",
            "closed_on": "2020-01-15",
            "cause": "not_consumer",
            "others_affected": 30,
            "purpose": "daily",
            "claims": ["refund"],
        },
    },
)
CASES: dict[str, tuple[tuple[str, date, Body], set[str]]] = {
    "孙银山诉欧尚超市江宁店": (SAUSAGES, set()),
    "郑某与某儿童食品公司": (JELLY, set()),
    "吴某与某电子商务有限公司": (LOZENGES, {"details.elsewhere"}),
    "高某诉杨某": (EARPHONES, {"parties.trader"}),
    "齐某某诉罗某某": (BATTERY, set()),
    "李某诉某书店": (BOOKS, set()),
    "李某、景某诉某影楼": (STUDIO, set()),
    "邬某诉某旅游平台经营公司": (HOTEL, set()),
    "张某等人诉某销售公司、孟某某": (SWIMMING, {"details.others_affected"}),
}


@pytest.mark.parametrize("title", CASES)
def test_a_published_case_is_registered_accepted_and_taken_to_an_agreement(title: str) -> None:
    (type_key, today, body), asked = CASES[title]
    desk = Desk(f"consumer_association.{type_key}", PLUGIN.case_type(type_key), today=today)

    desk.open(body, confirmed=[f"rule:{field}" for field in asked])
    desk.act("accept", accepted_on=today.isoformat())
    desk.act("consent", consented_on=today.isoformat(), how="phone")
    desk.act("session", held_on=today.isoformat(), manner="face_to_face", record="双方谈成退款。", result="success")
    amount = body["details"]["amount"]
    terms = [{"kind": "money", "payer": "经营者", "payee": "消费者", "amount": amount, "due_on": today.isoformat()}]
    desk.act("agree", agreed_on=today.isoformat(), terms=terms)
    desk.act("sign", signed_on=today.isoformat(), complete=True)

    assert desk.opening is not None
    assert {notice.field for notice in desk.opening.notices} == asked
    assert desk.state.ending == "settled"


@pytest.mark.parametrize("title", [title for title, (_, asked) in CASES.items() if asked])
def test_what_a_desk_should_think_about_is_asked_before_the_case_opens(title: str) -> None:
    (type_key, today, body), asked = CASES[title]
    desk = Desk(f"consumer_association.{type_key}", PLUGIN.case_type(type_key), today=today)

    with pytest.raises(Refused) as refused:
        desk.open(body)

    assert problems(refused.value) == {f"{field}?" for field in asked}


def test_ten_times_the_price_of_the_expired_sausages_is_what_the_court_awarded() -> None:
    result = worked(TENFOLD, paid="558.60", with_refund=False)

    assert result.total == 5586_00
    assert result.lines[-1].amount == 5586_00


def test_a_cheap_jelly_earns_the_least_amount_the_court_awarded() -> None:
    result = worked(TENFOLD, paid="29.90", with_refund=True)

    assert result.lines[-1].amount == 1000_00


def test_the_false_earphones_earn_the_price_and_three_times_the_price() -> None:
    result = worked(TREBLE, paid="1180.00", with_refund=True)

    assert [line.amount for line in result.lines if line.amount] == [1180_00, 3540_00]


def test_the_book_money_left_is_what_the_court_ordered_back() -> None:
    assert worked(REFUND_BALANCE, paid="22172.00", refunded="10172.00", kept="1223.00").total == 10777_00


def test_the_swimming_cards_are_refunded_by_the_visits_left() -> None:
    result = worked(
        PREPAID_REFUND, method="by_sessions", cause="not_consumer", paid="6000.00", sessions_total="60", sessions_used="25"
    )

    assert result.total == 3500_00
