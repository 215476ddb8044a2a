"""Shows what is declared or coded in the reader's language. Chinese is the source; other languages are catalogues.

The core's sentences live in the core's text domain, a plugin's labels in its own, so that two plugins may translate the
same Chinese word differently.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from flask_babel import Domain, force_locale, format_date, get_locale, gettext

from portal.engine.days import spoken

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


def said_day(day: date) -> str:
    """Return a day as sentences say it: 12月6日（周日）, Sun 6 Dec."""
    return str(format_date(day, "EEE d MMM")) if _reads_another_language() else spoken(day)


def in_a_row(*sentences: str) -> str:
    """Return sentences one after the other, with a space between them where the reader's language writes one."""
    return (" " if _reads_another_language() else "").join(sentence for sentence in sentences if sentence)


@contextmanager
def as_papers_say() -> Iterator[None]:
    """Say everything in Chinese while it lasts: papers are Chinese, whoever reads the page."""
    with force_locale("zh"):
        yield


def reads_as_papers_say() -> bool:
    """Say whether the reader's language is that of the papers."""
    return not _reads_another_language()


def _reads_another_language() -> bool:
    locale = get_locale()
    return locale is not None and locale.language != "zh"


def label(text: str, plugin: str = "") -> str:
    """Return a declared text in the reader's language; without a translation it stays Chinese."""
    if not text or not _reads_another_language():
        return text
    domain = _domains.get(plugin)
    if domain is not None:
        translated = str(domain.get_translations().ugettext(text))
        if translated != text:
            return translated
    return str(gettext(text))
