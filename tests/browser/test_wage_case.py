"""Wage disputes at the desks of the real portal: from the first visit to the signature, to an end without agreement, and unseen
by the organisation next door."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.rig import browser as rig_browser
from tests.rig.servers import RunningPortal
from tests.rig.visitors import enter_as

pytestmark = pytest.mark.browser

Seat = Callable[[str], Page]
WORKER, FIRM = "贺小满", "临泽县青禾建材有限公司"


@pytest.fixture
def seat(chromium: Browser, portal_server: RunningPortal) -> Iterator[Seat]:
    """Give each person a desk of her own; behind none of them may anything break."""
    watches = []
    with ExitStack() as desks:

        def sit_down(username: str) -> Page:
            context, watch = desks.enter_context(rig_browser.desk(chromium, portal_server.url))
            watches.append(watch)
            page = context.new_page()
            enter_as(page, username)
            return page

        yield sit_down
    for watch in watches:
        watch.complain()


def register(page: Page, worker: str) -> str:
    """Register and accept a wage dispute, and return the address of the case."""
    page.goto("/cases/new/trade_union.unpaid_wages")
    party = page.get_by_role("group", name="劳动者")
    party.get_by_label(re.compile("^姓名")).fill(worker)
    party.get_by_label(re.compile("^暂无证件")).select_option(label="没带证件")
    party.get_by_label(re.compile("^联系电话")).fill("13893600066")
    firm = page.get_by_role("group", name="用人单位", exact=True)
    firm.get_by_label("单位", exact=True).check()
    firm.get_by_label(re.compile("^姓名或名称")).fill(FIRM)
    page.get_by_label("经过").fill("在砖厂干了三个月，最后两个月的工资没有发。")
    page.get_by_label("欠付金额").fill("1.2万")
    page.get_by_label("欠付起始日").fill("2026-9-1")
    page.get_by_label("用工形式").select_option(label="没签合同，按月上班")
    page.get_by_role("button", name="保存并受理").click()
    expect(page.get_by_role("heading", name="已受理")).to_be_visible()
    expect(page.locator(".number-big")).to_contain_text("临劳调字第")
    address = page.get_by_role("link", name="打开案件").get_attribute("href")
    assert address is not None
    return address


def test_wage_case_goes_from_the_first_visit_to_the_signed_agreement(seat: Seat) -> None:
    clerk, mediator = seat("union_clerk"), seat("union_mediator")
    case = register(clerk, WORKER)

    clerk.get_by_role("link", name="指派…").click()
    clerk.get_by_role("radio", name="李海龙").check()
    clerk.get_by_role("button", name="指派").click()
    expect(clerk.get_by_text("指派李海龙调解")).to_be_visible()

    mediator.goto(case)
    expect(mediator.get_by_text("轮到您：征求各方意愿。")).to_be_visible()
    mediator.keyboard.press("j")
    mediator.keyboard.type("老板说月底有钱，答应见面")
    mediator.get_by_label("下次联系").fill("明天")
    mediator.get_by_label("记一笔：内容").press("Enter")
    expect(mediator.get_by_text("老板说月底有钱，答应见面")).to_be_visible()
    expect(mediator.get_by_text("下次联系：").first).to_be_visible()

    mediator.get_by_role("link", name="各方同意调解").click()
    mediator.get_by_role("radio", name="电话").check()
    mediator.get_by_role("button", name="记下各方同意").click()
    expect(mediator.get_by_text("下一步：写调解记录。")).to_be_visible()

    mediator.get_by_role("link", name="写调解记录").click()
    mediator.get_by_role("radio", name="面对面").check()
    mediator.get_by_role("textbox", name="调解记录").fill("双方对数额没有争议，同意分期。")
    mediator.get_by_role("radio", name="调解成功").check()
    mediator.get_by_role("button", name="保存调解记录").click()
    expect(mediator.get_by_text("轮到您：写协议。")).to_be_visible()

    mediator.get_by_role("link", name="写协议").click()
    expect(mediator.get_by_label("由谁")).to_have_value(FIRM)
    expect(mediator.get_by_label("给谁")).to_have_value(WORKER)
    mediator.get_by_label("哪一天").fill("2027-1-10")
    mediator.get_by_role("button", name="分期").click()
    expect(mediator.locator("#agreement-paper")).to_contain_text("2027年3月10日前")
    expect(mediator.locator("#agreement-foot")).to_contain_text("合计 12,000.00 元")
    mediator.wait_for_load_state()  # 分期 made the page anew: its keys answer when its scripts have come
    mediator.keyboard.press("Control+Enter")
    expect(mediator.get_by_text("协议条款已保存。")).to_be_visible()

    mediator.get_by_role("link", name="打印签字（3 份）").click()
    expect(mediator.locator(".is-sheet")).to_have_count(3)
    expect(mediator.locator(".is-sheet").first).to_contain_text("人民币4,000.00元（大写：肆仟元整）")
    mediator.goto(case)
    mediator.get_by_role("link", name="已签字盖章").first.click()
    mediator.get_by_role("button", name="已签字盖章").click()

    expect(mediator.get_by_text("协议生效；")).to_contain_text("司法确认")
    expect(mediator.locator(".chip").first).to_have_text("协议生效")
    expect(mediator.locator("#agreement .terms > li")).to_have_count(3)


def test_case_without_agreement_ends_with_the_other_remedies_told(seat: Seat) -> None:
    clerk = seat("union_clerk")
    case = register(clerk, "齐大勇")
    clerk.get_by_role("button", name="我来调解").click()
    clerk.get_by_role("link", name="各方同意调解").click()
    clerk.get_by_role("radio", name="见面").check()
    clerk.get_by_role("button", name="记下各方同意").click()

    clerk.locator("summary", has_text="其他").first.click()
    clerk.get_by_role("link", name="调解不成").click()
    expect(clerk.get_by_text("请告知当事人还可以：")).to_be_visible()
    clerk.get_by_label("原因").select_option(label="分歧较大，达不成协议")
    clerk.get_by_role("radio", name="否", exact=True).check()
    clerk.get_by_role("button", name="调解不成").click()
    expect(clerk.get_by_role("alert")).to_contain_text("请先告知当事人其他解决途径")
    clerk.get_by_role("radio", name="是", exact=True).check()
    clerk.get_by_role("button", name="调解不成").click()

    expect(clerk.get_by_text("本案终结：调解不成。")).to_be_visible()
    expect(clerk.get_by_role("region", name="其他解决途径")).to_contain_text("劳动仲裁")
    clerk.goto(f"{case}/papers/ended_notice")
    expect(clerk.locator(".is-sheet").first).to_contain_text("申请劳动仲裁")


def test_women_s_federation_does_not_learn_that_the_union_s_case_exists(seat: Seat) -> None:
    case = register(seat("union_clerk"), "褚长河")
    women = seat("women_clerk")

    answer = women.goto(case)
    assert answer is not None
    assert answer.status == 404
    expect(women.get_by_role("heading", name="没有找到")).to_be_visible()
    women.goto("/cases/")
    women.keyboard.press("/")
    women.keyboard.type("褚长河")
    women.keyboard.press("Enter")

    expect(women.locator("main")).not_to_contain_text("褚长河与")
    expect(women.locator("[data-rows] .row-link")).to_have_count(0)
