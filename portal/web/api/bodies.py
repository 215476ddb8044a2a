"""Reads a JSON body within limits: its size, its depth, its encoding; what is in it is the engine's to judge."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NoReturn

from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from portal.errors import Refused
from portal.web.api.answers import BadBody

MOST_BYTES = 10 * 1024 * 1024  # a narrative of 3 MB is still told at its field
DEEPEST = 12


def read_body() -> Mapping[str, Any]:
    """Return the JSON object that was sent.

    Numbers with a point become `Decimal`, so that no amount is ever a binary fraction.

    Raises:
        UnsupportedMediaType: it was not announced as JSON.
        RequestEntityTooLarge: it is larger than the limit.
        BadBody: it is no JSON in UTF-8, has a key twice, or is nested too deeply.
        Refused: it is JSON, but no object.
    """
    if not request.is_json:
        raise UnsupportedMediaType
    request.max_content_length = MOST_BYTES
    try:
        body = json.loads(
            request.get_data().decode(), parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once_each
        )
    except (ValueError, RecursionError):
        raise BadBody("not_json") from None
    if any(depth > DEEPEST for depth in _depths(body)):
        raise BadBody("too_deep")
    if not isinstance(body, dict):
        raise Refused.at("", "wrong_kind")
    return body


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _depths(value: Any) -> Iterator[int]:
    """Yield the depth of every object and list, without recursion."""
    waiting = [(value, 1)]
    while waiting:
        item, depth = waiting.pop()
        if isinstance(item, (dict, list)):
            yield depth
            waiting += [(inner, depth + 1) for inner in (item.values() if isinstance(item, dict) else item)]
