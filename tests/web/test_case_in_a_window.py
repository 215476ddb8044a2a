"""A case in Chromium: the keyboard, the agreement beside its paper, papers cut into sheets; and what works without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from portal.services.advance import advance
from tests.rig.browser import PHONE
from tests.web.bench import brought_to, do, version_of, words
from tests.web.offices import Offices
from tests.web.windows import window

pytestmark = pytest.mark.browser


def test_note_is_written_with_the_keyboard_alone(chromium: Browser, offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "take")
    with window(chromium, offices.at_work("clerk")) as page:
        page.goto(f"/cases/{case_id}")
        page.keyboard.press("j")
        page.keyboard.type("说好周一来")
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("带上照片")
        page.keyboard.press("Enter")

        expect(page.locator(".timeline-body").first).to_have_text("说好周一来\n带上照片")


def test_note_unfolds_on_a_phone_when_it_is_touched(chromium: Browser, offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "take")
    with window(chromium, offices.at_work("clerk"), PHONE) as page:
        page.goto(f"/cases/{case_id}")
        expect(page.locator("[name=next_on]")).to_be_hidden()
        page.locator("#f-text").focus()

        expect(page.locator("[name=next_on]")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_content_of_an_event_opens_in_place(chromium: Browser, bench: Offices) -> None:
    case_id = brought_to(bench, "keeper", "consent", "many.rich")
    do(bench, "keeper", case_id, "look", looked_on="今天", seen=["bark"], found="啃了三棵")
    with window(chromium, bench.at_work("keeper")) as page:
        page.goto(f"/cases/{case_id}")
        page.get_by_text("看内容").first.click()

        expect(page.locator(".event-values")).to_contain_text("啃了三棵")
        expect(page).to_have_url(f"http://localhost/cases/{case_id}")


def test_conditional_field_of_an_act_appears_with_its_answer(chromium: Browser, bench: Offices) -> None:
    case_id = brought_to(bench, "keeper", "consent", "many.rich")
    with window(chromium, bench.at_work("keeper")) as page:
        page.goto(f"/cases/{case_id}/do/look")
        expect(page.locator("[name=absent]")).to_be_hidden()
        page.check("[name=who][value=one]")
        expect(page.locator("[name=absent]")).to_be_visible()
        page.get_by_role("button", name="昨天").click()

        expect(page.locator("[name=looked_on]")).to_have_value("2026-11-20")


def test_agreement_follows_what_is_typed(chromium: Browser, offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "session")
    with window(chromium, offices.at_work("clerk")) as page:
        page.goto(f"/cases/{case_id}/do/agree")
        page.fill("[name='terms.0.amount']", "960")
        page.fill("[name='terms.0.due_on']", "12.20")

        expect(page.locator("#agreement-paper")).to_contain_text(
            "2026年12月20日前向王小军支付人民币960.00元（大写：玖佰陆拾元整）"
        )
        expect(page.locator("#agreement-foot")).to_contain_text("为请求 1,200.00 元的 80%")
        page.get_by_role("button", name="再加一条").click()
        page.check("[name='terms.1.kind'][value=act]")
        expect(page.locator("[name='terms.1.amount']")).to_be_hidden()
        page.fill("[name='terms.1.payer']", "李桂兰")
        page.fill("[name='terms.1.act']", "把围栏修好")
        expect(page.locator("#agreement-paper")).to_contain_text("二、李桂兰把围栏修好。")
        page.keyboard.press("Control+Enter")

        expect(page.locator(".flash")).to_contain_text("协议条款已保存")
        expect(page.locator("#agreement .terms > li")).to_have_count(2)


def test_agreement_is_split_and_saved_without_script(chromium: Browser, offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "session")
    with window(chromium, offices.at_work("clerk"), scripts=False) as page:
        page.goto(f"/cases/{case_id}/do/agree")
        page.fill("[name='terms.0.due_on']", "2026-12-20")
        page.fill("[name=instalments]", "2")
        page.get_by_role("button", name="分期").click()
        expect(page.locator("[name='terms.1.amount']")).to_have_value("600.00")
        page.get_by_role("button", name="看协议书").click()
        expect(page.locator("#agreement-paper")).to_contain_text("二、李桂兰于2027年1月20日前")
        page.get_by_role("button", name="保存协议条款").click()

        expect(page.locator("#agreement .terms > li")).to_have_count(2)


def test_short_agreement_is_one_sheet_and_a_long_one_is_numbered(chromium: Browser, offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "agree")
    with window(chromium, offices.at_work("clerk")) as page:
        page.goto(f"/cases/{case_id}/papers/agreement")
        expect(page.locator(".is-sheet")).to_have_count(1)
        expect(page.locator("[data-page-of]")).to_have_text("第1页 共1页")

        do(offices, "clerk", case_id, "talk_again")
        do(offices, "clerk", case_id, "session", held_on="今天", manner="phone", record="再谈", result="success")
        term = {"payer": "李桂兰", "payee": "王小军", "amount": "10", "due_on": "2026-12-20", "breach": "加付一成" * 9}
        long = {"form": "written", "agreed_on": "今天", "terms": [term] * 30}
        version = version_of(offices, "clerk", case_id)
        with offices.store.begin(offices.people["clerk"], write=True) as uow:
            advance(uow, case_id, "agree", long, version=version, confirmed=["guard:terms"])
        page.reload()

        sheets = page.locator(".is-sheet")
        assert sheets.count() > 1
        expect(page.locator("[data-page-of]").last).to_have_text(f"第{sheets.count()}页 共{sheets.count()}页")
        for sheet in sheets.all():
            assert sheet.evaluate("e => e.scrollHeight <= e.clientHeight + 1")


def test_identity_number_and_phone_do_not_break_on_paper(chromium: Browser, offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "take")
    with window(chromium, offices.at_work("clerk")) as page:
        page.goto(f"/cases/{case_id}/papers/registration")

        for cell in page.locator("td.figures").all():
            assert cell.evaluate("e => e.scrollWidth <= e.clientWidth + 1"), cell.inner_text()


def test_p_prints_a_paper(chromium: Browser, offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "take")
    with window(chromium, offices.at_work("clerk")) as page:
        page.goto(f"/cases/{case_id}/papers/registration")
        page.evaluate("window.print = () => { document.title = '打印过了'; }")
        page.keyboard.press("p")

        expect(page).to_have_title("打印过了")


def test_pages_of_a_case_are_no_wider_than_a_phone(chromium: Browser, bench: Offices) -> None:
    case_id = brought_to(bench, "keeper", "session", "many.rich")
    paths = (
        "",
        "/do/agree",
        "/do/look",
        "/do/correct",
        "/do/session",
        "/papers/",
        "/papers/registration",
        "/papers/application",
        "/notice",
    )
    with window(chromium, bench.at_work("keeper"), PHONE) as page:
        for path in paths:
            page.goto(f"/cases/{case_id}{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        assert "大果园" in words(page.content())
