"""What holds for every page: readable by everybody, wide enough at every text size, and no word lost when a session ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.rig.servers import RunningPortal
from tests.rig.visitors import enter_as, first_case

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[1] / "rig/vendor/axe.min.js"
STOPS = ("serious", "critical")
CASE = "the first case of the register"
CLERK = (
    "/",
    "/cases/new/",
    "/cases/new/trade_union.unpaid_wages",
    "/cases/",
    CASE,
    f"{CASE}/papers/",
    f"{CASE}/papers/registration",
    "/consultations/new",
    "/statistics/",
)
COORDINATOR = ("/", "/cases/", CASE, "/statistics/", "/audit/", "/audit/trail", "/audit/integrity")
OTHERS = {"union_admin": ("/admin/people/", "/admin/people/new"), "sysadmin": ("/admin/plugins/", "/admin/parameters/")}

_BARRIERS = """() => axe.run(document, {resultTypes: ["violations"]}).then(found => found.violations
  .map(v => `${v.impact} ${v.id}: ${v.nodes.map(n => n.html.slice(0, 120)).join(" … ")}`))"""
_TOO_WIDE = """() => {
  const root = document.documentElement, line = 3.1 * parseFloat(getComputedStyle(root).fontSize);
  return root.scrollWidth > root.clientWidth || document.querySelector(".bar").getBoundingClientRect().height > line;
}"""


@pytest.mark.parametrize(("visitor", "addresses"), [("union_clerk", CLERK), ("coordinator", COORDINATOR), *OTHERS.items()])
def test_pages_have_no_barrier(portal_server: RunningPortal, page: Page, visitor: str, addresses: tuple[str, ...]) -> None:
    axe = AXE.read_text(encoding="utf-8")
    found = []
    page.goto("/login/")
    page.evaluate(axe)
    found += page.evaluate(_BARRIERS)

    enter_as(page, visitor)
    case = first_case(page) if any(address.startswith(CASE) for address in addresses) else ""
    for address in addresses:
        answer = page.goto(address.replace(CASE, case))
        assert answer is not None
        assert answer.ok
        page.evaluate(axe)
        found += [f"{address}: {barrier}" for barrier in page.evaluate(_BARRIERS)]

    assert [barrier for barrier in found if any(impact in barrier for impact in STOPS)] == []


def test_bar_and_pages_fit_at_the_largest_text_on_a_scaled_screen(portal_server: RunningPortal, page: Page) -> None:
    enter_as(page, "union_clerk")
    page.locator(".bar .sizes").first.get_by_role("button", name="特大").click()
    expect(page.locator("html")).to_have_attribute("data-size", "largest")
    too_wide = []

    for width in (1366, 1093):  # as it is, and scaled to 125 %
        page.set_viewport_size({"width": width, "height": 614})
        for address in ("/", "/cases/", "/cases/new/trade_union.unpaid_wages", "/account/", "/statistics/"):
            page.goto(address)
            too_wide += [(width, address)] if page.evaluate(_TOO_WIDE) else []
    page.goto("/cases/")

    assert too_wide == []
    assert page.evaluate("() => { const t = document.querySelector('.table-wrap'); return t.scrollWidth <= t.clientWidth; }")


def test_words_written_after_the_session_ended_are_not_lost(portal_server: RunningPortal, page: Page) -> None:
    enter_as(page, "union_clerk")
    page.goto("/cases/new/trade_union.unpaid_wages")
    page.context.clear_cookies()

    page.get_by_label("经过").fill("登录到期以后写的话")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("登录已到期，刚写的还没存上。")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="在新窗口重新登录").click()
    enter_as(opened.value, "union_clerk")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("alert")).to_contain_text("请先填写“劳动者”")
    expect(page.get_by_label("经过")).to_have_value("登录到期以后写的话")
