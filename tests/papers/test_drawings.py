"""Docx and pdf say what the layout says, word for word, for every paper of the core, filled in and blank."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from portal.declare.papers import Checklist, LabelledRows, NewPage, Paper, Paragraph, PastePlace, TearLine
from portal.engine.money import capitals, grouped
from portal.papers.as_docx import as_docx
from portal.papers.as_pdf import as_pdf
from portal.papers.core_papers import AGREEMENT, CORE_PAPERS, RECORD, REGISTRATION
from portal.papers.layout import COLUMNS, Drawn, Grid, Room, Tear, Text, drawn
from portal.papers.on_paper import CaseOnPaper
from portal.papers.sheet import RULE, sheet
from tests.papers.reading import FOOT, docx_words, pdf_pages, pdf_words, repeated_heads, squeezed, words_of
from tests.papers.samples import CASES, FILLED, MANY, NOW

STYLES = Path(__file__).parents[2] / "portal" / "web" / "static" / "css" / "paper.css"


def made(paper: Paper, case: CaseOnPaper = FILLED) -> Drawn:
    return drawn(sheet(paper, case))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@pytest.mark.parametrize("paper", CORE_PAPERS, ids=lambda paper: paper.key)
def test_docx_says_what_the_layout_says(paper: Paper, case: CaseOnPaper) -> None:
    one = made(paper, case)

    assert docx_words(as_docx(one, NOW)) == words_of(one)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_pdf_says_what_the_layout_says(fonts: Path, case: CaseOnPaper) -> None:
    papers = [made(paper, case) for paper in (CORE_PAPERS if case is not MANY else (REGISTRATION, RECORD))]

    told = Counter(pdf_words(as_pdf(papers, "文书", NOW), case.number))

    wanted = Counter("".join(map(words_of, papers)))
    assert not wanted - told
    assert not (told - wanted) - Counter("".join(map(repeated_heads, papers)))


def test_foot_of_a_pdf_names_number_and_page_and_every_paper_counts_for_itself(fonts: Path) -> None:
    long, short = made(REGISTRATION, MANY), made(AGREEMENT)

    pages = pdf_pages(as_pdf([long, short], "文书", NOW))

    whole = len(pages) - 1
    assert whole > 1
    assert [FOOT.findall(page) for page in pages] == [[f"第{n}页共{whole}页"] for n in range(1, whole + 1)] + [["第1页共1页"]]
    assert all("（2026）临劳调字第12号" in page for page in pages)


def test_pdf_embeds_its_fonts_and_names_nobody_in_its_title(fonts: Path) -> None:
    read = PdfReader(io.BytesIO(as_pdf([made(AGREEMENT)], AGREEMENT.title, NOW)))

    resources = read.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    kinds = [font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in resources.values()]
    assert kinds
    assert all("/FontFile3" in kind or "/FontFile2" in kind for kind in kinds)
    assert read.metadata is not None
    assert read.metadata.title == "人民调解协议书"


def test_same_case_draws_the_same_pdf_twice(fonts: Path) -> None:
    assert as_pdf([made(AGREEMENT)], "文书", NOW) == as_pdf([made(AGREEMENT)], "文书", NOW)


def test_text_of_a_case_is_never_markup(fonts: Path) -> None:
    hostile = '#panic("x") $a$ *b* @c <d> \\e {number} {{ x }} "f" </w:t>'
    one = Drawn("x", "标题", hostile, (Text(hostile),))

    assert pdf_words(as_pdf([one], "标题", NOW), hostile) == squeezed(hostile)
    assert docx_words(as_docx(one, NOW)) == squeezed(hostile)


@pytest.mark.parametrize("paper", CORE_PAPERS, ids=lambda paper: paper.key)
def test_amounts_in_figures_and_in_capitals_agree_wherever_they_stand(paper: Paper) -> None:
    told = words_of(made(paper))

    for figures, words in re.findall(r"人民币([\d,.]+)元（大写：([^）]+)）", told):
        fen = int(figures.replace(",", "").replace(".", ""))
        assert (grouped(fen), capitals(fen)) == (figures, words)
    assert ("大写" in told) == (paper.key in ("agreement", "oral_agreement", "receipt"))


def test_blocks_for_forms_tell_and_leave_room() -> None:
    paper = Paper(
        "own",
        "单子",
        (
            LabelledRows((("案号", "{number}"), ("收件人", ""))),
            Checklist(("协议", "{type}证明")),
            PastePlace("粘贴处"),
            TearLine("回执"),
            NewPage(),
            Paragraph("{nothing_known}"),
        ),
        letterhead=False,
    )

    grid, *texts, room, tear, _page, rule = made(paper).elements[1:]

    assert isinstance(grid, Grid)
    assert [cell.text for row in grid.rows for cell in row] == ["案号", "（2026）临劳调字第12号", "收件人", ""]
    assert texts == [Text("□ 协议", texts[0].style), Text("□ 拖欠工资证明", texts[0].style)]  # type: ignore[union-attr]
    assert (room, tear) == (Room("粘贴处"), Tear("回执"))
    assert rule.count == 4  # type: ignore[union-attr]


def test_new_page_begins_one_in_docx_and_pdf(fonts: Path) -> None:
    one = made(Paper("own", "两页", (Paragraph("前"), NewPage(), Paragraph("后"))))

    assert len(pdf_pages(as_pdf([one], "两页", NOW))) == 2
    assert 'w:type="page"' in Document(io.BytesIO(as_docx(one, NOW))).element.xml


def test_rule_to_write_on_is_drawn_and_its_mark_is_nowhere(fonts: Path) -> None:
    one = Drawn("x", "标题", "", (Text(f"前{RULE}后"),))

    assert "\x00" not in PdfReader(io.BytesIO(as_pdf([one], "标题", NOW))).pages[0].extract_text()
    assert 'w:u w:val="single"' in Document(io.BytesIO(as_docx(one, NOW))).element.xml


def test_widths_of_the_style_sheet_are_those_of_the_layout() -> None:
    style = STYLES.read_text(encoding="utf-8")

    for name, width in COLUMNS.items():
        if width is not None:
            assert re.search(rf"\.{name}(?:, \.[\w-]+)* {{ width: {width:g}%; }}", style), name
