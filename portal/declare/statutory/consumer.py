"""Consumer disputes (消费者权益保护法 and its regulation): C22 to C26, C28. Seven working days and sixty days bind the authority.

The measures in force since 2026-04-15 could not be read; what rests on them alone is marked unread.
"""

from __future__ import annotations

from datetime import date

from portal.declare.clocks import Clock, Term, Unit, Whose
from portal.declare.phases import ACCEPTED, AGREED, ENDED
from portal.declare.statutory.bases import complaints_before, consumer_regulation, consumer_rights, unread

_REGULATION_EVE = date(2024, 6, 30)
_NEW_MEASURES = date(2026, 4, 15)
_NEW_MEASURES_EVE = date(2026, 4, 14)

AUTHORITY_REPLY = Clock(
    "authority_reply",
    "行政部门处理投诉并告知",
    working_days=7,
    starts="authority_received_on",
    stops=(ACCEPTED, ENDED),
    suspends=False,
    basis=consumer_regulation("46"),
    earlier=(Term(7, Unit.WORKING_DAY, complaints_before("14", until=_REGULATION_EVE)),),
    lapse="应当已经处理并告知消费者，请马上核对",
)
AUTHORITY_MEDIATION = Clock(
    "authority_mediation",
    "行政部门调解期限",
    days=60,
    starts="authority_accepted_on",
    stops=(AGREED, ENDED),
    basis=consumer_regulation("46"),
    earlier=(Term(45, Unit.WORKING_DAY, complaints_before("21", until=_REGULATION_EVE)),),
    lapse="应当终止调解；鉴定、检测的时间不计算在内",
)
AUTHORITY_NOTICE = Clock(
    "authority_notice",
    "告知双方调解终止",
    working_days=7,
    starts=ENDED,
    suspends=False,
    basis=unread("市场监督管理投诉举报处理办法", "", _NEW_MEASURES),
    earlier=(Term(7, Unit.WORKING_DAY, complaints_before("21", until=_NEW_MEASURES_EVE)),),
    lapse="请马上告知投诉人和被投诉人",
)
AUTHORITY_VERIFIES = Clock(
    "authority_verifies",
    "核查调解中发现的违法线索",
    working_days=15,
    starts="violation_found_on",
    suspends=False,
    basis=unread("市场监督管理投诉举报处理办法", "", _NEW_MEASURES),
    earlier=(Term(15, Unit.WORKING_DAY, complaints_before("23", until=_NEW_MEASURES_EVE)),),
    lapse="请马上核查；特殊情况下可以延长十五个工作日",
)
COMPLAINT_BAR = Clock(
    "complaint_bar",
    "向行政部门投诉的期限",
    years=3,
    starts="known_on",
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=unread("市场监督管理投诉举报处理办法", "", _NEW_MEASURES),
    earlier=(Term(3, Unit.YEAR, complaints_before("15", until=_NEW_MEASURES_EVE)),),
    lapse="行政部门不予受理；仍可以调解、仲裁或者起诉",
)
NO_REASON_RETURN = Clock(
    "no_reason_return",
    "七日无理由退货",
    days=7,
    starts="goods_received_on",
    stops=(AGREED, ENDED),
    suspends=False,
    whose=Whose.PARTIES,
    basis=consumer_rights("25"),
    lapse="不能再要求无理由退货；质量有问题的，仍可以依法要求退货、更换或者修理",
)
FAULT_RETURN = Clock(
    "fault_return",
    "质量问题七日内退货",
    days=7,
    starts="goods_received_on",
    stops=(AGREED, ENDED),
    suspends=False,
    whose=Whose.PARTIES,
    basis=consumer_rights("24"),
    lapse="符合法定解除条件的仍可以退货；不符合的，可以要求更换、修理",
)
MONEY_BACK = Clock(
    "money_back",
    "经营者退还价款",
    days=7,
    starts="goods_returned_on",
    stops=(AGREED, ENDED),
    suspends=False,
    whose=Whose.PARTIES,
    basis=consumer_rights("25"),
    lapse="经营者应当已经退款，请催促其立即退还",
)
