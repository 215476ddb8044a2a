"""Flask's session on the server: the cookie of a signed-in browser is a token, nothing else.

Before the sign-in a small signed cookie holds what a form needs (`VISITOR_KEYS`); it names nobody. FAB's `page_history`
is dropped, so no address ever reaches a cookie or the table.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from portal.access import sessions
from portal.store.database import WRITES

COOKIE = "portal_session"
VISITOR_COOKIE = "portal_visitor"
HOST_ONLY = "__Host-"
"""With this before its name a browser takes a cookie over TLS only, for this host and all its paths (RFC 6265bis)."""
VISITOR_KEYS = frozenset({"csrf_token", "_flashes", "locale"})
NEVER_KEPT = frozenset({"page_history"})


class PortalSession(SecureCookieSession):
    """The session of this request. `row` is the open session in the table, None for a visitor.

    `token` is set when the browser must get a new cookie, `is_ended` when it must lose the old one. `trouble` is why the table
    could not be asked; the gate raises it, and the cookie stays.
    """

    row: sessions.OpenSession | None = None
    token: str | None = None
    is_ended: bool = False
    trouble: SQLAlchemyError | None = None

    def enter(self, token: str) -> None:
        """Hand the browser a new token; what a visitor's cookie held is forgotten."""
        self.token, self.is_ended = token, False

    def leave(self) -> None:
        """Let the browser go."""
        self.clear()
        self.row, self.token, self.is_ended = None, None, True


class PortalSessions(SecureCookieSessionInterface):
    """Opens the session at the beginning of a request and keeps it at the end."""

    session_class = PortalSession

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock

    def open_session(self, app: Flask, request: Request) -> PortalSession:
        """Return the session of the cookie; an unknown or ended one gives a visitor's."""
        token = None if request.path.startswith("/static/") else request.cookies.get(cookie_name(COOKIE))
        row, trouble = self._row(token) if token else (None, None)
        if row is not None:
            session = PortalSession(row.data)
            session.row = row
            return session
        visitor = super().open_session(app, request)
        session = PortalSession({key: visitor[key] for key in VISITOR_KEYS & set(visitor)} if visitor else None)
        session.is_ended, session.trouble = bool(token) and trouble is None, trouble
        return session

    def get_cookie_name(self, app: Flask) -> str:
        """Return the visitor's cookie, the only one Flask signs itself."""
        return cookie_name(VISITOR_COOKIE)

    def save_session(self, app: Flask, session: PortalSession, response: Response) -> None:  # type: ignore[override]
        """Write what changed, and give or take cookies."""
        if session.accessed:
            response.vary.add("Cookie")
        if session.token is not None:
            response.set_cookie(cookie_name(COOKIE), session.token, **cookie_place())
            response.delete_cookie(cookie_name(VISITOR_COOKIE), **cookie_place())
        elif session.row is not None:
            self._keep(session.row, session)
        else:
            if session.is_ended:
                response.delete_cookie(cookie_name(COOKIE), **cookie_place())
            if session.modified:
                self._keep_visitor(app, session, response)

    def _row(self, token: str) -> tuple[sessions.OpenSession | None, SQLAlchemyError | None]:
        try:
            with self._engine.connect() as connection:
                return sessions.find(connection, token, self._clock()), None
        except SQLAlchemyError as error:
            return None, error

    def _keep(self, row: sessions.OpenSession, session: PortalSession) -> None:
        now = self._clock()
        kept = plain(session)
        changed = session.modified and kept != row.data
        if changed or now - row.seen_at >= sessions.TOUCH:
            with self._engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
                sessions.keep(connection, row.id_hash, kept if changed else None, now)

    def _keep_visitor(self, app: Flask, session: PortalSession, response: Response) -> None:
        held = {key: value for key, value in plain(session).items() if key in VISITOR_KEYS}
        serializer = self.get_signing_serializer(app)
        if held and serializer is not None:
            response.set_cookie(cookie_name(VISITOR_COOKIE), str(serializer.dumps(held)), **cookie_place())
        else:
            response.delete_cookie(cookie_name(VISITOR_COOKIE), **cookie_place())


def plain(session: PortalSession) -> sessions.Data:
    """Return the session's values as the table and the cookie keep them: JSON, sentences already in one language."""
    held = {key: value for key, value in session.items() if key not in NEVER_KEPT}
    kept: sessions.Data = json.loads(json.dumps(held, default=str))
    return kept


def cookie_name(cookie: str) -> str:
    """Return under which name a browser keeps a cookie of the portal: over TLS one that no other host can set."""
    return f"{HOST_ONLY}{cookie}" if request.is_secure else cookie


def cookie_place() -> dict[str, Any]:
    """Return where and how every cookie of the portal is kept."""
    return {"path": "/", "httponly": True, "samesite": "Lax", "secure": request.is_secure}
