"""Unpaid wages (拖欠劳动报酬): the union's commonest dispute.

What is claimed here is pay for work done: wages, piece pay, overtime pay, bonuses, pay for unused leave. Compensation for the
end of employment is `termination_pay`.
"""

from __future__ import annotations

from datetime import date, timedelta

from portal.sdk import COMPANY_A, PERSON_A, AgreementLaw, CaseType, Example, Privacy, Rise, When

from .. import clocks, papers, reasons
from ..calculators.arrears import ARREARS
from ..calculators.overtime import OVERTIME
from ..calculators.unused_leave import UNUSED_LEAVE
from ..parties import EMPLOYER, GENERAL_CONTRACTOR, LABOUR_USER, WORKER
from ..procedure import ACTIONS, GUARDS
from ..wage_fields import FIELDS
from ..wage_rules import CHILD_LABOUR_GUARDS, RULES

_CONTRACTOR = {
    "kind": "organisation",
    "name": "张掖市恒远建设工程有限公司",
    "credit_code": "91620723MA0000058K",
    "phone": "0936-5520058",
    "address": "张掖市甘州区民乐东路6号",
    "representative": "何建国",
}


def _example(today: date) -> Example:
    return Example(
        parties={
            "worker": ({**PERSON_A, "job": "木工", "delegate": False, "owed": "12000.00"},),
            "employer": COMPANY_A,
            "general_contractor": _CONTRACTOR,
        },
        summary="王小军在沙河镇安居小区工地做木工，说好每月6000元，最后两个月的工资一直没有发。",
        items=["base"],
        owed="12000.00",
        owed_since=today - timedelta(days=90),
        owed_until=today - timedelta(days=30),
        months_owed=2,
        pay_form="monthly",
        monthly_agreed="6000.00",
        iou=False,
        headcount=1,
        employment="no_contract",
        industry="construction",
        hired_on=today - timedelta(days=240),
        left=True,
        left_on=today - timedelta(days=30),
        site=True,
        project="安居小区二期",
        special_account="unknown",
        evidence=["attendance", "chat"],
    )


UNPAID_WAGES = CaseType(
    key="unpaid_wages",
    title="拖欠工资",
    version=1,
    ministry_type="10",
    privacy=Privacy.P2,
    rises=(Rise(Privacy.P3, When("child_worker", True)), Rise(Privacy.P3, When("protect", True))),
    parties=(WORKER, EMPLOYER, GENERAL_CONTRACTOR, LABOUR_USER),
    fields=FIELDS,
    rules=RULES,
    guards=(*GUARDS, *CHILD_LABOUR_GUARDS),
    actions=ACTIONS,
    clocks=(
        clocks.WAGE_MEDIATION,
        clocks.SERVICE_MEDIATION,
        clocks.WAGE_ARBITRATION,
        clocks.INSPECTION_BAR,
        clocks.ARBITRATION_REVIEW,
        clocks.CONFIRMATION,
        clocks.ENFORCEMENT,
        *clocks.PAYMENT_ORDER,
    ),
    calculators=(ARREARS, OVERTIME, UNUSED_LEAVE),
    papers=papers.WAGE_PAPERS,
    reasons=reasons.REASONS,
    remedies=reasons.WAGE_REMEDIES,
    words=("欠薪", "工资", "讨薪", "工钱", "农民工", "加班费", "拖欠", "不发工资", "年休假"),
    oral=False,
    agreed_under=AgreementLaw.LABOUR,
    example=_example,
)
