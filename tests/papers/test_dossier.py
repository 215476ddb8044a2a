"""Which papers a case needs, which are there, and which only concern some cases (司发通〔2010〕239号 order)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portal.declare.conditions import When
from portal.declare.papers import Duty, Paper
from portal.declare.phases import Phase
from portal.papers.dossier import Course, Place, dossier, papers_for

MEDIATING = Course("mediating", None, None, {"open", "accept", "consent"}, (), {})


def places(course: Course) -> dict[str, Place]:
    return {entry.paper.key: entry.place for entry in dossier((), course).entries}


def needed(course: Course) -> set[str]:
    return {entry.paper.key for entry in dossier((), course).entries if entry.must}


def test_papers_come_in_official_order() -> None:
    keys = [entry.paper.key for entry in dossier((), MEDIATING).entries]

    wanted = [
        "cover",
        "registration",
        "rights",
        "identity",
        "investigation",
        "record",
        "agreement",
        "follow_up",
        "confirmation",
        "back",
    ]
    assert [key for key in keys if key in wanted] == wanted


def test_record_and_agreement_are_there_by_their_acts_and_no_other_way() -> None:
    filed = replace(MEDIATING, filed={"record", "agreement", "rights"})
    signed = replace(MEDIATING, phase="agreed", did={"open", "session", "agree", "sign"}, ending="settled", form="written")

    assert (places(filed)["record"], places(filed)["agreement"]) == (Place.MISSING, Place.LATER)
    assert places(filed)["rights"] is Place.THERE
    assert (places(signed)["record"], places(signed)["agreement"]) == (Place.THERE, Place.THERE)


def test_count_is_of_what_must_be_there() -> None:
    made = dossier((), replace(MEDIATING, filed={"rights"}, did={"open", "session"}))

    assert (made.there, made.must) == (3, 8)


@pytest.mark.parametrize(
    ("ending", "form", "wanted", "unwanted"),
    [
        ("settled", "written", {"agreement", "record"}, {"oral_agreement", "ended_notice", "refusal_notice"}),
        ("settled", "oral", {"oral_agreement", "record"}, {"agreement", "ended_notice"}),
        ("not_settled", None, {"ended_notice", "record"}, {"agreement", "refusal_notice"}),
        ("party_refused", None, {"ended_notice"}, {"agreement", "record"}),
        ("not_accepted", None, {"refusal_notice"}, {"agreement", "record", "ended_notice", "rights"}),
    ],
)
def test_end_decides_what_must_be_there(ending: str, form: str | None, wanted: set[str], unwanted: set[str]) -> None:
    course = replace(MEDIATING, phase="ended", ending=ending, form=form)

    assert wanted <= needed(course)
    assert not unwanted & needed(course)


def test_cover_and_contents_come_with_the_whole_at_the_end() -> None:
    assert places(MEDIATING)["cover"] is Place.LATER
    assert places(replace(MEDIATING, phase="agreed", ending="settled"))["cover"] is Place.THERE


def test_proof_of_performance_and_call_back_are_asked_for_once_they_happened() -> None:
    signed = replace(MEDIATING, phase="agreed", ending="settled", form="written")
    paid = replace(signed, did={"open", "session", "agree", "sign", "perform_term"})
    called = replace(paid, did=paid.did | {"follow_up"}, filed={"performance"})  # type: ignore[operator]

    assert (places(signed)["performance"], places(signed)["follow_up"]) == (Place.NOT_NEEDED, Place.NOT_NEEDED)
    assert (places(paid)["performance"], places(paid)["follow_up"]) == (Place.MISSING, Place.NOT_NEEDED)
    assert (places(called)["performance"], places(called)["follow_up"]) == (Place.THERE, Place.THERE)


def test_paper_declared_for_some_cases_is_left_out_of_others() -> None:
    own = (
        Paper("bruise", "伤情照片", (), duty=Duty.MUST, when=When("hurt", True)),
        Paper("early", "先期通知", (), phases=(Phase.REVIEW,)),
        Paper("cover", "本会封面", (), order=0),
    )

    keys = [paper.key for paper in papers_for(own, MEDIATING)]
    hurt = [paper.title for paper in papers_for(own, replace(MEDIATING, details={"hurt": True}))]

    assert "bruise" not in keys
    assert "early" not in keys
    assert "伤情照片" in hurt
    assert "本会封面" in hurt
    assert "卷宗封面" not in hurt
