"""Pages by keyset: a day and an id say where a page begins, so that page one and page thousand cost the same.

A cursor is `n_<day>_<id>` (the page after it) or `p_<day>_<id>` (the page before it). It names no person.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, tuple_

from portal.errors import Refused
from portal.store.unit_of_work import UnitOfWork

NO_OPTIONS: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Slice:
    """The rows of a page and the cursors around it, empty where there is no page."""

    rows: tuple[Row[Any], ...]
    next: str
    previous: str


def slice_of(
    uow: UnitOfWork,
    statement: Select[*tuple[Any, ...]],
    *,
    day: ColumnElement[date],
    row_id: ColumnElement[uuid.UUID],
    cursor: str,
    size: int,
    ascending: bool,
    options: Mapping[str, Any] = NO_OPTIONS,
) -> Slice:
    """Return one page of a statement that selects `id`, ordered by day and id.

    Raises:
        Refused: the cursor makes no sense.
    """
    backwards, key = _read(cursor)
    forward = ascending != backwards
    if key is not None:
        here = tuple_(day, row_id)
        statement = statement.where(here > key if forward else here < key)
    order = (day.asc(), row_id.asc()) if forward else (day.desc(), row_id.desc())
    limited = statement.add_columns(day.label("keyed")).order_by(*order).limit(size + 1)
    found = list(uow.session.execute(limited, execution_options=options))
    more = len(found) > size
    rows = found[:size]
    if backwards:
        rows.reverse()
    after = _write("n", rows[-1]) if rows and (more or backwards) else ""
    before = _write("p", rows[0]) if rows and (more if backwards else key is not None) else ""
    return Slice(tuple(rows), after, before)


def _read(text: str) -> tuple[bool, tuple[date, uuid.UUID] | None]:
    if not text:
        return False, None
    try:
        way, day, row_id = text.split("_")
        if way not in ("n", "p"):
            raise ValueError
        return way == "p", (date.fromisoformat(day), uuid.UUID(row_id))
    except ValueError:
        raise Refused.at("cursor", "not_an_option") from None


def _write(way: str, row: Row[Any]) -> str:
    keyed = row.keyed if isinstance(row.keyed, date) else date.fromisoformat(str(row.keyed))
    return f"{way}_{keyed.isoformat()}_{row.id.hex}"
