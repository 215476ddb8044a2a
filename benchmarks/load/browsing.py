"""A browser without a window: one person's cookies, pages and forms; it notes how long each answer took."""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode, urlsplit

PATIENCE = 60.0
_INPUT = re.compile(r"<input\b[^>]*>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_META_TOKEN = re.compile(r'name="csrf-token" content="([^"]*)"')

Fields = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Asked:
    """One request: which page, how it was answered (0: not at all), when it was sent and how many milliseconds it took."""

    page: str
    status: int
    at: float
    milliseconds: float
    changes: bool


@dataclass(frozen=True)
class Answer:
    """What came back. `place` is where it sends the browser."""

    status: int
    text: str
    place: str


@dataclass
class Browser:
    """One signed-in person. `asked` grows with every request."""

    server: str
    asked: list[Asked] = field(default_factory=list)
    _cookies: dict[str, str] = field(default_factory=dict)
    _token: str = ""

    def get(self, path: str, page: str) -> Answer:
        """Open a page and follow where it sends."""
        answer = self._ask("GET", path, page, None)
        for _ in range(4):
            if answer.status not in (301, 302, 303, 307, 308) or not answer.place.startswith("/"):
                break
            answer = self._ask("GET", answer.place, page, None)
        found = _META_TOKEN.search(answer.text)
        if found is not None:
            self._token = unescape(found.group(1))
        return answer

    def post(self, path: str, fields: Fields, page: str) -> Answer:
        """Send a form with the token of the last page; the page it leads to is not opened."""
        return self._ask("POST", path, page, {**fields, "csrf_token": self._token})

    def _ask(self, method: str, path: str, page: str, fields: Fields | None) -> Answer:
        headers = {"Connection": "close", "Accept": "text/html"}
        body = None
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        if fields is not None:
            body = urlencode(fields, doseq=True)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"{self.server}/"}
        connection = http.client.HTTPConnection(urlsplit(self.server).netloc, timeout=PATIENCE)
        began = time.monotonic()
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode("utf-8", errors="replace")
            answer = Answer(response.status, text, response.headers.get("Location", ""))
            self._keep(response.headers.get_all("Set-Cookie") or ())
        except (OSError, http.client.HTTPException):
            answer = Answer(0, "", "")
        finally:
            connection.close()
        took = (time.monotonic() - began) * 1000
        self.asked.append(Asked(page, answer.status, began, took, changes=fields is not None))
        return answer

    def _keep(self, cookies: Sequence[str]) -> None:
        for cookie in cookies:
            name, _, rest = cookie.partition("=")
            self._cookies[name] = rest.partition(";")[0]


def hidden_fields(form: str) -> dict[str, str]:
    """Return the hidden fields of a piece of a page, by name."""
    inputs = (dict(_ATTRIBUTE.findall(found)) for found in _INPUT.findall(form))
    return {one["name"]: unescape(one.get("value", "")) for one in inputs if one.get("type") == "hidden" and "name" in one}


def form_to(page: str, path: str) -> str | None:
    """Return the form of a page that is sent to this path."""
    for found in re.finditer(r"<form\b[^>]*>.*?</form>", page, flags=re.DOTALL):
        if f'action="{path}"' in found.group().partition(">")[0]:
            return found.group()
    return None


def first_choice(form: str, name: str) -> str:
    """Return the first value a list or a row of radio buttons offers, the empty one left out."""
    chosen = re.search(rf'<select\b[^>]*name="{re.escape(name)}"[^>]*>(.*?)</select>', form, flags=re.DOTALL)
    values = re.findall(r'<option\b[^>]*value="([^"]+)"', chosen.group(1)) if chosen else []
    radios = [dict(_ATTRIBUTE.findall(found)) for found in _INPUT.findall(form)]
    values += [one["value"] for one in radios if one.get("type") == "radio" and one.get("name") == name and one.get("value")]
    return unescape(values[0]) if values else ""
