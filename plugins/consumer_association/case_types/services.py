"""服务消费: services taken for living (消费者权益保护法 2)."""

from __future__ import annotations

from datetime import date, timedelta

from portal.sdk import COMPANY_A, PERSON_B, CaseType, Day, Example, Field, Money, Privacy, Rise, Text, When, YesNo

from ..calculators.punitive import KNOWN_DEFECT, TREBLE
from ..calculators.refunds import REFUND_BALANCE
from ..claim_doubt import CLAIM_DOUBT_ACTIONS, CLAIM_DOUBT_GUARDS
from ..clocks import ALL_TYPES
from ..endings import REASONS, REMEDIES
from ..entrusted import ENTRUSTED_GUARDS, REPORT_TO_AUTHORITY
from ..fields import (
    BOUGHT_ON,
    COURSE_FIELDS,
    DEAL,
    DEAL_FIELDS,
    DEMAND_FIELDS,
    NATURE,
    OUTCOME_FIELDS,
    SERVICE_CLASS,
    TROUBLE,
    TROUBLE_FIELDS,
)
from ..papers import ENTRUSTED_REPORT, inquiry_letter
from ..parties import SERVICE_PARTIES
from ..rules import ACCEPT_FOR_LIVING, COURSE_RULES, DAY_RULES, PARTY_RULES, TREBLE_RULE
from ..words import SERVICE_WORDS

STUDIO_A = {
    **COMPANY_A,
    "name": "临泽县锦绣装饰工程有限公司",
    "credit_code": "91620723MA0000402J",
    "phone": "0936-5520040",
    "address": "沙河镇颐和路6号",
    "representative": "段志明",
    "trade_name": "锦绣装饰",
}

_SERVICE: tuple[Field, ...] = (
    Text("item", "服务项目", required=True, searchable=True, longest=100, group=DEAL),
    SERVICE_CLASS,
    BOUGHT_ON,
    Money("contract_price", "约定的服务费用", group=DEAL),
    Day("agreed_finish_on", "约定的完成日期", future=True, group=DEAL),
)

_TERMS: tuple[Field, ...] = (
    YesNo(
        "unfair_terms",
        "涉及格式条款",
        counted=True,
        group=TROUBLE,
        hint="没有以显著方式提示的，消费者可以主张不成为合同内容；不公平、不合理的内容无效"
        "（民法典第496条、消费者权益保护法第26条）。",
    ),
    YesNo(
        "decoration",
        "是装饰装修等服务",
        group=TROUBLE,
        hint="接受服务之日起六个月内发现瑕疵的，由经营者承担举证责任（消费者权益保护法第23条）。",
    ),
)


def _example(today: date) -> Example:
    bought = today - timedelta(days=90)
    return Example(
        parties={"consumer": PERSON_B, "trader": STUDIO_A},
        summary="厨房装修完工一个月后墙砖空鼓脱落，要求返工并赔偿损失，装修公司拖延不来。",
        item="厨房装修",
        service_class="decoration_and_property",
        bought_on=bought.isoformat(),
        nature="quality",
        amount="3200.00",
        paid="12800.00",
        purpose="daily",
        bought_how="in_shop",
        known_on=(bought + timedelta(days=60)).isoformat(),
        vouchers=["contract", "photos"],
        claims=["make_good", "compensation"],
        decoration=True,
        entrusted=False,
    )


SERVICES = CaseType(
    key="services",
    title="服务消费",
    version=1,
    ministry_type="12",
    privacy=Privacy.P1,
    rises=(
        Rise(Privacy.P2, When("injured", True)),
        Rise(Privacy.P2, When("consumer_group", "minor")),
        Rise(Privacy.P2, When("nature", "dignity")),
    ),
    parties=SERVICE_PARTIES,
    fields=(
        *_SERVICE,
        *DEAL_FIELDS,
        NATURE,
        *TROUBLE_FIELDS,
        *_TERMS,
        *DEMAND_FIELDS,
        *COURSE_FIELDS,
        *OUTCOME_FIELDS,
    ),
    clocks=ALL_TYPES,
    rules=(*DAY_RULES, *PARTY_RULES, *COURSE_RULES, TREBLE_RULE),
    guards=(ACCEPT_FOR_LIVING, *CLAIM_DOUBT_GUARDS, *ENTRUSTED_GUARDS),
    actions=(*CLAIM_DOUBT_ACTIONS, REPORT_TO_AUTHORITY),
    reasons=REASONS,
    papers=(
        inquiry_letter("item", "bought_on", "contract_price", "paid", "nature", "claims", "amount"),
        ENTRUSTED_REPORT,
    ),
    calculators=(TREBLE, KNOWN_DEFECT, REFUND_BALANCE),
    words=SERVICE_WORDS,
    remedies=REMEDIES,
    example=_example,
)
