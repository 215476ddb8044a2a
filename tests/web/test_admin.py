"""管理 in the browser: who may enter what, slips shown once, nobody named in titles and addresses, pages within their budget."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from portal.cli.declared_texts import is_chinese
from portal.hooks.faults import REASONS, Failure, Fault
from portal.hooks.registry import PluginCondition, PluginReport, Registry, failed
from portal.store.calendar_rows import seed
from portal.store.tables.machine import PluginState
from portal.store.tables.people import Staff
from tests.store.county import NOW
from tests.web.admins import ORCHARD, WELL, Admins, make_admins
from tests.web.desks import PASSWORD, Desks, queries, sign_in
from tests.web.offices import posted

TABS = ("people", "roles", "organisations", "roster", "plugins", "calendar", "parameters", "settings")
MOST_QUERIES = 12
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


@pytest.fixture
def admins(sqlite_url: str, tmp_path: Path) -> Iterator[Admins]:
    """The county and its administrators."""
    made = make_admins(sqlite_url, tmp_path)
    with Session(made.engine) as session:
        seed(session)
        session.commit()
    yield made
    made.engine.dispose()


@pytest.fixture
def desks(admins: Admins) -> Desks:
    """The application over it."""
    return admins.desks()


def new_person(admins: Admins, browser: FlaskClient, **changes: str) -> Any:
    data = {"name": "张小梅", "account": "13893601234", "post": f"{admins.organisations['县果园调委会']}:orchard.mediator"}
    return posted(browser, "/admin/people/new", {**data, "token": "once", **changes}, "/admin/people/")


def password_on(slip: str) -> str:
    found = re.search(r">((?:[A-Za-z2-9]{4}-){2}[A-Za-z2-9]{4})<", slip)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("account", "open_to"),
    [
        ("secadmin", {"people", "roles"}),
        ("sysadmin", {"organisations", "roster", "plugins", "calendar", "parameters", "settings"}),
        ("head", {"people", "roster"}),
        ("clerk", set()),
        ("coordinator", {"roster"}),
        ("auditor", set()),
    ],
)
def test_each_administrator_opens_her_own_tabs_and_no_other(desks: Desks, account: str, open_to: set[str]) -> None:
    browser = desks.at_work(account)

    statuses = {tab: browser.get(f"/admin/{tab}/").status_code for tab in TABS}
    home = browser.get("/admin/")

    assert statuses == {tab: 200 if tab in open_to else 403 for tab in TABS}
    assert home.status_code == (303 if open_to else 403)


@pytest.mark.parametrize(("account", "tab"), [(a, t) for a, ts in (("secadmin", TABS[:2]), ("sysadmin", TABS[2:])) for t in ts])
def test_page_costs_a_dozen_queries_at_most(desks: Desks, account: str, tab: str) -> None:
    browser = desks.at_work(account)
    browser.get(f"/admin/{tab}/")
    seen = queries(desks.engine)

    browser.get(f"/admin/{tab}/")

    assert len(seen) <= MOST_QUERIES, seen


def test_person_page_costs_a_dozen_queries_at_most(admins: Admins, desks: Desks) -> None:
    browser = desks.at_work("head")
    path = f"/admin/people/{admins.staff['clerk']}"
    browser.get(path)
    seen = queries(desks.engine)

    assert browser.get(path).status_code == 200
    assert len(seen) <= MOST_QUERIES, seen


def test_list_shows_posts_last_login_and_what_is_in_hand(admins: Admins, desks: Desks) -> None:
    admins.open("clerk")
    desks.at_work("clerk")

    page = desks.at_work("head").get("/admin/people/").text

    assert "李秀英" in page
    assert "县果园调委会 · 经办" in page
    assert "2026-11-21 10:00" in page
    assert "1 件" in page
    assert "孙水生" not in page  # of another organisation


def test_person_is_found_by_name_and_the_name_stands_in_no_address(desks: Desks) -> None:
    answer = posted(desks.at_work("secadmin"), "/admin/people/search", {"text": "孙水"}, "/admin/people/")

    assert "孙水生" in answer.text
    assert "李秀英" not in answer.text
    assert not re.search(r'(?:href|action)="[^"]*(?:孙|%E5%AD%99)', answer.text)


def test_new_person_gets_a_slip_that_is_shown_once_and_must_change_what_is_on_it(admins: Admins, desks: Desks) -> None:
    browser = desks.at_work("head")

    slip = new_person(admins, browser)
    again = new_person(admins, browser)

    assert slip.status_code == 200
    assert slip.headers["Cache-Control"] == "no-store"
    assert again.status_code == 303
    page = browser.get(again.location).text
    assert "张小梅" in page
    assert password_on(slip.text) not in page
    newcomer = desks.browser()
    assert sign_in(newcomer, "13893601234", password_on(slip.text)).status_code == 303
    assert newcomer.get("/").location == "/account/first-password"


def test_form_comes_back_with_everything_kept_and_every_problem(admins: Admins, desks: Desks) -> None:
    answer = new_person(admins, desks.at_work("head"), name="", account="head")

    assert answer.status_code == 422
    assert "请填写“姓名”" in answer.text
    assert "已经有人用了" in answer.text
    assert 'value="head"' in answer.text
    assert re.search(r'value="[^"]*:orchard\.mediator" selected', answer.text)


def test_form_offers_the_roles_one_may_give_and_no_other(desks: Desks) -> None:
    page = desks.at_work("head").get("/admin/people/new").text

    assert set(re.findall(r':((?:orchard|well|county)\.\w+)"', page)) == {"orchard.clerk", "orchard.mediator", "orchard.head"}


def test_reset_password_ends_the_session_within_the_request(admins: Admins, desks: Desks) -> None:
    clerk, head = desks.at_work("clerk"), desks.at_work("head")

    slip = posted(head, f"/admin/people/{admins.staff['clerk']}/password", {"token": "t"}, "/admin/people/")

    assert clerk.get("/").location.startswith("/login/")
    assert sign_in(desks.browser(), "clerk", password_on(slip.text)).status_code == 303


def test_leaving_asks_to_whom_the_cases_go_and_gives_them(admins: Admins, desks: Desks) -> None:
    admins.open("clerk")
    head, path = desks.at_work("secadmin"), f"/admin/people/{admins.staff['clerk']}/leave"

    asked = head.get(path).text
    field = f"receiver.{admins.organisations['县果园调委会']}"
    answer = posted(head, path, {field: str(admins.staff["mediator"])}, "/admin/people/")
    after = head.get(answer.location).text

    assert "他名下 1 件交给谁？" in asked
    assert "王建国（调解员）" in asked
    assert "1 件案件已移交。" in after
    assert "已停用" in after
    assert sign_in(desks.browser(), "clerk").status_code == 401


def test_another_phone_is_written_after_the_administrator_typed_his_own_password(admins: Admins, desks: Desks) -> None:
    head, path = desks.at_work("head"), f"/admin/people/{admins.staff['clerk']}"
    wanted = {"name": "李秀英", "phone": "13893605555"}

    without = posted(head, f"{path}/change", wanted, path)
    wrong = posted(head, f"{path}/change", {**wanted, "own_password": "wrong-wrong-wrong"}, path)
    done = posted(head, f"{path}/change", {**wanted, "own_password": PASSWORD}, path)
    name_only = posted(head, f"{path}/change", {**wanted, "name": "李秀兰"}, path)

    assert [answer.status_code for answer in (without, wrong, done, name_only)] == [422, 422, 303, 303]
    assert ("再输一次您的登录密码" in without.text, "密码不对" in wrong.text) == (True, True)


def test_refused_leaving_shows_the_reason_and_changes_nothing(admins: Admins, desks: Desks) -> None:
    answer = posted(desks.at_work("secadmin"), f"/admin/people/{admins.staff['sysadmin']}/leave", {}, "/admin/people/")

    assert answer.status_code == 422
    assert "最后一位" in answer.text


def test_post_is_ended_and_its_holder_signed_out(admins: Admins, desks: Desks) -> None:
    clerk, head = desks.at_work("clerk"), desks.at_work("head")
    path = f"/admin/people/{admins.staff['clerk']}/posts/{admins.posts['clerk']}/end"

    assert head.get(path).status_code == 200
    assert posted(head, path, {"when": "now"}, "/admin/people/").status_code == 303
    assert clerk.get("/").location.startswith("/login/")


@pytest.mark.parametrize("path", ["", "/leave", "/hand-over"])
def test_person_out_of_scope_looks_like_nobody(admins: Admins, desks: Desks, path: str) -> None:
    assert desks.at_work("head").get(f"/admin/people/{admins.staff['stranger']}{path}").status_code == 404


def test_titles_name_nobody(admins: Admins, desks: Desks) -> None:
    browser = desks.at_work("head")
    paths = [f"/admin/people/{admins.staff['clerk']}", f"/admin/people/{admins.staff['clerk']}/leave", "/admin/people/"]

    titles = [browser.get(path).text.split("<title>")[1].split("</title>")[0] for path in paths]

    assert [title for title in titles if "李秀英" in title] == []


def test_role_is_put_together_from_ticks_and_given(admins: Admins, desks: Desks) -> None:
    browser = desks.at_work("secadmin")
    data = {"title": "档案员", "reach": "organisation", "verbs": ["read", "print"], "pages": ["open:portal.cases"]}

    made = posted(browser, "/admin/roles/new/orchard", data, "/admin/roles/")
    page = browser.get(made.location).text

    assert "看本单位和下级单位的案件" in page
    assert "打印文书" in page
    assert "登记案件" not in page
    refused = posted(browser, "/admin/roles/new/orchard", {**data, "verbs": ["print"]}, "/admin/roles/")
    assert refused.status_code == 422
    assert "先勾选“看案件”" in refused.text


def test_organisation_form_asks_back_and_takes_the_answer(admins: Admins, desks: Desks) -> None:
    browser = desks.at_work("sysadmin")
    data = {
        "name": "另一个分会",
        "short_name": "另一分会",
        "number_code": "东寨",
        "kind": "village",
        "level": "village",
        "division_code": "620723100201",
        "plugins": ["orchard"],
    }

    asked = posted(browser, "/admin/organisations/new", data, "/admin/organisations/")
    answered = posted(browser, "/admin/organisations/new", {**data, "confirmed": "same_number_code"}, "/admin/organisations/")

    assert asked.status_code == 422
    assert 'name="confirmed" value="same_number_code"' in asked.text
    assert answered.status_code == 303
    assert "另一个分会" in browser.get(answered.location).text


def test_notice_is_looked_at_before_it_counts(admins: Admins, desks: Desks) -> None:
    browser = desks.at_work("sysadmin")
    text = "day,kind,notice_year,name\r\n2027-01-01,holiday,2027,元旦\r\n"
    file = (io.BytesIO(text.encode("gb18030")), "2027.csv")
    token = browser.get("/admin/calendar/").text.split('name="csrf-token" content="')[1].split('"')[0]

    looked = browser.post("/admin/calendar/look", data={"file": file, "source": "国办发明电〔2026〕9号", "csrf_token": token})
    before = browser.get("/admin/calendar/").text
    loaded = posted(browser, "/admin/calendar/load", {"text": text, "source": "国办发明电〔2026〕9号"}, "/admin/calendar/")
    after = browser.get(loaded.location).text

    assert "还没有" in looked.text
    assert "2027 年放假安排未公布，期限暂定" in before
    assert "2027 年：放假 1 天" in after
    assert "国办发明电〔2026〕9号" in after
    assert "未公布" not in after


def test_year_is_given_as_a_file_that_can_be_loaded(desks: Desks) -> None:
    answer = desks.at_work("sysadmin").get("/admin/calendar/2026.csv")

    lines = answer.get_data().decode("utf-8-sig").splitlines()
    assert lines[0] == "day,kind,notice_year,name"
    assert lines[1] == "2026-01-01,holiday,2026,元旦"


def test_every_failure_of_a_plugin_says_why_and_what_to_do_in_both_languages(sqlite_url: str, tmp_path: Path) -> None:
    """One page with a plugin for each kind; what fills the sentences is the name of the placeholder."""
    said = {fault: {name: name for name in PLACEHOLDER.findall(REASONS[fault])} for fault in Fault}
    failures = {fault: Failure.of(fault, **said[fault]) for fault in Fault}
    others = [failed(f"bad_{fault}", "", "", None, failure) for fault, failure in failures.items()]
    set_aside = failures[Fault.KEEPS_FAILING]
    others.append(PluginReport("aside", "", "", PluginCondition.QUARANTINED, str(set_aside), None, set_aside))
    untried = replace(ORCHARD, tried_with=("97.1",))
    made = make_admins(sqlite_url, tmp_path, Registry.of(untried, WELL, others=others))
    with made.engine.begin() as connection:
        state = {"key": "well", "state": "quarantined", "reason": failures[Fault.HUNG].written, "at": NOW}
        connection.execute(insert(PluginState).values(state))
    browser = made.desks().at_work("sysadmin")

    page = browser.get("/admin/plugins/").text
    browser.set_cookie("portal_language", "en")
    english = browser.get("/admin/plugins/").text

    for fault, failure in failures.items():
        assert f"未启用：{escape(str(failure))}；其他部分不受影响。" in page, fault
        assert f'data-copy="{escape(f"bad_{fault}：{failure}")}"' in page, fault
        assert f"处理办法：{escape(failure.remedy)}。" in page, fault
    assert f"已自动隔离：{set_aside}。其他部分不受影响。" in page
    assert "写明试过的是 97.1" in page
    assert page.count(str(escape(failures[Fault.HUNG].remedy))) == 2  # the one that hung since the start is told too
    cards = english[english.index('class="cards"') :]
    assert not [text for text in re.findall(r"<p class=\"(?:reason-text|second)\">([^<]*)", cards) if is_chinese(text)]
    made.engine.dispose()


def test_absent_plugin_shows_its_kept_form_and_its_cases_are_counted(admins: Admins) -> None:
    admins.open("clerk")
    missing = PluginReport("orchard", "果园协会", "1.0", PluginCondition.MISSING)
    admins.store.registry = Registry.of(others=[missing])
    browser = admins.desks().at_work("sysadmin")

    assert "案件 1" in browser.get("/admin/plugins/").text
    assert "损失金额" in browser.get("/admin/plugins/orchard/types/fruit").text


def test_form_of_a_type_is_shown_with_its_example_and_cannot_be_sent(desks: Desks) -> None:
    page = desks.at_work("sysadmin").get("/admin/plugins/orchard/types/fruit").text

    assert 'value="1200.00"' in page
    assert re.search(r"<fieldset[^>]* disabled", page)


def test_settings_show_on_the_next_page(desks: Desks) -> None:
    browser = desks.at_work("sysadmin")
    data = {"county_name": "临泽县", "help_phone": "0936-5559999", "month_starts_on": "26"}

    done = posted(browser, "/admin/settings/", data, "/admin/settings/")

    assert "0936-5559999" in browser.get(done.location).text


def test_lonely_administrator_is_told_to_add_somebody(admins: Admins, desks: Desks) -> None:
    with Session(admins.engine) as session:
        others = [admins.staff[a] for a in ("clerk", "mediator", "branch_clerk", "wanderer")]
        for staff in session.scalars(select(Staff).where(Staff.id.in_(others))):
            staff.ended_on = desks.clock.now.date() - timedelta(days=1)
        session.commit()

    assert "本单位只有您一人。添加同事。" in desks.at_work("head").get("/admin/people/").text


def test_nothing_is_written_by_looking(admins: Admins, desks: Desks) -> None:
    browser = desks.at_work("secadmin")
    with Session(admins.engine) as session:
        before = session.scalar(select(func.count()).select_from(Staff))

    for path in ("/admin/people/new", "/admin/roles/new/county", f"/admin/people/{admins.staff['clerk']}/leave"):
        assert browser.get(path).status_code == 200

    with Session(admins.engine) as session:
        assert session.scalar(select(func.count()).select_from(Staff)) == before
