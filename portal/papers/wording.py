"""The county's wording of a paper: which of its texts officials may edit, and the paper as they word it.

A version says `declared → said`. Where a declaration changes its text later, the old pair no longer fits and the new text
stands, instead of old words at a wrong place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from portal.declare.papers import Block, Heading, Paper, Paragraph
from portal.papers.sheet import is_core

PORTAL = "portal"


@dataclass(frozen=True)
class Wording:
    """A version of the wording of a paper."""

    version: int
    at: datetime
    said: Mapping[str, str]


def owner_of(paper: Paper, type_key: str) -> str:
    """Return who declares the paper: the portal, or the type of the case."""
    return PORTAL if is_core(paper) else type_key


def editable(paper: Paper) -> tuple[str, ...]:
    """Return the declared texts officials may word anew: headings and paragraphs, each once."""
    return tuple(dict.fromkeys(block.text for block in paper.blocks if isinstance(block, Heading | Paragraph)))


def in_force(versions: Iterable[Wording], at: datetime | None) -> Wording | None:
    """Return the newest version that existed at the moment; `None` for a paper not made yet is now."""
    begun = [one for one in versions if at is None or one.at <= at]
    return max(begun, key=lambda one: one.version, default=None)


def worded(paper: Paper, wording: Wording | None) -> Paper:
    """Return the paper with the county's words."""
    if wording is None:
        return paper
    return replace(paper, blocks=tuple(_worded(block, wording.said) for block in paper.blocks))


def _worded(block: Block, said: Mapping[str, str]) -> Block:
    if isinstance(block, Heading | Paragraph):
        return replace(block, text=said.get(block.text, block.text))
    return block
