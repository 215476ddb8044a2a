"""Whole numbers in addresses: never larger than a column of a database holds; a larger one is an address that is not there."""

from __future__ import annotations

from typing import Any

from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1


class SmallWhole(IntegerConverter):
    """`<int:…>` in a route, up to `LARGEST`."""

    def __init__(self, url_map: Map, **given: Any) -> None:
        super().__init__(url_map, **{"max": LARGEST, **given})
