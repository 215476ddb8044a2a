"""What must hold between the facts of a wage dispute, and what the desk is asked to think of.

A rule that asks tells of a risk (limitation, a missing party); the person confirms and goes on. Only contradictions stop.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from portal.sdk import PartyKind, add_months, guard, rule

from . import bases
from .clocks import LABOUR_FORMS

GROUP_SIZE = 10
LEAST_AGE = 16


def in_time_for_arbitration(d: Any, ended_on: date) -> bool:
    """Say whether the application came within a year of the end of employment (劳动争议调解仲裁法 27)."""
    return bool(d.received_on <= add_months(ended_on, 12))


def all_of_age(d: Any, hired_on: date) -> bool:
    """Say whether every worker whose birth is known was sixteen when hired (劳动法 15)."""
    births = (worker.get("born") for worker in d.parties("worker"))
    return all(born is None or add_months(born, 12 * LEAST_AGE) <= hired_on for born in births)


def _shares_fit(d: Any, today: date) -> bool:
    shares = [worker.get("owed") for worker in d.parties("worker")]
    if all(share is None for share in shares):
        return True
    named = sum(share for share in shares if share is not None)
    if any(share is None for share in shares) or (d.get("headcount") or 0) > len(shares):
        return bool(named <= d.owed)
    return bool(named == d.owed)


def _amount_fits(d: Any, today: date) -> bool:
    if "overtime" in (d.get("items") or ()):
        return True
    return bool(d.owed <= (d.monthly_agreed - (d.get("monthly_paid") or 0)) * d.months_owed * (d.get("headcount") or 1))


def _below_minimum(d: Any, today: date) -> bool:
    if d.get("pay_form") not in (None, "monthly") or d.get("employment") == "part_time":
        return True
    return bool(d.monthly_agreed >= d.minimum_wage)


def _represented(d: Any, today: date) -> bool:
    return d.headcount < GROUP_SIZE or any(worker.get("delegate") for worker in d.parties("worker"))


def _employer_can_be_one(d: Any, today: date) -> bool:
    return d.employment not in LABOUR_FORMS or all(e.kind == PartyKind.ORGANISATION for e in d.parties("employer"))


RULES = (
    rule(lambda d, today: d.owed_until >= d.owed_since, "owed_until", "欠付截止日不能早于欠付起始日"),
    rule(lambda d, today: d.owed_since >= d.hired_on, "owed_since", "欠付起始日不能早于入职日期"),
    rule(lambda d, today: d.left_on >= d.hired_on, "left_on", "离职日期不能早于入职日期"),
    rule(
        lambda d, today: d.contract_on >= d.hired_on - timedelta(days=30),
        "contract_on",
        "合同签订日期比入职日期早三十天以上，请核对",
        asks=True,
    ),
    rule(
        lambda d, today: len(d.parties("worker")) <= d.headcount,
        "headcount",
        "登记的劳动者比涉及人数还多，请核对涉及人数",
    ),
    rule(_shares_fit, "owed", "各人欠付金额与欠付总额对不上，请核对"),
    rule(
        _amount_fits,
        "owed",
        "欠付金额高于“（约定月工资－实际支付）×欠付月数×人数”，请核对",
        asks=True,
    ),
    rule(
        _below_minimum,
        "monthly_agreed",
        "约定月工资低于当地最低工资标准，可以同时要求补足差额",
        basis=bases.ORDERED_TO_PAY,
        asks=True,
    ),
    rule(
        lambda d, today: in_time_for_arbitration(d, d.left_on),
        "left_on",
        "离职已满一年，对方可能提出仲裁时效抗辩。请问清其间有没有讨要过、投诉过，对方有没有答应过，再确认",
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
        lambda d, today: not d.site or bool(d.parties("general_contractor")),
        "parties.general_contractor",
        "工程建设领域分包单位欠薪的，由施工总承包单位先行清偿，请登记施工总承包单位；确实没有或者查不清的，确认后继续",
        basis=bases.CONTRACTOR_PAYS,
        asks=True,
    ),
    rule(
        lambda d, today: d.employment != "dispatch" or bool(d.parties("labour_user")),
        "parties.labour_user",
        "劳务派遣的，派遣单位和用工单位是共同当事人，请登记用工单位；确实查不清的，确认后继续",
        basis=bases.DISPATCH,
        asks=True,
    ),
    rule(
        _represented,
        "parties.worker",
        "十人以上有共同请求的，可以推举代表参加调解。已经推举的请标明代表，没有推举的确认后继续",
        basis=bases.GROUP,
        asks=True,
    ),
    rule(
        _employer_can_be_one,
        "parties.employer",
        "用人单位应当是企业、个体经济组织等单位。个人或者农户雇用的，用工形式请选“劳务”；确认无误的继续",
        basis=bases.EMPLOYERS,
        asks=True,
    ),
)


def _child_labour_reported(case: Any, data: Any) -> bool:
    return not case.details.get("child_worker") or bool(case.did("report_bureau"))


_REPORT_FIRST = "涉及使用未满十六周岁的未成年人，请先向人力资源社会保障部门报告，并在“报告人社部门”里登记"
CHILD_LABOUR_GUARDS = tuple(
    guard(action, _child_labour_reported, _REPORT_FIRST, basis=bases.SIXTEEN) for action in ("agree", "fail", "archive")
)
