"""Chromium in front of the application without a server: each request is answered by Flask's own test client.

    with window(chromium, offices.at_work("clerk")) as page:
        page.goto("/cases/")

A page that asks another host, breaks a script or the content security policy fails when the window is closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, ViewportSize

from tests.rig.browser import DESK

ADDRESS = "http://localhost"


@contextmanager
def window(chromium: Browser, client: FlaskClient, size: ViewportSize = DESK, *, scripts: bool = True) -> Iterator[Page]:
    """Give a page; `scripts=False` is a browser that runs none."""
    wrong: list[str] = []

    def answer(route: Route) -> None:
        request = route.request
        parts = urlsplit(request.url)
        if f"{parts.scheme}://{parts.netloc}" != ADDRESS:
            wrong.append(f"asked another host: {request.url}")
            route.abort()
            return
        headers = {name: value for name, value in request.headers.items() if name != "cookie"}
        given = client.open(
            parts.path + (f"?{parts.query}" if parts.query else ""),
            method=request.method,
            headers=headers,
            data=request.post_data_buffer,
            base_url=ADDRESS,
        )
        body = given.data
        given.close()
        told = {name: value for name, value in given.headers.items() if name.lower() not in ("set-cookie", "content-length")}
        route.fulfill(status=given.status_code, headers=told, body=body)

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            wrong.append(message.text)

    context = chromium.new_context(base_url=ADDRESS, locale="zh-CN", viewport=size, java_script_enabled=scripts)
    context.set_default_timeout(20_000)
    context.route("**/*", answer)
    context.on("console", listen)
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    try:
        yield context.new_page()
    finally:
        context.close()
    assert wrong == []
