"""登记 in Chromium: what comes and goes with other answers, rows, the draft, the rail, keys; and all of it without script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from portal.store.tables.cases import CaseFile
from portal.store.tables.desk import Draft
from tests.rig.browser import PHONE
from tests.web.offices import Offices
from tests.web.windows import window

pytestmark = pytest.mark.browser

PATH = "/cases/new/orchard.fruit"
PAGES = ("/", "/cases/", "/cases/new/", PATH, f"{PATH}?mode=settled", "/consultations/", "/consultations/new")


@pytest.fixture
def page(chromium: Browser, offices: Offices) -> Iterator[Page]:
    """The form of a new case, empty."""
    with window(chromium, offices.at_work("clerk")) as made:
        made.goto(PATH)
        yield made


def fill(page: Page) -> None:
    page.fill("[name='parties.grower.0.name']", "王小军")
    page.fill("[name='parties.neighbour.0.name']", "李桂兰")
    page.fill("[name='details.lost']", "1200")
    page.fill("[name='details.seen_on']", "11.3")


def test_field_appears_when_another_answer_asks_for_it(page: Page) -> None:
    which = page.locator("[name='details.which']")
    page.click("#claim summary >> nth=0")
    expect(which).to_be_hidden()

    page.check("[name='details.fruit'][value=other]")
    expect(which).to_be_visible()
    which.fill("核桃")
    page.check("[name='details.fruit'][value=pear]")

    expect(which).to_be_hidden()
    expect(which).to_be_disabled()


def test_person_is_asked_for_other_things_than_an_organisation(page: Page) -> None:
    number, code = page.locator("[name='parties.grower.0.id_number']"), page.locator("[name='parties.grower.0.credit_code']")
    expect(number).to_be_visible()
    expect(code).to_be_hidden()

    page.check("[name='parties.grower.0.kind'][value=organisation]")

    expect(number).to_be_hidden()
    expect(code).to_be_visible()


def test_rows_come_and_go_without_a_new_page(page: Page) -> None:
    fill(page)

    page.click("text=再加一人")
    second = page.locator("[name='parties.grower.1.name']")
    expect(second).to_be_focused()
    page.check("[name='parties.grower.1.kind'][value=organisation]")
    expect(page.locator("[name='parties.grower.1.credit_code']")).to_be_visible()
    page.locator("[data-drop-row]").last.click()

    expect(second).to_have_count(0)
    expect(page.locator("[name='parties.grower.0.name']")).to_have_value("王小军")


def test_what_is_written_keeps_itself_and_the_address_leads_back(page: Page, offices: Offices) -> None:
    page.clock.install()
    page.goto(PATH)

    page.fill("[name=summary]", "写到一半")
    page.clock.fast_forward(2500)

    expect(page.locator("[data-saved]")).to_have_text("10:00 已自动保存")
    assert "?draft=" in page.url
    page.reload()
    expect(page.locator("[name=summary]")).to_have_value("写到一半")
    with offices.store.begin(offices.people["clerk"]) as uow:
        assert len(uow.session.scalars(select(Draft.id)).all()) == 1


def test_rail_follows_what_is_written(page: Page) -> None:
    expect(page.locator("#rail h2").first).to_have_text("还差 4 项")

    fill(page)
    page.locator("[name=place]").focus()

    expect(page.locator("#rail h2").first).to_have_text("必填的都填了")
    expect(page.locator("#rail")).to_contain_text("12月7日（周一）前。")


def test_enter_goes_on_and_control_enter_saves(page: Page, offices: Offices) -> None:
    fill(page)

    page.press("[name=place]", "Enter")
    expect(page.locator("[name=summary]")).to_be_focused()
    page.press("[name=summary]", "Control+Enter")

    expect(page.locator(".number-big")).to_contain_text("（2026）临果调字第1号")
    with offices.store.begin(offices.people["clerk"]) as uow:
        assert uow.session.scalars(select(CaseFile.phase)).all() == ["accepted"]


def test_problem_in_a_fold_is_jumped_to(page: Page) -> None:
    page.locator("summary", has_text="＋保险公司").click()
    page.check("[name='parties.insurer.0.kind'][value=organisation]")
    page.fill("[name='parties.insurer.0.phone']", "1")
    page.click("text=保存并受理")

    page.click(".errors a[href='#f-parties-insurer-0-phone']")

    expect(page.locator("[name='parties.insurer.0.phone']")).to_be_focused()


def test_settled_on_the_spot_shows_what_was_agreed(page: Page) -> None:
    expect(page.locator("#settled")).to_be_hidden()

    page.check("[name=mode][value=settled]")
    expect(page.locator("[name='agree.agreed_on']")).to_be_visible()
    expect(page.locator("[name=received_on]")).to_have_value("")
    expect(page.locator("[name='sign.signed_on']")).to_be_hidden()
    page.check("[name='agree.form'][value=written]")
    expect(page.locator("[name='sign.signed_on']")).to_be_visible()
    page.fill("[name='parties.grower.0.name']", "王小军")
    page.focus("[name='agree.terms.0.payee']")

    assert page.eval_on_selector_all("#names-of-parties option", "all => all.map((one) => one.value)") == ["王小军"]


def test_town_narrows_its_villages(page: Page) -> None:
    page.select_option("#town-of-place", label="新华镇")

    village = page.locator("[name=division_code]")
    assert village.locator("option").all_text_contents() == ["不分村", "大寨村"]
    village.select_option(label="大寨村")
    expect(village).to_have_value("620723101201")


def test_tiles_narrow_while_one_types(chromium: Browser, offices: Offices) -> None:
    with window(chromium, offices.at_work("clerk")) as page:
        page.goto("/cases/new/")
        page.check("[name=mode][value=settled]")

        page.fill("[data-find-tiles]", "羊吃树")
        expect(page.locator("[data-tiles] .choice:visible")).to_have_text(["果树受损"])
        page.press("[data-find-tiles]", "Enter")

        expect(page.locator("[name='agree.agreed_on']")).to_be_visible()


def test_everything_works_without_script(chromium: Browser, offices: Offices) -> None:
    with window(chromium, offices.at_work("clerk"), scripts=False) as page:
        page.goto("/cases/new/")
        page.fill("[name=q]", "果园")
        page.click("text=找 >> nth=-1")
        page.click(".choice >> text=果树受损")
        fill(page)
        page.click("text=再加一人")
        page.fill("[name='parties.grower.1.name']", "赵德福")
        page.click("text=保存并受理")

        expect(page.locator(".number-big")).to_contain_text("（2026）临果调字第1号")
        expect(page.locator("main")).to_contain_text("王小军等2人与李桂兰")


@pytest.mark.parametrize(
    "path", ["/", "/cases/", "/cases/new/", PATH, f"{PATH}?mode=settled", "/consultations/", "/consultations/new"]
)
def test_no_page_is_wider_than_a_phone(chromium: Browser, offices: Offices, path: str) -> None:
    offices.open("clerk")
    with window(chromium, offices.at_work("clerk"), PHONE) as page:
        page.goto(path)

        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
