"""The chapter on failing plugins in both guides: its table, from the plugins the tests let fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from docs.generators._english import english
from portal.hooks.faults import REMEDIES
from tests.plugins.bad import Bad, Outcome
from tests.plugins.bad_later import EVERY

NAME = "failures"
_HEADS = {"zh": ("插件坏在哪里", "会怎样", "处理办法"), "en": ("what is wrong", "what happens", "what to do")}
_OUTCOMES: Mapping[str, Mapping[Outcome, str]] = MappingProxyType(
    {
        "zh": {
            Outcome.LEFT_OUT: "未启用",
            Outcome.TABLES: "未启用",
            Outcome.PAGES: "启用，只是没有它的页面",
            Outcome.SET_ASIDE: "这一次报错；10 分钟内 5 次就隔离",
            Outcome.ENDED: "工作进程到时结束并重新启动；插件马上隔离",
        },
        "en": {
            Outcome.LEFT_OUT: "left out",
            Outcome.TABLES: "left out",
            Outcome.PAGES: "runs, without its pages",
            Outcome.SET_ASIDE: "this once an error page; five within 10 minutes set it aside",
            Outcome.ENDED: "its worker is ended in time and started anew; the plugin is set aside at once",
        },
    }
)


def parts() -> Iterator[tuple[str, str, str]]:
    """Yield the table for each guide: the document, the name of the part, its text."""
    yield "plugin-guide.zh-CN.md", NAME, _table("zh")
    yield "plugin-guide.md", NAME, _table("en")


def _table(language: str) -> str:
    rows = [f"| {' | '.join(_HEADS[language])} |", "|---|---|---|"]
    rows += [_row(bad, language) for bad in EVERY]
    return "\n".join(rows)


def _row(bad: Bad, language: str) -> str:
    what, remedy = bad.is_[language == "en"], REMEDIES[bad.fault]
    cells = (what, _OUTCOMES[language][bad.outcome], english(remedy) if language == "en" else remedy)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
