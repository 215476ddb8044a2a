"""People of the demo county at the browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def enter_as(page: Page, username: str) -> None:
    """Enter by the demo card of a person, as a visitor of the demo would: one click."""
    page.goto("/login/")
    page.locator("form", has=page.locator(f'input[name="username"][value="{username}"]')).get_by_role("button").click()
    expect(page).not_to_have_url("/login/")


def first_case(page: Page) -> str:
    """Return the address of the first case in the register of the person who is signed in."""
    page.goto("/cases/")
    address = page.locator('main a[href^="/cases/"]:not([href*="new"])').first.get_attribute("href")
    if not address:
        raise LookupError("the register shows no case")
    return address
