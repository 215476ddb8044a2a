"""What plots of land share: the four bounds."""

from __future__ import annotations

from portal.sdk import rule

DIRECTIONS = "东南西北"

BOUNDS_RULE = rule(
    lambda d, today: all(direction in d.bounds for direction in DIRECTIONS),
    "bounds",
    "四至请写明东、南、西、北四个方向；有一面说不清的，确认后继续",
    asks=True,
)
