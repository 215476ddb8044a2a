"""预付卡: a single-purpose card or prepayment for living, taken up in several times (法释〔2025〕4号)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

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
    Rule,
    Text,
    When,
    Whole,
    rule,
)

from ..bases import prepaid
from ..calculators.punitive import TREBLE
from ..calculators.refunds import PREPAID_REFUND
from ..claim_doubt import CLAIM_DOUBT_ACTIONS, CLAIM_DOUBT_GUARDS
from ..clocks import ALL_TYPES, COOLING_OFF
from ..endings import REASONS, REMEDIES
from ..entrusted import ENTRUSTED_GUARDS, REPORT_TO_AUTHORITY
from ..fields import (
    COURSE_FIELDS,
    DEAL,
    DEAL_FIELDS,
    DEMAND_FIELDS,
    NATURE,
    OTHERS_AFFECTED,
    OUTCOME_FIELDS,
    SERVICE_CLASS,
    TROUBLE,
    TROUBLE_FIELDS,
)
from ..papers import ENTRUSTED_REPORT, inquiry_letter
from ..parties import SERVICE_PARTIES
from ..rules import ACCEPT_FOR_LIVING, COURSE_RULES, PARTY_RULES, TREBLE_RULE
from ..words import PREPAID_WORDS

MANY = 5

GYM_A = {
    **COMPANY_A,
    "name": "临泽县动力健身服务有限公司",
    "credit_code": "91620723MA0000509X",
    "phone": "0936-5520050",
    "address": "沙河镇惠民路3号",
    "representative": "周建峰",
    "trade_name": "动力健身",
}

_CARD: tuple[Field, ...] = (
    SERVICE_CLASS,
    Day("paid_on", "付款（办卡）日期", required=True, group=DEAL),
    Money("paid", "实际支付的预付款", required=True, least=1, group=DEAL),
    Money("gift", "赠送的金额", group=DEAL),
    Text("card_number", "合同号或者卡号", longest=60, group=DEAL),
    Choice(
        "card_kind",
        "预付卡种类",
        (("single", "单用途（只在发卡的商家或者同一品牌用）"), ("multiple", "多用途（跨商家通用）")),
        group=DEAL,
    ),
    Choice(
        "method",
        "预付方式",
        (("stored_value", "储值卡，按金额扣"), ("by_sessions", "次卡，按次数扣"), ("by_term", "期限内不限次数")),
        counted=True,
        group=DEAL,
    ),
    Money("used", "已消费金额（卡内扣款合计）", group=DEAL, when=When("method", "stored_value")),
    Whole("sessions_total", "约定的总次数", unit="次", least=1, group=DEAL, when=When("method", "by_sessions")),
    Whole("sessions_used", "已用次数", unit="次", group=DEAL, when=When("method", "by_sessions")),
    Day("ends_on", "卡的有效期至", future=True, group=DEAL),
    Money("balance", "消费者主张的余额", group=DEAL),
)

# What a prepaid case takes over from an ordinary purchase; price and purchase day are its own.
_TAKEN_OVER = ("purpose", "payment", "vouchers", "consumer_group")
_DEAL: tuple[Field, ...] = tuple(field for field in DEAL_FIELDS if field.key in _TAKEN_OVER)

_TRADER: tuple[Field, ...] = (
    Choice(
        "trader_state",
        "经营者现状",
        (
            ("open", "正常营业"),
            ("changed", "涨价、降低服务或者限制使用"),
            ("moved", "迁址"),
            ("transferred", "转让给他人经营"),
            ("closed", "停业"),
            ("gone", "停业且失联"),
        ),
        counted=True,
        group=TROUBLE,
    ),
    Day("closed_on", "停业日期", group=TROUBLE, when=When("trader_state", "closed", "gone")),
    Choice(
        "cooling_off_state",
        "付款七日内退款",
        (
            ("open", "付款未满七日，此前没有在任何商家体验过，准备要求退款"),
            ("asked", "已在七日内要求退款"),
            ("not_applicable", "此前体验过或者已超过七日"),
        ),
        group=TROUBLE,
    ),
    Choice("cause", "退款原因", (("not_consumer", "非因消费者原因"), ("consumer", "因消费者原因")), group=TROUBLE),
    OTHERS_AFFECTED,
)


def _few(d: Any, today: date) -> bool:
    return len(d.parties("consumer")) + (d.get("others_affected") or 0) < MANY


_RULES: tuple[Rule, ...] = (
    rule(lambda d, today: d.paid_on <= d.received_on, "paid_on", "付款日期不能晚于收到投诉的日期，请核对"),
    rule(lambda d, today: d.paid_on <= d.closed_on, "closed_on", "停业日期不能早于付款日期，请核对"),
    rule(lambda d, today: d.sessions_used <= d.sessions_total, "sessions_used", "已用次数比总次数多，请核对"),
    rule(lambda d, today: d.balance <= d.paid + (d.get("gift") or 0), "balance", "余额比预付款加赠送金额还多，请核对"),
    rule(
        lambda d, today: d.card_kind != "multiple",
        "card_kind",
        "多用途预付卡不适用预付式消费的司法解释，请按合同约定和一般规定调解，确认后登记",
        basis=prepaid("26"),
        asks=True,
    ),
    rule(
        lambda d, today: d.trader_state != "gone",
        "trader_state",
        "经营者停业又失联，可能涉嫌犯罪。请同时报告市场监管部门，有犯罪线索的移送公安机关，确认后登记",
        basis=prepaid("23"),
        asks=True,
    ),
    rule(
        _few,
        "others_affected",
        "涉及五名以上消费者，请报告负责人，并通报镇综治中心和市场监管部门，确认后登记",
        asks=True,
    ),
)


def _example(today: date) -> Example:
    paid = today - timedelta(days=120)
    return Example(
        parties={"consumer": PERSON_B, "trader": GYM_A},
        summary="办健身次卡后健身房搬到城外，往返不便，要求退还没有用完的次数，经营者只同意转让。",
        service_class="culture_and_sports",
        paid_on=paid.isoformat(),
        paid="1500.00",
        nature="contract",
        amount="1125.00",
        method="by_sessions",
        sessions_total=60,
        sessions_used=15,
        card_kind="single",
        trader_state="moved",
        cause="not_consumer",
        purpose="daily",
        known_on=(today - timedelta(days=20)).isoformat(),
        vouchers=["contract", "payment_record"],
        claims=["refund"],
        entrusted=False,
    )


PREPAID_CARD = CaseType(
    key="prepaid_card",
    title="预付卡消费",
    version=1,
    ministry_type="12",
    privacy=Privacy.P1,
    rises=(Rise(Privacy.P2, When("injured", True)), Rise(Privacy.P2, When("consumer_group", "minor"))),
    parties=SERVICE_PARTIES,
    fields=(*_CARD, *_DEAL, NATURE, *TROUBLE_FIELDS, *_TRADER, *DEMAND_FIELDS, *COURSE_FIELDS, *OUTCOME_FIELDS),
    clocks=(*ALL_TYPES, COOLING_OFF),
    rules=(*_RULES, *PARTY_RULES, *COURSE_RULES, TREBLE_RULE),
    guards=(ACCEPT_FOR_LIVING, *CLAIM_DOUBT_GUARDS, *ENTRUSTED_GUARDS),
    actions=(*CLAIM_DOUBT_ACTIONS, REPORT_TO_AUTHORITY),
    reasons=REASONS,
    papers=(
        inquiry_letter("paid_on", "paid", "gift", "card_number", "method", "nature", "claims", "amount"),
        ENTRUSTED_REPORT,
    ),
    calculators=(PREPAID_REFUND, TREBLE),
    words=PREPAID_WORDS,
    remedies=REMEDIES,
    example=_example,
)
