"""The plugins of this checkout, imported without a trial, and the small marks of Markdown that pages share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

from portal.declare.clocks import Basis, Clock, Unit
from portal.declare.plugins import Plugin
from portal.hooks.discovery import mount
from portal.hooks.registry import Registry

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "plugins"

UNITS = {Unit.DAY: "日", Unit.WORKING_DAY: "个工作日", Unit.HOUR: "小时", Unit.MONTH: "个月", Unit.YEAR: "年", Unit.UNTIL: ""}


def length(clock: Clock) -> str:
    """Return how long a clock is, or until which field's day it lasts."""
    return f"到 `{clock.until}`" if clock.until else f"{clock.term.length}{UNITS[clock.term.unit]}"


@cache
def shipped() -> Registry:
    """Return the plugins in `plugins/`."""
    mount([FOLDER])
    plugins: list[Plugin] = [
        import_module(f"portal_plugins.{place.parent.name}").portal_plugin() for place in sorted(FOLDER.glob("*/__init__.py"))
    ]
    return Registry.of(*plugins, folders={plugin.key: FOLDER / plugin.key for plugin in plugins})


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; an empty one is an empty text."""
    lines = [f"| {' | '.join(map(_cell, row))} |" for row in rows]
    if not lines:
        return ""
    return "\n".join([f"| {' | '.join(heads)} |", "|" + "---|" * len(heads), *lines]) + "\n"


def article(basis: Basis) -> str:
    """Return where a rule stands, as a page says it."""
    if basis.house:
        return f"{basis.law}（本单位规定）"
    where = f"{basis.law}第{basis.article}条" if basis.article else basis.law
    return where if basis.verified else f"{where}（依据待核）"


def first_line(doc: str | None) -> str:
    """Return the first paragraph of a docstring in one line."""
    return " ".join((doc or "").strip().split("\n\n")[0].split())


def _cell(text: str) -> str:
    """Return the text of a cell; angle brackets outside code would be taken for HTML."""
    parts = " ".join(text.split("\n")).replace("|", "\\|").split("`")
    return "`".join(part if n % 2 else part.replace("<", "&lt;") for n, part in enumerate(parts))
