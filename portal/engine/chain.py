"""The hash chain of a case's events: one canonical form of a value, one way to link, and salted personal values.

The canonical form is JSON in UTF-8: keys sorted, no spaces, text in NFC, moments in UTC with microseconds, money and
counts as whole numbers. A float has no canonical form and is refused. Whoever knows the previous link and the canonical
bytes can compute the next link again; whoever changes one byte cannot hide it.

A personal value enters a link only as `salted`. When value and salt are erased, the link still verifies and the value can
no longer be guessed, however few possible values there are.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import unicodedata
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum

GENESIS = bytes(32)
"""What the first link of every chain follows."""

SALT_BYTES = 16
"""The least length of a salt."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_AS_THEY_ARE = (int, bool, type(None))

Plain = None | bool | int | str | Decimal | date | datetime | uuid.UUID | Enum | Sequence["Plain"] | Mapping[str, "Plain"]
"""What has a canonical form."""


class NotCanonical(ValueError):
    """A value has no canonical form; the text names its type only."""


def canonical(value: Plain) -> bytes:
    """Return the canonical bytes of a value.

    Raises `NotCanonical` for floats, naive moments, keys that are no text or fall together in NFC, and other types.
    """
    return _ENCODER.encode(_jsonable(value)).encode()


def link(previous: bytes, content: bytes) -> bytes:
    """Return the link after `previous` (32 bytes, `GENESIS` at first): SHA-256 of both. Raises `ValueError`."""
    if len(previous) != len(GENESIS):
        raise ValueError("a link has 32 bytes")
    return hashlib.sha256(previous + content).digest()


def verify(contents: Sequence[tuple[bytes, bytes]], previous: bytes = GENESIS) -> int | None:
    """Return the place of the first content whose stored link is wrong, or `None` when all are right.

    `contents` are pairs of canonical bytes and stored link, oldest first.
    """
    for place, (content, stored) in enumerate(contents):
        previous = link(previous, content)
        if not hmac.compare_digest(previous, stored):
            return place
    return None


def salted(value: str, salt: bytes) -> str:
    """Return the digest that stands for a personal value in a link: HMAC-SHA-256 under the salt, in hex.

    Raises `ValueError` for a salt shorter than `SALT_BYTES`.
    """
    if len(salt) < SALT_BYTES:
        raise ValueError("a salt has at least 16 bytes")
    return hmac.new(salt, unicodedata.normalize("NFC", value).encode(), hashlib.sha256).hexdigest()


def _jsonable(value: Plain) -> object:
    kind = type(value)  # the frequent ones first: a chain is verified by the ten thousand
    if kind is str:
        return unicodedata.normalize("NFC", value)  # type: ignore[arg-type]
    if kind in _AS_THEY_ARE:
        return value
    match value:
        case Enum():
            return _jsonable(value.value)
        case None | bool() | int():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case datetime():
            if value.tzinfo is None:
                raise NotCanonical("a naive moment")
            return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case uuid.UUID():
            return str(value)
        case Decimal():
            return _decimal(value)
        case Mapping():
            return _object(value)
        case list() | tuple():
            return [_jsonable(item) for item in value]
    raise NotCanonical(type(value).__name__)


def _decimal(value: Decimal) -> str:
    """Return a decimal without trailing zeros and without exponent: equal numbers have one form."""
    if not value.is_finite():
        raise NotCanonical("a decimal that is no number")
    plain = format(value, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("-0", "") else plain


def _object(value: Mapping[str, Plain]) -> dict[str, object]:
    done: dict[str, object] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise NotCanonical("a key that is no text")
        normal = key if key.isascii() else unicodedata.normalize("NFC", key)
        if normal in done:
            raise NotCanonical("two keys that fall together")
        done[normal] = _jsonable(item)
    return done
