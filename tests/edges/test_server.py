"""The server as it runs, with two workers: requests it cannot read, headers that lie, rates that all workers share."""

from __future__ import annotations

import http.client
import socket
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from portal.web.headers import HEADERS
from tests.rig.servers import RunningPortal, running_portal

pytestmark = pytest.mark.slow

UNREADABLE = (
    (400, b"\x16\x03\x01\x02\x00\x01\r\n\r\n"),
    (400, b"G<ET / HTTP/1.1\r\n{host}\r\n"),
    (414, b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\n{host}\r\n"),
    (431, b"GET / HTTP/1.1\r\n{host}" + b"".join(b"X-%d: 1\r\n" % n for n in range(300)) + b"\r\n"),
    (431, b"GET / HTTP/1.1\r\n{host}X: " + b"a" * 20_000 + b"\r\n\r\n"),
    (400, b"GET / HTTP/1.1\r\n{host}X y: <script>secret\r\n\r\n"),
    (400, b"POST /login/ HTTP/1.1\r\n{host}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    (400, b"POST /login/ HTTP/1.1\r\n{host}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd"),
    (417, b"POST /login/ HTTP/1.1\r\n{host}Expect: secret\r\nContent-Length: 0\r\n\r\n"),
    (400, b"GET /login/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    """A portal that lets five visitors' requests through in an hour."""
    with running_portal(tmp_path_factory.mktemp("edge"), {"PORTAL_LIMITS": "public=5/h"}) as portal:
        yield portal


def answer_to(server: RunningPortal, request: bytes) -> bytes:
    """Send bytes and return everything that comes back."""
    parts = urlsplit(server.url)
    host = f"Host: {parts.netloc}\r\nConnection: close\r\n".encode()
    with socket.create_connection((str(parts.hostname), parts.port or 0), timeout=30) as connection:
        connection.sendall(request.replace(b"{host}", host))
        return b"".join(iter(lambda: connection.recv(65_536), b""))


@pytest.mark.parametrize(("status", "request_"), UNREADABLE, ids=lambda value: repr(value)[:40])
def test_request_that_cannot_be_read_is_answered_with_the_headers_and_no_word_of_it(
    server: RunningPortal, status: int, request_: bytes
) -> None:
    answer = answer_to(server, request_).decode("latin-1")

    assert answer.startswith(f"HTTP/1.1 {status} ")
    assert {name for name, value in HEADERS.items() if f"\r\n{name}: {value}\r\n" not in answer} == set()
    assert "no-store" in answer
    for word in ("secret", "script>", "evil", "Invalid", "Traceback"):
        assert word not in answer
        assert word == "Invalid" or word not in server.log


def test_headers_of_a_browsers_own_change_neither_scheme_nor_place(server: RunningPortal) -> None:
    lies = b"X-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.example\r\nX-Script-Name: /evil\r\nSCRIPT_NAME: /evil\r\n"
    answer = answer_to(server, b"GET /cases/ HTTP/1.1\r\n{host}" + lies + b"\r\n").decode()

    assert "\r\nLocation: /login/?next=/cases/\r\n" in answer
    assert "Strict-Transport-Security" not in answer
    assert "evil" not in answer


def test_workers_count_together_and_no_header_makes_another_visitor(server: RunningPortal) -> None:
    place = urlsplit(server.url).netloc

    def ask(n: int) -> int:
        connection = http.client.HTTPConnection(place, timeout=60)
        connection.request("GET", "/guide/", headers={"X-Forwarded-For": f"10.0.0.{n}", "X-Real-IP": f"10.0.0.{n}"})
        status = connection.getresponse().status
        connection.close()
        return status

    with ThreadPoolExecutor(8) as pool:
        answers = Counter(pool.map(ask, range(24)))

    assert answers == {200: 5, 429: 19}
