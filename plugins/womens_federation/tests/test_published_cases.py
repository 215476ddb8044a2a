"""Two published cases of marriage law, entered with what the court found and told in our own words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from portal.sdk import Privacy, Refused
from portal.testing.desk import Desk, problems
from portal_plugins.womens_federation.tests.at_the_desk import desk

# 徐某某与张某某: apart since the end of June 2018; a home bought in the marriage was taken in 2017, the wife drew more than
# 1.9 million yuan in 2018; the husband has cancer and asked for his part while the marriage lasts. The court divided it.
COMPENSATION: dict[str, Any] = {
    "parties": {
        "applicant": {"kind": "person", "name": "张某某", "sex": "男", "no_id_reason": "公布时隐去"},
        "respondent": {"kind": "person", "name": "徐某某", "sex": "女", "no_id_reason": "公布时隐去"},
    },
    "summary": "夫妻分居，婚内取得的房屋被征收，补偿款由一方领取。另一方患重病，请求在婚姻存续期间分割补偿款。",
    "details": {
        "matter": "property",
        "relation": "spouses",
        "claim": "分割房屋征收补偿款。",
        "violence": "no",
        "marital_state": "registered",
        "separated_since": "2018-06-30",
        "amount": "1900000.00",
        "property_kinds": ["compensation"],
        "property_acts": ["moved"],
        "care_refused": True,
    },
}

# 张某与李某: married in March 2020, a month later he told her of an illness he had known and kept from her. The court annulled
# the marriage in January 2021 (民法典 1053).
ILLNESS: dict[str, Any] = {
    "parties": {
        "applicant": {"kind": "person", "name": "张某", "sex": "女", "no_id_reason": "公布时隐去"},
        "respondent": {"kind": "person", "name": "李某", "sex": "男", "no_id_reason": "公布时隐去"},
    },
    "summary": "婚后一个月，男方告知婚前患有指定传染病。女方请求撤销婚姻。",
    "details": {
        "matter": "validity",
        "relation": "spouses",
        "claim": "撤销婚姻关系。",
        "violence": "no",
        "marital_state": "registered",
        "married_on": "2020-03-15",
        "validity_ground": "illness",
        "illness_known_on": "2020-04-15",
    },
}
COURT_ONLY = "rule:details.matter"


def changed(body: dict[str, Any], **details: Any) -> dict[str, Any]:
    merged = {**body["details"], **details}
    return {**body, "details": {key: value for key, value in merged.items() if value is not None}}


def at_2021() -> Desk:
    return desk("marriage_family", date(2021, 1, 20))


def test_dividing_the_compensation_within_the_marriage_is_taken_on_the_grounds_the_court_found() -> None:
    at = at_2021()

    at.open(COMPENSATION)

    assert at.state.privacy is Privacy.P3
    assert at.state.details["amount"] == 190_000_000
    assert at.offers() >= {"accept", "refuse"}


@pytest.mark.parametrize(
    "grounds",
    [
        {"property_acts": None, "care_refused": None},
        {"property_acts": None, "care_refused": False},
    ],
)
def test_without_either_ground_the_same_request_asks(grounds: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        at_2021().open(changed(COMPENSATION, **grounds))

    assert problems(refused.value) == {"details.property_acts?"}


@pytest.mark.parametrize("grounds", [{"property_acts": None}, {"care_refused": None}])
def test_either_ground_alone_is_enough(grounds: dict[str, Any]) -> None:
    at = at_2021()

    at.open(changed(COMPENSATION, **grounds))

    assert at.state.details["matter"] == "property"


def test_annulment_is_sent_to_the_court_and_only_its_consequences_are_mediated() -> None:
    at = at_2021()

    with pytest.raises(Refused) as refused:
        at.open(ILLNESS)
    at.open(ILLNESS, [COURT_ONLY])

    assert problems(refused.value) == {"details.matter?"}
    assert any("第1053条" in remedy for remedy in at.case_type.remedies)


def test_the_year_for_annulment_runs_from_knowing_once_the_code_is_in_force() -> None:
    before, after = at_2021(), at_2021()

    before.open(ILLNESS, [COURT_ONLY])
    after.open(changed(ILLNESS, illness_known_on="2021-01-18"), [COURT_ONLY])

    assert before.due("annulment_illness") is None  # known before 2021-01-01: no basis was in force to count from
    assert after.due("annulment_illness") == date(2022, 1, 18)


def test_an_agreement_cannot_annul_the_marriage_itself() -> None:
    at = at_2021()
    at.open(ILLNESS, [COURT_ONLY])
    at.act("accept", accepted_on="2021-01-20")
    at.act("consent", consented_on="2021-01-20", how="meeting")
    at.act("session", held_on="2021-01-20", manner="separate", record="双方陈述。", result="success")
    term = {"kind": "act", "payer": "李某", "payee": "张某", "act": "双方撤销婚姻"}
    damages = {"kind": "money", "payer": "李某", "payee": "张某", "amount": "20000.00", "due_on": "2021-03-01"}

    with pytest.raises(Refused) as refused:
        at.act("agree", form="written", agreed_on="2021-01-20", terms=[term])
    at.act("agree", form="written", agreed_on="2021-01-20", terms=[damages])

    assert problems(refused.value) == {"terms.0.act"}
    assert at.state.agreement is not None
    assert at.state.agreement.total == 2_000_000
