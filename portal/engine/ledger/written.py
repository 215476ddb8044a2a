"""Writes the body of a case as the cells of a ledger row: what `rows` reads, the other way round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.declare.case_types import CaseType
from portal.declare.fields import Choice, Choices, Field, YesNo
from portal.engine.ledger.columns import columns_of

Cells = dict[str, str]


def written(body: Mapping[str, Any], case_type: CaseType, result: Mapping[str, Any] | None = None) -> Cells:
    """Return the cells of a body, by path, as people write them; `result` holds what the columns of the result hold.

    Several parties of a role stand in one cell; a value that only some of them have cannot, and is left out.
    """
    cells: Cells = {}
    given: dict[str, Any] = {**{k: v for k, v in body.items() if k not in ("parties", "details")}, **(result or {})}
    given |= {f"details.{key}": value for key, value in body.get("details", {}).items()}
    for column in columns_of(case_type):
        if column.path.startswith("parties."):
            text = _of_parties(body, column.path, column.field)
        else:
            value = given.get(column.path)
            text = "" if value is None else in_words(column.field, value)
        if text:
            cells[column.path] = text
    return cells


def in_words(field: Field, value: Any) -> str:
    """Return one value as a cell shows it: the words of options, 是 or 否."""
    if isinstance(field, Choice):
        words = dict(field.pairs)
        chosen = value if isinstance(value, (list, tuple)) and isinstance(field, Choices) else [value]
        return "、".join(words.get(one, str(one)) for one in chosen)
    if isinstance(field, YesNo):
        return value if isinstance(value, str) else "是" if value else "否"
    return str(value)


def _of_parties(body: Mapping[str, Any], path: str, field: Field) -> str:
    _, role, key = path.split(".")
    rows = body.get("parties", {}).get(role) or []
    rows = rows if isinstance(rows, (list, tuple)) else [rows]
    values = [in_words(field, row[key]) for row in rows if row.get(key) is not None]
    return "、".join(values) if len(values) == len(rows) else ""
