"""Checks of papers: they name what the case has, and come as page, docx and pdf."""

from __future__ import annotations

from collections.abc import Iterator

from portal.declare.papers import FieldRows, LabelledRows, Paper, Paragraph
from portal.errors import Refused
from portal.papers.as_docx import as_docx
from portal.papers.as_pdf import as_pdf
from portal.papers.fonts import has_fonts
from portal.papers.layout import Drawn, drawn
from portal.papers.on_paper import VALUES
from portal.papers.sheet import PLACEHOLDER, sheet
from portal.testing.bench import Bench
from portal.testing.findings import Check, Finding
from portal.web.case_on_paper import blank


def papers_name_what_there_is(bench: Bench) -> Iterator[Finding]:
    """Find placeholders and rows that name no field of the type and no value of the case."""
    for key, declared in bench.types():
        known = {asked.key for asked in declared.fields}
        for paper in declared.papers:
            for block in paper.blocks:
                named = set(block.keys) if isinstance(block, FieldRows) else set()
                strange = sorted(named - known)
                texts = [block.text] if isinstance(block, Paragraph) else []
                texts += [text for _, text in block.rows] if isinstance(block, LabelledRows) else []
                strange += sorted({n for text in texts for n in PLACEHOLDER.findall(text)} - known - set(VALUES))
                if strange:
                    yield Finding(f"{key} {paper.key}", f"没有字段 {'、'.join(strange)}", "占位符只写本类型的字段或案件的值")


def papers_open_as_pages(bench: Bench) -> Iterator[Finding]:
    """Find papers that do not open, blank or filled in."""
    portal = bench.portal
    for key, paper in _papers(bench):
        page = portal.asks(portal.handler, "GET", f"/cases/blank/{key}/{paper.key}")
        if page.status != 200 or paper.title not in page.texts[0]:
            yield Finding(f"{key} {paper.key}", f"空白文书打不开（{page.status}）", "看 blocks 里的每一块")
    for subject in portal.plant().subjects:
        if subject.matter.value != "case" or subject.organisation != portal.handler.onlooker.organisation:
            continue
        for paper in bench.plugin.case_type(subject.type.rpartition(".")[2]).papers:
            filled = portal.asks(portal.handler, "GET", f"/cases/{subject.id}/papers/{paper.key}")
            if filled.status not in (200, 404):  # a paper may be for other phases or other details
                yield Finding(f"{subject.type} {paper.key}", f"填好的文书打不开（{filled.status}）", "看 blocks 里的每一块")


def papers_come_as_docx(bench: Bench) -> Iterator[Finding]:
    """Find papers that cannot be written as docx."""
    for key, paper in _papers(bench):
        try:
            made = as_docx(_drawn(bench, key, paper), bench.now)
        except Exception as error:  # noqa: BLE001 - what fails in drawing a declared paper is the finding
            yield Finding(f"{key} {paper.key}", f"写不成 docx：{type(error).__name__}", "看 blocks 里的每一块")
            continue
        if not made.startswith(b"PK"):
            yield Finding(f"{key} {paper.key}", "写不成 docx", "看 blocks 里的每一块")


def papers_come_as_pdf(bench: Bench) -> Iterator[Finding]:
    """Find papers that cannot be set as pdf: all of the plugin in one file, so that it is quick."""
    papers = [_drawn(bench, key, paper) for key, paper in _papers(bench)]
    if not papers:
        return
    if not has_fonts():
        yield Finding("pdf", "这台机器没有中文字体，试不了 pdf", "apt-get install fonts-noto-cjk")
        return
    try:
        as_pdf(papers, "检查", bench.now)
    except Refused:
        yield Finding("pdf", "排不成 pdf", "逐份排版，找出是哪一份：空白文书页上有 pdf")


def _papers(bench: Bench) -> Iterator[tuple[str, Paper]]:
    """Yield every paper once, with a type that declares it."""
    seen: set[int] = set()
    for key, declared in bench.types():
        for paper in declared.papers:
            if hash((paper.key, paper.blocks)) not in seen:
                seen.add(hash((paper.key, paper.blocks)))
                yield key, paper


def _drawn(bench: Bench, type_key: str, paper: Paper) -> Drawn:
    return drawn(sheet(paper, blank(bench.plugin.case_type(type_key.rpartition(".")[2]), "调解委员会")))


CHECKS = (
    Check("papers_name_what_there_is", "文书只提到案件有的内容", papers_name_what_there_is),
    Check("papers_open_as_pages", "文书打得开，空白的和填好的", papers_open_as_pages),
    Check("papers_come_as_docx", "文书写得成 docx", papers_come_as_docx),
    Check("papers_come_as_pdf", "文书排得成 pdf", papers_come_as_pdf),
)
