"""The frame of every page: navigation by verbs, text size, language, search, help, and what a page says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from flask_appbuilder import BaseView, expose
from sqlalchemy.orm import Session

from portal.store import settings
from portal.web.guarding import opens
from tests.web.desks import Desks, make_desks, token


def post(browser: FlaskClient, path: str, **values: str):  # type: ignore[no-untyped-def]
    return browser.post(path, data={**values, "csrf_token": token(browser, "/keys")})


@pytest.mark.parametrize(
    ("account", "shown", "hidden"),
    [
        ("women_clerk", ("我的工作", "案件台账", "＋登记", "姓名、电话后四位、案号"), ("管理", "统计", "核查")),
        ("secadmin", ("管理",), ("我的工作", "案件台账", "＋登记", "姓名、电话后四位、案号")),
    ],
)
def test_navigation_holds_what_the_post_may_open(
    desks: Desks, account: str, shown: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    page = desks.at_work(account).get("/keys").text

    assert [word for word in shown if word not in page] == []
    assert [word for word in hidden if word in page] == []


class FirstPage(BaseView):
    """A page for posts with a desk."""

    route_base = ""

    @expose("/")
    @opens("portal.desk")
    def desk(self) -> str:
        return "my desk"


def test_post_without_a_desk_begins_its_day_where_it_may(sqlite_url: str, tmp_path: Path) -> None:
    desks = make_desks(sqlite_url, tmp_path, views=(FirstPage,))
    browser = desks.at_work("secadmin")

    assert desks.at_work("women_clerk").get("/").text == "my desk"
    assert browser.get("/").location == "/admin/"
    assert 'class="bar-name" href="/admin/"' in browser.get("/keys").text
    desks.engine.dispose()


def test_page_has_its_language_one_heading_one_main_and_a_skip_link(desks: Desks) -> None:
    page = desks.at_work("women_clerk").get("/keys").text

    assert '<html lang="zh-CN"' in page
    assert page.count("<h1") == page.count("<main") == 1
    assert page.index('class="skip" href="#main"') < page.index('class="bar"')
    assert "0936-5521148" in page
    assert "<title>快捷键｜诉源</title>" in page


def test_text_size_follows_the_person_to_another_browser(desks: Desks) -> None:
    answer = post(desks.at_work("women_clerk"), "/text-size", size="largest", next="/keys")

    assert answer.location == "/keys"
    assert 'data-size="largest"' in desks.at_work("women_clerk").get("/keys").text
    assert 'data-size="standard"' in desks.at_work("secadmin").get("/keys").text


def test_language_is_switched_for_visitors_too(desks: Desks) -> None:
    browser = desks.browser()
    browser.post("/language", data={"language": "en", "csrf_token": token(browser)})

    assert '<html lang="en"' in browser.get("/login/").text


@pytest.mark.parametrize(("path", "values"), [("/text-size", {"size": "huge"}), ("/language", {"language": "xx"})])
def test_size_or_language_that_does_not_exist_is_not_found(desks: Desks, path: str, values: dict[str, str]) -> None:
    assert post(desks.at_work("women_clerk"), path, **values).status_code == 404


def test_search_is_a_post_so_that_no_name_stands_in_an_address(desks: Desks) -> None:
    page = desks.at_work("women_clerk").get("/keys").text

    assert 'method="post" action="/cases/search"' in page


def test_setting_of_the_county_shows_within_half_a_minute(desks: Desks) -> None:
    browser = desks.at_work("women_clerk")
    browser.get("/keys")
    with Session(desks.engine) as session:
        settings.write(session, settings.HELP_PHONE, "0936-1234567")
        session.commit()

    at, kept = desks.app.extensions["portal_county"]
    desks.app.extensions["portal_county"] = (at - 31, kept)

    assert "0936-1234567" in browser.get("/keys").text
