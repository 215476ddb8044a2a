"""Entries of the record as the driver gives them, and their canonical bytes straight from its texts.

Verifying is reading much and hashing little: rows stay what the driver read, no value becomes an object, and the canonical
form (`portal.engine.chain`) is put together from texts. Whatever somebody wrote into a column behind the portal's back, an
entry that has no canonical form raises `Garbled` and stops nobody from reading the next.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, type_coerce
from sqlalchemy.types import NullType

from portal.engine.chain import Plain, canonical, link
from portal.store.access_log import access_plain
from portal.store.event_chain import event_plain
from portal.store.tables.course import CaseEvent
from portal.store.tables.machine import AccessEntry

_EVENT = (
    '{"action":%s,"actor":%s,"after":%s,"before":%s,"case":%s,"county":%s,"data":%s,"occurred_on":%s,"organisation":%s,'
    '"post":%s,"reason":%s,"recorded_at":%s,"seq":%d,"staff":%s}'
)
_EVENT_COLUMNS = (
    *("action", "actor", "phase_after", "phase_before", "case_id", "county_code", "data", "occurred_on", "organisation_id"),
    *("post_id", "reason", "recorded_at", "seq", "staff_id"),
)
_ACCESS = (
    '{"action":%s,"at":%s,"case":%s,"count":%s,"county":%s,"data":%s,"id":%s,"kind":%s,"organisation":%s,"post":%s,"staff":%s}'
)
_ACCESS_COLUMNS = (
    *("action", "at", "case_id", "count", "county_code", "data", "id", "kind", "organisation_id", "post_id", "staff_id"),
)
_quoted = encode_basestring  # what `JSONEncoder(ensure_ascii=False)` does with a text; anything else raises TypeError
_sorted = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_in_event = itemgetter(*(CaseEvent.__table__.c.keys().index(name) for name in _EVENT_COLUMNS))
_in_access = itemgetter(*(AccessEntry.__table__.c.keys().index(name) for name in _ACCESS_COLUMNS))
_BAD = (TypeError, ValueError, AttributeError, KeyError, RecursionError)


class Garbled(ValueError):
    """A column holds what the portal never writes."""


def texts_of(columns: Any, dialect: str) -> list[ColumnElement[Any]]:
    """Return the columns so that the driver gives ids, moments, days and JSON as texts, everything else as it is.

    SQLite gives ids as their sixteen bytes.
    """
    return [_text_of(column, dialect).label(column.key) for column in columns]


def event_bytes(row: Any) -> bytes:
    """Return the canonical bytes of a raw event, all its columns in the order of the table. Raises `Garbled`."""
    try:
        action, actor, after, before, case_id, county, data, occurred_on, house, post, reason, at, seq, staff = _in_event(row)
        told = _EVENT % (
            _quoted(action),
            _quoted(actor),
            _quoted(after),
            _quoted(before),
            _id(case_id),
            _quoted(county),
            _in_order(data),
            _quoted(occurred_on),
            _id(house),
            _id(post),
            _quoted(reason),
            _moment(at),
            seq,
            _id(staff),
        )
        return told.encode()
    except _BAD as error:
        raise Garbled from error


def access_bytes(row: Any) -> bytes:
    """Return the canonical bytes of a raw access entry, all its columns in the order of the table. Raises `Garbled`."""
    try:
        action, at, case_id, count, county, data, entry_id, kind, house, post, staff = _in_access(row)
        told = _ACCESS % (
            _quoted(action),
            _moment(at),
            _id(case_id),
            "null" if count is None else int(count),
            _quoted(county),
            _in_order(data),
            _once(entry_id),
            _quoted(kind),
            _id(house),
            _id(post),
            _id(staff),
        )
        return told.encode()
    except _BAD as error:
        raise Garbled from error


def fits(row: Any, previous: bytes, of: Callable[[Any], bytes]) -> bool:
    """Say whether the stored hash is the link of `previous` and the entry.

    The texts come first: they fit unless something was written that has another canonical form, such as text that is not in NFC.
    """
    try:
        if link(previous, of(row)) == row.hash:
            return True
        return bool(link(previous, _ALL_THE_WAY[of](row)) == row.hash)
    except _BAD:
        return False


def id_of(raw: bytes | str | None) -> uuid.UUID | None:
    """Return the id of a raw column; `None` for what is none."""
    try:
        return uuid.UUID(bytes=raw) if isinstance(raw, bytes) else uuid.UUID(raw)
    except _BAD:
        return None


def moment_of(raw: str | None) -> datetime | None:
    """Return the moment of a raw column; `None` for what is none."""
    try:
        return None if raw is None else datetime.fromisoformat(json.loads(_moment(raw)))
    except _BAD:
        return None


def read_json(text: str) -> Any:
    """Return the value of a JSON column. Raises `Garbled`."""
    try:
        return json.loads(text)
    except _BAD as error:
        raise Garbled from error


def _event_slowly(row: Any) -> bytes:
    return canonical(event_plain(_values(row, CaseEvent.__table__.c)))


def _access_slowly(row: Any) -> bytes:
    return canonical(access_plain(_values(row, AccessEntry.__table__.c)))


def _values(row: Any, columns: Any) -> dict[str, Plain]:
    """Return the values of a raw row as the portal knows them."""
    read: dict[str, Plain] = {}
    for column in columns:
        value = getattr(row, column.key, None)
        kind = _kind(column)
        if value is None or kind is None:
            read[column.key] = value
        elif kind == "id":
            read[column.key] = uuid.UUID(bytes=value) if isinstance(value, bytes) else uuid.UUID(value)
        elif kind == "moment":
            read[column.key] = datetime.fromisoformat(json.loads(_moment(value)))
        elif kind == "day":
            read[column.key] = date.fromisoformat(value)
        else:
            read[column.key] = json.loads(value)
    return read


_ALL_THE_WAY: Mapping[Callable[[Any], bytes], Callable[[Any], bytes]] = {event_bytes: _event_slowly, access_bytes: _access_slowly}


def _kind(column: Any) -> str | None:
    """Return what a column holds that the driver would make an object of."""
    name = type(column.type).__name__
    return {"Uid": "id", "Utc": "moment", "Date": "day", "JSON": "json"}.get(name)


def _text_of(column: Any, dialect: str) -> ColumnElement[Any]:
    kind = _kind(column)
    if kind is None:
        return column  # type: ignore[no-any-return]
    if dialect != "postgresql":
        return type_coerce(column, NullType())
    return cast(func.timezone("UTC", column) if kind == "moment" else column, Text)


def _once(value: bytes | str | None) -> str:
    """Return an id in the canonical form."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return _quoted(value)
    if len(value) != 16:
        raise Garbled
    told = value.hex()
    return f'"{told[:8]}-{told[8:12]}-{told[12:16]}-{told[16:20]}-{told[20:]}"'


_id = lru_cache(maxsize=8_192)(_once)
"""The same for one that comes again and again: of a case, a post, an organisation."""


def _in_order(text: str) -> str:
    """Return JSON as it was written, without spaces and its keys in order; PostgreSQL keeps it in a way of its own."""
    return _sorted(json.loads(text)) if '": ' in text else text


def _moment(value: str) -> str:
    """Return a moment as both databases write it, with its microseconds, in the canonical form."""
    told = value.replace(" ", "T", 1)
    return _quoted((f"{told}.000000" if len(told) == 19 else told.ljust(26, "0")) + "Z")
