"""Text size and language: kept with the person, and in a cookie for whoever is not signed in. Neither names anybody."""

from __future__ import annotations

from flask import current_app, g, has_request_context, request

from portal.access.identity import Signed
from portal.web.cookies import cookie_name

SIZES = ("standard", "large", "largest")
SIZE_COOKIE = "portal_size"
LANGUAGE_COOKIE = "portal_language"
LANGUAGE_KEYS = ("zh", "en")
COOKIE_LIFE = 365 * 24 * 3600


def text_size(signed: Signed | None) -> str:
    """Return the size this person reads in: standard, large or largest."""
    chosen = (signed.text_size if signed is not None else "") or request.cookies.get(cookie_name(SIZE_COOKIE), "")
    return chosen if chosen in SIZES else SIZES[0]


def language() -> str:
    """Return the language of this request: the person's, the browser's cookie, the installation's."""
    if not has_request_context():
        return str(current_app.config["BABEL_DEFAULT_LOCALE"])
    signed = g.get("signed")
    chosen = (signed.locale if isinstance(signed, Signed) else "") or request.cookies.get(cookie_name(LANGUAGE_COOKIE), "")
    return chosen if chosen in LANGUAGE_KEYS else str(current_app.config["BABEL_DEFAULT_LOCALE"])
