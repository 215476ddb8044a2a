"""Traffic disputes from the first day to the agreement; bare numbers are articles of the 道路交通事故处理程序规定."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from portal.sdk import CaseType, Refused
from portal.testing.desk import Desk, problems
from portal_plugins.traffic_mediation import PLUGIN
from portal_plugins.traffic_mediation.case_types.death import TRAFFIC_DEATH
from portal_plugins.traffic_mediation.case_types.goods import TRAFFIC_GOODS
from portal_plugins.traffic_mediation.case_types.injury import TRAFFIC_INJURY

TODAY = date(2026, 11, 20)
TERM = {"kind": "act", "payer": "李桂兰", "act": "当面赔礼道歉", "due_on": "2026-12-10"}


def opened(case_type: CaseType = TRAFFIC_GOODS, /, **details: Any) -> Desk:
    desk = Desk(f"traffic_mediation.{case_type.key}", case_type, today=TODAY)
    desk.open(desk.example(**details))
    return desk


def mediating(case_type: CaseType = TRAFFIC_GOODS, /, **details: Any) -> Desk:
    desk = opened(case_type, **details)
    desk.act("accept", accepted_on="2026-11-20")
    desk.act("consent", consented_on="2026-11-20", how="phone")
    return desk


def refused(desk: Desk, action: str, /, **data: Any) -> set[str]:
    with pytest.raises(Refused) as found:
        desk.act(action, **data)
    return problems(found.value)


@pytest.mark.parametrize("case_type", PLUGIN.case_types, ids=lambda one: one.key)
def test_each_kind_goes_from_the_first_day_to_the_agreement(case_type: CaseType) -> None:
    desk = mediating(case_type)
    desk.act("agree", agreed_on="2026-11-20", terms=[TERM])
    desk.act("sign", signed_on="2026-11-20", complete=True)

    assert desk.state.phase == "agreed"
    assert desk.due("mediation") == date(2026, 12, 21)  # of the house
    assert desk.due("judicial_confirmation") == date(2026, 12, 21)  # 85; 人民调解法 33; 30 days end on a Sunday
    assert desk.due("limitation") == date(2029, 11, 20)  # 民法典 188, 195


@pytest.mark.parametrize(
    ("clock", "details", "due"),
    [
        ("police_mediation", {"certificate_on": "2026-11-19"}, date(2026, 12, 3)),  # 86: ten working days
        ("certificate_review", {"certificate_on": "2026-11-19", "review": "no"}, date(2026, 11, 24)),  # 71: three
        ("insurer_assesses", {"insurance_papers_on": "2026-11-19"}, date(2026, 11, 24)),  # 交强险条例 29
        ("insurer_pays", {"insurance_agreed_on": "2026-11-19"}, date(2026, 11, 30)),  # 29; the tenth day is a Sunday
    ],
)
def test_clock_of_police_and_insurer(clock: str, details: dict[str, Any], due: date) -> None:
    assert opened(**details).due(clock) == due


def test_no_review_runs_where_one_was_asked_for() -> None:
    assert opened(certificate_on="2026-11-19", review="running").due("certificate_review") is None


def test_when_it_fails_three_working_days_remain_for_the_police() -> None:
    desk = mediating()
    desk.act("fail", ended_on="2026-11-20", reason="apart", remedies_told=True)

    assert desk.due("police_after_failure") == date(2026, 11, 25)  # 85, 112


def test_the_insurers_answer_stops_its_clock() -> None:
    desk = mediating()
    desk.act("tell_insurer", told_on="2026-11-20", how="phone", company="某公司", insurance_papers_on="2026-11-20")
    assert desk.due("insurer_assesses") == date(2026, 11, 25)

    desk.act("insurer_answer", answered_on="2026-11-20", covered=True, insurance_agreed_on="2026-11-20")
    stopped = desk.clock("insurer_assesses")

    assert stopped is not None
    assert stopped.state == "stopped"
    assert desk.due("insurer_pays") == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("article", "case_type", "details", "field"),
    [
        ("", TRAFFIC_GOODS, {"certificate_on": "2026-10-01"}, "details.certificate_on"),
        ("", TRAFFIC_GOODS, {"share": "70", "own_share": "20"}, "details.own_share"),
        ("道路交通安全法 76", TRAFFIC_DEATH, {"liability": "none", "share": "11", "own_share": "89"}, "details.share?"),
        ("道路交通安全法 76", TRAFFIC_GOODS, {"liability": "none", "share": "1", "own_share": "99"}, "details.share?"),
        ("", TRAFFIC_GOODS, {"goods_loss": "5000"}, "details.claim?"),
        ("89", TRAFFIC_GOODS, {"side_people": 4}, "details.side_people?"),
        ("", TRAFFIC_DEATH, {"crime": True}, "details.crime?"),
        ("", TRAFFIC_DEATH, {"funeral_ended_on": "2026-10-01"}, "details.funeral_ended_on"),
        ("", TRAFFIC_INJURY, {"treatment_ended_on": "2026-01-01"}, "details.treatment_ended_on"),
        ("", TRAFFIC_INJURY, {"rated_on": "2026-11-01"}, "details.grade"),
        ("", TRAFFIC_GOODS, {"loss_fixed_on": "2026-01-01"}, "details.loss_fixed_on"),
        ("民法典 188", TRAFFIC_GOODS, {"happened_on": "2023-11-19"}, "details.happened_on?"),
    ],
)
def test_rule_of_its_article(article: str, case_type: CaseType, details: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as found:
        opened(case_type, **details)

    assert problems(found.value) == {field}


@pytest.mark.parametrize(
    ("case_type", "details"),
    [
        (TRAFFIC_DEATH, {"liability": "none", "share": "10", "own_share": "90"}),  # 76: up to ten per cent
        (TRAFFIC_GOODS, {"side_people": 3}),
        (TRAFFIC_GOODS, {"happened_on": "2023-11-20"}),
    ],
)
def test_at_the_limit_nothing_is_asked(case_type: CaseType, details: dict[str, Any]) -> None:
    assert opened(case_type, **details).state.phase == "review"


def test_agreeing_asks_for_insurer_share_and_end_of_treatment() -> None:
    desk = Desk("traffic_mediation.traffic_injury", TRAFFIC_INJURY, today=TODAY)
    body = desk.example(share=None, own_share=None, treatment_ended_on=None)
    body["parties"] = {role: who for role, who in body["parties"].items() if role != "insurer"}
    desk.open(body)
    desk.act("accept", accepted_on="2026-11-20")
    desk.act("consent", consented_on="2026-11-20", how="phone")

    with pytest.raises(Refused) as found:
        desk.act("agree", agreed_on="2026-11-20", terms=[TERM])

    assert len(found.value.problems) == 3  # 民法典 1213; 93; 90
    assert problems(found.value) == {"?"}


def test_what_is_in_court_is_accepted_only_when_the_court_asked() -> None:
    assert refused(opened(elsewhere="court"), "accept", accepted_on="2026-11-20") == {"?"}


def test_an_agreement_does_not_dispose_of_the_crime() -> None:
    desk = mediating()

    assert refused(desk, "agree", agreed_on="2026-11-20", terms=[TERM | {"act": "不追究刑事责任"}]) == {"terms.0.act"}


def test_injuries_and_the_name_of_the_dead_are_kept_encrypted() -> None:
    for case_type in PLUGIN.case_types:
        assert not {f.key for f in case_type.fields if f.sensitivity == "plain"} & {"injuries", "deceased"}
