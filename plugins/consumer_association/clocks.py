"""The time limits of a consumer dispute (消费者权益保护法, its regulation, 民法典, 法释〔2025〕4号).

The law asks a consumer association to act in time and names no days (实施条例 45), so its own limits are house rules. The
seven working days and sixty days of 实施条例 46 bind the authority; they run here only when it entrusted the dispute.
"""

from __future__ import annotations

from datetime import date

from portal.sdk import (
    ACCEPTED,
    AGREED,
    BY_ALL_PARTIES,
    EFFECTIVE,
    ENDED,
    PERFORMED,
    RECEIVED,
    Basis,
    Clock,
    Term,
    Unit,
    When,
    Whose,
)

from .bases import (
    CONSUMER_LAW_SINCE,
    NEW_MEASURES_SINCE,
    REGULATION_EVE,
    civil_code,
    consumer_law,
    old_measures,
    prepaid,
    regulation,
)
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

AUTHORITY_REPLY = Clock(
    "authority_reply",
    "委托单位处理并告知",
    starts="authority_received_on",
    working_days=7,
    stops=(ACCEPTED, ENDED),
    suspends=False,
    when=ENTRUSTED,
    basis=regulation("46"),
    earlier=(
        Term(7, Unit.WORKING_DAY, old_measures("14", until=REGULATION_EVE)),
        Term(
            7,
            Unit.WORKING_DAY,
            Basis("消费者权益保护法", "46", since=CONSUMER_LAW_SINCE, until=date(2019, 12, 31)),
        ),
    ),
    lapse="委托单位应当已经处理并告知消费者，请与委托单位核对",
)

AUTHORITY_MEDIATION = Clock(
    "authority_mediation",
    "委托调解期限",
    starts="authority_accepted_on",
    days=60,
    stops=(AGREED, ENDED),
    when=ENTRUSTED,
    basis=regulation("46"),
    earlier=(Term(45, Unit.WORKING_DAY, old_measures("21", until=REGULATION_EVE)),),
    lapse="应当终止调解，并把结果反馈委托单位；鉴定、检测的时间不计算在内",
)

AUTHORITY_NOTICE = Clock(
    "authority_notice",
    "反馈委托单位，由其告知双方",
    starts=ENDED,
    working_days=7,
    stops=(REPORT_TO_AUTHORITY.key,),
    suspends=False,
    when=ENTRUSTED,
    basis=Basis("市场监督管理投诉举报处理办法", "", since=NEW_MEASURES_SINCE, verified=False),
    earlier=(Term(7, Unit.WORKING_DAY, old_measures("21")),),
    lapse="请马上把结果反馈委托单位，由其告知双方",
)

LIMITATION = Clock(
    "limitation",
    "诉讼时效",
    starts="known_on",
    years=3,
    stops=(RECEIVED, ACCEPTED, ENDED),
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=civil_code("188"),
    earlier=(Term(3, Unit.YEAR, Basis("民法总则", "188", since=date(2017, 10, 1), until=date(2020, 12, 31), verified=False)),),
    lapse="经营者可以提出时效抗辩；向本会请求处理时时效中断",
)

CONFIRMATION = Clock(
    "confirmation",
    "申请司法确认",
    starts=EFFECTIVE,
    days=30,
    stops=(PERFORMED,),
    suspends=False,
    whose=Whose.PARTIES,
    basis=Basis("民事诉讼法", "205", since=date(2024, 1, 1)),
    earlier=(Term(30, Unit.DAY, Basis("民事诉讼法", "201", since=date(2022, 1, 1), until=date(2023, 12, 31), verified=False)),),
    lapse="不能再申请司法确认；一方不履行的，可以依协议向人民法院起诉",
)

NO_REASON_RETURN = Clock(
    "no_reason_return",
    "七日无理由退货",
    starts="goods_received_on",
    days=7,
    stops=(AGREED, ENDED),
    suspends=False,
    whose=Whose.PARTIES,
    when=When("return_window", "no_reason"),
    basis=consumer_law("25"),
    lapse="不能再要求无理由退货；质量有问题的，仍可以依法要求退货、更换或者修理",
)

FAULT_RETURN = Clock(
    "fault_return",
    "质量问题七日内退货",
    starts="goods_received_on",
    days=7,
    stops=(AGREED, ENDED),
    suspends=False,
    whose=Whose.PARTIES,
    when=When("return_window", "faulty"),
    basis=consumer_law("24"),
    lapse="符合法定解除条件的仍可以退货；不符合的，可以要求更换、修理",
)

MONEY_BACK = Clock(
    "money_back",
    "经营者退还价款",
    starts="goods_returned_on",
    days=7,
    stops=(AGREED, ENDED),
    suspends=False,
    whose=Whose.PARTIES,
    basis=consumer_law("25"),
    lapse="经营者应当已经退款，请催促其立即退还",
)

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
ALL_TYPES = (REPLY, MEDIATION, *ENTRUSTED_CLOCKS, LIMITATION, CONFIRMATION)
