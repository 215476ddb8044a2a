"""No cell of any file that leaves the portal is run as a formula; what is read back is what was written."""

from __future__ import annotations

import csv
import io

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from portal.engine.spreadsheet_text import STARTS_A_FORMULA, as_typed, csv_lines, safe

CELLS = st.one_of(
    st.builds("{}{}".format, st.sampled_from(STARTS_A_FORMULA), st.text(max_size=12)),
    st.text(max_size=12),
    st.sampled_from(["=1+1", "=cmd|'/c calc'!A0", "@SUM(1)", "'=1", "620723199001010016", "0011", "13893600011", "1E5", "-"]),
).filter(lambda text: text.isprintable())


@pytest.mark.parametrize("sign", STARTS_A_FORMULA)
def test_text_that_begins_like_a_formula_is_marked_as_text(sign: str) -> None:
    assert safe(f"{sign}1+1") == f"'{sign}1+1"
    assert as_typed(safe(f"{sign}1+1")) == f"{sign}1+1"


@given(CELLS)
def test_any_text_is_harmless_and_comes_back(text: str) -> None:
    assert not safe(text).startswith(STARTS_A_FORMULA)
    assert as_typed(safe(text)) == text or text.startswith("'")


@given(st.lists(st.tuples(CELLS, CELLS, st.integers(-(10**9), 10**9)), min_size=1, max_size=5))
def test_any_csv_reads_back_with_text_as_text_and_numbers_as_numbers(rows: list[tuple[str, str, int]]) -> None:
    read = list(csv.reader(io.StringIO(csv_lines(rows), newline="")))

    assert read == [[safe(first), safe(second), str(number)] for first, second, number in rows]


@given(st.lists(CELLS.filter(bool), min_size=1, max_size=5), st.integers(-(10**9), 10**9))
def test_any_workbook_reads_back_with_text_as_text_and_numbers_as_numbers(texts: list[str], number: int) -> None:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet()
    for at, text in enumerate(texts):
        sheet.write_string(at, 0, safe(text))
    sheet.write_number(len(texts), 0, number)
    book.close()

    cells = [row[0] for row in CalamineWorkbook.from_filelike(io.BytesIO(made.getvalue())).get_sheet_by_index(0).to_python()]

    assert cells == [*(safe(text) for text in texts), float(number)]
    assert all(isinstance(cell, str) for cell in cells[:-1])
