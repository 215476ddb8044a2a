"""What is to be given back: the rest of a price, goods returned within seven days, what a prepaid card still holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from portal.sdk import (
    Calculator,
    Choice,
    Day,
    Line,
    Money,
    Number,
    Refused,
    When,
    Whole,
    Worked,
    grouped,
    law_prepaid_consumption,
)

from ..bases import civil_code, consumer_law, online, prepaid

RETURN_EXCEPTIONS = (
    ("none", "都不是"),
    ("custom_made", "消费者定作的"),
    ("perishable", "鲜活易腐的"),
    ("digital", "在线下载或者已拆封的音像、软件等数字化商品"),
    ("press", "已交付的报纸、期刊"),
    ("confirmed", "购买时经消费者确认不宜退货的"),
)


def _balance(inputs: Any) -> Worked:
    refunded, kept = inputs.get("refunded") or 0, inputs.get("kept") or 0
    due = inputs.paid - refunded - kept
    lines = [Line("已付价款减去已退金额和留下部分的价款", f"{grouped(inputs.paid)} - {grouped(refunded)} - {grouped(kept)}", due)]
    if due < 0:
        lines.append(Line("没有应退的金额", "0", -due))
    return Worked(max(due, 0), tuple(lines))


def _no_reason(inputs: Any) -> Worked:
    if inputs.exception != "none":
        return Worked(0, (Line("属于不适用七日无理由退货的商品", "0", 0),))
    last = inputs.goods_received_on + timedelta(days=7)
    lines = [Line("收到商品之日起七日内可以退货，最后一日是休假日的顺延", f"{inputs.goods_received_on} + 7 = {last}")]
    if inputs.return_asked_on > last:
        lines.append(Line("提出退货已超过七日，请核对最后一日是否顺延", f"{inputs.return_asked_on} > {last}", 0))
        return Worked(0, tuple(lines))
    lines.append(Line("退还商品价款", grouped(inputs.paid), inputs.paid))
    freight = inputs.get("return_freight") or 0
    if freight:
        lines.append(Line("退回运费由消费者承担，另有约定的除外，不计入应退金额", grouped(freight)))
    return Worked(inputs.paid, tuple(lines))


def _prepaid(inputs: Any) -> Worked:
    if inputs.method == "by_term":
        left = min(inputs.days_left, inputs.days_total)
        principal = law_prepaid_consumption.balance_by_time(inputs.paid, inputs.days_total, left)
        why = Line("不限次数的，按剩余期限与全部期限的比例退还", f"{left} ÷ {inputs.days_total}")
    else:
        principal, why = _by_use(inputs)
    lines = (why, *principal.lines)
    if inputs.get("rate") is None:
        return Worked(principal.value, lines)
    for key, title in (("contract_ended_on", "合同解除日期"), ("interest_until", "利息算到哪一天")):
        if inputs.get(key) is None:
            raise Refused.at(key, "required", title=title)
    interest = law_prepaid_consumption.interest(
        principal.value, inputs.rate / 100, inputs.contract_ended_on, inputs.interest_until
    )
    return Worked(principal.value + interest.value, (*lines, *interest.lines))


def _by_use(inputs: Any) -> tuple[Any, Line]:
    """Return what is left after what was used, and at which price that is counted (预付式消费解释 18–20)."""
    if inputs.cause == "consumer":
        full = inputs.get("full_price")
        if full is None:
            raise Refused.at("full_price", "required", title="已消费部分按打折前价格计算")
        because = law_prepaid_consumption.Because.CONSUMER
        why = Line("因消费者原因退款，已兑付部分按打折前的价格计算，不够减的不用补交", grouped(full))
        return law_prepaid_consumption.balance(inputs.paid, full, because), why
    because = law_prepaid_consumption.Because.TRADER
    if inputs.method == "by_sessions":
        visits = min(inputs.sessions_used, inputs.sessions_total)
        used = (2 * inputs.paid * visits + inputs.sessions_total) // (2 * inputs.sessions_total)
        why = Line("非因消费者原因退款，已用次数按折后单价计算", f"{grouped(inputs.paid)} × {visits} ÷ {inputs.sessions_total}")
        return law_prepaid_consumption.balance(inputs.paid, used, because), why
    gift = inputs.get("gift") or 0
    why = Line("非因消费者原因退款，已兑付部分按折扣价计算，赠送金额按实付比例折算", grouped(inputs.used))
    return law_prepaid_consumption.balance(inputs.paid, inputs.used, because, bonus=gift), why


REFUND_BALANCE = Calculator(
    "refund_balance",
    "多付价款退还",
    inputs=(
        Money("paid", "已付价款合计", required=True),
        Money("refunded", "已经退还的金额"),
        Money("kept", "留下的商品或者已接受服务的价款"),
    ),
    work=_balance,
    basis=(consumer_law("52"), civil_code("543"), civil_code("566")),
)

NO_REASON_RETURN = Calculator(
    "no_reason_refund",
    "七日无理由退货",
    inputs=(
        Day("goods_received_on", "收到商品日期", required=True),
        Day("return_asked_on", "提出退货日期", required=True),
        Choice("exception", "是否属于不适用的商品", RETURN_EXCEPTIONS, required=True),
        Money("paid", "实际支付价款", required=True),
        Money("return_freight", "退回运费"),
    ),
    work=_no_reason,
    basis=(consumer_law("25"), online("2"), online("3")),
)

PREPAID_REFUND = Calculator(
    "prepaid_refund",
    "预付款退还",
    inputs=(
        Choice(
            "method",
            "预付方式",
            (("stored_value", "储值卡，按金额扣"), ("by_sessions", "次卡，按次数扣"), ("by_term", "期限内不限次数")),
            required=True,
        ),
        Choice("cause", "退款原因", (("not_consumer", "非因消费者原因"), ("consumer", "因消费者原因")), required=True),
        Money("paid", "实际支付的预付款", required=True, least=1),
        Money("gift", "赠送的金额", when=When("method", "stored_value")),
        Money("used", "已消费金额（卡内扣款合计）", required=True, when=When("method", "stored_value")),
        Whole(
            "sessions_total",
            "约定的总次数",
            unit="次",
            least=1,
            required=True,
            when=When("method", "by_sessions"),
            hint="另外赠送的次数是否折价，由双方按诚信原则商定。",
        ),
        Whole("sessions_used", "已用次数", unit="次", required=True, when=When("method", "by_sessions")),
        Whole("days_total", "全部期限", unit="天", least=1, required=True, when=When("method", "by_term")),
        Whole("days_left", "剩余期限", unit="天", required=True, when=When("method", "by_term")),
        Money("full_price", "已消费部分按打折前价格计算", when=When("cause", "consumer")),
        Number(
            "rate",
            "年利率",
            unit="%",
            places=4,
            most="100",
            hint="有约定的按约定；没有约定，因经营者原因的按合同成立时一年期贷款市场报价利率，因消费者原因的按一年定期存款基准利率。",
        ),
        Day("contract_ended_on", "合同解除日期", hint="利息从合同解除之日起算。"),
        Day("interest_until", "利息算到哪一天", future=True),
    ),
    work=_prepaid,
    basis=(*(prepaid(article) for article in ("15", "16", "17", "18", "19", "20", "22")), consumer_law("53")),
)
