"""Disabled persons' disputes: capacity, talking, cards and sums; each rule of law with its article."""

from datetime import date

import pytest

from portal.sdk import Calculator, CaseType, Privacy, Refused
from portal.testing.desk import Desk, problems
from portal.testing.sums import worked
from portal_plugins.disabled_federation import PLUGIN
from portal_plugins.disabled_federation.calculators import ACCOUNT, ARREARS, DEVICE_FRAUD, DISMISSED, SUPPORT
from portal_plugins.disabled_federation.case_types.parties import WARD

TODAY = date(2026, 11, 20)
TYPES = {kind.key: kind for kind in PLUGIN.case_types}
TERM = {"kind": "act", "payer": "对方", "act": "每月送生活用品并陪同看病", "due_on": "2027-06-30"}


def desk_of(key: str) -> Desk:
    return Desk(f"disabled_federation.{key}", TYPES[key], today=TODAY)


def accepted(key: str, **details: object) -> Desk:
    desk = desk_of(key)
    desk.open(desk.example(**details))
    desk.act("accept", accepted_on="2026-11-20")
    return desk


def alone(key: str) -> Desk:
    """Return an accepted case whose ward came without anybody."""
    desk = desk_of(key)
    body = desk.example()
    body["parties"]["disabled"] = {k: v for k, v in WARD.items() if k != "guardian"}
    desk.open(body)
    desk.act("accept", accepted_on="2026-11-20")
    return desk


def with_agent(desk: Desk) -> Desk:
    ward = desk.state.parties_of("disabled")[0]
    desk.act("guardian", for_party=str(ward.id), ground="limited", kinship="organisation", name="大鸭村村民委员会")
    return desk


def mediating(key: str, **details: object) -> Desk:
    desk = accepted(key, **details)
    desk.act("consent", consented_on="2026-11-20", how="phone")
    return desk


@pytest.mark.parametrize("kind", PLUGIN.case_types, ids=lambda kind: kind.key)
def test_every_type_reaches_mediation_confidentially(kind: CaseType) -> None:
    desk = mediating(kind.key)

    assert desk.state.privacy == Privacy.P3
    assert "agree" in desk.offers()


@pytest.mark.parametrize("key", ["guardian_property", "family_support"])
def test_who_cannot_judge_acts_through_a_legal_agent(key: str) -> None:
    """民法典 21, 22, 23; the guardian who is the other side is no agent (168), the core says how to go on."""
    desk = alone(key)

    with pytest.raises(Refused):
        desk.act("consent", consented_on="2026-11-20", how="phone")
    with_agent(desk)
    desk.act("consent", consented_on="2026-11-20", how="phone")

    assert desk.state.phase == "mediating"


def test_disability_is_not_incapacity() -> None:
    """民法典 18, 21: nobody needs an agent for being disabled."""
    assert mediating("accessibility").state.phase == "mediating"


def signed(desk: Desk) -> Desk:
    """Bring a case to an agreement signed on the day, confirming what only asks."""
    desk.act("agree", ["guard:"], agreed_on="2026-11-20", terms=[TERM])
    desk.act("sign", signed_on="2026-11-20", complete=True)
    return desk


CLAIMS = ("guardian_property", "assistive_device")


@pytest.mark.parametrize("kind", PLUGIN.case_types, ids=lambda kind: kind.key)
def test_what_starts_with_the_request_and_with_the_agreement(kind: CaseType) -> None:
    """民法典 188; 人民调解法 33; 劳动争议调解仲裁法 27; the review of a labour agreement is marked unread."""
    desk = signed(mediating(kind.key))
    labour = kind.key == "employment_discrimination"

    assert desk.due("judicial_confirmation") == date(2026, 12, 21)
    assert desk.due("limitation") == (date(2029, 11, 20) if kind.key in CLAIMS else None)
    assert desk.due("arbitration_limitation") == (date(2027, 11, 22) if labour else None)
    assert desk.due("arbitration_review") == (date(2026, 12, 7) if labour else None)


ASKED_AND_REFUSED = (
    ("assistive_device", {"category": "sight"}, "parties.disabled?", "残疾人证编号规则（待核）"),
    ("assistive_device", {"grade": "4"}, "parties.disabled?", "残疾人证编号规则（待核）"),
    ("employment_discrimination", {"staff": 200, "disabled_staff": 2}, "details.disabled_staff?", "残疾人就业条例 8: 1.5 %"),
    (
        "employment_discrimination",
        {"staff": 2, "disabled_staff": 3},
        "details.disabled_staff",
        "a part is not more than the whole",
    ),
    ("employment_discrimination", {"stage": "post"}, "details.adjusted?", "残疾人保障法 38"),
    ("accessibility", {"built": "new"}, "details.built?", "残疾人保障法 53"),
    ("accessibility", {"place_kind": "web"}, "details.place_kind?", "无障碍环境建设法（待核）"),
    ("guardian_property", {"capacity": "full"}, "details.capacity?", "民法典 18, 21"),
    ("guardian_property", {"act": "sold", "for_ward": False}, "details.for_ward?", "民法典 35"),
    ("family_support", {"raised": False}, "details.raised?", "民法典 1075"),
    ("family_support", {"issue": "abandoned"}, "details.issue?", "残疾人保障法 9"),
    ("assistive_device", {"subsidy": "5000"}, "details.subsidy", "no more than the price"),
)


@pytest.mark.parametrize(
    ("key", "details", "problem", "why"), ASKED_AND_REFUSED, ids=[f"{row[0]}-{n}" for n, row in enumerate(ASKED_AND_REFUSED)]
)
def test_what_does_not_fit_is_told_at_its_field(key: str, details: dict[str, object], problem: str, why: str) -> None:
    desk = desk_of(key)

    with pytest.raises(Refused) as refused:
        desk.open(desk.example(**details))

    assert problem in problems(refused.value), why


def test_one_and_a_half_per_cent_is_enough() -> None:
    """残疾人就业条例 8."""
    desk = desk_of("employment_discrimination")

    assert desk.open(desk.example(staff=200, disabled_staff=3)).phase == "review"


CLOCKS = (
    ("employment_discrimination", {}, "mediation", date(2026, 12, 7), "劳动争议调解仲裁法 14: fifteen days, the last a Saturday"),
    (
        "employment_discrimination",
        {"stage": "hiring"},
        "mediation_hiring",
        date(2026, 12, 21),
        "no labour relation yet: 残疾人保障法 64",
    ),
    ("benefits", {"act_known_on": "2026-10-08"}, "review_asked", date(2026, 12, 7), "行政复议法 20"),
    ("benefits", {"act_known_on": "2026-10-08"}, "administrative_suit", date(2027, 4, 8), "行政诉讼法 46"),
    ("accessibility", {}, "site_visit", date(2026, 11, 27), "house: five working days"),
    ("assistive_device", {"goods_received_on": "2026-11-16"}, "fault_return", date(2026, 11, 23), "消费者权益保护法 24"),
    ("family_support", {"aid_applied_on": "2026-11-18"}, "aid_decision", date(2026, 11, 25), "法律援助法 43: seven days"),
)


@pytest.mark.parametrize(("key", "details", "clock", "due", "why"), CLOCKS, ids=[f"{row[0]}-{row[2]}" for row in CLOCKS])
def test_time_limits_end_on_the_day_the_article_says(
    key: str, details: dict[str, object], clock: str, due: date, why: str
) -> None:
    assert accepted(key, **details).due(clock) == due, why


def test_support_of_the_family_never_lapses() -> None:
    """民法典 196: no limitation runs against claims of support."""
    assert {clock.key for clock in accepted("family_support").state.clocks} == {"mediation"}


def test_violence_seals_the_case_and_is_reported_for_who_cannot_judge() -> None:
    """反家庭暴力法 14."""
    desk = accepted("family_support", violence=True)

    with pytest.raises(Refused):
        desk.act("consent", consented_on="2026-11-20", how="phone")
    desk.act("report", to="police", who="鸭暖派出所", reported_on="2026-11-20", what="身上有伤")
    desk.act("consent", consented_on="2026-11-20", how="phone")

    assert desk.state.privacy == Privacy.P4


def test_the_interpreter_is_there_before_the_talk() -> None:
    """残疾人保障法 55."""
    desk = mediating("assistive_device")
    session = {"held_on": "2026-11-20", "record": "双方到场", "result": "continue"}

    with pytest.raises(Refused) as refused:
        desk.act("session", **session)
    desk.act("accommodate", needs=["sign"], by="特教学校手语老师", arranged_on="2026-11-20")
    with pytest.raises(Refused) as later:
        desk.act("session", **session)

    assert "?" in problems(refused.value)
    assert "?" not in problems(later.value)


def test_an_agreement_on_a_subsidy_leaves_its_standard_alone() -> None:
    desk = mediating("benefits")

    with pytest.raises(Refused) as refused:
        desk.act("agree", agreed_on="2026-11-20", terms=[TERM])
    desk.act("agree", ["guard:"], agreed_on="2026-11-20", terms=[TERM])

    assert problems(refused.value) == {"?"}
    assert desk.state.phase == "agreed"


FORBIDDEN = (
    ("兄弟今后不再扶养", "terms.0.act", "残疾人保障法 9"),
    ("把房屋出售后还债", "terms.0.act?", "民法典 35"),
    ("照顾残废弟弟", "terms.0.act", "残疾人保障法 3"),
)


@pytest.mark.parametrize(("text", "problem", "why"), FORBIDDEN)
def test_what_no_agreement_with_a_disabled_person_may_say(text: str, problem: str, why: str) -> None:
    desk = mediating("family_support")

    with pytest.raises(Refused) as refused:
        desk.act("agree", agreed_on="2026-11-20", terms=[{**TERM, "act": text}])

    assert problem in problems(refused.value), why


SUMS = (
    (
        DISMISSED,
        {"hired": "2023-11-01", "ended": "2026-10-31", "average": "3600"},
        2160000,
        "劳动合同法 47, 87: twice three months",
    ),
    (ARREARS, {"monthly": "120", "months": 5}, 60000, "残疾人保障法 48"),
    (ARREARS, {"monthly": "120", "months": 5, "received": "360"}, 24000, "残疾人保障法 47"),
    (ACCOUNT, {"received": "28600", "spent_for_ward": "15200", "kept": "6000"}, 740000, "民法典 35"),
    (SUPPORT, {"need": "1500", "own_income": "620", "supporters": 2}, 44000, "民法典 1067, 1075"),
    (SUPPORT, {"need": "1500", "own_income": "500", "supporters": 2, "percent": "70"}, 70000, "as agreed among them"),
    (DEVICE_FRAUD, {"price": "100"}, 60000, "消费者权益保护法 55: the price and at least 500 yuan"),
)


@pytest.mark.parametrize(("calculator", "inputs", "total", "why"), SUMS, ids=[f"{row[0].key}-{n}" for n, row in enumerate(SUMS)])
def test_sums_follow_their_article(calculator: Calculator, inputs: dict[str, object], total: int, why: str) -> None:
    assert worked(calculator, TODAY, **inputs).total == total, why
