"""The time limits of labour disputes; the README has the table with what was checked.

Mediation of a labour dispute is counted from the day the application was *received* (劳动争议调解仲裁法 14). Asking for
mediation interrupts the limitation of arbitration, which then runs anew (同法 27), so the clock starts on that day; that a
year had already passed before is told by a rule. Wages owed in a running employment know no such year.

Long rights of the parties do not warn: nobody at the desk can act on them.
"""

from __future__ import annotations

from portal.sdk import (
    AGREED,
    BY_ALL_PARTIES,
    EFFECTIVE,
    ENDED,
    NEVER,
    PERFORMED,
    RECEIVED,
    Clock,
    When,
    Whose,
)

from . import bases

LABOUR_FORMS = ("labour_contract", "no_contract", "dispatch", "part_time", "platform")
SERVICE_FORMS = ("service", "student")

_MEDIATION_LAPSE = "十五日内未达成协议的，劳动者可以申请劳动仲裁；双方都愿意继续调解的，可以书面约定延长"

MEDIATION = Clock(
    "mediation",
    "调解期限",
    days=15,
    starts=RECEIVED,
    stops=(AGREED, ENDED),
    extend=BY_ALL_PARTIES,
    basis=bases.MEDIATION,
    lapse=_MEDIATION_LAPSE,
)
WAGE_MEDIATION = Clock(
    "mediation",
    "调解期限",
    days=15,
    starts=RECEIVED,
    stops=(AGREED, ENDED),
    extend=BY_ALL_PARTIES,
    basis=bases.MEDIATION,
    lapse=_MEDIATION_LAPSE,
    when=When("employment", *LABOUR_FORMS),
)
SERVICE_MEDIATION = Clock(
    "mediation_service",
    "调解期限（劳务）",
    days=30,
    starts=RECEIVED,
    stops=(AGREED, ENDED),
    extend=BY_ALL_PARTIES,
    basis=bases.SERVICE_HOUSE,
    lapse="三十日内未达成协议的，按调解不成处理；双方都愿意继续调解的，可以约定延长",
    when=When("employment", *SERVICE_FORMS),
)
WAGE_ARBITRATION = Clock(
    "arbitration_limitation",
    "申请仲裁的时效（自申请调解之日重新计算）",
    years=1,
    starts=RECEIVED,
    stops=(PERFORMED,),
    extend=NEVER,
    suspends=False,
    whose=Whose.PARTIES,
    basis=bases.LIMITATION,
    lapse="对方可以提出仲裁时效抗辩，请提醒劳动者在此之前申请仲裁",
    when=When("left", True),
    warns=False,
)
END_ARBITRATION = Clock(
    "arbitration_limitation",
    "申请仲裁的时效（自申请调解之日重新计算）",
    years=1,
    starts=RECEIVED,
    stops=(PERFORMED,),
    extend=NEVER,
    suspends=False,
    whose=Whose.PARTIES,
    basis=bases.LIMITATION,
    lapse="对方可以提出仲裁时效抗辩，请提醒劳动者在此之前申请仲裁",
    warns=False,
)
INSPECTION_BAR = Clock(
    "inspection_bar",
    "向劳动保障监察投诉的期限",
    years=2,
    starts="owed_until",
    stops=(PERFORMED,),
    extend=NEVER,
    suspends=False,
    whose=Whose.PARTIES,
    basis=bases.INSPECTION_BAR,
    lapse="劳动保障行政部门不再查处；仍可以通过仲裁、诉讼主张",
    warns=False,
)
FILE_TRANSFER = Clock(
    "file_transfer",
    "用人单位办理档案和社会保险关系转移",
    days=15,
    starts="ended_on",
    extend=NEVER,
    suspends=False,
    whose=Whose.PARTIES,
    basis=bases.AFTER_THE_END,
    lapse="劳动者可以向劳动保障行政部门投诉，因此受到损失的可以要求赔偿",
    warns=False,
)
ARBITRATION_REVIEW = Clock(
    "arbitration_review",
    "共同申请仲裁审查调解协议",
    days=15,
    starts=EFFECTIVE,
    stops=(PERFORMED,),
    extend=NEVER,
    suspends=False,
    whose=Whose.PARTIES,
    basis=bases.ARBITRATION_REVIEW,
    lapse="不能再申请仲裁审查，协议仍有约束力，可以申请支付令或者仲裁",
    warns=False,
)
CONFIRMATION = Clock(
    "judicial_confirmation",
    "共同申请司法确认",
    days=30,
    starts=EFFECTIVE,
    stops=(PERFORMED,),
    extend=NEVER,
    suspends=False,
    whose=Whose.PARTIES,
    basis=bases.CONFIRMATION,
    lapse="不能再申请司法确认，协议仍有约束力，可以申请支付令、仲裁或者起诉",
)
ORDER_ANSWER = Clock(
    "payment_order_answer",
    "法院通知是否受理支付令申请",
    days=5,
    starts="payment_order_applied_on",
    extend=NEVER,
    suspends=False,
    whose=Whose.PARTIES,
    basis=bases.ORDER_ANSWER,
    lapse="请向法院询问受理情况",
    warns=False,
)
ORDER_ISSUE = Clock(
    "payment_order_issue",
    "法院发出支付令",
    days=15,
    starts="payment_order_accepted_on",
    extend=NEVER,
    suspends=False,
    whose=Whose.PARTIES,
    basis=bases.ORDER_PAYMENT,
    lapse="请向法院询问审查结果",
    warns=False,
)
ORDER_PAYMENT = Clock(
    "payment_order_payment",
    "用人单位清偿或者提出书面异议",
    days=15,
    starts="payment_order_served_on",
    stops=(PERFORMED,),
    extend=NEVER,
    suspends=False,
    whose=Whose.PARTIES,
    basis=bases.ORDER_PAYMENT,
    lapse="用人单位既不清偿又不提出异议的，劳动者可以申请法院执行",
    warns=False,
)
PAYMENT_ORDER = (ORDER_ANSWER, ORDER_ISSUE, ORDER_PAYMENT)
