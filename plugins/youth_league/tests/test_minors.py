"""Minors' disputes: safety first, guardians, ages and sums; each rule of law with its article."""

from datetime import date

import pytest

from portal.sdk import Calculator, CaseType, Privacy, Refused
from portal.testing.desk import Desk, problems
from portal.testing.sums import worked
from portal_plugins.youth_league import PLUGIN
from portal_plugins.youth_league.calculators import GIVEN_BACK_SUM, INJURY_SUM, PROBATION_SUM, SUPPORT_SUM

TODAY = date(2026, 11, 20)
TYPES = {kind.key: kind for kind in PLUGIN.case_types}
HARM = {"harm": "yes", "harm_kinds": ["injury"], "harm_found_on": "2026-11-19"}
TERM = {"kind": "act", "payer": "马成林", "act": "每周与孩子联系一次", "due_on": "2027-06-30"}


def desk_of(key: str) -> Desk:
    return Desk(f"youth_league.{key}", TYPES[key], today=TODAY)


def accepted(key: str, **details: object) -> Desk:
    desk = desk_of(key)
    desk.open(desk.example(**details))
    desk.act("accept", accepted_on="2026-11-20")
    return desk


def alone(key: str) -> Desk:
    """Return an accepted case whose minors came without anybody."""
    desk = desk_of(key)
    body = desk.example()
    people = {role: given if isinstance(given, (list, tuple)) else [given] for role, given in body["parties"].items()}
    body["parties"] = {
        role: [{k: v for k, v in one.items() if k != "guardian"} for one in given] for role, given in people.items()
    }
    desk.open(body)
    desk.act("accept", accepted_on="2026-11-20")
    return desk


def mediating(key: str, **details: object) -> Desk:
    desk = accepted(key, **details)
    desk.act("consent", consented_on="2026-11-20", how="phone")
    return desk


@pytest.mark.parametrize("kind", PLUGIN.case_types, ids=lambda kind: kind.key)
def test_every_type_reaches_mediation_through_the_legal_agents(kind: CaseType) -> None:
    assert "agree" in mediating(kind.key).offers()


@pytest.mark.parametrize(
    "kind", [kind for kind in PLUGIN.case_types if kind.key != "youth_employment"], ids=lambda kind: kind.key
)
def test_a_minors_case_is_sealed_and_waits_for_her_legal_agent(kind: CaseType) -> None:
    """民法典 19, 20, 23; 未成年人保护法 103."""
    desk = alone(kind.key)

    with pytest.raises(Refused) as refused:
        desk.act("consent", consented_on="2026-11-20", how="phone")

    assert desk.state.privacy == Privacy.P4
    assert [problem.code for problem in refused.value.problems] == ["guardian_needed"]


@pytest.mark.parametrize(
    "kind", [kind for kind in PLUGIN.case_types if kind.key != "youth_employment"], ids=lambda kind: kind.key
)
def test_harm_is_reported_before_anything_is_mediated(kind: CaseType) -> None:
    """未成年人保护法 11."""
    desk = accepted(kind.key, **HARM)

    with pytest.raises(Refused):
        desk.act("consent", consented_on="2026-11-20", how="phone")
    desk.act("report", to="police", who="沙河派出所 张警官", reported_on="2026-11-20", what="发现手臂有伤")
    desk.act("consent", consented_on="2026-11-20", how="phone")

    assert desk.state.phase == "mediating"


def signed(desk: Desk) -> Desk:
    """Bring a case to an agreement signed on the day, confirming what only asks."""
    desk.act("agree", ["guard:"], agreed_on="2026-11-20", terms=[TERM])
    desk.act("sign", signed_on="2026-11-20", complete=True)
    return desk


@pytest.mark.parametrize("kind", PLUGIN.case_types, ids=lambda kind: kind.key)
def test_what_starts_with_the_request_and_with_the_agreement(kind: CaseType) -> None:
    """民法典 188; 人民调解法 33; 劳动争议调解仲裁法 27; the review of a labour agreement is marked unread."""
    desk = signed(mediating(kind.key))
    labour = kind.key == "youth_employment"

    assert desk.due("judicial_confirmation") == date(2026, 12, 21)
    assert desk.due("limitation") == (
        date(2029, 11, 20) if kind.key in ("bullying", "student_injury", "online_recharge") else None
    )
    assert desk.due("arbitration_limitation") == (date(2027, 11, 22) if labour else None)
    assert desk.due("arbitration_review") == (date(2026, 12, 7) if labour else None)


ASKED_AND_REFUSED = (
    ("guardianship", {"issue": "abuse"}, "details.harm", "未成年人保护法 11"),
    ("guardianship", {"lives_with": "alone"}, "details.harm?", "未成年人保护法 11, 21"),
    ("guardianship", {"issue": "left_behind", "unfit": ["habits"]}, "details.unfit", "未成年人保护法 22"),
    ("bullying", {"severity": "serious"}, "details.harm", "未成年人保护法 39"),
    ("bullying", {"guardians_told": False}, "details.guardians_told?", "未成年人保护法 39"),
    ("student_injury", {"age": "under_eight"}, "details.age", "民法典 1199, 1200: twelve years old"),
    ("student_injury", {"treatment_over": False}, "details.treatment_over?", "民法典 1179"),
    ("student_injury", {"cause": "staff"}, "details.harm", "未成年人保护法 11"),
    ("dropout", {"working": True}, "details.harm?", "未成年人保护法 61"),
    ("dropout", {"reason": "expelled"}, "details.reason?", "未成年人保护法 28"),
    ("online_recharge", {"age": "under_eight"}, "details.age", "民法典 144, 145: twelve years old"),
    ("online_recharge", {"claim": "7000"}, "details.claim", "no more than was paid"),
    ("youth_employment", {"age": "under_sixteen"}, "details.age", "the day of birth decides"),
    ("youth_employment", {"served": 3}, "details.served?", "劳动合同法 19: two months for one to three years"),
    ("youth_employment", {"probation_wage": "2559.99"}, "details.probation_wage?", "劳动合同法 20: eighty per cent"),
    ("youth_employment", {"deposit": None}, "details.deposit?", "劳动合同法 9"),
)


@pytest.mark.parametrize(
    ("key", "details", "problem", "why"), ASKED_AND_REFUSED, ids=[f"{row[0]}-{n}" for n, row in enumerate(ASKED_AND_REFUSED)]
)
def test_what_does_not_fit_is_told_at_its_field(key: str, details: dict[str, object], problem: str, why: str) -> None:
    desk = desk_of(key)

    with pytest.raises(Refused) as refused:
        desk.open(desk.example(**details))

    assert problem in problems(refused.value), why


def test_eighty_per_cent_and_two_months_are_lawful() -> None:
    """劳动合同法 19, 20."""
    desk = desk_of("youth_employment")

    assert desk.open(desk.example(served=2, probation_wage="2560.00")).privacy == Privacy.P2


def test_a_working_minor_is_sealed_even_in_a_wage_dispute() -> None:
    desk = desk_of("youth_employment")
    body = desk.example(age="minor")
    body["parties"]["youth"] = {"kind": "person", "name": "马小勇", "id_number": "620723200911223024", "phone": "13893600079"}

    assert desk.open(body).privacy == Privacy.P4


CLOCKS = (
    ("dropout", {}, "first_visit", date(2026, 11, 27), "house: five working days"),
    ("online_recharge", {"urged_on": "2026-11-10"}, "ratification", date(2026, 12, 10), "民法典 145: thirty days"),
    ("youth_employment", {}, "mediation", date(2026, 12, 7), "劳动争议调解仲裁法 14: fifteen days, the last a Saturday"),
    (
        "youth_employment",
        {"relation": "intern", "term": None, "served": None},
        "mediation_other",
        date(2026, 12, 21),
        "thirty days",
    ),
)


@pytest.mark.parametrize(("key", "details", "clock", "due", "why"), CLOCKS, ids=[row[2] for row in CLOCKS])
def test_time_limits_end_on_the_day_the_article_says(
    key: str, details: dict[str, object], clock: str, due: date, why: str
) -> None:
    assert accepted(key, **details).due(clock) == due, why


def test_the_education_authority_takes_its_sixty_days_from_its_own_acceptance() -> None:
    assert accepted("student_injury").due("school_accident") is None
    assert accepted("student_injury", education_accepted_on="2026-11-10").due("school_accident") == date(2027, 1, 11)


def test_a_refusal_to_ratify_stops_the_thirty_days() -> None:
    """民法典 145."""
    desk = accepted("online_recharge")
    desk.act("ask_ratification", urged_on="2026-11-18")
    desk.act("refuse_ratification", refused_on="2026-11-20")

    assert desk.clock("ratification").state == "stopped"  # type: ignore[union-attr]


def test_what_the_child_wants_is_asked_before_an_agreement() -> None:
    """未成年人保护法 19."""
    desk = mediating("guardianship")

    with pytest.raises(Refused) as refused:
        desk.act("agree", agreed_on="2026-11-20", terms=[TERM])
    desk.act("hear_minor", heard_on="2026-11-20", with_whom="relative", opinion="想跟奶奶住")
    desk.act("agree", agreed_on="2026-11-20", terms=[TERM])

    assert problems(refused.value) == {"?"}
    assert desk.state.phase == "agreed"


FORBIDDEN = (
    ("自愿退学", "terms.0.act", "未成年人保护法 28"),
    ("父亲今后不再抚养", "terms.0.act", "民法典 26"),
    ("母亲放弃监护", "terms.0.act", "民法典 36"),
    ("在校门口张贴检讨", "terms.0.act?", "未成年人保护法 103"),
)


@pytest.mark.parametrize(("text", "problem", "why"), FORBIDDEN)
def test_what_no_agreement_about_a_minor_may_say(text: str, problem: str, why: str) -> None:
    desk = mediating("guardianship")
    desk.act("hear_minor", heard_on="2026-11-20", with_whom="relative", opinion="想跟奶奶住")

    with pytest.raises(Refused) as refused:
        desk.act("agree", agreed_on="2026-11-20", terms=[{**TERM, "act": text}])

    assert problem in problems(refused.value), why


SUMS = (
    (INJURY_SUM, {"medical": "8600", "care_rate": "120", "care_days": 20, "travel": "200"}, 1120000, "民法典 1179"),
    (INJURY_SUM, {"medical": "10000", "percent": "70"}, 700000, "民法典 1188: the guardian's share"),
    (SUPPORT_SUM, {"income": "4500", "children": 1}, 90000, "婚姻家庭编解释（一） 49: from twenty per cent"),
    (GIVEN_BACK_SUM, {"age": "under_eight", "paid": "1000", "suited": "200"}, 100000, "民法典 144: void altogether"),
    (
        GIVEN_BACK_SUM,
        {"age": "under_eighteen", "paid": "6480", "suited": "80", "guardian_percent": "20"},
        512000,
        "民法典 145, 157",
    ),
    (
        PROBATION_SUM,
        {"term": "under_three_years", "served": 6, "full_wage": "3200"},
        1280000,
        "劳动合同法 83: four months too many",
    ),
    (PROBATION_SUM, {"term": "under_three", "served": 1, "full_wage": "3200"}, 320000, "劳动合同法 19: none allowed"),
    (PROBATION_SUM, {"term": "long", "served": 6, "full_wage": "3200"}, 0, "劳动合同法 19: six months"),
)


@pytest.mark.parametrize(("calculator", "inputs", "total", "why"), SUMS, ids=[f"{row[0].key}-{n}" for n, row in enumerate(SUMS)])
def test_sums_follow_their_article(calculator: Calculator, inputs: dict[str, object], total: int, why: str) -> None:
    assert worked(calculator, TODAY, **inputs).total == total, why


def test_the_schools_finding_comes_into_the_case_and_ends_the_question() -> None:
    """未成年人保护法 39."""
    desk = mediating("bullying")
    desk.act("hear_minor", heard_on="2026-11-20", with_whom="teacher", opinion="希望他们停下")
    with pytest.raises(Refused) as refused:
        desk.act("agree", agreed_on="2026-11-20", terms=[TERM])
    desk.act("school_decision", decided_on="2026-11-20", decision="bullying", measures=["admonish"])
    desk.act("agree", agreed_on="2026-11-20", terms=[TERM])

    assert problems(refused.value) == {"?"}
    assert desk.state.details["decision"] == "bullying"
