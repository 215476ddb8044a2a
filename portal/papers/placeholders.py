"""Placeholders in what officials write: which are known, and what to say about those that are not."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches

from portal.errors import Problem
from portal.papers.sheet import PLACEHOLDER

_BRACE = re.compile(r"[{}｛｝]")


def wording_problems(field: str, text: str, known: Collection[str]) -> list[Problem]:
    """Return what is wrong with the placeholders of a wording: unknown ones, and braces that are none."""
    problems = unknown_placeholders(field, set(PLACEHOLDER.findall(text)), known)
    rest = PLACEHOLDER.sub("　", text)
    at = _BRACE.search(rest)
    if at is not None:
        problems.append(
            Problem(field, "placeholder_broken", {"near": rest[max(at.start() - 6, 0) : at.end() + 20].strip("　\n ")})
        )
    return problems


def unknown_placeholders(field: str, found: Collection[str], known: Collection[str]) -> list[Problem]:
    """Return a problem for each name nobody knows, with the nearest that is known."""
    problems = []
    for name in sorted(set(found) - set(known)):
        nearest = get_close_matches(name, list(known), n=1, cutoff=0.0)
        problems.append(Problem(field, "placeholder_unknown", {"name": name, "like": nearest[0] if nearest else ""}))
    return problems
