"""Shows what is declared or coded in the reader's language. Chinese is the source; other languages are catalogues.

The core's sentences live in the core's text domain, a plugin's labels in its own, so that two plugins may translate the
same Chinese word differently.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from flask_babel import Domain, get_locale, gettext

_domains: dict[str, Domain] = {}


def N_(text: str) -> str:
    """Mark a text for extraction; it is translated when shown."""
    return text


def use_catalogues(folders: Mapping[str, Path]) -> None:
    """Bind each plugin's key to the folder of its translations. Called once when the portal starts."""
    _domains.clear()
    for key, folder in folders.items():
        if folder.is_dir():
            _domains[key] = Domain(translation_directories=[str(folder)], domain="messages")


def say(text: str, **params: str | int) -> str:
    """Return a sentence of the core with its parameters filled in."""
    return str(gettext(text, **params))


def label(text: str, plugin: str = "") -> str:
    """Return a declared text in the reader's language; without a translation it stays Chinese."""
    locale = get_locale()
    if not text or locale is None or locale.language == "zh":
        return text
    domain = _domains.get(plugin)
    if domain is not None:
        translated = str(domain.get_translations().ugettext(text))
        if translated != text:
            return translated
    return str(gettext(text))
