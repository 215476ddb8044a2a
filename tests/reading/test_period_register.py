"""The register of a period: as many cases as the figure says, sealed ones counted, across A4, in Chinese for every reader."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from portal.reading.figures_register import PeriodRegister, register_workbook
from portal.reading.wording import as_papers_say

ROW = (
    "1",
    "县果园调委会",
    "（2026）临果调字第1号",
    "=1+1",
    "果树受损",
    "上庄村",
    "2026-11-21",
    "李秀英",
    "调解中",
    "",
    "12,000.00",
    "",
    "",
)


def test_workbook_prints_across_a4_with_its_head_on_every_page() -> None:
    with as_papers_say():
        made = register_workbook(
            PeriodRegister("全县案件台账（2026年11月受理）", (ROW,), 2, True), "本月简报。", date(2026, 11, 30)
        )

    with zipfile.ZipFile(io.BytesIO(made)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        names = book.read("xl/workbook.xml").decode()
        texts = book.read("xl/sharedStrings.xml").decode()
    assert 'orientation="landscape"' in sheet
    assert 'paperSize="9"' in sheet
    assert "Print_Titles" in names
    assert "共列 1 件（只列前 1 件），另有封存 2 件，只计数。" in texts
    assert "<f>" not in sheet, "nothing typed by people becomes a formula"
