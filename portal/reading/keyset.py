"""Pages by keyset: a day and an id say where a page begins, so that page one and page thousand cost the same.

The rows of the page are found first, by their ids alone, so that joins are made and columns read for one page only. A
cursor is `n_<day>_<id>` (the page after it) or `p_<day>_<id>` (the page before it). It names no person. Rows without a day
come last, wherever that is; their day in a cursor is the last one there is.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, tuple_

from portal.errors import Refused
from portal.store.unit_of_work import UnitOfWork

NO_OPTIONS: Mapping[str, Any] = MappingProxyType({})
_NO_DAY = date.max

Key = tuple[date | None, uuid.UUID]


@dataclass(frozen=True)
class Slice:
    """The rows of a page and the cursors around it, empty where there is no page."""

    rows: tuple[Row[Any], ...]
    next: str
    previous: str


@dataclass(frozen=True)
class Order:
    """By which day the rows of a table stand; ties by id. Earliest first when `ascending`."""

    day: Any
    row_id: Any
    ascending: bool

    def after(self, key: Key, *, backwards: bool) -> ColumnElement[bool]:
        """Return the condition for the rows beyond the key in that direction."""
        day, row_id = key
        later = self.ascending != backwards
        beyond_id = self.row_id > row_id if later else self.row_id < row_id
        if day is None:
            beyond = and_(self.day.is_(None), beyond_id)
            return beyond if not backwards else or_(self.day.is_not(None), beyond)
        here = tuple_(self.day, self.row_id)
        beyond = here > (day, row_id) if later else here < (day, row_id)
        return beyond if backwards else or_(beyond, self.day.is_(None))

    def columns(self, day: Any, row_id: Any, *, backwards: bool) -> tuple[ColumnElement[Any], ...]:
        """Return what to order by in that direction."""
        if self.ascending != backwards:
            first = day.asc()
            return (first.nulls_first() if backwards else first.nulls_last(), row_id.asc())
        first = day.desc()
        return (first.nulls_first() if backwards else first.nulls_last(), row_id.desc())


def slice_of(
    uow: UnitOfWork,
    found: Select[Any],
    shown: Select[Any],
    order: Order,
    *,
    cursor: str,
    size: int,
    options: Mapping[str, Any] = NO_OPTIONS,
) -> Slice:
    """Return one page. `found` selects the ids that are meant, `shown` what is shown of a row; both of the same table.

    Raises:
        Refused: the cursor makes no sense.
    """
    backwards, key = _read(cursor)
    if key is not None:
        found = found.where(order.after(key, backwards=backwards))
    limited = found.add_columns(order.day.label("keyed")).order_by(*order.columns(order.day, order.row_id, backwards=backwards))
    inner = limited.limit(size + 1).subquery()
    statement = shown.join(inner, inner.c.id == order.row_id).add_columns(inner.c.keyed)
    in_order = statement.order_by(*order.columns(inner.c.keyed, inner.c.id, backwards=backwards))
    read = list(uow.session.execute(in_order, execution_options=options))
    more = len(read) > size
    rows = read[:size]
    if backwards:
        rows.reverse()
    after = _write("n", rows[-1]) if rows and (more or backwards) else ""
    before = _write("p", rows[0]) if rows and (more if backwards else key is not None) else ""
    return Slice(tuple(rows), after, before)


def _read(text: str) -> tuple[bool, Key | None]:
    if not text:
        return False, None
    try:
        way, written, row_id = text.split("_")
        if way not in ("n", "p"):
            raise ValueError
        day = date.fromisoformat(written)
        return way == "p", (None if day == _NO_DAY else day, uuid.UUID(row_id))
    except ValueError:
        raise Refused.at("cursor", "not_an_option") from None


def _write(way: str, row: Row[Any]) -> str:
    return f"{way}_{(row.keyed or _NO_DAY).isoformat()}_{row.id.hex}"
