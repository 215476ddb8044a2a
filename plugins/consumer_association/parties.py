"""Who takes part in a consumer dispute: the consumer, the trader, the producer, the platform."""

from __future__ import annotations

from portal.sdk import APPLICANT, EITHER, ORGANISATION, PERSON, RESPONDENT, THIRD, Role, Text

CONSUMER = Role("consumer", "消费者", kind=PERSON, side=APPLICANT, many=True)

# A trader may be a person with an online shop, so either kind (消费者权益保护法 44; 法释〔2022〕8号 7).
TRADER = Role(
    "trader",
    "经营者",
    kind=EITHER,
    side=RESPONDENT,
    many=True,
    fields=(
        Text("trade_name", "字号（招牌上的名称）", longest=100, hint="与营业执照名称不同的，按招牌写。"),
        Text("platform", "所在平台", longest=60, hint="网络购物的填平台名称。"),
        Text("shop", "店铺或者直播间名称", longest=100),
    ),
)

# Either may be asked to pay first (消费者权益保护法 40; 食品安全法 148).
PRODUCER = Role("producer", "生产者", kind=EITHER, side=RESPONDENT, required=False, many=True)

PLATFORM = Role("platform_operator", "平台、商场或者柜台出租方", kind=ORGANISATION, side=THIRD, required=False, many=True)

GOODS_PARTIES = (CONSUMER, TRADER, PRODUCER, PLATFORM)
SERVICE_PARTIES = (CONSUMER, TRADER, PLATFORM)
