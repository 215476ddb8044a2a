"""A paper in the browser says what its layout says, which docx and pdf say too."""

from __future__ import annotations

import re

from flask import render_template_string

from portal.papers.core_papers import CORE_PAPERS
from portal.papers.layout import drawn
from portal.papers.sheet import sheet
from tests.papers.reading import html_words, words_of
from tests.papers.samples import CASES, FILLED, LINK
from tests.web.desks import Desks

PAPER = '{% import "papers/pieces.html" as pieces with context %}{{ pieces.paper(drawn) }}'


def test_html_says_what_the_layout_says(desks: Desks) -> None:
    for name, case in CASES.items():
        for paper in CORE_PAPERS:
            one = drawn(sheet(paper, case))

            with desks.app.test_request_context("/"):
                page = render_template_string(PAPER, drawn=one)

            told = html_words(page).removesuffix(one.number)
            assert told == words_of(one), (name, paper.key)


def test_code_on_a_paper_holds_the_address_of_the_case_and_needs_no_style(desks: Desks) -> None:
    with desks.app.test_request_context("/"):
        page = render_template_string(PAPER, drawn=drawn(sheet(CORE_PAPERS[0], FILLED)))
        other = render_template_string(PAPER, drawn=drawn(sheet(CORE_PAPERS[0], CASES["blank"])))

    code = re.search(r"<svg.*?</svg>", page, re.DOTALL)
    assert code is not None
    assert "style" not in code[0]
    assert LINK.rpartition("/")[2] not in page  # the address is drawn, not written
    assert "<svg" not in other
