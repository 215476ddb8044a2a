"""Somebody's spreadsheet is opened apart from the portal, within bounds, whatever it holds."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter

from portal.errors import Refused
from portal.services.ledger.workbook import LARGEST_BYTES, read_workbook


def _bomb(claimed: bool) -> bytes:
    """Return a workbook whose sheet unpacks to a gigabyte; with `claimed` false its directory lies about it."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet("a").write(0, 0, "x")
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made.getvalue())) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part.filename)
            if part.filename == "xl/worksheets/sheet1.xml":
                head, tail = content.split(b"<sheetData>", 1)
                blow = b'<row r="2"><c r="A2" t="str"><v>' + b"0" * (2**20)
                with new.open(part.filename, "w", force_zip64=True) as out:
                    out.write(head + b"<sheetData>")
                    for _ in range(1 if not claimed else 400):
                        out.write(blow + b"</v></c></row>")
                    out.write(tail)
            else:
                new.writestr(part.filename, content)
    return packed.getvalue()


def _far_cell() -> bytes:
    """Return a workbook of two cells, the second at the last place there is: a full table of it takes hundreds of gigabytes."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("a")
        sheet.write(0, 0, "x")
        sheet.write(1_048_575, 16_383, "y")
    return made.getvalue()


def _liar() -> bytes:
    """Return a workbook whose directory says a sheet is small."""
    content = bytearray(_bomb(claimed=True))
    at = content.rfind(b"PK\x01\x02")
    while at >= 0:
        if b"sheet1.xml" in content[at : at + 90]:
            content[at + 24 : at + 28] = (1000).to_bytes(4, "little")
        at = content.rfind(b"PK\x01\x02", 0, at)
    return bytes(content)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"", "workbook_empty"),
        (lambda: b"PK\x03\x04 no zip", "workbook_unreadable"),
        (lambda: b"\xd0\xcf\x11\xe0 no workbook", "workbook_unreadable"),
        (lambda: b"%PDF-1.7 \xff\xfe\x00", "workbook_unreadable"),
        (lambda: b"x" * (LARGEST_BYTES + 1), "workbook_too_heavy"),
        (lambda: b"a,b\n" * 20_100, "workbook_too_many_rows"),
        (lambda: _bomb(claimed=True), "workbook_too_large"),
        (_far_cell, "workbook_too_large"),
    ],
    ids=("empty", "no zip", "no xls", "pdf", "heavy", "rows", "bomb", "far cell"),
)
def test_what_cannot_be_taken_is_told_within_seconds(make: Callable[[], bytes], code: str) -> None:
    content = make()
    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        read_workbook(content)

    assert [p.code for p in refused.value.problems] == [code]
    assert time.monotonic() - began < 30


def test_a_directory_that_lies_about_sizes_ends_the_reader_only() -> None:
    with pytest.raises(Refused) as refused:
        read_workbook(_liar())

    assert {p.code for p in refused.value.problems} <= {"workbook_too_large", "workbook_unreadable", "workbook_cell_too_long"}


@pytest.mark.parametrize(("encoding", "separator"), [("gb18030", ","), ("utf-8-sig", "\t"), ("utf-8", ";")])
def test_text_with_separators_is_read_in_the_encodings_people_have(encoding: str, separator: str) -> None:
    lines = [["姓名", "身份证号"], ["王小军", "620723199001010016"]]
    (sheet,) = read_workbook("\r\n".join(separator.join(line) for line in lines).encode(encoding))

    assert sheet.rows == tuple(tuple(line) for line in lines)


def test_only_sheets_that_show_something_are_read() -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet("空的")
        book.add_worksheet("台账").write(0, 0, 1.5)
        hidden = book.add_worksheet("藏着")
        hidden.write(0, 0, "x")
        hidden.hide()

    assert [(sheet.name, sheet.rows) for sheet in read_workbook(made.getvalue())] == [("台账", ((1.5,),))]
