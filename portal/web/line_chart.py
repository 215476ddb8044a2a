"""A line of twelve months with last year's in grey, as points for an SVG without script. Zero is the base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 720, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 20, 28, 32


@dataclass(frozen=True)
class Point:
    """A value at its place, with the word written there."""

    x: float
    y: float
    word: str


@dataclass(frozen=True)
class LineChart:
    """The points of both lines; `scale` are the horizontal rules with their values, `axis` the words below."""

    now: tuple[Point, ...]
    before: tuple[Point, ...]
    scale: tuple[Point, ...]
    axis: tuple[Point, ...]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def now_line(self) -> str:
        """The `points` of the line of now."""
        return _points(self.now)

    @property
    def before_line(self) -> str:
        """The `points` of last year's line."""
        return _points(self.before)


def line_chart(words: Sequence[str], now: Sequence[int | None], before: Sequence[int]) -> LineChart:
    """Return the chart; a month still to come ends the line of now."""
    most = _ceiling(max((value or 0 for value in (*now, *before)), default=0))
    step = (WIDTH - _LEFT - _RIGHT) / max(len(words) - 1, 1)

    def place(index: int, value: int) -> Point:
        return Point(round(_LEFT + index * step, 1), _height(value, most), f"{value:,d}")

    return LineChart(
        now=tuple(place(index, value) for index, value in enumerate(now) if value is not None),
        before=tuple(place(index, value) for index, value in enumerate(before)),
        scale=tuple(Point(_LEFT, _height(value, most), f"{value:,d}") for value in (0, most // 2, most)),
        axis=tuple(Point(round(_LEFT + index * step, 1), HEIGHT - 8, word) for index, word in enumerate(words)),
    )


def _height(value: int, most: int) -> float:
    return round(HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * value / most, 1)


def _ceiling(most: int) -> int:
    """Return the next even round number, so that half of it is whole: 2, 4, 10, 20, 40, 100 …"""
    size = 1
    while True:
        for factor in (2, 4, 6, 8, 10):
            if most <= factor * size:
                return factor * size
        size *= 10


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{point.x},{point.y}" for point in points)
