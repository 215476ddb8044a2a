"""What the answers of a family or rights case must agree with, each row with its article."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from portal.sdk import Refused
from portal.testing.desk import problems
from portal_plugins.womens_federation.tests.at_the_desk import (
    NO_LAND,
    SESSION,
    TERM,
    TODAY,
    TYPES,
    articles,
    consented,
    desk,
    opened,
    refusal,
)

# Fields of the divorce example that other matters do not have.
_DIVORCE_ONLY: dict[str, Any] = dict.fromkeys(
    ("divorce_asked_by", "pregnant", "soldier", "payer_income_kind", "payer_income", "children_supported", "property_kinds")
)
_MARRIAGE: dict[str, Any] = dict.fromkeys(("marital_state", "married_on", "separated_since"))


def found(key: str, **details: Any) -> set[str]:
    """Return the fields of the problems the example has with these details."""
    at = desk(key)
    try:
        at.open(at.example(**details))
    except Refused as refused:
        return problems(refused)
    return set()


@pytest.mark.parametrize(
    ("details", "asks"),
    [
        # 民法典 1082, 妇女权益保障法 64
        ({"divorce_asked_by": "husband", "pregnant": True}, True),
        ({"divorce_asked_by": "wife", "pregnant": True}, False),
        ({"divorce_asked_by": "both", "pregnant": True}, False),
        ({"divorce_asked_by": "husband", "birth_on": TODAY - timedelta(days=364)}, True),
        ({"divorce_asked_by": "husband", "birth_on": date(2025, 11, 20)}, True),  # the last day of the year
        ({"divorce_asked_by": "husband", "birth_on": date(2025, 11, 19)}, False),
        ({"divorce_asked_by": "husband", "termination_on": date(2026, 5, 20)}, True),  # the last day of six months
        ({"divorce_asked_by": "husband", "termination_on": date(2026, 5, 19)}, False),
        ({"divorce_asked_by": "husband"}, False),
    ],
)
def test_the_husband_is_asked_to_wait(details: dict[str, Any], asks: bool) -> None:
    assert found("marriage_family", **details) == ({"details.divorce_asked_by?"} if asks else set())


@pytest.mark.parametrize(
    ("details", "problem"),
    [
        ({"divorce_asked_by": "wife", "soldier": "husband"}, {"details.soldier?"}),  # 民法典 1081
        ({"divorce_asked_by": "wife", "soldier": "wife"}, set()),
        ({"marital_state": "not_registered"}, {"details.marital_state"}),  # 婚姻家庭编解释（一） 3
        ({"separated_since": "2009-01-01"}, {"details.separated_since"}),
        ({"divorced_on": "2009-01-01"}, {"details.divorced_on"}),
        ({"divorce_applied_on": "2026-11-02", "cooling_ended_on": "2026-12-01"}, {"details.cooling_ended_on"}),  # 民法典 1077
        ({"divorce_applied_on": "2026-11-02", "cooling_ended_on": "2026-12-02"}, set()),
        ({"child_hidden": True}, {"details.child_hidden?"}),  # 婚姻家庭编解释（二） 12
        ({"debt_kind": "gambling"}, {"details.debt_kind?"}),  # 婚姻家庭编解释（一） 34
        ({"bride_price": "60000", "bride_claim": "60000.01"}, {"details.bride_claim"}),
        ({"bride_price": "60000", "bride_claim": "60000"}, set()),
    ],
)
def test_a_divorce_case_agrees_with_itself_and_with_the_law(details: dict[str, Any], problem: set[str]) -> None:
    assert found("marriage_family", **details) == problem


@pytest.mark.parametrize(
    ("details", "problem"),
    [
        ({"marital_state": "registered"}, {"details.property_acts?"}),  # 民法典 1066
        ({"marital_state": "registered", "property_acts": ["moved"]}, set()),
        ({"marital_state": "registered", "care_refused": True}, set()),
        ({"marital_state": "divorced"}, set()),
    ],
)
def test_dividing_within_a_marriage_needs_a_ground(details: dict[str, Any], problem: set[str]) -> None:
    assert found("marriage_family", **{**_DIVORCE_ONLY, "matter": "property", **details}) == problem


def test_the_validity_of_a_marriage_is_for_the_court() -> None:
    at = desk("marriage_family")
    body = at.example(**{**_DIVORCE_ONLY, "matter": "validity", "validity_ground": "coercion"})

    assert articles(lambda: at.open(body)) == {("婚姻家庭编解释（一）", "11")}


def test_a_case_about_a_child_asks_for_the_child() -> None:
    at = desk("marriage_family")
    body = at.example(**{**_DIVORCE_ONLY, "matter": "visiting"})
    parties = {role: given for role, given in body["parties"].items() if role != "child"}

    with pytest.raises(Refused) as refused:
        at.open({**body, "parties": parties})

    assert problems(refused.value) == {"parties.child?"}


@pytest.mark.parametrize(
    ("details", "problem"),
    [
        ({"first_on": "2026-11-10", "last_on": "2026-11-09"}, {"details.last_on"}),
        ({"order_accepted_on": "2026-11-10", "order_issued_on": "2026-11-09"}, {"details.order_issued_on"}),
        ({"order_issued_on": "2026-11-10", "order_until": "2026-11-09"}, {"details.order_until"}),
        ({"order_issued_on": "2026-11-10", "order_until": "2027-05-10"}, set()),  # 反家庭暴力法 30: six months
        ({"order_issued_on": "2026-11-10", "order_until": "2027-05-11"}, {"details.order_until?"}),
        ({"order_accepted_on": "2026-11-10", "order_refused_on": "2026-11-09"}, {"details.order_refused_on"}),
    ],
)
def test_the_days_of_violence_and_orders_follow_each_other(details: dict[str, Any], problem: set[str]) -> None:
    assert found("domestic_violence", **details) == problem


@pytest.mark.parametrize(
    ("known_on", "problem"),
    [("2025-11-20", set()), ("2025-11-19", {"details.known_on?"})],  # 劳动争议调解仲裁法 27
)
def test_a_claim_at_work_older_than_a_year_is_said(known_on: str, problem: set[str]) -> None:

    assert found("women_rights", **{**NO_LAND, "right_class": "labour", "labour_item": "pay", "known_on": known_on}) == problem


def test_a_crime_is_reported_before_anything_is_accepted() -> None:
    at = desk("women_rights")
    at.open(
        at.example(**{**NO_LAND, "right_class": "person", "person_item": "assault"}),
        ["rule:details.person_item", "rule:details.right_class"],
    )

    before = articles(lambda: at.act("accept", accepted_on=TODAY))
    at.act("report_police", reported_on=TODAY, station="鸭暖派出所", receipt="J6207230002")

    assert before == {("妇女权益保障法", "23")}
    assert refusal(lambda: at.act("accept", accepted_on=TODAY)) == ()


# ---- the agreement of a family case ----


def agreeing(parties: dict[str, Any] | None = None, **details: Any) -> Any:
    """Return a way to agree on a term, with the words of the term as its argument."""
    at = desk("marriage_family")
    body = at.example(**details)
    at.open({**body, "parties": {**body["parties"], **(parties or {})}})
    consented(at).act("session", **SESSION)

    def agree(act: str = TERM["act"], form: str = "written") -> Any:
        return at.act("agree", form=form, agreed_on=TODAY, terms=[{**TERM, "act": act}])

    return agree


@pytest.mark.parametrize(
    ("act", "article"),
    [
        ("经调解准予离婚", ("民法典", "1080")),
        ("父子断绝父子关系", ("民法典", "1084")),
        ("次子不再承担赡养义务", ("民法典", "1067")),
        ("男方不负担抚养费", ("婚姻家庭编解释（二）", "16")),
    ],
)
def test_an_agreement_does_not_settle_what_only_law_settles(act: str, article: tuple[str, str]) -> None:
    agree = agreeing()

    assert articles(lambda: agree(act)) == {article}


@pytest.mark.parametrize(
    ("child", "said"),
    [
        ({"age_band": "eight"}, ("孩子已满八周岁，请先单独听取孩子的意愿，并在“未成年子女”里登记日期",)),
        ({"age_band": "eight", "heard_on": TODAY}, ()),
        ({"age_band": "under_eight"}, ()),
        ({"born": "2018-11-20"}, ("孩子已满八周岁，请先单独听取孩子的意愿，并在“未成年子女”里登记日期",)),  # eight today
        ({"born": "2018-11-21"}, ()),
        ({}, ("孩子已满八周岁的，要先单独听取意愿并登记日期。孩子都不满八周岁的，确认后继续",)),
    ],
)
def test_a_child_of_eight_is_heard_first(child: dict[str, Any], said: tuple[str, ...]) -> None:
    agree = agreeing({"child": {"kind": "person", "name": "王小雨", **child}})

    assert refusal(agree) == said


def test_an_oral_agreement_is_for_quarrels_else_it_asks() -> None:
    quarrel = {**_DIVORCE_ONLY, **_MARRIAGE, "matter": "discord", "relation": "in_laws"}

    assert refusal(lambda: agreeing(**quarrel)(form="oral")) == ()
    assert articles(lambda: agreeing()(form="oral")) == {("人民调解法", "28")}


def test_signing_is_by_hand_on_paper() -> None:
    at = consented(opened("marriage_family"))
    at.act("session", **SESSION)
    at.act("agree", form="written", agreed_on=TODAY, terms=[TERM])

    said = articles(lambda: at.act("sign", signed_on=TODAY, complete=True))
    at.act("sign", signed_on=TODAY, complete=True, confirmed=("guard:",))

    assert said == {("电子签名法", "3")}
    assert at.due("judicial_confirmation") == date(2026, 12, 21)


def test_an_unborn_heir_is_remembered() -> None:
    estate = {**_DIVORCE_ONLY, **_MARRIAGE, "matter": "inheritance", "relation": "siblings", "unborn_heir": True}

    assert articles(agreeing(**estate)) == {("民法典", "1155")}


def test_only_violence_and_rights_are_always_in_writing() -> None:
    assert {key: declared.oral for key, declared in TYPES.items()} == {
        "marriage_family": True,
        "domestic_violence": False,
        "women_rights": False,
    }
