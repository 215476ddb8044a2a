"""The county's wording of a paper: which of its texts officials may edit, and the paper as they word it.

A version says `declared → said`. Where a declaration changes its text later, the old pair no longer fits and the new text
stands, instead of old words at a wrong place.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from portal.declare.papers import Block, Heading, Paper, Paragraph
from portal.engine.text import BadText, clean
from portal.engine.wordings import Wording
from portal.errors import Problem
from portal.papers.placeholders import wording_problems
from portal.papers.sheet import is_core

PORTAL = "portal"
LONGEST = 3000


def owner_of(paper: Paper, type_key: str) -> str:
    """Return who declares the paper: the portal, or the type of the case."""
    return PORTAL if is_core(paper) else type_key


def editable(paper: Paper) -> tuple[str, ...]:
    """Return the declared texts officials may word anew: headings and paragraphs, each once."""
    return tuple(dict.fromkeys(block.text for block in paper.blocks if isinstance(block, Heading | Paragraph)))


def read_wording(paper: Paper, raw: Mapping[str, object], known: Collection[str]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return what each declared text is to say, and every problem at its field `text_<n>`.

    A text may be empty, too long, or hold a placeholder that is unknown or broken; a heading holds none.
    """
    problems: list[Problem] = []
    said: dict[str, str] = {}
    headings = {block.text for block in paper.blocks if isinstance(block, Heading)}
    for n, declared in enumerate(editable(paper)):
        field = f"text_{n}"
        try:
            text = clean(str(raw.get(field, "")), LONGEST)
        except BadText as bad:
            problems.append(Problem(field, bad.code.value, bad.params))
            continue
        if not text:
            problems.append(Problem(field, "wording_empty"))
        problems += wording_problems(field, text, known if declared not in headings else ())
        said[declared] = text
    return said, tuple(problems)


def worded(paper: Paper, wording: Wording | None) -> Paper:
    """Return the paper with the county's words."""
    if wording is None:
        return paper
    return replace(paper, blocks=tuple(_worded(block, wording.said) for block in paper.blocks))


def _worded(block: Block, said: Mapping[str, str]) -> Block:
    if isinstance(block, Heading | Paragraph):
        return replace(block, text=said.get(block.text, block.text))
    return block
