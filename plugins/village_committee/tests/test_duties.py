"""What the committees must not forget: to report, to protect, to refuse what is not theirs, to write where the law wants it."""

from __future__ import annotations

from typing import Any

import pytest

from portal.sdk import Privacy
from portal.testing.desk import Desk
from portal_plugins.village_committee.tests.at_the_desk import DEED, TERM, opened, refused, session, talking

REPORT: dict[str, Any] = {"to": "police", "who": "沙河派出所值班民警", "reported_on": "2026-11-20", "what": "双方扬言动手。"}
RISKY: dict[str, Any] = {"risk": "may_turn_criminal", "precautions": "已把双方劝开。"}
AGREED: dict[str, Any] = {"form": "written", "agreed_on": "2026-11-20", "terms": [TERM]}


def settled_talk(key: str, **details: Any) -> Desk:
    at = talking(key, **details)
    at.act("session", confirmed=["guard:"], **session(manner="separate"))
    return at


@pytest.mark.parametrize(
    ("key", "details"),
    [
        ("neighbourhood", RISKY),  # 人民调解法 25
        ("campus", {"kind": "bullying", "minor_harmed": True}),  # 未成年人保护法 11
        ("damages", {"kind": "injury", "minor_harmed": True}),
        ("marriage_family", {"kind": "domestic_violence", "violence": True, "incapable_victim": True}),  # 反家庭暴力法 14
    ],
)
def test_no_agreement_and_no_end_before_the_report(key: str, details: dict[str, Any]) -> None:
    at = settled_talk(key, **details)
    assert refused(at, "agree", **AGREED) == {""}
    assert refused(at, "fail", reason="apart", remedies_told=True, ended_on="2026-11-20") == {""}

    at.act("report", **REPORT)

    assert refused(at, "agree", **AGREED) == set()


def test_a_session_before_the_report_only_asks() -> None:
    at = talking("neighbourhood", **RISKY)

    assert refused(at, "session", **session()) == {"?"}
    assert refused(at, "session", "guard:", **session()) == set()


def test_what_may_only_escalate_needs_no_report() -> None:
    at = settled_talk("neighbourhood", risk="may_escalate", precautions="请社长上门劝解。")

    assert refused(at, "agree", **AGREED) == set()


@pytest.mark.parametrize(
    ("key", "details", "privacy"),
    [
        ("marriage_family", {"kind": "support_elders"}, Privacy.P3),
        ("marriage_family", {"kind": "divorce", "violence": True}, Privacy.P4),
        ("marriage_family", {"kind": "raise_children", "minor_harmed": True}, Privacy.P4),
        ("campus", {"kind": "injury"}, Privacy.P3),
        ("campus", {"kind": "bullying", "minor_harmed": True}, Privacy.P4),
        ("damages", {"kind": "injury", "minor_harmed": True}, Privacy.P4),
        ("neighbourhood", {"kind": "noise"}, Privacy.P1),
    ],
)
def test_violence_and_harm_to_children_seal_the_case(key: str, details: dict[str, Any], privacy: Privacy) -> None:
    assert opened(key, **details).state.privacy == privacy


def test_victim_and_offender_do_not_meet_before_the_head_signed() -> None:
    at = talking("marriage_family", kind="family_quarrel", violence=True)
    assert refused(at, "session", **session()) == {"manner"}
    assert refused(at, "session", **session(manner="phone", result="continue")) == set()

    at.act("safety_signed", supervises=True, assessed_on="2026-11-20", findings="有亲属陪同，可以见面。", victim_agrees=True)

    assert refused(at, "session", **session()) == set()


def test_whoever_was_not_asked_about_violence_is_asked_alone_before_a_meeting() -> None:
    unasked = talking("marriage_family", kind="divorce")
    asked = talking("marriage_family", kind="divorce", violence=False)

    assert refused(unasked, "session", **session()) == {"manner?"}
    assert refused(unasked, "session", **session(manner="separate", result="continue")) == set()
    assert refused(asked, "session", **session()) == set()


def test_safety_is_signed_only_where_there_is_violence() -> None:
    assert "safety_signed" in talking("marriage_family", kind="divorce", violence=True).offers()
    assert "safety_signed" not in talking("marriage_family", kind="divorce").offers()


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        ("丈夫保证不再动手，妻子不再报警。", {"terms.0.act"}),
        ("妻子谅解家暴。", {"terms.0.act"}),
        ("丈夫搬到父母家住三个月。", set()),
    ],
)
def test_violence_is_no_bargain(act: str, fields: set[str]) -> None:
    at = settled_talk("marriage_family", kind="family_quarrel", violence=True)
    deed = {"kind": "act", "payer": "李桂兰", "act": act}

    assert refused(at, "agree", form="written", agreed_on="2026-11-20", terms=[deed]) == fields


@pytest.mark.parametrize(
    ("key", "details", "fields"),
    [
        ("labour", {"relation": "labour"}, {"form"}),  # 劳动争议调解仲裁法 14
        ("labour", {"relation": "service"}, set()),
        ("migrant_wages", {"relation": "labour"}, {"form"}),
        ("forest_land", {"kind": "contract"}, {"form"}),  # 农村土地承包经营纠纷调解仲裁法 10
        ("forest_land", {"kind": "boundary"}, set()),
        ("neighbourhood", {}, set()),  # 人民调解法 28
    ],
)
def test_where_the_law_wants_paper_an_oral_agreement_is_refused(key: str, details: dict[str, Any], fields: set[str]) -> None:
    at = settled_talk(key, **details)

    assert refused(at, "agree", form="oral", agreed_on="2026-11-20", terms=[DEED]) == fields


@pytest.mark.parametrize(
    ("key", "details", "source", "fields"),
    [
        ("land_taking", {"kind": "decision"}, "application", {""}),  # 人民调解法 2: no civil dispute
        ("land_taking", {"kind": "share"}, "application", set()),
        ("medical", {"elsewhere": "court"}, "application", {""}),  # 医疗纠纷预防和处理条例 31
        ("medical", {"elsewhere": "court"}, "court", set()),
        ("medical", {"elsewhere": "administration"}, "application", {""}),
        ("medical", {"elsewhere": "police"}, "application", {"elsewhere?"}),
        ("neighbourhood", {"elsewhere": "court"}, "application", {"?"}),
        ("neighbourhood", {"elsewhere": "court"}, "court", set()),
        ("neighbourhood", {"elsewhere": "none"}, "application", set()),
        ("village_affairs", {"kind": "election"}, "application", {"kind?"}),
    ],
)
def test_what_is_not_the_committees_is_not_accepted(key: str, details: dict[str, Any], source: str, fields: set[str]) -> None:
    at = opened(key, source=source, **details)

    assert refused(at, "accept", accepted_on="2026-11-20") == fields
