"""商品消费: goods bought for living, or farm supplies (消费者权益保护法 2, 62)."""

from __future__ import annotations

from datetime import date, timedelta

from portal.sdk import (
    COMPANY_A,
    PERSON_B,
    CaseType,
    Choice,
    Day,
    Example,
    Field,
    Money,
    Privacy,
    Rise,
    Text,
    When,
    Whole,
    YesNo,
)

from ..calculators.cars import CAR_USE_FEE
from ..calculators.punitive import KNOWN_DEFECT, TENFOLD, TREBLE
from ..calculators.refunds import NO_REASON_RETURN as NO_REASON_REFUND
from ..calculators.refunds import REFUND_BALANCE
from ..claim_doubt import CLAIM_DOUBT_ACTIONS, CLAIM_DOUBT_GUARDS
from ..clocks import ALL_TYPES, FAULT_RETURN, MONEY_BACK, NO_REASON_RETURN
from ..endings import REASONS, REMEDIES
from ..entrusted import ENTRUSTED_GUARDS, REPORT_TO_AUTHORITY
from ..fields import (
    BOUGHT_ON,
    COURSE_FIELDS,
    DEAL,
    DEAL_FIELDS,
    DEMAND_FIELDS,
    GOODS_CLASS,
    NATURE,
    OUTCOME_FIELDS,
    TROUBLE,
    TROUBLE_FIELDS,
)
from ..papers import ENTRUSTED_REPORT, inquiry_letter
from ..parties import GOODS_PARTIES
from ..rules import ACCEPT_FOR_LIVING, COURSE_RULES, DAY_RULES, FARM_RULE, FOOD_RULES, PARTY_RULES, TREBLE_RULE
from ..words import GOODS_WORDS

SHOP_A = {
    **COMPANY_A,
    "name": "临泽县惠民家电商贸有限公司",
    "credit_code": "91620723MA0000103L",
    "phone": "0936-5520010",
    "address": "沙河镇健康路25号",
    "representative": "马国栋",
    "trade_name": "惠民家电",
}

_GOODS: tuple[Field, ...] = (
    Text("item", "商品名称", required=True, searchable=True, longest=100, group=DEAL),
    GOODS_CLASS,
    BOUGHT_ON,
    Text("brand", "品牌、型号", searchable=True, longest=100, group=DEAL),
    Text("batch", "批号或者生产日期", longest=60, group=DEAL),
    Whole("quantity", "数量", least=1, group=DEAL),
    Money("unit_price", "单价", group=DEAL),
)

_RETURNS: tuple[Field, ...] = (
    Day("goods_received_on", "收到商品日期", group=DEAL),
    Choice(
        "return_window",
        "退货情况",
        (
            ("no_reason", "远程购物，还没有提出，准备七日内无理由退货"),
            ("faulty", "质量有问题，还没有提出，准备七日内退货"),
            ("asked", "已经向经营者提出退货"),
            ("passed", "没有在七日内提出"),
            ("excepted", "属于不适用无理由退货的商品"),
        ),
        group=DEAL,
    ),
    Day("return_asked_on", "提出退货日期", group=DEAL, when=When("return_window", "asked")),
    Day("goods_returned_on", "经营者收到退回商品日期", group=DEAL, when=When("return_window", "asked")),
)

_FOOD: tuple[Field, ...] = (
    YesNo("is_food", "是食品", counted=True, group=TROUBLE),
    YesNo(
        "label_flaw",
        "只是标签、说明书有瑕疵",
        group=TROUBLE,
        hint="不影响安全和质量，也不会误导消费者的瑕疵，不适用加倍赔偿（食品安全法第148条）。",
    ),
    YesNo(
        "durable",
        "是机动车、计算机、电视机、电冰箱、空调器、洗衣机等耐用商品",
        group=TROUBLE,
        hint="接受商品之日起六个月内发现瑕疵的，由经营者承担举证责任（消费者权益保护法第23条）。",
    ),
)


def _example(today: date) -> Example:
    bought = today - timedelta(days=40)
    return Example(
        parties={"consumer": PERSON_B, "trader": SHOP_A},
        summary="购买的洗衣机使用半个月后漏水，修理两次没有修好，要求换货，经营者不同意。",
        item="全自动洗衣机",
        goods_class="home_electronics",
        bought_on=bought.isoformat(),
        nature="quality",
        amount="1899.00",
        paid="1899.00",
        purpose="daily",
        bought_how="in_shop",
        known_on=(bought + timedelta(days=15)).isoformat(),
        vouchers=["invoice", "photos"],
        claims=["exchange"],
        entrusted=False,
        is_food=False,
    )


GOODS = CaseType(
    key="goods",
    title="商品消费",
    version=1,
    ministry_type="12",
    privacy=Privacy.P1,
    rises=(
        Rise(Privacy.P2, When("injured", True)),
        Rise(Privacy.P2, When("consumer_group", "minor")),
        Rise(Privacy.P2, When("nature", "dignity")),
    ),
    parties=GOODS_PARTIES,
    fields=(
        *_GOODS,
        *DEAL_FIELDS,
        *_RETURNS,
        NATURE,
        *TROUBLE_FIELDS,
        *_FOOD,
        *DEMAND_FIELDS,
        *COURSE_FIELDS,
        *OUTCOME_FIELDS,
    ),
    clocks=(*ALL_TYPES, NO_REASON_RETURN, FAULT_RETURN, MONEY_BACK),
    rules=(*DAY_RULES, *PARTY_RULES, *COURSE_RULES, FARM_RULE, TREBLE_RULE, *FOOD_RULES),
    guards=(ACCEPT_FOR_LIVING, *CLAIM_DOUBT_GUARDS, *ENTRUSTED_GUARDS),
    actions=(*CLAIM_DOUBT_ACTIONS, REPORT_TO_AUTHORITY),
    reasons=REASONS,
    papers=(
        inquiry_letter("item", "brand", "bought_on", "paid", "nature", "claims", "amount"),
        ENTRUSTED_REPORT,
    ),
    calculators=(TENFOLD, TREBLE, KNOWN_DEFECT, NO_REASON_REFUND, REFUND_BALANCE, CAR_USE_FEE),
    words=GOODS_WORDS,
    remedies=REMEDIES,
    example=_example,
)
