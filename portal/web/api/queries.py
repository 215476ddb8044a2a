"""Reads what is asked of the list of cases: from the address, or from the body of a search."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.declare.phases import Phase
from portal.engine.text import BadText, clean_line
from portal.errors import Problem, Refused
from portal.reading.register import PAGE_MOST, PAGE_SIZE, RegisterQuery, Tab

LISTING = frozenset({"type", "phase", "number", "cursor", "page_size"})
SEARCHING = LISTING | {"text"}
LONGEST = {"type": 81, "phase": 20, "number": 60, "cursor": 80, "text": 100}


def read_query(given: Mapping[str, Any], known: frozenset[str]) -> RegisterQuery:
    """Return the question.

    Raises:
        Refused: every problem at its parameter.
    """
    problems = [Problem(str(key)[:60], "unknown_field") for key in given if key not in known]
    texts = {key: _text(key, given.get(key), problems) for key in LONGEST}
    if texts["phase"] and texts["phase"] not in set(Phase):
        problems.append(Problem("phase", "not_an_option"))
    size = _size(given.get("page_size"), problems)
    if problems:
        raise Refused(tuple(problems))
    return RegisterQuery(
        tab=Tab.ALL,
        text=texts["text"],
        type=texts["type"],
        phase=texts["phase"],
        number=texts["number"],
        cursor=texts["cursor"],
        page_size=size,
    )


def _text(key: str, raw: object, problems: list[Problem]) -> str:
    if raw is None:
        return ""
    if not isinstance(raw, str):
        problems.append(Problem(key, "wrong_kind"))
        return ""
    try:
        return clean_line(raw, LONGEST[key])
    except BadText as bad:
        problems.append(Problem(key, f"text_{bad.code}", bad.params))
        return ""


def _size(raw: object, problems: list[Problem]) -> int:
    if raw is None or raw == "":
        return PAGE_SIZE
    text = str(raw) if isinstance(raw, (str, int)) and not isinstance(raw, bool) else ""
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        problems.append(Problem("page_size", "not_whole"))
        return PAGE_SIZE
    if not 1 <= int(text) <= PAGE_MOST:
        too = "too_large" if int(text) > PAGE_MOST else "too_small"
        problems.append(Problem("page_size", too, {"least": 1, "most": PAGE_MOST}))
    return int(text)
