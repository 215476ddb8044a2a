"""What the portal says in English, for documents in that language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import portal


def english(text: str) -> str:
    """Return the translation of a sentence of the portal.

    Raises:
        KeyError: it has none.
    """
    message = _catalogue().get(text)
    if message is None or not message.string:
        raise KeyError(text)
    return str(message.string)


@cache
def _catalogue() -> Catalog:
    file = Path(portal.__file__).parent / "translations/en/LC_MESSAGES/messages.po"
    with file.open("rb") as source:
        return read_po(source, locale="en")
