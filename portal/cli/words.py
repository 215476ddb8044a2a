"""Sentences outside a request: the same catalogues as the pages, in the language of the configuration."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, has_app_context
from flask_babel import Babel

from portal.errors import Refused
from portal.hooks.registry import Registry
from portal.reading.problem_sentences import problem_sentence
from portal.reading.wording import use_catalogues

_TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"


@contextmanager
def in_words(locale: str, registry: Registry | None = None) -> Iterator[None]:
    """Let sentences be made inside this block."""
    app = Flask("portal.cli")
    app.config.update(BABEL_DEFAULT_LOCALE=locale, BABEL_TRANSLATION_DIRECTORIES=str(_TRANSLATIONS))
    Babel(app)
    if registry is not None:
        use_catalogues({report.key: report.folder / "translations" for report in registry.states if report.folder is not None})
    with app.app_context():
        yield


def refusal_line(error: Refused) -> str:
    """Return every problem of a refusal in one line."""
    if has_app_context():
        return "；".join(f"{problem.field} {problem_sentence(problem)}".strip() for problem in error.problems)
    with in_words("zh"):
        return refusal_line(error)
