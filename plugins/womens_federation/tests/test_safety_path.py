"""The safety path: sealed, screened, signed, reported; and an agreement that leaves every road open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from portal.sdk import Privacy, Refused, Sensitivity, Verb
from portal.testing.desk import problems
from portal_plugins.womens_federation.safety_actions import FACTORS, SIGNS
from portal_plugins.womens_federation.safety_guards import computed_level
from portal_plugins.womens_federation.tests.at_the_desk import (
    AGAIN,
    NO_LAND,
    REPORT,
    SCREEN,
    SESSION,
    SIGN,
    TODAY,
    TYPES,
    accepted,
    articles,
    at_the_table,
    consented,
    desk,
    opened,
    refusal,
)

# ---- sealed ----


def test_domestic_violence_is_sealed_from_the_first_word() -> None:
    assert opened("domestic_violence").state.privacy is Privacy.P4


def test_yes_to_the_question_seals_a_family_case_after_asking() -> None:
    at = desk("marriage_family")
    body = at.example(violence="yes", perpetrator_relation="spouse", forms=["beating"], victim_capacity="full")

    with pytest.raises(Refused) as refused:
        at.open(body)
    at.open(body, ["rule:details.violence"])

    assert problems(refused.value) == {"details.violence?"}
    assert at.state.privacy is Privacy.P4


def test_the_question_must_be_answered_in_every_family_case() -> None:
    at = desk("marriage_family")

    with pytest.raises(Refused) as refused:
        at.open(at.example(violence=None))

    assert problems(refused.value) == {"details.violence"}


@pytest.mark.parametrize("key", ["safe_contact", "safe_hours", "code_word", "injury_note"])
@pytest.mark.parametrize("case_type", ["domestic_violence", "marriage_family"])
def test_the_way_to_the_victim_is_sealed(case_type: str, key: str) -> None:
    assert TYPES[case_type].field(key).sensitivity is Sensitivity.SEALED


def test_nothing_of_domestic_violence_is_counted_by_its_circumstances() -> None:
    declared = TYPES["domestic_violence"].fields

    assert [f.key for f in declared if f.counted or f.searchable] == []


def test_no_paper_prints_the_way_to_the_victim() -> None:
    sealed = {f.key for t in TYPES.values() for f in t.fields if f.is_secret}

    printed = {k for t in TYPES.values() for p in t.papers for b in p.blocks for k in getattr(b, "keys", ())}

    assert printed
    assert not printed & sealed


# ---- before anybody meets ----


@pytest.mark.parametrize(
    ("action", "data"),
    [("ask_consent", {"asked_on": TODAY, "how": "phone"}), ("consent", {"consented_on": TODAY, "how": "phone"})],
)
def test_the_other_side_is_not_approached_before_the_risk_is_screened(action: str, data: dict[str, Any]) -> None:
    at = accepted(opened("domestic_violence"))

    before = refusal(lambda: at.act(action, **data))
    at.act("risk_screen", **SCREEN)

    assert before == ("请先单独向受害人做风险评估，再决定要不要联系对方",)
    assert refusal(lambda: at.act(action, **data)) == ()


def test_nobody_meets_face_to_face_before_a_supervisor_signs() -> None:
    at = at_the_table()

    unsigned = refusal(lambda: at.act("session", **SESSION))
    at.act("safety_sign", **SIGN)

    assert len(unsigned) == 1
    assert unsigned[0].startswith("须先做风险评估，并由负责人签署")
    assert refusal(lambda: at.act("session", **SESSION)) == ()


def test_only_a_supervisor_may_sign() -> None:
    signing = {a.key: a.verb for t in TYPES.values() for a in t.actions if a.key in ("safety_sign", "safety_withhold")}

    assert set(signing.values()) == {Verb.SUPERVISE}


def test_talking_apart_needs_the_screen_and_no_signature() -> None:
    at = at_the_table()

    assert refusal(lambda: at.act("session", **{**SESSION, "manner": "separate"})) == ()


@pytest.mark.parametrize(
    ("later", "data"),
    [
        ("violence_again", AGAIN),
        ("risk_screen", SCREEN),
        ("safety_withhold", {"signed_on": TODAY, "why": "对方酒后扬言报复"}),
    ],
)
def test_a_signature_lapses_with_a_later_screen_violence_or_refusal(later: str, data: dict[str, Any]) -> None:
    at = at_the_table()
    at.act("safety_sign", **SIGN)

    at.act(later, **data)
    lapsed = refusal(lambda: at.act("session", **SESSION))
    at.act("safety_sign", **SIGN)

    assert len(lapsed) == 1
    assert refusal(lambda: at.act("session", **SESSION)) == ()


def test_nobody_signs_before_the_screen_or_against_the_victims_wish() -> None:
    at = accepted(opened("domestic_violence"))

    early = refusal(lambda: at.act("safety_sign", **SIGN))
    at.act("risk_screen", **SCREEN)
    against = refusal(lambda: at.act("safety_sign", **{**SIGN, "victim_agrees": False}))

    assert early == ("还没有做风险评估，不能签署",)
    assert against == ("受害人不愿意见面的，不能安排面对面调解。请签署“不安排面对面”",)


def test_a_family_case_where_nobody_asked_yet_holds_no_meeting_face_to_face() -> None:
    at = consented(opened("marriage_family", violence="not_asked"))

    face = refusal(lambda: at.act("session", **SESSION))
    apart = refusal(lambda: at.act("session", **{**SESSION, "manner": "separate"}))

    assert len(face) == 1
    assert face[0].startswith("还没有单独问过家庭暴力的情况")
    assert apart == ()


def test_a_family_case_without_violence_meets_freely() -> None:
    at = consented(opened("marriage_family"))

    assert refusal(lambda: at.act("session", **SESSION)) == ()
    assert not {"risk_screen", "safety_sign", "report_police"} & at.offers()


def test_violence_found_on_the_way_seals_the_case_and_closes_the_table() -> None:
    at = consented(opened("marriage_family"))
    found: dict[str, Any] = {
        "violence": "yes",
        "victim_side": "applicant",
        "perpetrator_relation": "spouse",
        "forms": ["threatening"],
        "victim_capacity": "full",
    }

    at.act("violence_found", confirmed=("rule:details.violence",), **found)

    assert at.state.privacy is Privacy.P4
    assert {"risk_screen", "safety_sign", "report_police", "protection_order"} <= at.offers()
    assert len(refusal(lambda: at.act("session", **SESSION))) == 3  # no wish, no signature, no screen


def test_only_what_the_victim_wishes_is_mediated() -> None:
    at = accepted(opened("domestic_violence", scope=None))
    at.act("risk_screen", **SCREEN)
    at.act("consent", consented_on=TODAY, how="meeting")
    apart = {**SESSION, "manner": "separate"}

    before = refusal(lambda: at.act("session", **apart))
    at.act("victim_wishes", asked_on=TODAY, alone=True, scope=["custody"], meets="no")

    assert before == ("请先“问受害人想谈什么”；受害人没有愿意协商的事项的，只提供帮助，不调解",)
    assert refusal(lambda: at.act("session", **apart)) == ()


def test_accepting_says_first_that_violence_is_not_mediated() -> None:
    at = opened("domestic_violence")

    with pytest.raises(Refused) as refused:
        at.act("accept", accepted_on=TODAY)

    assert problems(refused.value) == {"?"}
    assert "家庭暴力本身不调解" in str(refused.value.problems[0].params["message"])


# ---- the screen ----


@pytest.mark.parametrize(
    ("signs", "factors", "level"),
    [
        ((), (), "low"),
        ((), ("jealous",), "medium"),
        ((), ("jealous", "leaving"), "medium"),
        ((), ("jealous", "leaving", "isolated"), "high"),
        *(((sign,), (), "high") for sign, _ in SIGNS),
        *(((), (factor,), "medium") for factor, _ in FACTORS),
    ],
)
def test_the_level_follows_from_what_was_ticked(signs: tuple[str, ...], factors: tuple[str, ...], level: str) -> None:
    assert computed_level(signs, factors) == level


@pytest.mark.parametrize(
    ("signs", "chosen", "taken"),
    [(["strangling"], "low", False), (["strangling"], "medium", False), (["strangling"], "high", True), ([], "high", True)],
)
def test_a_level_may_be_raised_and_never_lowered(signs: list[str], chosen: str, taken: bool) -> None:
    at = accepted(opened("domestic_violence"))

    said = refusal(lambda: at.act("risk_screen", **{**SCREEN, "factors": [], "signs": signs, "level": chosen}))

    assert (said == ()) is taken


def test_a_screen_in_the_others_hearing_is_no_screen() -> None:
    at = accepted(opened("domestic_violence"))

    assert refusal(lambda: at.act("risk_screen", **{**SCREEN, "alone": False})) != ()


# ---- who cannot speak for themselves ----


@pytest.mark.parametrize("details", [{"victim_capacity": "limited"}, {"victim_capacity": "none"}, {"children_exposed": "harmed"}])
def test_without_full_capacity_nothing_is_mediated_before_the_police_know(details: dict[str, str]) -> None:
    at = opened("domestic_violence", **details)
    accepted(at)
    at.act("risk_screen", **SCREEN)
    at.act("consent", consented_on=TODAY, how="meeting")
    apart = {**SESSION, "manner": "separate"}

    before = articles(lambda: at.act("session", **apart))
    at.act("report_police", **REPORT)

    assert before == {("反家庭暴力法", "14")}
    assert refusal(lambda: at.act("session", **apart)) == ()


def test_a_report_without_its_receipt_is_not_taken() -> None:
    at = opened("domestic_violence")

    with pytest.raises(Refused) as refused:
        at.act("report_police", **{**REPORT, "receipt": ""})

    assert problems(refused.value) == {"receipt"}


def test_the_harm_of_a_child_is_told_at_acceptance_with_the_duty_to_report() -> None:
    at = opened("domestic_violence", children_exposed="harmed")

    assert ("未成年人保护法", "11") in articles(lambda: at.act("accept", accepted_on=TODAY))


@pytest.mark.parametrize(
    ("years", "capacity", "found"),
    [
        (9, "full", {"details.victim_capacity"}),
        (17, "full", {"details.victim_capacity?"}),
        (9, "limited", set()),
        (30, "full", set()),
    ],
)
def test_the_age_of_a_victim_speaks_about_capacity(years: int, capacity: str, found: set[str]) -> None:
    at = desk("domestic_violence")
    body = at.example(victim_capacity=capacity)
    victim = {"kind": "person", "name": "马小花", "born": TODAY - timedelta(days=round(years * 365.25) + 30)}

    said: set[str] = set()
    try:
        at.open({**body, "parties": {**body["parties"], "victim": victim}})
    except Refused as refused:
        said = problems(refused)

    assert said == found


# ---- what asks ----


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"weapon": True}, "details.threats?"),
        ({"threats": ["kill"]}, "details.threats?"),
        ({"injury": "serious"}, "details.threats?"),
        ({"earlier_help": 2}, "details.earlier_help?"),
        ({"police_calls": 1}, "details.earlier_help?"),
    ],
)
def test_danger_and_repetition_are_said_at_the_desk(details: dict[str, object], field: str) -> None:
    at = desk("domestic_violence")

    with pytest.raises(Refused) as refused:
        at.open(at.example(**details))

    assert problems(refused.value) == {field}


def test_a_withdrawal_asks_whether_the_victim_was_threatened() -> None:
    at = accepted(opened("domestic_violence"))
    data: dict[str, Any] = {"how": "withdrawn"}

    said = refusal(lambda: at.act("withdraw", **data))

    assert len(said) == 1
    assert "单独向受害人核实" in said[0]
    assert refusal(lambda: at.act("withdraw", confirmed=("guard:",), **data)) == ()


def test_harassment_goes_the_same_way_and_a_minor_is_reported_under_the_law_on_minors() -> None:
    at = desk("women_rights")
    at.open(
        at.example(**{**NO_LAND, "right_class": "person", "person_item": "harassment", "victim_minor": True}),
        ["rule:details.right_class"],
    )
    at.act("accept", accepted_on=TODAY)
    at.act("risk_screen", **SCREEN)
    at.act("consent", consented_on=TODAY, how="meeting")

    cited = articles(lambda: at.act("session", **SESSION))

    assert at.state.privacy is Privacy.P4
    assert cited == {("未成年人保护法", "11"), ("婚调委办案要求", "")}
