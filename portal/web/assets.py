"""`asset("css/frame.css")`: the address of a static file with the digest of its content; browsers may keep it for good."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, request, url_for

STATIC = Path(__file__).parent / "static"


class Assets:
    """Addresses of static files. Digests are taken once per process; in debug mode at every call."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._addresses: dict[tuple[str, str], str] = {}

    def __call__(self, name: str) -> str:
        """Return the address. Raises `FileNotFoundError` for a file that is not there: a template is wrong, not a reader."""
        key = (request.script_root, name)
        address = self._addresses.get(key)
        if address is None or self._app.debug:
            digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
            address = self._addresses[key] = url_for("static", filename=name, v=digest)
        return address
