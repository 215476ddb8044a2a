"""电子商务纠纷 (17)."""

from __future__ import annotations

from datetime import date, timedelta

from portal.sdk import Day, Example, Privacy, Text

from .. import people
from ..shape import SUE, people_type

_GROUP = "交易情况"


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": people.ZHANG, "respondent": people.ONLINE_SHOP},
        summary="张志鹏网上买的果树苗到货一半是干的，店铺只同意退一半钱。",
        kind="description",
        cause="收到的树苗与页面描述不符，店铺不肯全退。",
        request="全额退款。",
        amount="560.00",
        platform="某电商平台",
        ordered_on=today - timedelta(days=15),
        risk="none",
    )


ECOMMERCE = people_type(
    "ecommerce",
    "电子商务纠纷",
    "17",
    kinds=(
        ("quality", "质量"),
        ("description", "描述不符"),
        ("refund", "退款退货"),
        ("delivery", "发货、物流"),
        ("live", "直播购物"),
        ("minor", "未成年人充值、打赏"),
        ("other", "其他"),
    ),
    privacy=Privacy.P1,
    fields=(
        Text("platform", "平台、店铺", longest=80, group=_GROUP),
        Text("order_number", "订单号", longest=60, group=_GROUP),
        Day("ordered_on", "下单日期", group=_GROUP),
    ),
    remedies=(SUE, "可以向平台投诉，也可以请求消费者协会调解或者向有关行政部门投诉（消费者权益保护法 39）"),
    words=("网购", "快递", "退款", "直播", "网店", "充值", "打赏", "淘宝"),
    example=_example,
)
