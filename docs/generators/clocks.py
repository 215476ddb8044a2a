"""Every time limit: those of general law, then those of the shipped plugins, each with its article and its tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docs.generators._shipped import FOLDER, ROOT, UNITS, article, length, shipped, table
from portal.declare import statutory
from portal.declare.clocks import After, Clock, End
from portal.declare.phases import Moment
from portal.declare.statutory.catalogue import CATALOGUE
from portal.reading.words import MOMENTS

PAGE = "reference/clocks.md"

_HEAD = """# 期限一览

先是一般法律上的期限，平台声明一次，各插件按名取用，再是各插件实际使用的期限。依据以起算当日有效的为准；从前的长度列在后面。没有读到原文的，标明“依据待核”。

## 一般法律上的期限

每一条都由[test_statutory.py](../../tests/declare/test_statutory.py)对照[读过的条文](../../tests/declare/verified_articles.py)核对条文号和长度；插件再加上自己的起算日、条件和说法。

"""
_SECTORS = """
## 各插件的期限

同一个插件里多个类型共用的期限只列一次。从哪里起算、到哪里停、到期以后怎样，见各[类型](types.md)。

"""


def text() -> str:
    """Return the two tables."""
    general = table(("编号", "期限", "多长", "起算", "依据", "从前", "取用"), _general())
    return _HEAD + general + _SECTORS + table(("插件", "期限", "多长", "依据", "从前", "类型", "测试"), _rows())


def files_naming(plugin: str, clock: str) -> list[Path]:
    """Return the tests of a plugin that name the clock, those about clocks first."""
    named = re.compile(rf"[\"']{clock}[\"']")
    files = sorted((FOLDER / plugin / "tests").glob("test_*.py"), key=lambda file: (file.name != "test_clocks.py", file.name))
    return [file for file in files if named.search(file.read_text(encoding="utf-8"))]


def _general() -> Iterator[tuple[str, ...]]:
    names = _names()
    for number, clocks in CATALOGUE.items():
        for clock in clocks:
            starts = MOMENTS[clock.starts] if isinstance(clock.starts, Moment) else _from(clock.starts)
            yield (
                number,
                f"{clock.title} `{clock.key}`",
                _length(clock),
                starts,
                article(clock.basis),
                _earlier(clock),
                names[id(clock)],
            )


def _names() -> dict[int, str]:
    """Return by which name a plugin takes each clock; one of several is named by its place."""
    found: dict[int, str] = {}
    for file in sorted(Path(statutory.__file__).parent.glob("*.py")):
        if file.stem in ("__init__", "bases", "catalogue"):
            continue
        module = __import__(f"{statutory.__name__}.{file.stem}", fromlist=["_"])
        for name, value in vars(module).items():
            several = value if isinstance(value, tuple) else ()
            for place, clock in enumerate(several):
                if isinstance(clock, Clock):
                    found.setdefault(id(clock), f"`clocks_{file.stem}.{name}[{place}]`")
            if isinstance(value, Clock) and not name.startswith("_"):
                found[id(value)] = f"`clocks_{file.stem}.{name}`"
    return found


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
                _length(clock),
                article(clock.basis),
                _earlier(clock),
                "全部" if len(types) == len(plugin.case_types) else "、".join(types),
                "、".join(_link(file) for file in files_naming(plugin.key, clock.key)[:2]),
            )


def _length(clock: Clock) -> str:
    return length(clock)


def _from(starts: str | After) -> str:
    if isinstance(starts, After):
        return f"`{starts.clock}` {'期满' if starts.end is End.LAPSED else '办结'}"
    return f"`{starts}`"


def _earlier(clock: Clock) -> str:
    return "；".join(f"{term.length}{UNITS[term.unit]}，{article(term.basis)}" for term in clock.earlier)


def _link(file: Path) -> str:
    return f"[{file.name}](../../{file.relative_to(ROOT).as_posix()})"
