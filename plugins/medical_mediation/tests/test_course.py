"""Medical disputes from the first day to the agreement; bare numbers are articles of the 医疗纠纷预防和处理条例."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from portal.sdk import CaseType, Refused
from portal.testing.desk import Desk, problems
from portal_plugins.medical_mediation import PLUGIN
from portal_plugins.medical_mediation.case_types.death import PATIENT_DEATH
from portal_plugins.medical_mediation.case_types.service import MEDICAL_SERVICE
from portal_plugins.medical_mediation.case_types.treatment import MEDICAL_DAMAGE

TODAY = date(2026, 11, 20)
TERM = {"kind": "act", "payer": "临泽县某医院", "act": "当面说明诊疗经过", "due_on": "2026-12-10"}
ENTRUSTED = {"entrusted_on": "2026-11-20", "body": "society", "institution": "张掖市医学会", "entrusted_by": "both"}
OPINION = {"given_on": "2026-11-20", "damage": True, "fault": True, "cause": True, "degree": "minor", "share": "30"}


def opened(case_type: CaseType = MEDICAL_DAMAGE, /, **details: Any) -> Desk:
    desk = Desk(f"medical_mediation.{case_type.key}", case_type, today=TODAY)
    desk.open(desk.example(**details))
    return desk


def mediating(case_type: CaseType = MEDICAL_DAMAGE, /, **details: Any) -> Desk:
    desk = opened(case_type, **details)
    desk.act("accept", accepted_on="2026-11-20")
    desk.act("consent", consented_on="2026-11-20", how="phone")
    return desk


def refused(desk: Desk, action: str, /, **data: Any) -> set[str]:
    with pytest.raises(Refused) as found:
        desk.act(action, **data)
    return problems(found.value)


@pytest.mark.parametrize("case_type", PLUGIN.case_types, ids=lambda one: one.key)
def test_thirty_working_days_from_acceptance(case_type: CaseType) -> None:
    desk = opened(case_type)
    desk.act("accept", accepted_on="2026-11-20")

    assert desk.due("mediation") == date(2027, 1, 4)  # 38; New Year's Day is no working day


def test_the_time_of_the_appraisal_does_not_count() -> None:
    desk = mediating()
    due = desk.due("mediation")

    assert refused(desk, "pause", paused_on="2026-11-20", reason="appraisal") == {"reason"}  # 38
    desk.act("entrust_appraisal", **ENTRUSTED)
    desk.act("pause", paused_on="2026-11-20", reason="appraisal")
    assert refused(desk, "resume", resumed_on="2026-11-20") == {"?"}
    desk.act("appraisal_opinion", **OPINION)
    desk.act("resume", on=date(2026, 11, 30), resumed_on="2026-11-30")

    after = desk.due("mediation")
    assert due is not None
    assert after is not None
    assert after > due
    assert desk.state.details["degree"] == "minor"


@pytest.mark.parametrize("where", ["court", "authority"])
def test_what_court_or_authority_took_up_is_not_accepted(where: str) -> None:
    assert refused(opened(elsewhere=where), "accept", accepted_on="2026-11-20") == {""}  # 31


def test_what_is_taken_up_meanwhile_cannot_be_agreed_on() -> None:
    desk = mediating(MEDICAL_SERVICE)
    desk.act("taken_elsewhere", elsewhere="court")

    assert "" in refused(desk, "agree", agreed_on="2026-11-20", terms=[TERM])  # 31


def test_what_is_sealed_stays_sealed_three_years() -> None:
    desk = opened(specimen_sealed=True, specimen_sealed_on="2026-11-01")

    assert desk.due("records_sealed") == date(2029, 10, 31)  # 24
    assert desk.due("specimen_sealed") == date(2029, 11, 1)  # 25
    assert opened(records="copied", records_sealed_on=None, records_listed=None).due("records_sealed") is None


def test_the_ways_after_and_beside_the_agreement_have_their_terms() -> None:
    desk = mediating(MEDICAL_SERVICE)
    desk.act("agree", agreed_on="2026-11-20", terms=[TERM])
    desk.act("sign", signed_on="2026-11-20", complete=True)

    assert desk.due("judicial_confirmation") == date(2026, 12, 21)  # 39; 民事诉讼法 205; 30 days end on a Sunday
    assert desk.due("limitation") == date(2029, 11, 20)  # 民法典 188, 195


def test_agreeing_asks_for_a_finding_and_for_the_insurer() -> None:
    desk = mediating()
    assert refused(desk, "agree", agreed_on="2026-11-20", terms=[TERM]) == {"?"}  # 34; 保险法 65

    desk.act("consult_experts", consulted_on="2026-11-20", experts="普外科主任医师", no_ties=True, opinion="观察不及时")
    desk.act("tell_insurer", told_on="2026-11-20", how="phone")
    desk.act("agree", agreed_on="2026-11-20", terms=[TERM])

    assert desk.state.phase == "agreed"


@pytest.mark.parametrize("act", ["销毁病历", "修改病历记录"])
def test_an_agreement_keeps_the_records_as_they_are(act: str) -> None:
    desk = mediating(MEDICAL_SERVICE)

    assert refused(desk, "agree", agreed_on="2026-11-20", terms=[TERM | {"act": act}]) == {"terms.0.act"}  # 民法典 1225


@pytest.mark.parametrize(
    ("need", "clock", "due"),
    [("plain", "autopsy", date(2026, 11, 20)), ("frozen", "autopsy_frozen", date(2026, 11, 25))],  # 26
)
def test_an_autopsy_has_its_hours_or_days_and_ends_them(need: str, clock: str, due: date) -> None:
    desk = opened(PATIENT_DEATH, autopsy_need=need)
    other = {"autopsy": "autopsy_frozen", "autopsy_frozen": "autopsy"}[clock]

    assert desk.due(clock) == due
    assert desk.due(other) is None
    assert desk.due("body_kept") == date(2026, 12, 2)  # 27

    desk.act("autopsy", autopsy_on="2026-11-20", pathologist="某司法鉴定中心", relatives_agree=True)
    ended = desk.clock(clock)
    assert ended is not None
    assert ended.state == "stopped"


def test_without_dispute_over_the_cause_no_autopsy_is_due() -> None:
    desk = opened(PATIENT_DEATH, autopsy_need="none", died_in_hospital=False)

    assert desk.due("autopsy") is None
    assert desk.due("autopsy_frozen") is None
    assert desk.due("body_kept") is None


@pytest.mark.parametrize(
    ("article", "details", "field"),
    [
        ("24", {"records_listed": False}, "details.records_listed?"),
        ("24", {"records_sealed_on": "2026-09-01"}, "details.records_sealed_on"),
        ("25", {"specimen_sealed": True, "specimen_sealed_on": "2026-09-01"}, "details.specimen_sealed_on"),
        ("28", {"major": True, "authority_told": False}, "details.authority_told?"),
        ("29", {"disorder": True, "police_told": False}, "details.police_told?"),
        ("30", {"side_people": 6}, "details.side_people?"),
        ("民法典 188", {"visited_on": "2023-01-02", "known_on": "2023-11-19"}, "details.known_on?"),
    ],
)
def test_rule_of_its_article(article: str, details: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as found:
        opened(**details)

    assert problems(found.value) == {field}


@pytest.mark.parametrize(
    "details",
    [{"side_people": 5}, {"visited_on": "2023-01-02", "known_on": "2023-11-20"}, {"disorder": True, "police_told": True}],
)
def test_at_the_limit_nothing_is_asked(details: dict[str, Any]) -> None:
    assert opened(**details).state.phase == "review"


def test_consent_to_the_use_of_health_data_is_asked_for() -> None:
    desk = opened(health_consent_on=None)
    desk.act("accept", accepted_on="2026-11-20")

    assert refused(desk, "consent", consented_on="2026-11-20", how="phone") == {"?"}  # 个人信息保护法 29


def test_health_is_kept_encrypted_and_the_agreement_is_written() -> None:
    for case_type in PLUGIN.case_types:
        plain = {f.key for f in case_type.fields if f.sensitivity == "plain"}
        assert not plain & {"diagnosis", "visit_number", "conduct", "harm", "deceased"}
        assert not case_type.oral  # 39
        assert case_type.privacy == 3
