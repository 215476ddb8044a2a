"""Draws a paper as docx. Fonts are named, not embedded: the office programs of the county have them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from portal.papers.layout import (
    COLUMNS,
    Break,
    Cell,
    Drawn,
    Element,
    Grid,
    Head,
    Kind,
    Room,
    Rules,
    Signing,
    Style,
    Tear,
    Text,
    Title,
)
from portal.papers.qr import qr_png
from portal.papers.sheet import RULE

SERIF, SANS = "仿宋", "黑体"
_WIDE = Mm(162)
_BODY, _SMALL, _TITLE, _FOOT = Pt(14), Pt(12), Pt(22), Pt(10.5)
_ROW, _SIGN_ROW, _RULE = Mm(7.8), Mm(12), Mm(9.5)
_BLANK = "　" * 7  # an underlined rule to write on
_LINE = {"val": "single", "sz": "4", "color": "000000"}
_DASHED = {**_LINE, "val": "dashed"}
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")  # the schema asks for this order


def as_docx(paper: Drawn, now: datetime) -> bytes:
    """Return the paper as a document that an office program opens and prints as it is."""
    document = Document()
    _set_up(document, paper, now)
    for element in paper.elements:
        _draw(document, element)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: Docx, paper: Drawn, now: datetime) -> None:
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "诉源", paper.title, ""
    properties.created = properties.modified = now.replace(tzinfo=None)
    style = document.styles["Normal"]
    style.font.size = _BODY
    style.font.name = SERIF
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), SERIF)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.3
    section = document.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Mm(28), Mm(20), Mm(22), Mm(20)
    section.header_distance, section.footer_distance = Mm(6), Mm(10)
    section.different_first_page_header_footer = True
    if paper.link:
        corner = section.first_page_header.paragraphs[0]
        corner.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        corner.paragraph_format.line_spacing = 1
        corner.add_run().add_picture(io.BytesIO(qr_png(paper.link)), width=Mm(15))
    for footer in (section.first_page_footer, section.footer):
        _foot(footer.paragraphs[0], paper.number)


def _foot(paragraph: Paragraph, number: str) -> None:
    paragraph.style = "Normal"  # the footer's own style has a tab in the middle
    paragraph.paragraph_format.tab_stops.add_tab_stop(_WIDE, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{number}\t第").font.size = _FOOT
    _field(paragraph, "PAGE")
    paragraph.add_run("页 共").font.size = _FOOT
    _field(paragraph, "NUMPAGES")
    paragraph.add_run("页").font.size = _FOOT


def _field(paragraph: Paragraph, name: str) -> None:
    """Add a number the office program works out."""
    run = paragraph.add_run()
    run.font.size = _FOOT
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("text", "1"), ("end", "")):
        if kind == "":
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = f" {text} "
        elif kind == "text":
            part = OxmlElement("w:t")
            part.text = text
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def _draw(document: Docx, element: Element) -> None:
    match element:
        case Title():
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(4), Pt(8)
            _run(paragraph, element.text, size=_TITLE, bold=True, font="宋体")
        case Head():
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.space_before = Pt(6)
            _run(paragraph, element.text, bold=True, font=SANS)
        case Text():
            _text(document.add_paragraph(), element)
        case Grid():
            _grid(document, element)
        case Rules():
            for _ in range(element.count):
                _rule(document.add_paragraph())
            _gap(document)
        case Room():
            _room(document, element)
        case Signing():
            _signing(document, element)
        case Tear():
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(6)
            _run(paragraph, element.text, size=_FOOT)
            _edges(paragraph, "pBdr", bottom=_DASHED)
        case Break():
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _run(paragraph: Paragraph, text: str, *, size: Length | None = None, bold: bool = False, font: str = "") -> Run:
    run = paragraph.add_run(text)
    if size is not None:
        run.font.size = size
    if bold:
        run.font.bold = True
    if font:
        run.font.name = font
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return run


def _text(paragraph: Paragraph, element: Text) -> None:
    form = paragraph.paragraph_format
    size = None
    match element.style:
        case Style.BODY:
            form.first_line_indent = Pt(28)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        case Style.ORGANISATION:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        case Style.NUMBER:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        case Style.LIST_HEAD:
            size = _SMALL
            form.space_before = Pt(6)
            form.keep_with_next = True
    if element.lead:
        _run(paragraph, element.lead, bold=True, font=SANS)
    for at, part in enumerate(element.text.split(RULE)):
        if at:
            paragraph.add_run(_BLANK).font.underline = True
        if part:
            _run(paragraph, part, size=size)


def _grid(document: Docx, grid: Grid) -> None:
    table = document.add_table(rows=len(grid.rows), cols=len(grid.columns), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _margins(table, Mm(1))
    widths = tuple(_widths(grid.columns))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    places = [row.cells for row in table.rows]  # once: asking the table for one cell walks through all of them
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(grid.rows):
        _height(table, at, _SIGN_ROW if grid.kind is Kind.SIGN_LIST else _ROW, repeated=at < grid.heads)
        column = 0
        for cell in row:
            while (at, column) in taken:
                column += 1
            taken.update((at + down, column + across) for down in range(cell.down) for across in range(cell.across))
            place = places[at][column]
            if cell.down * cell.across > 1:
                place = place.merge(places[at + cell.down - 1][column + cell.across - 1])
            place.width = Length(sum(widths[column : column + cell.across]))
            _cell(place, cell)
    _gap(document)


def _widths(columns: tuple[str, ...]) -> Iterator[Length]:
    known = [COLUMNS[name] for name in columns]
    rest = (100 - sum(part for part in known if part is not None)) / max(known.count(None), 1)
    yield from (Length(int(_WIDE * (rest if part is None else part) / 100)) for part in known)


def _height(table: Table, at: int, height: Length, *, repeated: bool) -> None:
    row = _Row(table._tbl.tr_lst[at], table)
    row.height, row.height_rule = height, WD_ROW_HEIGHT_RULE.AT_LEAST
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeated:
        properties.append(OxmlElement("w:tblHeader"))


def _margins(table: Table, beside: Length) -> None:
    """Set the room left and right inside every cell."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(int(beside.pt * 20)))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def _cell(place: _Cell, cell: Cell) -> None:
    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = place.paragraphs[0]
    paragraph.paragraph_format.line_spacing = 1.1
    if cell.head:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, cell.text, size=Pt(10.5) if cell.figures else _SMALL)


def _rule(paragraph: Paragraph) -> None:
    paragraph.paragraph_format.line_spacing = _RULE
    _edges(paragraph, "pBdr", bottom=_LINE, between=_LINE)


def _room(document: Docx, room: Room) -> None:
    table = document.add_table(rows=1, cols=1)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _height(table, 0, Mm(130), repeated=False)
    place = table.cell(0, 0)
    place.width = _WIDE
    _run(place.paragraphs[0], room.text)
    _margins(table, Mm(4))
    _edges(place, "tcBorders", top=_DASHED, left=_DASHED, bottom=_DASHED, right=_DASHED)
    _gap(document)


def _signing(document: Docx, signing: Signing) -> None:
    cells: list[str] = list(signing.places)
    if len(cells) % 2 == 0:
        cells.append("")
    cells.append("\n".join(filter(None, (signing.seal, signing.date))))
    _gap(document)
    table = document.add_table(rows=len(cells) // 2, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _margins(table, Mm(0))
    for at, text in enumerate(cells):
        row, column = divmod(at, 2)
        _height(table, row, Mm(17), repeated=False)
        place = table.cell(row, column)
        place.width = Length(_WIDE // 2)
        paragraph = place.paragraphs[0]
        paragraph.paragraph_format.keep_with_next = True
        if at == len(cells) - 1:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(paragraph, text)


def _gap(document: Docx) -> None:
    """Add what keeps two tables apart: an office program joins tables that touch."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(4)


def _edges(place: Paragraph | _Cell, name: str, **edges: dict[str, str]) -> None:
    """Draw lines around a paragraph or a cell."""
    borders = OxmlElement(f"w:{name}")
    for side in ("top", "left", "bottom", "right", "between"):
        if side in edges:
            edge = OxmlElement(f"w:{side}")
            for key, value in edges[side].items():
                edge.set(qn(f"w:{key}"), value)
            borders.append(edge)
    if isinstance(place, Paragraph):
        place._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)
    else:
        place._tc.get_or_add_tcPr().insert_element_before(borders, "w:shd", "w:noWrap", "w:tcMar", "w:vAlign")
