"""Chromium of the system, driven by playwright, and a page that notices what a person at the desk would not see.

A page fails its test when it asks another host for anything, when a script breaks, or when the content security policy
blocks something.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Request, Route, ViewportSize, sync_playwright

from tests.rig.requirements import REQUIREMENTS

DESK = ViewportSize(width=1366, height=768)
PHONE = ViewportSize(width=390, height=844)

_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass
class Watch:
    """What happened behind the page. A test that provokes one of these on purpose clears the list afterwards."""

    foreign_requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def complain(self) -> None:
        """Fail with everything noticed."""
        noticed = [f"asked another host: {url}" for url in self.foreign_requests] + self.errors
        if noticed:
            raise AssertionError("behind the page:\n" + "\n".join(noticed))


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium with an empty profile; skip the asking test when there is none."""
    executable = REQUIREMENTS["chromium"].path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=_ARGUMENTS, headless=True, chromium_sandbox=False)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def desk(browser: Browser, base_url: str, *, phone: bool = False) -> Iterator[tuple[BrowserContext, Watch]]:
    """Give a fresh profile as at a Chinese desk (or on a phone), watched."""
    watch = Watch()
    context = browser.new_context(
        base_url=base_url,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport=PHONE if phone else DESK,
        has_touch=phone,
        is_mobile=phone,
    )
    context.set_default_timeout(10_000)

    def keep_inside(route: Route, request: Request) -> None:
        if urlsplit(request.url).hostname in _LOOPBACK or request.url.startswith(("data:", "blob:")):
            route.continue_()
        else:
            watch.foreign_requests.append(request.url)
            route.abort()

    def listen(message: ConsoleMessage) -> None:
        # A refused form answers 4xx on purpose, and Chromium writes each such answer into the console.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            watch.errors.append(f"console: {message.text}")

    context.route("**/*", keep_inside)
    context.on("console", listen)
    context.on("weberror", lambda error: watch.errors.append(f"script: {error.error}"))
    try:
        yield context, watch
    finally:
        try:
            context.close()
        except Error as error:
            watch.errors.append(f"closing: {error.message}")
