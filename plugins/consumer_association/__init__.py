"""Consumer associations (消费者协会、消费者委员会): disputes over goods, services and prepaid cards.

The law behind it stands in README.md beside this file: which provision each time limit and rule comes from, what is a rule of
the house, and what could not be verified.
"""

from __future__ import annotations

from portal.sdk import Fact, Plugin, Statistic, hookimpl

from .case_types.goods import GOODS
from .case_types.prepaid_card import PREPAID_CARD
from .case_types.services import SERVICES
from .demo import DEMO

_SUMS = (Fact.AMOUNT_CLAIMED, Fact.AMOUNT_RECOVERED, Fact.DOUBLE_PAID)


PLUGIN = Plugin(
    key="consumer_association",
    title="消费者协会",
    number_word="消",
    demo=DEMO,
    order=30,
    case_types=(GOODS, SERVICES, PREPAID_CARD),
    statistics=(
        Statistic("goods_by_nature", "商品投诉按问题性质", by="goods.nature", sums=_SUMS),
        Statistic("goods_by_class", "商品投诉按大类", by="goods.goods_class", sums=_SUMS),
        Statistic("goods_doubled", "商品投诉加倍赔偿", by="goods.doubled", sums=_SUMS),
        Statistic("services_by_nature", "服务投诉按问题性质", by="services.nature", sums=_SUMS),
        Statistic("services_by_class", "服务投诉按大类", by="services.service_class", sums=_SUMS),
        Statistic("services_doubled", "服务投诉加倍赔偿", by="services.doubled", sums=_SUMS),
        Statistic("prepaid_by_nature", "预付卡投诉按问题性质", by="prepaid_card.nature", sums=_SUMS),
        Statistic("prepaid_by_class", "预付卡投诉按大类", by="prepaid_card.service_class", sums=_SUMS),
        Statistic("prepaid_by_trader_state", "预付卡投诉按经营者现状", by="prepaid_card.trader_state", sums=_SUMS),
    ),
)


@hookimpl
def portal_plugin() -> Plugin:
    """Return the declaration of this sector."""
    return PLUGIN
