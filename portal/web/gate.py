"""The gate before every route: who comes, may she enter, and did her own page send this (default deny).

It runs before everything else. Order of answers: 401 (or the login page), then the token against forged forms, then 403,
then 429 for what is limited.
A program with an API key sends no token, because a browser cannot be made to send its key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, current_app, g, redirect, request, session, url_for
from flask_wtf import CSRFProtect
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from portal.access.identity import Signed
from portal.errors import Forbidden, NotSignedIn, PortalError
from portal.limits import Limited
from portal.web.acting import api_key_bearer, session_bearer
from portal.web.first_duties import first_duty
from portal.web.guarding import Entry, Files, Guard, files_of, guard_of, guards_of_view, is_static, limit_of, why_unlimited
from portal.web.limiting import count_use
from portal.web.places import first_place
from portal.web.safe_paths import here_to_return, referring_path

TEXT_LIMIT = 12 * 1024 * 1024
"""Bytes of a form without files: a narrative of 4 MB, with its percent signs."""
STRANGER_LIMIT = 64 * 1024
MOST_FIELDS = 1000

READS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Gate:
    """What every endpoint asks of whoever comes; built once, when all routes are there."""

    guards: Mapping[str, Guard | None]
    limits: Mapping[str, Limited]
    files: Mapping[str, Files]
    csrf: CSRFProtect

    @classmethod
    def of(cls, app: Flask, csrf: CSRFProtect) -> Gate:
        """Return the gate of an application whose routes are complete.

        Raises:
            PortalError: a route of the core does not say who may enter.
        """
        views = {view.endpoint: guards_of_view(view) for view in app.extensions["appbuilder"].baseviews}
        guards: dict[str, Guard | None] = {}
        for endpoint, route in app.view_functions.items():
            blueprint, _, method = endpoint.rpartition(".")
            guards[endpoint] = views[blueprint].get(method) if blueprint in views else _plain(endpoint, route)
        silent = sorted(endpoint for endpoint, guard in guards.items() if guard is None)
        if silent:
            raise PortalError("no one said who may enter: " + ", ".join(silent))
        files = {endpoint: found for endpoint, route in app.view_functions.items() if (found := files_of(route)) is not None}
        return cls(guards, _limits(app, guards), files, csrf)

    def guard(self, endpoint: str) -> Guard | None:
        """Return the guard of an endpoint, None for one that does not exist."""
        return self.guards.get(endpoint)

    def ask(self) -> Response | None:
        """Find out who comes and let the request pass, or raise, or send the browser to the login page."""
        if request.endpoint is not None and is_static(request.endpoint):
            return None
        trouble = session.trouble  # type: ignore[attr-defined]
        if trouble is not None:
            raise trouble
        signed = _who()
        g.actor = None if signed is None else signed.actor
        g.signed = signed
        if request.endpoint is None:
            return None  # no such address: the page that says so still knows who reads it
        guard = self.guard(request.endpoint)
        if guard is None:
            raise Forbidden("open")
        if signed is None and guard.entry is not Entry.PUBLIC:
            return _to_login()
        if request.method not in READS:
            check_body(signed is not None, self._files(signed is not None))
        if request.method not in READS and not (signed is not None and signed.by_key):
            self.csrf.protect()
        if signed is None:
            self._count()
            return None
        duty = first_duty(signed)
        if duty is not None and request.endpoint not in duty.open:
            return redirect(url_for(duty.endpoint))  # type: ignore[return-value]
        if guard.entry is Entry.VERB and not signed.actor.may(guard.verb, guard.view):
            if request.path == "/":  # a post without a desk begins its day elsewhere
                return redirect(first_place(signed.actor))  # type: ignore[return-value]
            raise Forbidden(guard.verb)
        self._count()
        return None

    def _files(self, is_signed_in: bool) -> int | None:
        """Return how many bytes of files this request may carry; `None` when it may carry what any may."""
        files = self.files.get(str(request.endpoint))
        if files is None or not (is_signed_in or (files.is_known is not None and files.is_known(**(request.view_args or {})))):
            return None
        return files.most

    def _count(self) -> None:
        limit = self.limits.get(str(request.endpoint))
        if limit is not None:
            count_use(limit)


def check_body(is_signed_in: bool, most_of_files: int | None = None) -> None:
    """Refuse a body that is too large, has too many fields or is no text, before anything parses it (413, 400).

    Werkzeug's own limits hold for forms with files only, and `most_of_files` for a route that says how much it takes.
    """
    if request.mimetype == "multipart/form-data" and most_of_files is not None:
        request.max_content_length = most_of_files
        return
    if request.mimetype == "multipart/form-data" and is_signed_in:
        return
    request.max_content_length = TEXT_LIMIT if is_signed_in else STRANGER_LIMIT
    if request.mimetype != "application/x-www-form-urlencoded":
        return
    body = request.get_data()
    if body.count(b"&") >= MOST_FIELDS:
        raise RequestEntityTooLarge
    try:
        body.decode()
    except UnicodeDecodeError:
        raise BadRequest from None


def current_gate() -> Gate:
    """Return the gate of the running application."""
    gate: Gate = current_app.extensions["portal_gate"]
    return gate


def _limits(app: Flask, guards: Mapping[str, Guard | None]) -> dict[str, Limited]:
    """Return what is limited: what says so, and every route that is open to everybody unless it says why not."""
    found: dict[str, Limited] = {}
    for endpoint, route in app.view_functions.items():
        guard = guards[endpoint]
        limit = limit_of(route)
        if (
            limit is None
            and guard is not None
            and guard.entry is Entry.PUBLIC
            and not why_unlimited(route)
            and not is_static(endpoint)
        ):
            limit = Limited.PUBLIC
        if limit is not None:
            found[endpoint] = limit
    return found


def _who() -> Signed | None:
    if "Authorization" in request.headers and request.path.startswith("/api/"):
        return api_key_bearer(request.headers["Authorization"])
    return session_bearer(session.row)  # type: ignore[attr-defined]


def _to_login() -> Response:
    if request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json":
        raise NotSignedIn
    if "HX-Request" in request.headers:
        answer = Response(status=401)
        answer.headers["HX-Redirect"] = url_for("LoginView.login", next=referring_path())
        return answer
    return redirect(url_for("LoginView.login", next=here_to_return()))  # type: ignore[return-value]


def _plain(endpoint: str, route: Callable[..., Any]) -> Guard | None:
    return Guard(Entry.PUBLIC) if is_static(endpoint) else guard_of(route)
