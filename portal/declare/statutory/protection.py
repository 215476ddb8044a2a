"""人身安全保护令 (反家庭暴力法): C38, C39. Hours run from the moment the court accepted; where only the
day is known, from its beginning, on the safe side."""

from __future__ import annotations

from portal.declare.clocks import Clock, Whose
from portal.declare.statutory.bases import domestic_violence

DECISION = Clock(
    "order_decision",
    "法院作出人身安全保护令或者驳回申请",
    hours=72,
    starts="order_accepted_on",
    at="order_accepted_at",
    suspends=False,
    whose=Whose.PARTIES,
    basis=domestic_violence("28"),
    lapse="请向法院询问结果",
)
DECISION_URGENT = Clock(
    "order_decision_urgent",
    "法院作出人身安全保护令（情况紧急）",
    hours=24,
    starts="order_accepted_on",
    at="order_accepted_at",
    suspends=False,
    whose=Whose.PARTIES,
    basis=domestic_violence("28"),
    lapse="请马上向法院询问结果，并提醒受害人先到安全的地方",
)
VALIDITY = Clock(
    "order_validity",
    "人身安全保护令最长有效期",
    months=6,
    starts="order_issued_on",
    suspends=False,
    whose=Whose.PARTIES,
    moves=False,
    basis=domestic_violence("30"),
    lapse="保护令失效；失效前可以申请延长。裁定写明的期限更短的，以裁定为准",
)
STATED = Clock(
    "order_stated",
    "人身安全保护令写明的有效期",
    until="order_until",
    starts="order_issued_on",
    suspends=False,
    whose=Whose.PARTIES,
    moves=False,
    basis=domestic_violence("30"),
    lapse="保护令失效；失效前可以申请撤销、变更或者延长",
)
REVIEW = Clock(
    "order_review",
    "不服驳回申请的复议",
    days=5,
    starts="order_refused_on",
    suspends=False,
    whose=Whose.PARTIES,
    basis=domestic_violence("31"),
    lapse="不能再申请复议；有新的家庭暴力或者现实危险的，可以再次申请人身安全保护令",
)
REVIEW_BY_RESPONDENT = Clock(
    "order_review_respondent",
    "被申请人不服保护令的复议",
    days=5,
    starts="order_issued_on",
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=domestic_violence("31"),
    lapse="被申请人不能再申请复议；复议期间保护令照常执行",
)
