"""Why a consumer complaint is not taken or ends without agreement, and which other ways are told then."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from portal.sdk import Ending, Reason

REASONS: Mapping[Ending, tuple[Reason, ...]] = MappingProxyType(
    {
        Ending.NOT_ACCEPTED: (
            Reason("not_for_living", "不是为生活消费需要，也不是购买农业生产资料"),
            Reason("not_a_trader", "对方不是经营者（个人偶尔转让）"),
            Reason("identity_unverified", "拒不提供或者核验真实身份"),
            Reason("over_three_years", "知道权益受损已超过三年"),
        ),
        Ending.NOT_SETTLED: (Reason("trader_gone", "经营者停业、失联"),),
    }
)

REMEDIES = (
    "可以向经营者所在地的市场监督管理部门投诉，或者拨打12315（消费者权益保护法第39条）。",
    "与经营者有仲裁协议的，可以申请仲裁（消费者权益保护法第39条）。",
    "可以向人民法院起诉（消费者权益保护法第39条）。",
    "网络购物的，平台不能提供卖家真实名称、地址和有效联系方式的，可以要求平台赔偿（消费者权益保护法第44条）。",
)
