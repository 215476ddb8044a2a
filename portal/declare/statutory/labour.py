"""Labour disputes (劳动争议调解仲裁法, 劳动保障监察条例, 工伤保险条例): C14 to C18, C20, C21.

Mediation is counted from the day the application was *received* (14). Asking for it interrupts the limitation of
arbitration, which runs anew (27). Wages owed in a running employment know no such year.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from portal.declare.clocks import BY_ALL_PARTIES, BY_SUPERVISOR, Clock, Limitation, Whose
from portal.declare.phases import AGREED, EFFECTIVE, ENDED, PERFORMED, RECEIVED
from portal.declare.statutory.bases import labour_disputes, labour_inspection, unread, work_injury

MEDIATION = Clock(
    "mediation",
    "调解期限",
    days=15,
    starts=RECEIVED,
    stops=(AGREED, ENDED),
    extend=BY_ALL_PARTIES,
    basis=labour_disputes("14"),
    lapse="十五日内未达成协议的，劳动者可以申请劳动仲裁；双方都愿意继续调解的，可以书面约定延长",
)
ARBITRATION_LIMITATION = Clock(
    "arbitration_limitation",
    "申请仲裁的时效（自申请调解之日重新计算）",
    years=1,
    starts=RECEIVED,
    stops=(PERFORMED,),
    suspends=False,
    limitation=Limitation.LABOUR,
    whose=Whose.PARTIES,
    basis=labour_disputes("27"),
    lapse="对方可以提出仲裁时效抗辩，请提醒劳动者在此之前申请仲裁",
    warns=False,
)
ARBITRATION_FROM_KNOWING = replace(
    ARBITRATION_LIMITATION,
    title="申请劳动仲裁的时效",
    starts="known_on",
    stops=(),
    lapse="用人单位可以以超过仲裁时效抗辩；向有关部门请求权利救济的，时效中断，重新计算",
)
_ARBITRATION = Clock(
    "arbitration_accepted",
    "仲裁委员会决定是否受理",
    days=5,
    starts="arbitration_applied_on",
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=labour_disputes("29"),
    lapse="不予受理或者逾期未作决定的，可以就该争议向法院起诉",
)
ARBITRATION_ACCEPTED = _ARBITRATION
ARBITRATION_SERVED = replace(
    _ARBITRATION,
    key="arbitration_served",
    title="仲裁申请书副本送达被申请人",
    starts="arbitration_accepted_on",
    basis=labour_disputes("30"),
    lapse="请向仲裁委员会询问送达情况",
)
ARBITRATION_ANSWERED = replace(
    _ARBITRATION,
    key="arbitration_answer",
    title="被申请人提交答辩书",
    days=10,
    starts="arbitration_served_on",
    basis=labour_disputes("30"),
    lapse="未提交答辩书的，不影响仲裁程序的进行",
)
ARBITRATION_AWARD = replace(
    _ARBITRATION,
    key="arbitration_award",
    title="仲裁庭作出裁决",
    days=45,
    starts="arbitration_accepted_on",
    extend=BY_SUPERVISOR,
    extend_most=15,
    basis=labour_disputes("43"),
    lapse="逾期未作出裁决的，可以就该争议向法院起诉",
)
SUIT_BY_WORKER = Clock(
    "award_suit_worker",
    "劳动者不服终局裁决起诉",
    days=15,
    starts="award_received_on",
    suspends=False,
    whose=Whose.PARTIES,
    basis=labour_disputes("48"),
    lapse="不能再起诉，终局裁决自作出之日起已经生效",
)
SUIT = replace(
    SUIT_BY_WORKER,
    key="award_suit",
    title="不服仲裁裁决起诉",
    basis=labour_disputes("50"),
    lapse="期满不起诉的，裁决书发生法律效力",
)
SET_ASIDE = replace(
    SUIT_BY_WORKER,
    key="award_set_aside",
    title="用人单位申请撤销终局裁决",
    days=30,
    basis=labour_disputes("49"),
    lapse="用人单位不能再申请撤销终局裁决",
)
ARBITRATION_REVIEW = Clock(
    "arbitration_review",
    "共同申请仲裁审查调解协议",
    days=15,
    starts=EFFECTIVE,
    stops=(PERFORMED,),
    suspends=False,
    whose=Whose.PARTIES,
    basis=unread("企业劳动争议协商调解规定", "27", date(2012, 1, 1)),
    lapse="不能再申请仲裁审查，协议仍有约束力，可以申请支付令或者仲裁",
    warns=False,
)
INSPECTION_BAR = Clock(
    "inspection_bar",
    "向劳动保障监察投诉的期限",
    years=2,
    starts="violation_ended_on",
    stops=(PERFORMED,),
    suspends=False,
    whose=Whose.PARTIES,
    basis=labour_inspection("20"),
    lapse="劳动保障行政部门不再查处；仍可以通过仲裁、诉讼主张",
    warns=False,
)
INSPECTION = Clock(
    "inspection",
    "劳动保障监察案件调查",
    working_days=60,
    starts="inspection_filed_on",
    extend=BY_SUPERVISOR,
    suspends=False,
    whose=Whose.PARTIES,
    basis=labour_inspection("17"),
    lapse="请向劳动保障行政部门询问处理结果；情况复杂的，经批准可以延长三十个工作日",
    warns=False,
)
INJURY_EMPLOYER = Clock(
    "injury_claim_employer",
    "用人单位申请工伤认定",
    days=30,
    starts="injured_on",
    suspends=False,
    whose=Whose.PARTIES,
    basis=work_injury("17"),
    lapse="此前发生的工伤待遇费用由用人单位负担；劳动者仍可以在一年内自己申请",
)
INJURY_WORKER = replace(
    INJURY_EMPLOYER,
    key="injury_claim_worker",
    title="劳动者申请工伤认定",
    days=None,
    years=1,
    lapse="社会保险行政部门不再受理工伤认定申请",
)
INJURY_DECISION = replace(
    INJURY_EMPLOYER,
    key="injury_decision",
    title="作出工伤认定决定",
    days=60,
    starts="injury_claim_accepted_on",
    warns=False,
    basis=work_injury("20"),
    lapse="请向社会保险行政部门询问结果；事实清楚的应当在十五日内作出",
)
INJURY_DECISION_SIMPLE = replace(
    INJURY_DECISION,
    key="injury_decision_simple",
    title="作出工伤认定决定（事实清楚的）",
    days=15,
    lapse="请向社会保险行政部门询问结果",
)
INJURY_GRADE = replace(
    INJURY_DECISION,
    key="injury_grade",
    title="作出劳动能力鉴定结论",
    starts="grading_applied_on",
    basis=work_injury("25"),
    lapse="请向劳动能力鉴定委员会询问结果；必要时可以延长三十日",
)
INJURY_GRADE_AGAIN = replace(
    INJURY_EMPLOYER,
    key="injury_grade_again",
    title="申请再次鉴定",
    days=15,
    starts="grade_received_on",
    basis=work_injury("26"),
    lapse="不能再申请再次鉴定",
)
