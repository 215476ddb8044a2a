"""What must hold between the facts of an ended employment, and what the desk is asked to think of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from portal.sdk import rule

from . import bases
from .wage_rules import all_of_age, in_time_for_arbitration

CLAIMS = (
    "claim_compensation",
    "claim_damages",
    "claim_notice",
    "claim_double_wage",
    "claim_overtime",
    "claim_leave",
    "claim_wages",
    "claim_other",
)
# Endings for which the law gives no compensation (劳动合同法 46, read the other way round).
WITHOUT_COMPENSATION = {"mutual_by_worker", "resigned", "employer_art39", "expired_by_worker", "retired"}
PROTECTED_FROM = {"employer_art40", "layoffs"}


def _claims_add_up(d: Any, today: date) -> bool:
    given = [amount for amount in (d.get(key) for key in CLAIMS) if amount is not None]
    return not given or sum(given) == d.claim


RULES = (
    rule(lambda d, today: d.ended_on >= d.hired_on, "ended_on", "解除、终止日期不能早于入职日期"),
    rule(_claims_add_up, "claim", "各项请求相加与请求总额不一致，请核对"),
    rule(
        lambda d, today: d.contract_on >= d.hired_on - timedelta(days=30),
        "contract_on",
        "合同签订日期比入职日期早三十天以上，请核对",
        asks=True,
    ),
    rule(lambda d, today: d.contract_on <= d.ended_on, "contract_on", "合同签订日期不能晚于解除、终止日期"),
    rule(
        lambda d, today: d.average_wage >= d.minimum_wage,
        "average_wage",
        "平均工资低于当地最低工资标准，计算经济补偿时按最低工资标准",
        basis=bases.MONTHLY_WAGE,
        asks=True,
    ),
    rule(
        lambda d, today: not (d.claim_compensation and d.claim_damages),
        "claim_damages",
        "支付了违法解除、终止赔偿金的，不再支付经济补偿。请问清请求哪一项，再确认",
        basis=bases.NOT_BOTH,
        asks=True,
    ),
    rule(
        lambda d, today: not d.claim_compensation or d.ending not in WITHOUT_COMPENSATION,
        "claim_compensation",
        "按所选的方式和原因，法律没有规定单位应当支付经济补偿。请核对解除、终止的方式，再确认",
        basis=bases.COMPENSATION_DUE,
        asks=True,
    ),
    rule(
        lambda d, today: not d.claim_notice or d.ending == "employer_art40",
        "claim_notice",
        "代通知金只用于单位以不能胜任、患病、情况重大变化为由解除而没有提前通知的情形，请核对后确认",
        basis=bases.NOTICE_OR_WAGE,
        asks=True,
    ),
    rule(
        lambda d, today: not d.protected or d.ending not in PROTECTED_FROM,
        "protected",
        "劳动者属于受特别保护的情形，单位不得以这个理由解除，可能构成违法解除。请核对后确认",
        basis=bases.PROTECTED,
        asks=True,
    ),
    rule(
        lambda d, today: in_time_for_arbitration(d, d.ended_on),
        "ended_on",
        "解除、终止已满一年，对方可能提出仲裁时效抗辩。请问清其间有没有主张过权利，再确认",
        basis=bases.LIMITATION,
        asks=True,
    ),
    rule(
        lambda d, today: bool(d.get("child_worker")) or all_of_age(d, d.hired_on),
        "child_worker",
        "有劳动者入职时未满十六周岁，请在此选“是”，并向人力资源社会保障部门报告；文艺、体育和特种工艺单位依法招用的，确认后继续",
        basis=bases.SIXTEEN,
        asks=True,
    ),
    rule(
        lambda d, today: not d.dispatched or bool(d.parties("labour_user")),
        "parties.labour_user",
        "劳务派遣的，派遣单位和用工单位是共同当事人，请登记用工单位；确实查不清的，确认后继续",
        basis=bases.DISPATCH,
        asks=True,
    ),
)
