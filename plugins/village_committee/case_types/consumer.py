"""消费纠纷 (12): goods and services bought for daily life."""

from __future__ import annotations

from datetime import date, timedelta

from portal.sdk import Day, Example, Money, Privacy

from .. import people
from ..shape import people_type

_GROUP = "消费情况"


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": people.CHEN, "respondent": people.SHOP},
        summary="陈秀英买的洗衣机用了十来天就漏水，商行修过一次又坏，她要求换新的。",
        kind="quality",
        cause="洗衣机修理以后仍然漏水，商行只同意再修。",
        request="换一台同型号的新机器，或者退货退款。",
        amount="1299.00",
        subject="洗衣机一台",
        bought_on=today - timedelta(days=18),
        price="1299.00",
        risk="none",
    )


CONSUMER = people_type(
    "consumer",
    "消费纠纷",
    "12",
    kinds=(
        ("quality", "商品质量"),
        ("after_sales", "售后服务"),
        ("service", "服务质量"),
        ("prepaid", "预付卡、会员卡"),
        ("price", "价格、计量"),
        ("false", "虚假宣传"),
        ("safety", "人身安全"),
        ("other", "其他"),
    ),
    privacy=Privacy.P1,
    fields=(Day("bought_on", "购买日期", group=_GROUP), Money("price", "购买价款", group=_GROUP)),
    remedies=(
        "可以请求消费者协会调解，可以向市场监督管理等部门投诉，也可以向人民法院起诉（消费者权益保护法 39）",
        "与经营者有仲裁协议的，可以申请仲裁（消费者权益保护法 39）",
    ),
    words=("退货", "换货", "质量", "假货", "消费", "预付卡", "维修", "商家"),
    example=_example,
)
