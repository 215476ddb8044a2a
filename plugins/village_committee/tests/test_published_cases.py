"""Judgements that were published and that a committee might have mediated, entered as a desk would have entered them.

The facts are those the courts found, told in our own words; days that were not published are invented.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from portal.sdk import Phase, Privacy
from portal.testing.desk import Desk
from portal_plugins.village_committee import PLUGIN

Body = dict[str, Any]


def _person(name: str) -> Body:
    return {"kind": "person", "name": name, "no_id_reason": "案例中已隐去"}


def _body(name: str) -> Body:
    return {"kind": "organisation", "name": name, "representative": "案例中已隐去"}


GREENHOUSE = (
    "forest_land",
    {
        "summary": "签合同承包农业观光园的两个种植单元，三十年，实际把大棚翻建成阳光房周末居住，后来被依法拆除。",
        "parties": {"applicant": [_person("高某")], "respondent": [_body("某农业有限公司")]},
        "details": {
            "kind": "contract",
            "cause": "种植单元没有规划和用地许可，翻建的房屋被拆除。",
            "request": "返还承包费。",
            "land": "other",
            "off_farming": True,
            "risk": "none",
        },
        "confirmed": ["rule:details.off_farming"],
    },
)
FALLING = (
    "damages",
    {
        "summary": "停在小区车位的车被楼上装修掉落的水泥块砸坏后挡风玻璃，当时全楼只有一户在装修。",
        "parties": {
            "applicant": [_person("张某某")],
            "respondent": [_person("装修住户"), _body("某物业公司")],
        },
        "details": {
            "kind": "building",
            "cause": "装修掉落的水泥块砸坏车窗。",
            "request": "赔偿修车费用。",
            "injury": "none",
            "risk": "none",
        },
    },
)
COMMON_PROPERTY = (
    "marriage_family",
    {
        "summary": "夫妻分居，丈夫患重病，妻子领取房屋征收补偿款一百九十万余元，丈夫在婚姻存续期间要求分割。",
        "parties": {"applicant": [_person("张某某")], "respondent": [_person("徐某某")]},
        "details": {
            "kind": "division",
            "cause": "补偿款由一方领取，另一方治病没有钱。",
            "request": "分割房屋征收补偿款。",
            "amount": "1900000.00",
            "registered": True,
            "risk": "none",
        },
    },
)
FACTORING = (
    "finance_loan",
    {
        "summary": "银行受让建筑公司欠货款的债权并发放融资七百万元，到期没有归还，本息合计七百二十九万余元。",
        "parties": {
            "applicant": [_body("某商业银行株洲某支行")],
            "respondent": [_body("株洲某金属材料公司"), _body("某建筑公司")],
        },
        "details": {
            "kind": "bank",
            "cause": "保理融资到期没有归还。",
            "request": "归还融资本息，应收账款债务人承担付款责任。",
            "amount": "7296214.59",
            "principal": "7000000.00",
            "delivered": "7000000.00",
            "risk": "none",
        },
    },
)


@pytest.mark.parametrize(
    ("case", "privacy"),
    [
        (GREENHOUSE, Privacy.P2),
        (FALLING, Privacy.P2),
        (COMMON_PROPERTY, Privacy.P3),
        (FACTORING, Privacy.P2),
    ],
    ids=["greenhouse", "falling", "common_property", "factoring"],
)
def test_a_published_case_is_opened_and_accepted(case: tuple[str, Body], privacy: Privacy) -> None:
    key, body = case
    at = Desk(f"village_committee.{key}", PLUGIN.case_type(key), today=date(2021, 6, 1))

    at.open(body)
    at.act("accept", accepted_on="2021-06-01")

    assert at.state.phase is Phase.ACCEPTED
    assert at.state.privacy is privacy
    assert at.due("mediation") == date(2021, 7, 1)


def test_land_taken_out_of_farming_is_asked_about_as_the_court_saw_it() -> None:
    key, body = GREENHOUSE
    at = Desk(f"village_committee.{key}", PLUGIN.case_type(key), today=date(2021, 6, 1))

    at.open(body)

    assert at.opening is not None
    assert [notice.params["article"] for notice in at.opening.notices] == ["18"], "农村土地承包法 18"


def test_the_amount_at_stake_is_kept_to_the_fen() -> None:
    key, body = FACTORING
    at = Desk(f"village_committee.{key}", PLUGIN.case_type(key), today=date(2021, 6, 1))

    assert at.open(body).details["amount"] == 7_296_214_59
