"""Finds what belongs in a field of its own and not in free text: identity numbers and mobile numbers.

Free text (经过、记录、咨询) is searched and shown as it is, so it is not encrypted. An identity number in it is refused: the
field of the party takes it, encrypted. A mobile number only asks: a witness's number may have no field of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from stdnum.cn import ric

from portal.declare.fields import Field, LongText, Text
from portal.errors import Problem

ID_NUMBER = "id_number_in_text"
PHONE = "phone_in_text"

_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d(?:[ \t-]?\d){16}[ \t-]?[\dXx](?![0-9A-Za-z])", re.ASCII)
_MOBILE = re.compile(r"(?<![0-9A-Za-z.])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![0-9A-Za-z])", re.ASCII)


def has_id_number(text: str) -> bool:
    """Say whether an identity number stands in the text: eighteen signs with a birth date and the right check character."""
    return any(_is_id_number(re.sub(r"[ \t-]", "", found).upper()) for found in _ID_NUMBER.findall(_plain(text)))


def has_mobile(text: str) -> bool:
    """Say whether a mobile number of the mainland stands in the text; one with stars in it is none."""
    return _MOBILE.search(_plain(text)) is not None


def phones_asked(fields: Iterable[Field], values: Mapping[str, Any], at: str = "") -> list[Problem]:
    """Return a question at each free text in which somebody wrote a mobile number."""
    prefix = f"{at}." if at else ""
    return [
        Problem(f"{prefix}{field.key}", PHONE, {"title": field.title}, asks=True)
        for field in fields
        if isinstance(field, (Text, LongText)) and not field.is_secret and has_mobile(values.get(field.key) or "")
    ]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _is_id_number(number: str) -> bool:
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return 1900 <= int(number[6:10]) < 2100 and ric.calc_check_digit(number) == number[-1]
