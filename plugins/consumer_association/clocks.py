"""The time limits of a consumer dispute (消费者权益保护法, its regulation, 民法典, 法释〔2025〕4号).

The law asks a consumer association to act in time and names no days (实施条例 45), so its own limits are house rules. The
seven working days and sixty days of 实施条例 46 bind the authority; they run here only when it entrusted the dispute.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from portal.sdk import (
    ACCEPTED,
    AGREED,
    BY_ALL_PARTIES,
    ENDED,
    PERFORMED,
    RECEIVED,
    Basis,
    Clock,
    Term,
    Unit,
    When,
    Whose,
    clocks_consumer,
    clocks_limitation,
    clocks_mediation,
)

from .bases import CONSUMER_LAW_SINCE, prepaid
from .entrusted import ENTRUSTED, REPORT_TO_AUTHORITY

_HOUSE = Basis("及时处理消费投诉", "", since=CONSUMER_LAW_SINCE, house=True)

REPLY = Clock(
    "reply",
    "答复消费者是否受理",
    starts=RECEIVED,
    working_days=10,
    stops=(ACCEPTED, ENDED),
    basis=_HOUSE,
    lapse="已超过本会规定的答复期限，请马上答复消费者并说明原因",
)

MEDIATION = Clock(
    "mediation",
    "调解期限",
    starts=ACCEPTED,
    days=60,
    stops=(AGREED, ENDED),
    extend=BY_ALL_PARTIES,
    basis=_HOUSE,
    lapse="调解不成的应当终止，并告知消费者投诉、仲裁、起诉等途径",
)

AUTHORITY_REPLY = replace(
    clocks_consumer.AUTHORITY_REPLY,
    title="委托单位处理并告知",
    when=ENTRUSTED,
    earlier=(
        *clocks_consumer.AUTHORITY_REPLY.earlier,
        Term(7, Unit.WORKING_DAY, Basis("消费者权益保护法", "46", since=CONSUMER_LAW_SINCE, until=date(2019, 12, 31))),
    ),
    lapse="委托单位应当已经处理并告知消费者，请与委托单位核对",
)
AUTHORITY_MEDIATION = replace(
    clocks_consumer.AUTHORITY_MEDIATION,
    title="委托调解期限",
    when=ENTRUSTED,
    lapse="应当终止调解，并把结果反馈委托单位；鉴定、检测的时间不计算在内",
)
AUTHORITY_NOTICE = replace(
    clocks_consumer.AUTHORITY_NOTICE,
    title="反馈委托单位，由其告知双方",
    stops=(REPORT_TO_AUTHORITY.key,),
    when=ENTRUSTED,
    lapse="请马上把结果反馈委托单位，由其告知双方",
)

LIMITATION = replace(
    clocks_limitation.FROM_KNOWING,
    stops=(PERFORMED,),
    lapse="经营者可以提出时效抗辩",
)
CONFIRMATION = replace(
    clocks_mediation.CONFIRMATION_ELSEWHERE,
    key="confirmation",
    title="申请司法确认",
    lapse="不能再申请司法确认；一方不履行的，可以依协议向人民法院起诉",
)

NO_REASON_RETURN = replace(clocks_consumer.NO_REASON_RETURN, when=When("return_window", "no_reason"))
FAULT_RETURN = replace(clocks_consumer.FAULT_RETURN, when=When("return_window", "faulty"))
MONEY_BACK = clocks_consumer.MONEY_BACK
COOLING_OFF = Clock(
    "cooling_off",
    "预付款七日内退款",
    starts="paid_on",
    days=7,
    stops=(AGREED, ENDED),
    suspends=False,
    whose=Whose.PARTIES,
    when=When("cooling_off_state", "open"),
    basis=prepaid("14"),
    lapse="不能再要求无理由退还本金；经营者违约的，仍可以解除合同、退还余额",
)

ENTRUSTED_CLOCKS = (AUTHORITY_REPLY, AUTHORITY_MEDIATION, AUTHORITY_NOTICE)
ALL_TYPES = (REPLY, MEDIATION, *ENTRUSTED_CLOCKS, LIMITATION, CONFIRMATION, clocks_mediation.ENFORCEMENT)
