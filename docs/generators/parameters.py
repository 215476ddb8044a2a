"""The amounts that differ by place and time: their keys, for `Given`, and what the portal was delivered with."""

from __future__ import annotations

from collections.abc import Iterator

from docs.generators._shipped import table
from portal.store.parameter_rows import DELIVERED, KNOWN

PAGE = "reference/parameters.md"

_HEAD = """# 参数一览

因地、因时而异的数额不写在代码里，由系统管理员在“参数”页分地区、分起用日期保存。
插件的计算用 `Given("…", "代号")` 取用当日有效的一版；交付时没有数值的，计算时请填写。没有与原文核对的，结果旁标明“待核”。

"""


def text() -> str:
    """Return the table of parameters."""
    return _HEAD + table(("代号", "参数", "单位", "用于", "交付时的数值"), _rows())


def _rows() -> Iterator[tuple[str, ...]]:
    for known in KNOWN:
        values = [
            f"{one.value}（{one.since.isoformat()}起，{one.source}{'' if one.verified else '，待核'}）"
            for one in DELIVERED
            if one.key == known.key
        ]
        yield f"`{known.key}`", known.title, known.unit, known.used_for, "；".join(values)
