"""Who stands for whom: guardians, agents, representatives of many; each rule with its article."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.declare.parties import EITHER, PERSON
from portal.engine.case_state import GuardView
from portal.engine.groups import groups_of
from portal.engine.representation import unrepresented, without_data_consent
from portal.errors import Refused
from portal.testing.desk import Desk
from tests.engine.wages import TODAY, WAGES, raw

TYPE = replace(
    WAGES, parties=(replace(WAGES.parties[0], kind=PERSON), replace(WAGES.parties[1], kind=EITHER, many=True)), oral=True
)
SIXTEEN = {"kind": "person", "name": "王小云", "id_number": "620723201003081010", "phone": "13893600051"}
ELEVEN = {"kind": "person", "name": "王小雨", "id_number": "620723201511200012", "phone": "13893600052"}
MOTHER = {"name": "李桂兰", "kinship": "parent", "phone": "13893600022"}
OTHER = {"kind": "person", "name": "王小雪", "id_number": "620723201203081015", "phone": "13893600053"}
ADULT_ID = "620723198506150028"
FATHER = {"kind": "person", "name": "王小军", "id_number": "620723199001010016", "phone": "13893600011"}
TERM = {"payer": "甲", "payee": "乙", "amount": "12000", "due_on": "2026-12-20"}


def desk_with(*workers: dict[str, Any], employers: list[dict[str, Any]] | None = None) -> Desk:
    desk = Desk("labour.unpaid_wages", TYPE, today=TODAY)
    body = raw()
    parties = {"worker": list(workers), "employer": employers or [body["parties"]["employer"]]}
    desk.open({**body, "parties": parties})
    desk.act("accept", accepted_on="今天")
    return desk


def refused(desk: Desk, action: str, *, supervises: bool = False, confirmed: tuple[str, ...] = (), **data: Any) -> dict[str, str]:
    with pytest.raises(Refused) as told:
        desk.act(action, confirmed, supervises=supervises, **data)
    return {p.field: p.code for p in told.value.problems}


def first(desk: Desk, role: str = "worker", at: int = 0) -> str:
    return str(desk.state.parties_of(role)[at].id)


CONSENT: dict[str, Any] = {"consented_on": "今天", "how": "phone"}


@pytest.mark.parametrize(
    ("article", "workers", "refusal"),
    [
        ("民法典 18: an adult acts for himself", [FATHER], None),
        ("民法典 19: from eight to eighteen through the legal agent", [SIXTEEN], "guardian_needed"),
        ("民法典 23: the guardian is the legal agent", [{**SIXTEEN, "guardian": MOTHER}], None),
        (
            "个人信息保护法 31: under fourteen with consent to the data",
            [{**ELEVEN, "guardian": MOTHER}],
            "guardian_consent_needed",
        ),
        ("个人信息保护法 31: given", [{**ELEVEN, "guardian": {**MOTHER, "data_consent_on": "今天"}}], None),
        ("one minor among adults is enough", [FATHER, SIXTEEN], "guardian_needed"),
    ],
)
def test_a_minor_goes_no_further_than_acceptance_without_a_guardian(
    article: str, workers: list[dict[str, Any]], refusal: str | None
) -> None:
    desk = desk_with(*workers)

    if refusal is None:
        assert desk.act("consent", **CONSENT).phase == "mediating", article
    else:
        assert refused(desk, "consent", **CONSENT) == {"": refusal}, article


def test_a_guardian_named_later_opens_the_way_and_an_ended_one_closes_it() -> None:
    desk = desk_with(SIXTEEN)
    desk.act("guardian", for_party=first(desk), kinship="parent", name="李桂兰")
    desk.act("consent", **CONSENT)
    desk.act("end_link", link=str(desk.state.links[-1].id), ended_on="今天", why_ended="guardian_changed")

    assert unrepresented(desk.state, TODAY) == desk.state.parties_of("worker")
    assert refused(desk, "agree", form="oral", agreed_on="今天", terms=[TERM])[""] == "guardian_needed"


def test_guards_of_a_type_may_ask_for_the_legal_agent_of_an_adult() -> None:
    """民法典 21, 22: the core cannot know who lacks capacity, a type that asks about it can."""
    desk = desk_with(FATHER)
    before = GuardView(desk.state).represented("worker")
    desk.act("guardian", for_party=first(desk), ground="limited", kinship="sibling", name="王大军")
    named = GuardView(desk.state).represented("worker")
    desk.act("end_link", link=str(desk.state.links[-1].id), ended_on="今天", why_ended="guardian_changed")

    assert (before, named, GuardView(desk.state).represented("worker")) == (False, True, False)


def test_years_count_on_the_day_of_the_act() -> None:
    desk = desk_with(SIXTEEN)

    assert unrepresented(desk.state, date(2028, 3, 7))
    assert not unrepresented(desk.state, date(2028, 3, 8))
    assert not without_data_consent(desk.state, TODAY)


@pytest.mark.parametrize(
    ("article", "data", "refusal"),
    [
        ("民法典 168: the other side", {"by_party": "father"}, {"by_party": "guardian_is_other_side"}),
        (
            "the same by identity number",
            {"name": "王某", "id_number": FATHER["id_number"]},
            {"by_party": "guardian_is_other_side"},
        ),
        ("民事诉讼法解释 84: a minor", {"name": "王小雪", "id_number": "620723201203081015"}, {"id_number": "acts_while_minor"}),
        ("nobody named", {}, {"name": "guardian_name_needed"}),
        ("an adult's ground for a child", {"name": "李桂兰", "ground": "limited"}, {"ground": "ground_contradicts_age"}),
        ("itself", {"by_party": "self"}, {"by_party": "acts_for_itself"}),
    ],
)
def test_who_cannot_be_a_guardian(article: str, data: dict[str, Any], refusal: dict[str, str]) -> None:
    desk = desk_with(SIXTEEN, employers=[FATHER])
    picked = {"father": first(desk, "employer"), "self": first(desk)}
    given: dict[str, Any] = {key: picked.get(value, value) for key, value in data.items()}

    assert refused(desk, "guardian", for_party=first(desk), kinship="parent", **given) == refusal, article


@pytest.mark.parametrize(
    ("article", "worker", "ground", "supervises", "refusal"),
    [
        ("民法典 18: sixteen, on wages of his own", SIXTEEN, "own_income", False, None),
        ("民法典 18: not before sixteen", ELEVEN, "own_income", False, {"ground": "too_young_to_earn"}),
        ("protection is the supervisor's", ELEVEN, "other_side", False, {"ground": "exempt_by_supervisor"}),
        ("protection by the supervisor", ELEVEN, "other_side", True, None),
        ("an adult needs none", FATHER, "own_income", False, {"for_party": "not_a_minor"}),
    ],
)
def test_why_nobody_has_to_act_for_a_minor(
    article: str, worker: dict[str, Any], ground: str, supervises: bool, refusal: dict[str, str] | None
) -> None:
    desk = desk_with(worker, OTHER)
    data: dict[str, Any] = {"for_party": first(desk), "ground": ground, "reason_text": "由村委会主任陪同"}

    if refusal is not None:
        assert refused(desk, "exempt", supervises=supervises, **data) == refusal, article
        return
    desk.act("exempt", supervises=supervises, **data)
    assert unrepresented(desk.state, TODAY) == (desk.state.parties_of("worker")[1],), article


def test_one_agent_for_both_sides_needs_their_consent() -> None:  # 民法典 168
    desk = desk_with(FATHER)
    agent: dict[str, Any] = {"name": "周律师", "id_number": ADULT_ID, "kinship": "lawyer", "authority": "special", "letter": True}
    desk.act("agent", for_party=first(desk), **agent)

    assert refused(desk, "agent", for_party=first(desk, "employer"), **agent) == {"name": "agent_of_both_sides"}
    desk.act("agent", ("guard:name",), for_party=first(desk, "employer"), **agent)
    assert [link.authority for link in desk.state.links] == ["special", "special"]


def test_an_agent_is_not_the_other_side() -> None:
    desk = desk_with(FATHER, employers=[{"kind": "person", "name": "李桂兰", "id_number": ADULT_ID}])
    agent: dict[str, Any] = {"name": "李某", "id_number": ADULT_ID, "kinship": "relative", "authority": "general"}

    assert refused(desk, "agent", for_party=first(desk), **agent) == {"name": "agent_is_other_side"}


def crowd(count: int) -> list[dict[str, Any]]:
    return [{"kind": "person", "name": f"工人{n}", "no_id_reason": "没带证件"} for n in range(count)]


@pytest.mark.parametrize(
    ("article", "members", "chosen", "refusal"),
    [
        ("民事诉讼法解释 75: nine are not many", 9, 2, {"": "not_offered"}),
        ("民事诉讼法解释 78: one is too few", 10, 1, {"representatives": "two_to_five"}),
        ("民事诉讼法解释 78: two", 10, 2, None),
        ("民事诉讼法解释 78: five", 12, 5, None),
        ("民事诉讼法解释 78: six are too many", 12, 6, {"representatives": "two_to_five"}),
    ],
)
def test_ten_and_more_elect_two_to_five(article: str, members: int, chosen: int, refusal: dict[str, str] | None) -> None:
    desk = desk_with(*crowd(members))
    ids = [str(p.id) for p in desk.state.parties_of("worker")]
    data: dict[str, Any] = {
        "representatives": ids[:chosen],
        "elected_on": "今天",
        "how": "meeting",
        "apart": ids[-1:],
        "agreed": True,
    }

    if refusal is not None:
        assert refused(desk, "elect", **data) == refusal, article
        return
    desk.act("elect", **data)
    (group,) = groups_of(desk.state, TODAY)
    assert [str(one) for one in group.representatives] == ids[:chosen], article
    assert len(group.represented) == members - chosen - 1, article


def test_a_new_election_ends_the_one_before_and_nobody_is_on_both_lists() -> None:
    desk = desk_with(*crowd(11))
    ids = [str(p.id) for p in desk.state.parties_of("worker")]
    data: dict[str, Any] = {"elected_on": "今天", "how": "written", "agreed": True}
    desk.act("elect", representatives=ids[:3], **data)
    desk.act("elect", representatives=ids[3:5], **data)

    (group,) = groups_of(desk.state, TODAY)
    assert [str(one) for one in group.representatives] == ids[3:5]
    assert refused(desk, "elect", representatives=ids[:2], apart=ids[1:3], **data) == {"apart": "elected_and_apart"}
    mixed = [ids[0], first(desk, "employer")]
    assert refused(desk, "elect", representatives=mixed, **data)["representatives"] == "not_of_one_group"


def test_intake_tells_what_is_wrong_at_the_field_of_the_guardian() -> None:
    desk = Desk("labour.unpaid_wages", TYPE, today=TODAY)
    body = raw()
    worker = {**FATHER, "guardian": {"phone": "1"}, "agent": {"name": "周律师", "letter": True, "colour": "red"}}

    with pytest.raises(Refused) as told:
        desk.open({**body, "parties": {**body["parties"], "worker": worker}})

    at = "parties.worker.0"
    assert {p.field: p.code for p in told.value.problems} == {
        f"{at}.guardian.kinship": "required",
        f"{at}.guardian.phone": "phone_form",
        f"{at}.guardian.name": "required",
        f"{at}.guardian.ground": "guardian_ground_needed",
        f"{at}.agent.kinship": "required",
        f"{at}.agent.authority": "required",
        f"{at}.agent.colour": "unknown_field",
    }
