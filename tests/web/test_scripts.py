"""The small scripts, in Chromium: what they echo is what the engine reads, and the keys do what the page on keys says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import portal.web
from portal.engine.days import NotADay, Prefer, read_day
from portal.engine.money import NotMoney, capitals, parse_yuan

pytestmark = pytest.mark.browser

SCRIPTS = Path(portal.web.__file__).parent / "static" / "js"
TODAY = date(2026, 11, 21)


@pytest.fixture
def sheet(chromium: Browser) -> Iterator[Page]:
    """An empty page."""
    page = chromium.new_page()
    yield page
    page.close()


def load(page: Page, body: str, *names: str) -> None:
    """Show a body and run scripts in it, as a page of the portal does."""
    page.set_content(f'<!DOCTYPE html><html lang="zh-CN"><body>{body}</body></html>')
    for name in names:
        page.add_script_tag(type="module", content=(SCRIPTS / f"{name}.js").read_text(encoding="utf-8"))
    page.wait_for_timeout(0)


MONEY = [
    "0",
    "0.5",
    "0.05",
    "1.01",
    "10",
    "12000",
    "12,000.5",
    "1.2万",
    "3亿",
    "１２０００元",
    "¥558.60",
    "5586",
    "100001",
    "10010000",
    "20050000.09",
    "999999999999.99",
    "1,2万",
    "abc",
    "-5",
    "1.2.3",
]
DAYS = [
    "11.3",
    "11-3",
    "11月3日",
    "20261103",
    "2026-11-03",
    "2026/11/3",
    "昨天",
    "前天",
    "今天",
    "12.30",
    "2.29",
    "2.30",
    "明天",
    "x",
    "13.1",
]


def test_echo_of_money_is_what_the_engine_reads(sheet: Page) -> None:
    load(sheet, '<div class="field"><input data-money id="m"><output data-echo></output></div>', "money")

    for text in MONEY:
        try:
            expected = capitals(parse_yuan(text))
        except NotMoney:
            expected = ""
        sheet.fill("#m", text)
        assert sheet.text_content("output") == expected, text


@pytest.mark.parametrize("future", [False, True])
def test_echo_of_a_day_is_what_the_engine_reads(sheet: Page, future: bool) -> None:
    mark = "data-future" if future else ""
    field = f'<div class="field"><input data-day {mark} data-today="{TODAY}" id="d"><output data-echo></output></div>'
    load(sheet, field, "days")

    for text in DAYS:
        try:
            day = read_day(text, TODAY, Prefer.FUTURE if future else Prefer.PAST)
            expected = f"{day.year}年{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}）"
        except NotADay:
            expected = ""
        sheet.fill("#d", text)
        assert sheet.text_content("output") == expected, text


ROWS = """<input id="box" data-key="/"><a href="#new" data-key="n">登记</a>
<details><summary data-key="j">记一笔</summary><form id="f"><input id="note"><button data-main-submit>保存</button></form>
</details><table data-rows><tr><td><a class="row-link" href="#one">一</a></td></tr>
<tr><td><a class="row-link" href="#two">二</a></td></tr></table>"""


def test_keys_do_what_the_page_on_keys_says(sheet: Page) -> None:
    load(sheet, f"<main>{ROWS}</main>", "keys")
    sheet.evaluate(
        "document.getElementById('f').addEventListener('submit', (e) => { e.preventDefault(); document.title = 'sent'; })"
    )

    sheet.keyboard.press("n")
    assert sheet.evaluate("location.hash") == "#new"
    sheet.keyboard.press("2")
    assert sheet.evaluate("location.hash") == "#two"
    sheet.keyboard.press("ArrowDown")
    sheet.keyboard.press("ArrowDown")
    assert sheet.evaluate("document.activeElement.hash") == "#two"
    sheet.keyboard.press("ArrowUp")
    sheet.keyboard.press("Enter")
    assert sheet.evaluate("location.hash") == "#one"
    sheet.keyboard.press("j")
    assert sheet.evaluate("document.activeElement.id") == "note"
    sheet.keyboard.press("n")
    assert sheet.input_value("#note") == "n"
    sheet.keyboard.press("Control+Enter")
    assert sheet.title() == "sent"
    sheet.keyboard.press("Escape")
    sheet.keyboard.press("/")
    assert sheet.evaluate("document.activeElement.id") == "box"
    assert sheet.input_value("#box") == ""


def test_form_is_sent_once(sheet: Page) -> None:
    load(sheet, '<form data-once action="about:blank" target="nowhere"><button type="submit">受理</button></form>', "submit")
    sheet.evaluate("window.sent = 0; document.addEventListener('submit', (e) => { if (!e.defaultPrevented) window.sent += 1; })")

    sheet.dblclick("button")

    assert sheet.evaluate("window.sent") == 1


def test_menu_closes_beside_it_and_by_escape(sheet: Page) -> None:
    load(sheet, '<details data-menu id="m"><summary>其他</summary><a href="#">作废</a></details><p id="beside">正文</p>', "menus")

    sheet.click("summary")
    assert sheet.evaluate("document.getElementById('m').open")
    sheet.click("#beside")
    assert not sheet.evaluate("document.getElementById('m').open")
    sheet.click("summary")
    sheet.keyboard.press("Escape")
    assert not sheet.evaluate("document.getElementById('m').open")


def test_long_paper_is_cut_into_numbered_sheets(sheet: Page) -> None:
    styles = "".join((SCRIPTS.parent / "css" / f"{name}.css").read_text(encoding="utf-8") for name in ("tokens", "type", "paper"))
    rows = "".join(f"<tr><td>第{n}行</td></tr>" for n in range(60))
    body = (
        f"<style>{styles}</style><article class='paper' data-paper><h1>登记表</h1>"
        f"<table><tbody>{rows}</tbody></table><p>{'文' * 900}</p>"
        "<div class='paper-foot'><span>临劳调〔2026〕128号</span><span data-page-of></span></div></article>"
    )
    load(sheet, body, "printing")
    sheet.wait_for_selector(".is-sheet")

    feet = sheet.eval_on_selector_all(".paper-foot", "feet => feet.map((foot) => foot.textContent)")
    assert len(feet) > 2
    assert feet[0] == f"临劳调〔2026〕128号第1页 共{len(feet)}页"
    assert sheet.locator("td").count() == 60
    assert sheet.eval_on_selector_all("p", "all => all.map((p) => p.textContent).join('')") == "文" * 900
    assert sheet.eval_on_selector_all(".is-sheet", "all => all.every((one) => one.scrollHeight <= one.clientHeight + 1)")


def test_text_size_changes_without_leaving_a_half_filled_form(sheet: Page) -> None:
    sizes = "".join(f'<button type="submit" name="size" value="{size}">{size}</button>' for size in ("standard", "largest"))
    form = f'<form class="sizes" method="post" action="about:blank">{sizes}</form>'
    load(sheet, f'{form}<input id="half" value="写到一半">', "sizes")

    sheet.click("text=largest")

    assert sheet.evaluate("document.documentElement.dataset.size") == "largest"
    assert sheet.get_attribute("button[value=largest]", "aria-pressed") == "true"
    assert sheet.get_attribute("button[value=standard]", "aria-pressed") == "false"
    assert sheet.input_value("#half") == "写到一半"
