"""Every time limit of the shipped plugins with its article, its unit and the tests that hold it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docs.generators._shipped import FOLDER, ROOT, UNITS, article, shipped, table
from portal.declare.clocks import Clock

PAGE = "reference/clocks.md"

_HEAD = """# 期限一览

每个期限、它的条文、单位，以及管着它的测试。同一个插件里多个类型共用的期限只列一次。依据以起算当日有效的为准；从前的长度列在后面。从哪里起算、到哪里停、到期以后怎样，见各[类型](types.md)。

"""


def text() -> str:
    """Return the table of all clocks."""
    return _HEAD + table(("插件", "期限", "多长", "依据", "从前", "类型", "测试"), _rows())


def files_naming(plugin: str, clock: str) -> list[Path]:
    """Return the tests of a plugin that name the clock, those about clocks first."""
    named = re.compile(rf"[\"']{clock}[\"']")
    files = sorted((FOLDER / plugin / "tests").glob("test_*.py"), key=lambda file: (file.name != "test_clocks.py", file.name))
    return [file for file in files if named.search(file.read_text(encoding="utf-8"))]


def _rows() -> Iterator[tuple[str, ...]]:
    for plugin in shipped().plugins.values():
        used: dict[Clock, list[str]] = {}
        for declared in plugin.case_types:
            for clock in declared.clocks:
                used.setdefault(clock, []).append(declared.title)
        for clock, types in used.items():
            yield (
                plugin.title,
                f"{clock.title} `{clock.key}`",
                f"{clock.term.length}{UNITS[clock.term.unit]}",
                article(clock.basis),
                "；".join(f"{term.length}{UNITS[term.unit]}，{article(term.basis)}" for term in clock.earlier),
                "全部" if len(types) == len(plugin.case_types) else "、".join(types),
                "、".join(_link(file) for file in files_naming(plugin.key, clock.key)[:2]),
            )


def _link(file: Path) -> str:
    return f"[{file.name}](../../{file.relative_to(ROOT).as_posix()})"
