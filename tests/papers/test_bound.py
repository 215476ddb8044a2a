"""The bound dossier: official order, pages counted from the first paper, contents that name them, what is missing in front."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from portal.declare.papers import Paper
from portal.papers.as_pdf import as_pdf
from portal.papers.bound import UNCOUNTED, bound
from portal.papers.dossier import Course, dossier
from portal.papers.layout import Drawn, drawn
from portal.papers.sheet import sheet
from tests.papers.reading import pdf_pages, words_of
from tests.papers.samples import FILLED, MANY, NOW

SETTLED = Course("ended", "settled", "written", {"open", "session", "agree", "sign"}, {"rights", "identity", "authorisation"}, {})
COMPLETE = replace(SETTLED, filed={"rights", "identity", "cover", "contents", "back"})


def made(paper: Paper) -> Drawn:
    return drawn(sheet(paper, FILLED))


def test_papers_that_are_there_lie_in_official_order_between_cover_and_back() -> None:
    keys = [paper.key for paper in bound(dossier((), SETTLED), FILLED, made)]

    assert keys == ["cover", "contents", "registration", "rights", "identity", "authorisation", "record", "agreement", "back"]


def test_what_must_be_there_and_is_not_stands_on_a_loose_leaf_in_front_and_in_the_contents() -> None:
    leaf, _cover, contents, *_rest = bound(dossier((), replace(SETTLED, filed=())), FILLED, made)

    assert leaf.key == "missing"
    assert "1.当事人权利义务告知书（缺）2.当事人身份证明（缺）" in words_of(leaf)
    assert "当事人权利义务告知书缺" in words_of(contents)
    assert "受理登记表" in words_of(contents)
    assert "受理登记表缺" not in words_of(contents)


def test_complete_dossier_has_no_leaf_of_missing_papers() -> None:
    assert bound(dossier((), COMPLETE), FILLED, made)[0].key == "cover"


def test_cover_contents_and_back_are_made_by_the_binding_itself() -> None:
    leaf, *_rest = bound(dossier((), replace(SETTLED, filed=())), FILLED, made)

    assert not re.search("封面|目录|封底", words_of(leaf))


def test_pages_are_counted_from_the_first_paper_and_the_contents_name_them(fonts: Path) -> None:
    def many(paper: Paper) -> Drawn:
        return drawn(sheet(paper, MANY))

    papers = bound(dossier((), SETTLED), MANY, many)
    pages = pdf_pages(as_pdf(papers, "人民调解卷宗", NOW, uncounted=UNCOUNTED))

    feet = [re.search(r"第(\d+)页共(\d+)页", page) for page in pages]
    assert [foot is None for foot in feet[:2]] == [True, True]
    assert feet[-1] is None
    counted = [(int(foot[1]), int(foot[2])) for foot in feet if foot]
    assert counted == [(n, len(pages) - 3) for n in range(1, len(pages) - 2)]
    at = [next(n for n, page in enumerate(pages[2:], 1) if title in page) for title in ("受理登记表", "当事人权利义务告知书")]
    assert at[1] > 2
    assert f"1受理登记表1—{at[1] - 1}2当事人权利义务告知书{at[1]}" in pages[1]
