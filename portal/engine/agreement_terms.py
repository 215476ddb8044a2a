"""Reads the terms of an agreement: each row money or an act, from whom to whom, until when, how."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.declare.fields import Day, Field, LongText, Money, Text
from portal.engine.changes import TermRow
from portal.engine.read_fields import FieldProblem, read_field
from portal.errors import Problem

MOST_TERMS = 200
_FIELDS: tuple[Field, ...] = (
    Text("payer", "履行人", longest=80),
    Text("payee", "权利人", longest=80),
    Money("amount", "金额", least=1),
    LongText("act", "做什么", longest=2000),
    Day("due_on", "履行日期", future=True),
    Text("method", "方式", longest=40),
    Text("breach", "逾期后果", longest=200),
)
_KEYS = {f.key for f in _FIELDS} | {"kind"}


def read_terms(raw: object, today: date, problems: list[Problem], at: str) -> tuple[TermRow, ...] | None:
    """Return the terms and add every problem at `<at>.<index>.<key>`; rows with nothing in them are passed over."""
    if raw in (None, "", []):
        return None
    if not isinstance(raw, (list, tuple)) or len(raw) > MOST_TERMS:
        problems.append(Problem(at, "too_many_terms" if isinstance(raw, (list, tuple)) else "wrong_kind", {"most": MOST_TERMS}))
        return ()
    rows = []
    for index, given in enumerate(raw):
        if not isinstance(given, Mapping):
            problems.append(Problem(f"{at}.{index}", "wrong_kind"))
        elif any(value not in (None, "") for key, value in given.items() if key != "kind"):
            rows.append(_term(given, f"{at}.{index}", today, problems))
    return tuple(rows) or None


def _term(given: Mapping[str, Any], at: str, today: date, problems: list[Problem]) -> TermRow:
    problems += [Problem(f"{at}.{str(key)[:40]}", "unknown_field") for key in given if key not in _KEYS]
    values: dict[str, Any] = {}
    for field in _FIELDS:
        try:
            values[field.key] = read_field(field, given.get(field.key), today)
        except FieldProblem as problem:
            problems.append(Problem(f"{at}.{field.key}", problem.code, problem.params))
    kind = given.get("kind") or ("act" if values.get("act") and not values.get("amount") else "money")
    if kind not in ("money", "act"):
        problems.append(Problem(f"{at}.kind", "not_an_option"))
    needed = ("payer", "payee", "amount", "due_on") if kind == "money" else ("payer", "act")
    titles = {f.key: f.title for f in _FIELDS}
    failed = {p.field for p in problems}
    for key in needed:
        if values.get(key) is None and f"{at}.{key}" not in failed:
            problems.append(Problem(f"{at}.{key}", "required", {"title": titles[key]}))
    return TermRow(
        kind=str(kind),
        payer=values.get("payer") or "",
        payee=values.get("payee") or "",
        amount=values.get("amount") if kind == "money" else None,
        act=values.get("act") or "",
        due_on=values.get("due_on"),
        method=values.get("method") or "",
        breach=values.get("breach") or "",
        at=at,
    )
