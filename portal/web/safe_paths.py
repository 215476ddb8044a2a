"""Addresses a browser may be sent to: paths of this portal, nothing else."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request

LONGEST = 600


def safe_path(given: str | None, otherwise: str = "/") -> str:
    """Return the path if it stays within the portal; an address with a host, a scheme, a backslash or a control is refused."""
    if not given or len(given) > LONGEST or not given.startswith("/") or given.startswith("//"):
        return otherwise
    if "\\" in given or any(ord(letter) < 0x21 for letter in given):
        return otherwise
    return given


def here_to_return() -> str:
    """Return where the person wanted to be, to come back to after signing in: this page, or the page a form was sent from."""
    if request.method in ("GET", "HEAD"):
        return safe_path(request.full_path.rstrip("?"), "")
    return referring_path() or ""


def referring_path() -> str:
    """Return the path of the page that led here, if it is one of the portal's; else an empty text."""
    try:
        referrer = urlsplit(request.referrer or "")
    except ValueError:  # a header of somebody's making, for example with half an IPv6 address
        return ""
    if referrer.netloc != request.host:
        return ""
    return safe_path(referrer.path + (f"?{referrer.query}" if referrer.query else ""), "")
