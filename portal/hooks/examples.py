"""The example of a type as the body that `POST /api/v1/cases` takes besides `type`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from portal.declare.case_types import CaseType


def example_body(case_type: CaseType, today: date) -> dict[str, object]:
    """Return the valid example for the day, in JSON values: days as text, decimals as text, a many-role as a list."""
    example = case_type.example(today)
    many = {role.key for role in case_type.parties if role.many}
    parties = {role: _party(given, as_list=role in many) for role, given in example.parties.items()}
    body: dict[str, object] = {"summary": example.summary, "parties": parties, "details": _plain(example.details)}
    return body


def _party(given: object, *, as_list: bool) -> object:
    plain = _plain(given)
    if as_list and not isinstance(plain, list):
        return [plain]
    return plain


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value
