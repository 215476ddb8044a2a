"""The time limits of labour disputes; the README has the table with what was checked.

What general law gives is named from the portal's own clocks and adapted here: `when` it applies, the day field that starts it,
the sentence said to workers. That a year had already passed before the request is told by a rule. Wages owed in a running
employment know no such year (劳动争议调解仲裁法 27).
"""

from __future__ import annotations

from dataclasses import replace

from portal.sdk import (
    AGREED,
    BY_ALL_PARTIES,
    ENDED,
    NEVER,
    RECEIVED,
    Clock,
    When,
    Whose,
    clocks_court,
    clocks_labour,
    clocks_mediation,
)

from . import bases

LABOUR_FORMS = ("labour_contract", "no_contract", "dispatch", "part_time", "platform")
SERVICE_FORMS = ("service", "student")

MEDIATION = clocks_labour.MEDIATION
WAGE_MEDIATION = replace(MEDIATION, when=When("employment", *LABOUR_FORMS))
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
END_ARBITRATION = clocks_labour.ARBITRATION_LIMITATION
WAGE_ARBITRATION = replace(END_ARBITRATION, when=When("left", True))
INSPECTION_BAR = replace(clocks_labour.INSPECTION_BAR, starts="owed_until")
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
ARBITRATION_REVIEW = clocks_labour.ARBITRATION_REVIEW
CONFIRMATION = replace(
    clocks_mediation.CONFIRMATION_ELSEWHERE,
    lapse="不能再申请司法确认，协议仍有约束力，可以申请支付令、仲裁或者起诉",
)
ENFORCEMENT = clocks_mediation.ENFORCEMENT
ORDER_PAYMENT = replace(
    clocks_court.ORDER_PAYMENT,
    title="用人单位清偿或者提出书面异议",
    lapse="用人单位既不清偿又不提出异议的，劳动者可以申请法院执行",
)
PAYMENT_ORDER = (clocks_court.ORDER_ANSWER, clocks_court.ORDER_ISSUE, ORDER_PAYMENT)
