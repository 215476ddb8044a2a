"""Reads one cell of a spreadsheet as what somebody meant by it, and hands it to the field of its column as text.

A spreadsheet changes what is typed: a date becomes a number of days, an identity number a number whose last digits are
gone. What can be read back is; what is lost is said at its cell and never guessed.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal

from portal.declare.fields import Choice, Choices, Day, Field, LongText, Text, YesNo
from portal.engine.read_fields import FieldProblem
from portal.engine.spreadsheet_text import as_typed

Cell = str | int | float | bool | date | None

_DAY_ZERO = date(1899, 12, 30)  # both Excel and WPS count from here, for days after 1 March 1900
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000  # 1954 to 2119
_EXACT_BELOW = 10**15
"""A spreadsheet keeps fifteen digits of a number; the ones after become zeros."""

_EXPONENT = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d{2}")
_TIME_BEHIND = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_SEVERAL = re.compile(r"[、，,；;/\n]+")


def read_cell(field: Field, cell: Cell) -> object:
    """Return what stands in the cell as the body of a case takes it: text, keys of options, or `None` for nothing.

    Raises:
        FieldProblem: digits are lost, the day is ambiguous, or a word is no option.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _number(field, cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, date):
        return (cell.date() if isinstance(cell, datetime) else cell).isoformat()
    return _text(field, as_typed(cell).strip())


def shown(cell: Cell) -> str:
    """Return a cell as a page shows it, short."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        cell = _plain(cell)
    text = cell.isoformat() if isinstance(cell, date) else str(cell)
    return text if len(text) <= 40 else f"{text[:39]}…"


def parts_of(text: str) -> list[str]:
    """Return the values of a cell in which several stand."""
    return [part.strip() for part in _SEVERAL.split(text) if part.strip()]


def _text(field: Field, text: str) -> object:
    if isinstance(field, Choices):
        return _options(field, text)
    if isinstance(field, Choice):
        return _option(field, text)
    if isinstance(field, (Text, LongText)):
        return text
    plain = unicodedata.normalize("NFKC", text)
    if _EXPONENT.fullmatch(plain):
        raise FieldProblem("digits_lost")
    if isinstance(field, Day):
        return _TIME_BEHIND.sub("", plain)
    return plain.removesuffix("元").strip() if field.kind == "money" else plain


def _option(field: Choice, text: str) -> str:
    plain = _bare(text)
    for key, word in field.pairs:
        if plain in (_bare(key), _bare(word)):
            return key
    raise FieldProblem("no_such_option", options="、".join(word for _, word in field.pairs[:12]))


def _options(field: Choices, text: str) -> list[str]:
    """Return the options named in a cell one after the other; their own words may hold the mark that separates them."""
    words = sorted(((_bare(word), key) for key, word in field.pairs), key=lambda pair: -len(pair[0]))
    rest, found = _bare(text), []
    while rest := _SEVERAL.sub("", rest, count=1) if _SEVERAL.match(rest) else rest:
        word, key = next(((word, key) for word, key in words if rest.startswith(word)), ("", ""))
        if not word:
            keys = [_option(field, part) for part in parts_of(text)]
            return list(dict.fromkeys(keys))
        found.append(key)
        rest = rest[len(word) :]
    return list(dict.fromkeys(found))


def _bare(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()


def _number(field: Field, cell: float) -> object:
    if cell != cell or cell in (float("inf"), float("-inf")):
        raise FieldProblem("not_a_number")
    if abs(cell) >= _EXACT_BELOW:
        raise FieldProblem("digits_lost")
    if isinstance(field, Day):
        return _day(cell)
    if isinstance(field, YesNo):
        return {0: "否", 1: "是"}.get(int(cell), _plain(cell)) if cell == int(cell) else _plain(cell)
    text = _plain(cell)
    return _option(field, text) if isinstance(field, Choice) else text


def _day(cell: float) -> str:
    """Return a day that a spreadsheet keeps as a number: its own count of days, `20260305`, or `11.3` typed as a number."""
    if cell == int(cell):
        whole = int(cell)
        return (_DAY_ZERO + timedelta(days=whole)).isoformat() if _FIRST_SERIAL <= whole <= _LAST_SERIAL else str(whole)
    if _FIRST_SERIAL <= cell <= _LAST_SERIAL:  # with the time of the day behind it
        return (_DAY_ZERO + timedelta(days=int(cell))).isoformat()
    text = _plain(cell)
    month, _, day = text.partition(".")
    if day in ("1", "2", "3") and 1 <= int(month) <= 12 and int(day) * 10 <= calendar.monthrange(2000, int(month))[1]:
        raise FieldProblem("day_as_number", month=int(month), day=int(day), other=int(day) * 10)
    return text


def _plain(cell: float) -> str:
    """Return a number without exponent and without the noise of its binary form."""
    if cell == int(cell):
        return str(int(cell))
    return f"{Decimal(f'{cell:.15g}'):f}"
