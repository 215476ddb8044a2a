"""Pay at the end of employment: economic compensation, damages for an unlawful ending, the wage instead of notice, and what
is usually claimed with them (解除、终止劳动合同经济补偿与赔偿金)."""

from __future__ import annotations

from datetime import date, timedelta

from portal.sdk import PERSON_B, AgreementLaw, CaseType, Example, Privacy, Rise, When

from .. import clocks, papers, reasons
from ..calculators.compensation import COMPENSATION, UNLAWFUL, WITH_NOTICE
from ..calculators.double_wage import DOUBLE_WAGE
from ..calculators.overtime import OVERTIME
from ..calculators.unused_leave import UNUSED_LEAVE
from ..end_fields import FIELDS
from ..end_rules import RULES
from ..parties import DISMISSED, EMPLOYER, LABOUR_USER
from ..procedure import ACTIONS, GUARDS
from ..wage_rules import CHILD_LABOUR_GUARDS

_SHOP = {
    "kind": "organisation",
    "name": "临泽县惠家商贸有限公司",
    "credit_code": "91620723MA0000066E",
    "phone": "0936-5520066",
    "address": "沙河镇东关街52号",
    "representative": "马志强",
}


def _example(today: date) -> Example:
    ended = today - timedelta(days=20)
    return Example(
        parties={"worker": ({**PERSON_B, "job": "收银员"},), "employer": _SHOP},
        summary="李桂兰在超市做收银员，单位说门店要关，让她不用再来，没有提前通知，也没有给补偿。",
        hired_on=ended - timedelta(days=4 * 365),
        ended_on=ended,
        average_wage="3600.00",
        ending="employer_art40",
        claim="18000.00",
        claim_compensation="14400.00",
        claim_notice="3600.00",
        last_month_wage="3600.00",
        notice_given=False,
        written_contract="yes",
        evidence=["contract", "payslip"],
    )


TERMINATION_PAY = CaseType(
    key="termination_pay",
    title="经济补偿与赔偿金",
    version=1,
    ministry_type="10",
    privacy=Privacy.P2,
    rises=(Rise(Privacy.P3, When("child_worker", True)), Rise(Privacy.P3, When("protect", True))),
    parties=(DISMISSED, EMPLOYER, LABOUR_USER),
    fields=FIELDS,
    rules=RULES,
    guards=(*GUARDS, *CHILD_LABOUR_GUARDS),
    actions=ACTIONS,
    clocks=(
        clocks.MEDIATION,
        clocks.END_ARBITRATION,
        clocks.FILE_TRANSFER,
        clocks.ARBITRATION_REVIEW,
        clocks.CONFIRMATION,
        clocks.ENFORCEMENT,
        *clocks.PAYMENT_ORDER,
    ),
    calculators=(COMPENSATION, WITH_NOTICE, UNLAWFUL, OVERTIME, UNUSED_LEAVE, DOUBLE_WAGE),
    papers=papers.END_PAPERS,
    reasons=reasons.REASONS,
    remedies=reasons.END_REMEDIES,
    words=("辞退", "开除", "解雇", "经济补偿", "赔偿金", "补偿金", "离职", "裁员", "N+1", "2N", "双倍工资"),
    oral=False,
    agreed_under=AgreementLaw.LABOUR,
    example=_example,
)
