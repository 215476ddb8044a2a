"""What every answer tells the browser not to do (security 4.8), and what is told when even the application fails.

The headers are put on at the outermost edge, so that no answer goes without: not one for a foreign host, not one of a
plugin, not one whose making failed. A plugin cannot loosen them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, request

from portal.web.failures import failure_told, log_failure
from portal.web.guarding import is_static

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    )
)
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",  # for browsers in offices that do not know `frame-ancestors`
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
)
SANDBOX = ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
"""On what somebody else made and a browser might open: a file of a case. It allows less than the policy of pages, and is the
only other policy an answer may ask for."""
HSTS = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
NO_STORE = ("Cache-Control", "no-store")
FAILED = "500 INTERNAL SERVER ERROR"
STATIC_LIFE = "public, max-age=31536000, immutable"

Headers = list[tuple[str, str]]


def keep_static_files(app: Flask) -> None:
    """Let browsers keep static files; all else is `no-store`, because that is what an answer is that says nothing."""
    app.after_request(_keep)
    app.extensions["portal_headers"] = dict((*HEADERS.items(), NO_STORE))  # for answers of the server before the application


class GuardedAnswers:
    """The application with the headers on every answer, and one plain sentence where it raises."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""

        told: list[tuple[str, Headers]] = []

        def start(status: str, headers: Headers, _exc_info: object = None) -> Callable[[bytes], object]:
            told[:] = [(status, headers)]
            return _nothing

        try:
            body = self._app(environ, start)
        except Exception as error:  # noqa: BLE001 - the outermost edge: a hook at the end of a request failed
            body = [failure_told(log_failure(error, str(environ.get("REQUEST_METHOD", "")))).encode()]
            told[:] = [(FAILED, [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body[0])))])]
        status, headers = told[0]
        start_response(status, guarded(headers, is_secure=environ.get("wsgi.url_scheme") == "https"))
        return body


def guarded(headers: Headers, *, is_secure: bool) -> Headers:
    """Return the headers of an answer with those of the portal in place of whatever it said itself."""
    own = {name.lower() for name in HEADERS}
    kept = [(name, value) for name, value in headers if name.lower() not in own]
    policy = SANDBOX if SANDBOX in headers else ("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    said = {name.lower() for name, _ in kept}
    more = [pair for pair in (NO_STORE, *((HSTS,) if is_secure else ())) if pair[0].lower() not in said]
    return [*kept, *({**HEADERS, policy[0]: policy[1]}.items()), *more]


def _nothing(_data: bytes) -> None:
    """Take what a WSGI application of the last century would write; Flask returns its body."""


def _keep(response: Response) -> Response:
    if request.endpoint is not None and is_static(request.endpoint) and response.status_code in (200, 304):
        response.headers["Cache-Control"] = STATIC_LIFE if request.args.get("v") else "no-cache"
    return response
