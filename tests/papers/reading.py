"""Reads drawn papers back: the words of a layout, of html, docx and pdf, without the white space between them."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator

from docx import Document
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

from portal.papers.layout import Drawn, Grid, Head, Room, Signing, Tear, Text, Title

FOOT = re.compile(r"第\d+页共\d+页")


def squeezed(text: str) -> str:
    """Return the text without white space and without the marks of rules."""
    return re.sub(r"[\s\u3000\x00]+", "", text)


def words_of(paper: Drawn) -> str:
    """Return everything the layout prints, in its order."""
    found: list[str] = []
    for one in paper.elements:
        match one:
            case Text():
                found += (one.lead, one.text)
            case Title() | Head() | Room() | Tear():
                found.append(one.text)
            case Grid():
                found += (cell.text for row in one.rows for cell in row)
            case Signing():
                found += (*one.places, one.seal, one.date)
    return squeezed("".join(found))


def repeated_heads(paper: Drawn) -> str:
    """Return what a table says once more at the top of a second page."""
    grids = (one for one in paper.elements if isinstance(one, Grid))
    return "".join(cell.text for one in grids for row in one.rows[: one.heads] for cell in row)


def html_words(page: str) -> str:
    """Return the words of a drawn page, without tags."""
    return squeezed(html.unescape(re.sub(r"<[^>]*>", "", page)).replace("\xa0", ""))


def docx_words(content: bytes) -> str:
    """Return the words of the body, tables at their place, merged cells once."""

    def of(parts: Iterator[object]) -> Iterator[str]:
        for part in parts:
            if isinstance(part, Paragraph):
                yield part.text
            elif isinstance(part, Table):
                seen = set()
                for row in part.rows:
                    for cell in row.cells:
                        if cell._tc not in seen:
                            seen.add(cell._tc)
                            yield from of(cell.iter_inner_content()) if isinstance(cell, _Cell) else ()

    return squeezed("".join(of(Document(io.BytesIO(content)).iter_inner_content())))


def pdf_pages(content: bytes) -> list[str]:
    """Return the words of each page."""
    return [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]


def pdf_words(content: bytes, number: str) -> str:
    """Return the words of all pages without their feet."""
    return "".join(FOOT.sub("", page).removesuffix(squeezed(number)) for page in pdf_pages(content))
