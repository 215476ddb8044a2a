"""Form A as the pages show it: heads in up to three lines, cells as text, and where each figure's rows are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from portal.reading.figures_behind import FIGURES
from portal.reading.figures_form_a import BLOCKS, KINDS, TOTAL, Block, Column, Unit, printed
from portal.reading.figures_totals import Figures
from portal.reading.figures_workbook import HIDDEN
from portal.reading.statistics import Statistics
from portal.reading.wording import N_, say

Address = Callable[..., str]
"""Returns where the rows behind a column stand, in a row of the form; empty for a reader who sees no case."""


@dataclass(frozen=True)
class HeadCell:
    """A cell of the head over so many columns and lines."""

    title: str
    columns: int = 1
    lines: int = 1


@dataclass(frozen=True)
class Cell:
    """A figure as it is printed, and the address of its rows."""

    text: str
    href: str = ""
    is_nothing: bool = False


@dataclass(frozen=True)
class Line:
    """One row of a block."""

    title: str
    cells: tuple[Cell, ...]
    is_total: bool


@dataclass(frozen=True)
class BlockShown:
    """A block of Form A, ready to be written."""

    key: str
    title: str
    heads: tuple[tuple[HeadCell, ...], ...]
    lines: tuple[Line, ...]


def form_a_look(page: Statistics, address: Address) -> tuple[BlockShown, ...]:
    """Return the blocks of the form."""
    return tuple(BlockShown(b.key, say(b.title), _heads(b), _lines(b, page, address)) for b in BLOCKS)


def figure_cell(page: Statistics, column: Column, kind: str, figures: Figures, address: Address) -> Cell:
    """Return one figure; what this reader does not see has neither value nor rows."""
    if (kind, column.key) in page.hidden:
        return Cell(HIDDEN)
    text = printed(column, figures)
    is_nothing = text in ("0", "—", "", "0.00")
    href = "" if is_nothing or column.unit is not Unit.CASES or column.key not in FIGURES else address(column.key, kind)
    return Cell(text, href, is_nothing)


def _heads(block: Block) -> tuple[tuple[HeadCell, ...], ...]:
    deep = any(column.under for column in block.columns)
    first, second = [], []
    for under, group in groupby(block.columns, key=lambda column: column.under):
        columns = list(group)
        if under:
            first.append(HeadCell(say(under), columns=len(columns)))
            second += [HeadCell(say(column.title)) for column in columns]
        else:
            first += [HeadCell(say(column.title), lines=2 if deep else 1) for column in columns]
    body = HeadCell(say(N_("调解组织")), lines=2 if deep else 1)
    return ((body, *first), tuple(second)) if deep else ((body, *first),)


def _lines(block: Block, page: Statistics, address: Address) -> tuple[Line, ...]:
    lines = []
    for kind, figures in page.form.lines:
        title = say(KINDS[kind]) if kind != TOTAL else say(N_("合计"))
        cells = tuple(figure_cell(page, column, kind, figures, address) for column in block.columns)
        lines.append(Line(title, cells, kind == TOTAL))
    return tuple(lines)
