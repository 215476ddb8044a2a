"""Asks the application as somebody: a browser with its session, a program with its key, or nobody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers, MultiDict

from portal.proof.county import Visitor
from portal.proof.finding import texts_of
from portal.proof.pages import Found, read_page
from portal.web.cookies import COOKIE

READS = frozenset({"GET", "HEAD", "OPTIONS"})
_NAMED = "Content-Disposition"
_TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
_ONCE = re.compile(r'(name="token" value=")[^"]*|(?<=error_id": ")[0-9a-f]{8}|(?<=<code>)[0-9a-f]{8}(?=</code>)')


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: Headers
    body: bytes
    texts: tuple[str, ...]

    @property
    def is_html(self) -> bool:
        """Whether it is a page."""
        return "html" in self.headers.get("Content-Type", "")

    def said(self) -> str:
        """Return all headers in one text, redirects and cookies, but not the name a file is to be kept under."""
        return "\n".join(f"{name}: {value}" for name, value in self.headers.items() if name != _NAMED)

    def file_name(self) -> str:
        """Return the name the answer is to be kept under: it belongs to the content and goes with it."""
        return self.headers.get(_NAMED, "")

    def plain(self, but: Mapping[str, str]) -> str:
        """Return the body without what differs from request to request: `but` are the asked values with what stands for each."""
        text = "\n".join(self.texts)
        if (token := _TOKEN.search(text)) is not None:
            text = text.replace(token[1], "")
        for value, stands in but.items():
            text = text.replace(value, stands)
        return _ONCE.sub(r"\1", text)


@dataclass
class Asker:
    """One visitor at the application."""

    app: Flask
    visitor: Visitor
    csrf: str = ""
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.app.test_client(use_cookies=bool(self.visitor.cookie))
        if self.visitor.cookie:
            self.client.set_cookie(COOKIE, self.visitor.cookie)

    def ask(
        self,
        method: str,
        path: str,
        *,
        query: tuple[tuple[str, str], ...] = (),
        form: MultiDict[str, str] | None = None,
        json: Any = None,
    ) -> Answer:
        """Make one request and return what came back; the session stays what it was, whatever was answered."""
        headers = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
        if self.visitor.key:
            headers["Authorization"] = f"Bearer {self.visitor.key}"
        if method not in READS and self.csrf:
            headers["X-CSRFToken"] = self.csrf
        sent: dict[str, Any] = {"json": json} if json is not None else {"data": form} if form is not None else {}
        with self.client.open(path, method=method, query_string=MultiDict(query), headers=headers, **sent) as response:
            body = response.get_data()
            answer = Answer(response.status_code, response.headers, body, tuple(texts_of(body)))
        if self.visitor.cookie and "Set-Cookie" in answer.headers:
            self.client.set_cookie(COOKIE, self.visitor.cookie)
        return answer

    def come_in(self) -> None:
        """Open the first page as a browser does; what its session is told once is told here, and not in an answer compared."""
        first = self.ask("GET", "/")
        led = urlsplit(first.headers.get("Location", "")).path
        self.read(self.ask("GET", led) if led else first)

    def read(self, answer: Answer) -> Found:
        """Return what a page leads to, and remember its token against forged forms."""
        found = read_page(answer.texts[0]) if answer.is_html and answer.texts else Found()
        if found.csrf:
            self.csrf = found.csrf
        return found
