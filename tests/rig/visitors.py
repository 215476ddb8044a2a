"""People of the demo county at the browser."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

_CASE = re.compile(r"/cases/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def enter_as(page: Page, username: str) -> None:
    """Enter by the demo card of a person, as a visitor of the demo would: one click."""
    page.goto("/login/")
    page.locator("form", has=page.locator(f'input[name="username"][value="{username}"]')).get_by_role("button").click()
    expect(page).not_to_have_url("/login/")


def first_case(page: Page) -> str:
    """Return the address of the first case in the register of the person who is signed in."""
    page.goto("/cases/")
    addresses = page.locator('main a[href^="/cases/"]').evaluate_all("links => links.map(link => link.getAttribute('href'))")
    found = next((address for address in addresses if _CASE.fullmatch(address)), None)
    if found is None:
        raise LookupError("the register shows no case")
    return str(found)
