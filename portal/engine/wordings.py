"""A version of the county's wording of a paper, and which version stands for a paper made at some moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Wording:
    """A version of the wording of a paper: declared text and what is said instead."""

    version: int
    at: datetime
    said: Mapping[str, str]


def in_force(versions: Iterable[Wording], at: datetime | None) -> Wording | None:
    """Return the newest version that existed at the moment; `None` for a paper not made yet is now."""
    begun = [one for one in versions if at is None or one.at <= at]
    return max(begun, key=lambda one: one.version, default=None)
