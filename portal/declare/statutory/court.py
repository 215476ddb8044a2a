"""Mediation that a court commissions, and the court's own days (在线调解规则, 特邀调解规定, 民事诉讼法): C03 to C11, C19.

The term starts when the organisation confirms on the court's platform that it takes the dispute (24), or signs for the file
where nothing is online (特邀调解规定 27): either way on the day of acceptance.
"""

from __future__ import annotations

from dataclasses import replace

from portal.declare.clocks import BY_ALL_PARTIES, Clock, Whose
from portal.declare.phases import ACCEPTED, AGREED, CONSENTED, ENDED, PERFORMED, RECEIVED
from portal.declare.statutory.bases import civil_procedure, confirmation_rules, invited_mediation, online_mediation

BEFORE_FILING = Clock(
    "court_mediation",
    "委派调解期限（立案前）",
    days=30,
    starts=ACCEPTED,
    stops=(AGREED, ENDED),
    extend=BY_ALL_PARTIES,
    basis=online_mediation("24"),
    lapse="没有谈成又不同意延长的，把材料退回法院，由法院登记立案",
)
ORDINARY = replace(
    BEFORE_FILING,
    key="court_mediation_ordinary",
    title="委托调解期限（普通程序）",
    days=15,
    lapse="没有谈成又不同意延长的，把材料退回法院，恢复审理",
)
SIMPLIFIED = replace(
    ORDINARY, key="court_mediation_simplified", title="委托调解期限（简易程序）", days=7, basis=online_mediation("24")
)
ON_PAPER = (
    replace(BEFORE_FILING, key="court_mediation_paper", basis=invited_mediation("27")),
    replace(ORDINARY, key="court_mediation_ordinary_paper", basis=invited_mediation("27")),
    replace(SIMPLIFIED, key="court_mediation_simplified_paper", basis=invited_mediation("27")),
)
"""The same three terms where the file was handed over on paper."""

CONFIRM = Clock(
    "court_confirm",
    "确认是否接受法院委派、委托",
    working_days=3,
    starts=RECEIVED,
    stops=(ACCEPTED, ENDED),
    suspends=False,
    basis=online_mediation("12"),
    lapse="法院可以另行指定，请马上在调解平台上确认或者写明理由退回",
)
ASK_OTHER_SIDE = Clock(
    "court_ask",
    "询问对方当事人是否同意调解",
    working_days=3,
    starts=ACCEPTED,
    stops=(CONSENTED, ENDED),
    suspends=False,
    basis=online_mediation("15"),
    lapse="请马上联系对方；对方拒绝或者联系不上的，写明原因，终结并退回法院",
)
CHOOSE_TOGETHER = Clock(
    "court_choose",
    "双方共同选择调解组织或者调解员",
    working_days=2,
    starts="online_consented_on",
    suspends=False,
    whose=Whose.PARTIES,
    basis=online_mediation("10"),
    lapse="由法院指定调解组织或者调解员",
)
APPOINT = Clock(
    "court_appoint",
    "法院指定调解组织或者调解员",
    working_days=3,
    starts="online_applied_on",
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=online_mediation("10"),
    lapse="请向法院询问指定情况",
)
CONFIRMATION_ACCEPTED = Clock(
    "confirmation_answer",
    "法院决定是否受理司法确认申请",
    days=3,
    starts="confirmation_applied_on",
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=confirmation_rules("4"),
    lapse="请向法院询问受理情况",
)
CONFIRMATION_DECIDED = Clock(
    "confirmation_decision",
    "法院审结司法确认申请",
    days=30,
    starts="confirmation_accepted_on",
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=civil_procedure("187"),
    lapse="请向法院询问审查结果；有特殊情况的，经院长批准可以延长",
)
CONFIRMATION_DECIDED_EARLIER = Clock(
    "confirmation_decision_2011",
    "法院作出是否确认的决定",
    days=15,
    starts="confirmation_accepted_on",
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=confirmation_rules("5"),
    lapse="请向法院询问审查结果；因特殊情况，经院长批准可以延长十日",
)

ORDER_ANSWER = Clock(
    "payment_order_answer",
    "法院通知是否受理支付令申请",
    days=5,
    starts="payment_order_applied_on",
    suspends=False,
    whose=Whose.PARTIES,
    basis=civil_procedure("226"),
    lapse="请向法院询问受理情况",
    warns=False,
)
ORDER_ISSUE = Clock(
    "payment_order_issue",
    "法院发出支付令",
    days=15,
    starts="payment_order_accepted_on",
    suspends=False,
    whose=Whose.PARTIES,
    basis=civil_procedure("227"),
    lapse="请向法院询问审查结果",
    warns=False,
)
ORDER_PAYMENT = Clock(
    "payment_order_payment",
    "债务人清偿或者提出书面异议",
    days=15,
    starts="payment_order_served_on",
    stops=(PERFORMED,),
    suspends=False,
    whose=Whose.PARTIES,
    basis=civil_procedure("227"),
    lapse="债务人既不清偿又不提出异议的，债权人可以申请法院执行",
    warns=False,
)
PAYMENT_ORDER = (ORDER_ANSWER, ORDER_ISSUE, ORDER_PAYMENT)
