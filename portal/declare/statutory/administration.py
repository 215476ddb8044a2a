"""Administrative review and suit, petitions, suggestions of court and procuratorate: C40 to C43.

An administrative review that was suspended (行政复议法 39) ends after sixty days only where the applicant died, lost capacity
or ceased to exist (41); a suspension for mediation has no such end.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from portal.declare.clocks import BY_SUPERVISOR, NEVER, After, Clock, Whose
from portal.declare.phases import ACCEPTED, ENDED, RECEIVED
from portal.declare.statutory.bases import administrative_review, administrative_suit, petitions, unread

REVIEW_ASKED = Clock(
    "review_asked",
    "申请行政复议",
    days=60,
    starts="act_known_on",
    suspends=False,
    whose=Whose.PARTIES,
    basis=administrative_review("20"),
    lapse="复议机关不再受理；因不可抗力或者其他正当理由耽误的，自障碍消除之日起继续计算",
)
REVIEW_ASKED_UNTOLD = replace(
    REVIEW_ASKED,
    key="review_asked_untold",
    title="未告知复议权利时申请行政复议的最长期限",
    days=None,
    years=1,
    lapse="复议机关不再受理",
)
REVIEW_EXAMINED = Clock(
    "review_examined",
    "审查是否受理行政复议申请",
    working_days=5,
    starts=RECEIVED,
    stops=(ACCEPTED, ENDED),
    suspends=False,
    basis=administrative_review("30"),
    lapse="期满没有作出不予受理决定的，视为受理",
)
REVIEW_DECIDED = Clock(
    "review_decided",
    "作出行政复议决定",
    days=60,
    starts=ACCEPTED,
    stops=(ENDED,),
    extend=BY_SUPERVISOR,
    extend_most=30,
    basis=administrative_review("62"),
    lapse="申请人可以自期满之日起十五日内起诉",
)
REVIEW_DECIDED_SIMPLE = replace(
    REVIEW_DECIDED,
    key="review_decided_simple",
    title="作出行政复议决定（简易程序）",
    days=30,
    extend=NEVER,
    extend_most=None,
)
SUIT_AFTER_PRIOR_REVIEW = Clock(
    "suit_after_prior_review",
    "复议前置的案件向法院起诉",
    days=15,
    starts="review_received_on",
    suspends=False,
    whose=Whose.PARTIES,
    basis=administrative_review("34"),
    lapse="法院不再受理",
)
SUIT_AFTER_REVIEW = replace(
    SUIT_AFTER_PRIOR_REVIEW,
    key="suit_after_review",
    title="不服复议决定向法院起诉",
    basis=administrative_suit("45"),
)
REVIEW_AWAITED = replace(
    REVIEW_ASKED,
    key="review_awaited",
    title="复议机关作出决定",
    starts="review_accepted_on",
    stops=(ENDED,),
    basis=administrative_review("62"),
    lapse="复议机关逾期不作决定的，申请人可以自期满之日起十五日内起诉",
)
"""The sixty days as those see them who wait for the decision; a review body that decides has `REVIEW_DECIDED`."""
SUIT_AFTER_SILENCE = replace(
    SUIT_AFTER_REVIEW, key="suit_after_silence", title="复议机关逾期不作决定，向法院起诉", starts=After("review_awaited")
)
SUIT = replace(
    SUIT_AFTER_PRIOR_REVIEW,
    key="administrative_suit",
    title="直接提起行政诉讼",
    days=None,
    months=6,
    starts="act_known_on",
    basis=administrative_suit("46"),
)

PETITION_ANSWERED = Clock(
    "petition_answered",
    "告知信访事项接收情况",
    days=15,
    starts=RECEIVED,
    stops=(ACCEPTED, ENDED),
    suspends=False,
    basis=petitions("23"),
    lapse="请马上书面告知信访人接收情况、处理途径和程序",
)
PETITION_FORWARDED = replace(
    PETITION_ANSWERED,
    key="petition_forwarded",
    title="登记并转送、交办信访事项",
    basis=petitions("22"),
    lapse="请马上转送、交办有权处理的机关、单位",
)
PETITION_OBJECTED = replace(
    PETITION_ANSWERED,
    key="petition_objected",
    title="对转送、交办的信访事项提出异议",
    days=None,
    working_days=5,
    lapse="不能再退回，由本单位办理",
)
PETITION_HANDLED = Clock(
    "petition_handled",
    "办结信访事项",
    days=60,
    starts=ACCEPTED,
    stops=(ENDED,),
    extend=BY_SUPERVISOR,
    extend_most=30,
    basis=petitions("34"),
    lapse="请马上办结并书面答复；情况复杂的，经负责人批准可以延长三十日，并告知理由",
)
PETITION_RECHECK_ASKED = Clock(
    "petition_recheck_asked",
    "请求复查信访处理意见",
    days=30,
    starts="petition_reply_received_on",
    suspends=False,
    whose=Whose.PARTIES,
    basis=petitions("35"),
    lapse="不能再请求复查",
)
PETITION_RECHECKED = replace(
    PETITION_RECHECK_ASKED,
    key="petition_rechecked",
    title="提出复查意见",
    starts="petition_recheck_received_on",
    warns=False,
    lapse="请向复查机关询问结果",
)
PETITION_FINAL_ASKED = replace(
    PETITION_RECHECK_ASKED,
    key="petition_final_asked",
    title="请求复核信访复查意见",
    starts="petition_recheck_reply_on",
    basis=petitions("36"),
    lapse="不能再请求复核，信访程序终结",
)
PETITION_FINAL = replace(
    PETITION_RECHECKED,
    key="petition_final",
    title="提出复核意见",
    starts="petition_final_received_on",
    basis=petitions("36"),
    lapse="请向复核机关询问结果；听证时间不计算在内",
)

SUGGESTION_ANSWERED = Clock(
    "suggestion_answered",
    "答复司法建议、检察建议",
    months=2,
    starts="suggestion_received_on",
    suspends=False,
    basis=unread("人民检察院检察建议工作规定", "", date(2019, 2, 26)),
    lapse="发出建议的机关可以报告上级或者通报主管机关",
)
