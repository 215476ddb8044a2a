"""The county's wording: what may be edited, which version stands when, and what is wrong with a placeholder."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from portal.declare.papers import Heading, Paper, Paragraph, Signatures
from portal.engine.wordings import Wording, in_force
from portal.papers.core_papers import CORE_PAPERS, ENDED_NOTICE, RIGHTS
from portal.papers.on_paper import VALUES
from portal.papers.placeholders import wording_problems
from portal.papers.sheet import is_core, sheet
from portal.papers.wording import PORTAL, editable, owner_of, worded
from tests.papers.samples import FILLED

DAY = datetime(2026, 11, 21, tzinfo=UTC)
FIRST = Wording(1, DAY.replace(day=1), {"甲": "乙"})
SECOND = Wording(2, DAY.replace(day=10), {"甲": "丙"})
PAPER = Paper("own", "说明", (Heading("甲"), Paragraph("甲"), Paragraph("丁"), Signatures()))


def test_headings_and_paragraphs_may_be_worded_and_everything_else_stays() -> None:
    assert editable(PAPER) == ("甲", "丁")
    assert worded(PAPER, FIRST).blocks == (Heading("乙"), Paragraph("乙"), Paragraph("丁"), Signatures())


@pytest.mark.parametrize(("made", "version"), [(None, 2), (5, 1), (10, 2), (30, 2)])
def test_paper_made_before_a_change_keeps_its_version(made: int | None, version: int) -> None:
    found = in_force((FIRST, SECOND), None if made is None else DAY.replace(day=made))

    assert found is not None
    assert found.version == version


def test_paper_made_before_the_first_version_keeps_the_declared_words() -> None:
    assert in_force((SECOND,), DAY.replace(day=2)) is None
    assert worded(PAPER, None) is PAPER


def test_old_words_do_not_stand_where_the_declaration_has_changed() -> None:
    changed = replace(PAPER, blocks=(Paragraph("戊"),))

    assert worded(changed, FIRST).blocks == (Paragraph("戊"),)


def test_core_paper_in_the_county_s_words_still_means_the_case_s_own_values() -> None:
    said = worded(ENDED_NOTICE, Wording(1, DAY, {editable(ENDED_NOTICE)[1]: "结果：{ending}。"}))

    assert is_core(said)
    assert any("结果：调解成功。" in text for piece in sheet(said, FILLED).pieces for text in piece.text)
    assert (owner_of(said, "a.b"), owner_of(PAPER, "a.b")) == (PORTAL, "a.b")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("案号{number}。", []),
        ("案号{nmber}。", [("placeholder_unknown", {"name": "nmber", "like": "number"})]),
        ("案号{number。", [("placeholder_broken", {"near": "案号{number。"})]),
        ("案号number}。", [("placeholder_broken", {"near": "number}。"})]),
        ("案号｛number｝。", [("placeholder_broken", {"near": "案号｛number｝。"})]),
        ("案号{number.x}。", [("placeholder_broken", {"near": "案号{number.x}。"})]),
        ("{a}{b}", [("placeholder_unknown", {"name": "a"}), ("placeholder_unknown", {"name": "b"})]),
    ],
)
def test_placeholder_is_known_or_named(text: str, said: list[tuple[str, dict[str, object]]]) -> None:
    found = [(p.code, dict(p.params)) for p in wording_problems("text_0", text, VALUES)]

    assert [code for code, _params in found] == [code for code, _params in said]
    assert all(params.get("near") == wanted.get("near") for (_c, params), (_d, wanted) in zip(found, said, strict=True))
    assert all(params.get("name") == wanted.get("name") for (_c, params), (_d, wanted) in zip(found, said, strict=True))


@pytest.mark.parametrize("paper", CORE_PAPERS, ids=lambda paper: paper.key)
def test_every_placeholder_of_a_core_paper_is_known(paper: Paper) -> None:
    assert [p for text in editable(paper) for p in wording_problems("text", text, VALUES)] == []


def test_every_value_has_its_meaning_and_every_meaning_its_value() -> None:
    assert set(FILLED._own()) | {"to_court"} == set(VALUES)
    assert RIGHTS.key not in VALUES
