"""Free text for readers who see names and numbers masked: what people wrote of a party is masked there as well.

It knows the parties' names, and the shape of identity numbers and telephones; a nickname or an address in a story it does
not know. It hides, it does not make anonymous: whoever may read no content gets none of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from portal.engine.masking import id_number_mask, name_mask, phone_mask

_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])", re.ASCII)
_OLD_NUMBER = re.compile(r"(?<!\d)[1-9]\d{14}(?!\d)", re.ASCII)
_PHONE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)", re.ASCII)
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}-\d{7,8}(?:-\d{1,6})?(?!\d)", re.ASCII)
_MASK = re.compile(r"[0-9X-]*\*{3,}[0-9X]*", re.ASCII)
_SHORTEST = 2  # a name of one sign would mask half the language


def redact(text: str, names: Iterable[str]) -> str:
    """Return the text with these people's names and every identity number and telephone masked."""
    for name in sorted({name for name in names if len(name) >= _SHORTEST}, key=len, reverse=True):
        text = text.replace(name, name_mask(name))
    text = _ID_NUMBER.sub(lambda found: id_number_mask(found[0].upper(), birth_shown=False), text)
    text = _OLD_NUMBER.sub(lambda found: "*" * 15, text)
    text = _PHONE.sub(lambda found: phone_mask(re.sub(r"[ -]", "", found[0])), text)
    return _LANDLINE.sub(lambda found: phone_mask(found[0]), text)


def searchable(text: str, names: Iterable[str]) -> str:
    """Return the redacted text without what a mask leaves of a number: nobody looks for last digits she may not read."""
    return _MASK.sub("", redact(text, names))
