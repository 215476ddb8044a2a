"""The rows of 回访记录: the official items, each answer marked among the boxes of the blank form."""

from __future__ import annotations

from portal.engine.call_backs import CONTENT, PERFORMED, WAYS
from portal.engine.days import written
from portal.papers.on_paper import MARKED, OPEN_BOX, CaseOnPaper, VisitOnPaper

_SIGNS = (("none", "没有"), ("wrong", "有调解不当"), ("escalates", "有激化苗头"))
_UNSAID = ("unknown", "no_agreement")


def rows_of(case: CaseOnPaper, visit: VisitOnPaper | None) -> tuple[tuple[str, str], ...]:
    """Return label and text of one call-back, or of the blank form."""
    known = visit is not None
    one = visit or VisitOnPaper(on=None, by="", found="")
    signs = one.signs or (("none",) if known else ())
    sued = (OPEN_BOX, OPEN_BOX) if not known else (OPEN_BOX, MARKED) if one.sued else (MARKED, OPEN_BOX)
    return (
        ("协议编号", case.number if case.agreed_on or case.is_blank else ""),
        ("回访时间", written(one.on) if one.on else ""),
        ("回访事由", case.value("cause")),
        ("当事人", one.parties),
        ("回访人", one.by),
        ("回访方式", _boxes(WAYS, (one.how,))),
        ("履行情况", _boxes(PERFORMED, (one.performance,))),
        ("满意情况", _boxes(CONTENT, (one.content,))),
        ("后来起诉", f"{sued[0]}没有　{sued[1]}有，结果：{one.outcome}"),
        ("调解不当、激化苗头", _boxes(_SIGNS, signs)),
    )


def _boxes(choices: tuple[tuple[str, str], ...], chosen: tuple[str, ...]) -> str:
    """Return the boxes; an answer the official form does not offer is shown only where it was given."""
    return "　".join(
        f"{MARKED if key in chosen else OPEN_BOX}{title}" for key, title in choices if key in chosen or key not in _UNSAID
    )
