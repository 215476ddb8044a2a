"""Every paper of the core: when it must be in the dossier, what it rests on, and what a placeholder may name."""

from __future__ import annotations

from collections.abc import Iterator

from docs.generators._shipped import table
from portal.declare.papers import Duty, Paper
from portal.declare.phases import AgreementForm, Ending, Phase
from portal.papers.core_papers import CORE_PAPERS
from portal.papers.dossier import Course, dossier
from portal.papers.on_paper import VALUES

PAGE = "reference/papers.md"

_HEAD = """# 文书一览

每个案件都有的文书，按卷宗的官方顺序。“必备”由案件怎样进行、怎样结束决定；插件加的文书见各[类型](types.md)。依据一栏空白的，是格式通知或各地通行的做法，没有法律条文规定它的样式。

"""
_VALUES = """
## 占位符

文书的文字和单位自己的 Word 模板里，可以写这些名称，还可以写该类型自己的字段代号。
文书里写 `{number}`，Word 模板里写 `{{ number }}`。没有内容的，留出横线手写。

"""
_ENDS = {
    "书面协议": Course(Phase.ENDED, Ending.SETTLED, AgreementForm.WRITTEN, (), (), {}),
    "口头协议": Course(Phase.ENDED, Ending.SETTLED, AgreementForm.ORAL, (), (), {}),
    "调解不成": Course(Phase.ENDED, Ending.NOT_SETTLED, None, (), (), {}),
    "一方拒绝等": Course(Phase.ENDED, Ending.PARTY_REFUSED, None, (), (), {}),
    "不予受理": Course(Phase.ENDED, Ending.NOT_ACCEPTED, None, (), (), {}),
}


def text() -> str:
    """Return the table of papers and the table of placeholders."""
    papers = table(("顺序", "文书", "必备还是按需", "份数", "依据"), _papers())
    values = table(("名称", "意思"), ((f"`{name}`", meaning) for name, meaning in VALUES.items()))
    return _HEAD + papers + _VALUES + values


def _papers() -> Iterator[tuple[str, ...]]:
    must = {name: {e.paper.key for e in dossier((), course).entries if e.must} for name, course in _ENDS.items()}
    for paper in CORE_PAPERS:
        yield str(paper.order), f"{paper.title} `{paper.key}`", _duty(paper, must), str(paper.copies), paper.basis


def _duty(paper: Paper, must: dict[str, set[str]]) -> str:
    when = [name for name, keys in must.items() if paper.key in keys]
    if len(when) == len(must):
        return "必备"
    if not when:
        return "按需" if paper.duty is Duty.IF_NEEDED else "必备"
    return f"必备（{'、'.join(when)}）"
