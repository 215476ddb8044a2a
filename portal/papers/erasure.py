"""个人信息删除证明: what was erased on which ground, by whom it was decided, and how much of what; no name of a party."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.engine.days import written
from portal.papers.layout import Cell, Drawn, Element, Grid, Kind, Style, Text, Title


@dataclass(frozen=True)
class ErasureOnPaper:
    """What the certificate says, in Chinese."""

    id: str
    organisation: str
    number: str
    scope: str
    ground: str
    article: str
    document: str
    proposed_by: str
    decided_by: str
    done_on: date
    cases: int
    files: str
    counts: Sequence[tuple[str, int]]
    digest: str


def certificate(told: ErasureOnPaper) -> Drawn:
    """Return the certificate, ready to be drawn."""
    rows = (
        ("证明编号", told.id),
        ("单位", told.organisation),
        ("案号", told.number or "未编号"),
        ("删除的范围", told.scope),
        ("涉及案件", f"{told.cases} 件"),
        ("依据", f"{told.ground}（{told.article}）"),
        ("鉴定报告、申请书", told.document or "无"),
        ("提请人", told.proposed_by or "由恢复备份后的重做产生"),
        ("决定人", told.decided_by or "由恢复备份后的重做产生"),
        ("删除日期", written(told.done_on)),
        ("材料", told.files),
    )
    head = (Cell("删除的内容", head=True), Cell("条数", head=True, figures=True))
    counts = (head, *((Cell(title), Cell(str(n), figures=True)) for title, n in told.counts))
    elements: list[Element] = [
        Text(told.organisation, Style.ORGANISATION),
        Title("个人信息删除证明"),
        Grid(Kind.ROWS, ("r-label", "rest"), tuple((Cell(label, head=True), Cell(value)) for label, value in rows)),
        Text("下列内容已经删除，不能恢复。案号、办理经过的记录链和不含个人信息的统计保留。"),
        Grid(Kind.ROWS, ("rest", "r-label"), counts, heads=1),
        Text(f"删除内容的摘要（带密钥，不能据以还原）：{told.digest}", Style.FLAT),
        Text("删除以前做的备份里还有这些内容；从备份恢复时，平台按删除清单再次删除。备份应当按期销毁。", Style.FLAT),
    ]
    return Drawn("erasure_certificate", "个人信息删除证明", told.number, tuple(elements))
