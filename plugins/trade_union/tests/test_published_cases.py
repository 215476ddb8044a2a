"""Arbitrations and judgements on overtime that were published, entered as a desk would have entered them.

The facts are those that were found, told in our own words; days, telephones and addresses that were not published are
invented. Where a calculation of this plugin gives what was awarded, the amounts must be equal to the fen.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from portal.sdk import Phase
from portal.testing.desk import Desk
from portal.testing.sums import worked
from portal_plugins.trade_union import PLUGIN
from portal_plugins.trade_union.calculators.compensation import UNLAWFUL

Body = dict[str, Any]


def _parties(worker: str, employer: str) -> Body:
    return {
        "worker": [{"kind": "person", "name": worker, "no_id_reason": "案例中已隐去"}],
        "employer": {"kind": "organisation", "name": employer, "representative": "案例中已隐去"},
    }


WAIVED = (
    date(2021, 1, 11),
    {
        "summary": "入职时公司让签一份放弃加班费的附件，半年后离职，要求补付加班费，公司以自愿放弃为由不付。",
        "parties": _parties("张某", "某科技公司"),
        "details": {
            "items": ["overtime"],
            "owed": "24000.00",
            "owed_since": "2020-06-01",
            "owed_until": "2020-12-31",
            "months_owed": 7,
            "monthly_agreed": "20000.00",
            "employment": "labour_contract",
            "industry": "technology",
            "hired_on": "2020-06-01",
            "left": True,
            "left_on": "2020-12-31",
            "evidence": ["contract", "attendance"],
        },
    },
)
CLOCKED_IN = (
    date(2020, 8, 3),
    {
        "summary": "每周上班六天，离职后要求加班费，手里有手机打卡记录和工资打印件，公司不认可又不拿出考勤。",
        "parties": _parties("林某", "某教育咨询公司"),
        "details": {
            "items": ["overtime"],
            "owed": "10000.00",
            "owed_since": "2020-01-01",
            "owed_until": "2020-07-31",
            "monthly_agreed": "6000.00",
            "months_owed": 7,
            "employment": "labour_contract",
            "industry": "education",
            "hired_on": "2020-01-01",
            "left": True,
            "left_on": "2020-07-31",
            "evidence": ["payslip", "attendance"],
        },
    },
)
AFTER_NINE = (
    date(2017, 3, 6),
    {
        "summary": "公司规定晚上九点以后才算加班，员工通过系统申请加班累计一百二十六小时，要求补足差额。",
        "parties": _parties("常某", "某网络公司"),
        "details": {
            "items": ["overtime"],
            "owed": "32000.00",
            "owed_since": "2016-05-01",
            "owed_until": "2017-01-31",
            "employment": "labour_contract",
            "industry": "technology",
            "hired_on": "2016-04-01",
            "evidence": ["attendance", "other"],
        },
    },
)
UNAPPROVED = (
    date(2020, 12, 1),
    {
        "summary": "每天早九点到晚九点、每周六天，交了加班申请单但公司一直不批，离职后以没有审批为由不付加班费。",
        "parties": _parties("吴某", "某医药公司"),
        "details": {
            "items": ["overtime"],
            "owed": "50000.00",
            "owed_since": "2019-12-01",
            "owed_until": "2020-11-30",
            "monthly_agreed": "18000.00",
            "months_owed": 12,
            "employment": "labour_contract",
            "industry": "health",
            "hired_on": "2019-12-01",
            "left": True,
            "left_on": "2020-11-30",
            "evidence": ["attendance", "chat", "other"],
        },
    },
)
REFUSED_OVERTIME: tuple[date, Body] = (
    date(2020, 8, 10),
    {
        "summary": "试用期内不肯再按每天十二小时、每周六天上班，两个月后被以不符合录用条件为由解除，要求赔偿金。",
        "parties": _parties("张某", "某快递公司"),
        "details": {
            "hired_on": "2020-06-01",
            "ended_on": "2020-08-01",
            "ending": "unlawful",
            "average_wage": "8000.00",
            "claim": "8000.00",
            "claim_damages": "8000.00",
            "written_contract": "yes",
            "contract_on": "2020-06-01",
            "industry": "transport",
            "evidence": ["contract", "notice"],
        },
    },
)


def _opened(key: str, case: tuple[date, Body]) -> Desk:
    today, body = case
    at = Desk(f"trade_union.{key}", PLUGIN.case_type(key), today=today)
    at.open(body)
    return at


@pytest.mark.parametrize(
    ("case", "awarded"),
    [(WAIVED, 24_000_00), (CLOCKED_IN, 10_000_00), (AFTER_NINE, 32_000_00), (UNAPPROVED, 50_000_00)],
    ids=["waived", "clocked_in", "after_nine", "unapproved"],
)
def test_overtime_claims_go_in_as_unpaid_wages(case: tuple[date, Body], awarded: int) -> None:
    at = _opened("unpaid_wages", case)

    at.act("accept", accepted_on=case[0].isoformat())

    assert at.state.phase is Phase.ACCEPTED
    assert at.state.details["owed"] == awarded
    assert at.due("mediation") is not None


def test_an_unlawful_dismissal_gives_what_the_arbitrators_awarded() -> None:
    at = _opened("termination_pay", REFUSED_OVERTIME)
    known = REFUSED_OVERTIME[1]["details"]

    owed = worked(UNLAWFUL, **{key: known[key] for key in ("hired_on", "ended_on", "average_wage")})

    assert owed.total == at.state.details["claim_damages"] == 8_000_00, "劳动合同法 47、87"
