"""登录 and 退出, first passwords, own account, switching posts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.security import generate_password_hash

from portal.declare.demo import DemoBody, DemoPerson
from portal.declare.plugins import Plugin
from portal.hooks.registry import Registry
from portal.store import settings
from portal.store.tables.machine import AccessEntry
from portal.store.tables.people import Staff, UiSession
from tests.web.desks import PASSWORD, Desks, make_desks, queries, session_cookie, sign_in, token


def test_signing_in_leads_where_she_wanted_to_go(both_desks: Desks) -> None:
    browser = both_desks.browser()

    answer = sign_in(browser, "women_clerk", wanted="/account/")

    assert (answer.status_code, answer.location) == (303, "/account/")
    assert "李秀英" in browser.get("/account/").text


def test_password_of_an_earlier_release_is_hashed_anew_at_the_next_sign_in(desks: Desks) -> None:
    former = generate_password_hash(PASSWORD, method="scrypt:32768:8:1")
    clerk = User.username == "women_clerk"
    with Session(desks.engine) as session:
        session.execute(update(User).where(clerk).values(password=former))
        session.commit()

    answers = [sign_in(desks.browser(), "women_clerk", password).status_code for password in ("wrong-wrong-wrong", PASSWORD)]

    with Session(desks.engine) as session:
        assert session.scalars(select(User.password).where(clerk)).one().startswith("scrypt:32768:8:3$")
    assert [*answers, sign_in(desks.browser(), "women_clerk").status_code] == [401, 303, 303]


@pytest.mark.parametrize("account", ["WOMEN_CLERK", "13893600001", " women_clerk "])
def test_account_is_user_name_or_official_phone(desks: Desks, account: str) -> None:
    assert sign_in(desks.browser(), account).status_code == 303


@pytest.mark.parametrize("account", ["women_clerk", "nobody"])
def test_wrong_password_and_unknown_account_meet_the_same_sentence(desks: Desks, account: str) -> None:
    answer = sign_in(desks.browser(), account, "wrong-wrong-wrong")

    assert answer.status_code == 401
    assert "账号或密码不对" in answer.text


def test_every_refused_attempt_does_the_same_work(desks: Desks) -> None:
    with Session(desks.engine) as session:
        session.connection().exec_driver_sql("UPDATE ab_user SET active = 0 WHERE username = 'newcomer'")
        session.commit()
    statements = []
    for account in ("whoever", "women_clerk", "nobody", "newcomer"):
        browser = desks.browser()
        given = token(browser)
        seen = queries(desks.engine)
        browser.post("/login/", data={"account": account, "password": "wrong-wrong-wrong", "csrf_token": given})
        statements.append(list(seen))

    _first, *others = statements  # the first entry of a process asks until when the record is sealed
    assert others[0] == others[1] == others[2]
    assert others[0]


@pytest.mark.parametrize("wanted", ["//evil.example/", "https://evil.example/", "/\\evil.example", "evil", "/\t/evil.example"])
def test_nobody_is_sent_to_another_site(desks: Desks, wanted: str) -> None:
    assert sign_in(desks.browser(), "women_clerk", wanted=wanted).location == "/"


def test_cookie_holds_nothing_but_a_token(desks: Desks) -> None:
    browser = desks.signed_in("women_clerk")

    cookie = browser.get_cookie("portal_session")

    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert len(cookie.value) == 43
    with Session(desks.engine) as session:
        row = session.scalars(select(UiSession)).one()
    assert cookie.value.encode() not in row.id_hash
    assert browser.get_cookie("portal_visitor") is None


def test_cookie_is_secure_over_https(desks: Desks) -> None:
    browser = desks.browser()
    page = browser.get("/login/", base_url="https://localhost").text
    given = page.split('name="csrf-token" content="')[1].split('"')[0]

    answer = browser.post(
        "/login/",
        data={"account": "women_clerk", "password": PASSWORD, "csrf_token": given},
        base_url="https://localhost",
        headers={"Referer": "https://localhost/login/"},
    )

    assert all("Secure" in cookie for cookie in answer.headers.getlist("Set-Cookie"))
    assert answer.headers["Strict-Transport-Security"]


def test_signing_in_and_switching_give_a_new_id(desks: Desks) -> None:
    browser = desks.signed_in("women_clerk")
    first = session_cookie(browser)
    other = browser.get("/account/").text.split('name="post" value="')[2].split('"')[0]

    answer = browser.post("/post", data={"post": other, "csrf_token": token(browser, "/account/")})

    assert answer.status_code == 303
    assert session_cookie(browser) != first
    assert "沙河镇调委会" in browser.get("/account/").text.split('class="bar-right"')[1].split("</summary>")[0]
    assert desks.browser().get("/account/", headers={"Cookie": f"portal_session={first}"}).status_code == 302


def test_somebody_elses_post_cannot_be_taken(desks: Desks) -> None:
    browser = desks.signed_in("women_clerk")

    answer = browser.post("/post", data={"post": "0" * 32, "csrf_token": token(browser, "/account/")})

    assert answer.status_code == 404


def test_copied_cookie_is_worth_nothing_after_logout_which_is_written_down(desks: Desks) -> None:
    browser = desks.signed_in("women_clerk")
    copied = session_cookie(browser)

    browser.post("/logout", data={"csrf_token": token(browser, "/account/")})

    answer = desks.browser().get("/account/", headers={"Cookie": f"portal_session={copied}"})
    assert answer.status_code == 302
    assert answer.location.startswith("/login/")
    with Session(desks.engine) as session:
        entries = session.execute(select(AccessEntry.staff_id, AccessEntry.action).where(AccessEntry.kind == "login")).all()
    assert [action for _who, action in entries] == ["signed_in", "signed_out"]
    assert len({who for who, _action in entries}) == 1


def test_logout_by_a_link_does_nothing(desks: Desks) -> None:
    browser = desks.signed_in("women_clerk")

    assert browser.get("/logout").status_code == 405
    assert browser.get("/account/").status_code == 200


def test_session_ends_by_itself(desks: Desks) -> None:
    browser = desks.signed_in("women_clerk")

    desks.clock.pass_by(timedelta(minutes=31))

    answer = browser.get("/account/?a=1")
    assert answer.status_code == 302
    assert answer.location == "/login/?next=/account/?a%3D1"


def test_disabled_person_is_out_at_once(desks: Desks) -> None:
    browser = desks.signed_in("women_clerk")
    with Session(desks.engine) as session:
        session.connection().exec_driver_sql("UPDATE ab_user SET active = 0 WHERE username = 'women_clerk'")
        session.commit()

    assert browser.get("/account/").status_code == 302


def test_one_time_password_must_be_replaced_first(desks: Desks) -> None:
    browser = desks.signed_in("newcomer")

    assert browser.get("/account/").location == "/account/first-password"
    short = browser.post(
        "/account/first-password",
        data={"new": "short", "again": "short", "csrf_token": token(browser, "/account/first-password")},
    )
    assert short.status_code == 422
    assert "至少要 10 个字" in short.text
    done = browser.post(
        "/account/first-password",
        data={
            "new": "今天开始用新密码-2026",
            "again": "今天开始用新密码-2026",
            "csrf_token": token(browser, "/account/first-password"),
        },
    )
    assert done.status_code == 303
    assert browser.get("/account/").status_code == 200
    assert sign_in(desks.browser(), "newcomer", "今天开始用新密码-2026").status_code == 303


def test_changing_the_password_asks_for_the_old_one_and_ends_other_sessions(desks: Desks) -> None:
    here, elsewhere = desks.signed_in("women_clerk"), desks.signed_in("women_clerk")
    given = {"new": "another-Linze-2027", "again": "another-Linze-2027", "csrf_token": token(here, "/account/")}

    refused = here.post("/account/password", data={"old": "guess", **given})
    done = here.post("/account/password", data={"old": PASSWORD, **given})

    assert (refused.status_code, done.status_code) == (422, 303)
    assert "现在的密码不对" in refused.text
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert sign_in(desks.browser(), "women_clerk").status_code == 401


def test_password_whose_time_is_over_is_changed_before_anything_else(desks: Desks) -> None:
    with Session(desks.engine) as session:
        staff = session.scalars(select(Staff).where(Staff.name == "李秀英")).one()
        staff.password_set_at = desks.clock() - timedelta(days=90)
        session.commit()
    browser = desks.signed_in("women_clerk")

    assert browser.get("/keys").location == "/account/"
    assert "密码用满 90 天了" in browser.get("/account/").text
    plain = {"old": PASSWORD, "new": "今天开始用新的密码了", "again": "今天开始用新的密码了"}
    refused = browser.post("/account/password", data={**plain, "csrf_token": token(browser, "/account/")})
    assert "三种以上的字符" in refused.text
    given = {"old": PASSWORD, "new": "another-Linze-2027", "again": "another-Linze-2027"}
    browser.post("/account/password", data={**given, "csrf_token": token(browser, "/account/")})
    assert browser.get("/keys").status_code == 200


def test_county_that_follows_asvs_asks_for_no_change_and_no_composition(desks: Desks) -> None:
    with Session(desks.engine) as session:
        settings.write(session, settings.PASSWORD_PROFILE, "asvs")
        session.scalars(select(Staff).where(Staff.name == "李秀英")).one().password_set_at = desks.clock() - timedelta(days=900)
        session.commit()
    browser = desks.signed_in("women_clerk")

    plain = {"old": PASSWORD, "new": "今天开始用新的密码了", "again": "今天开始用新的密码了"}
    done = browser.post("/account/password", data={**plain, "csrf_token": token(browser, "/account/")})

    assert done.status_code == 303
    assert "可以是一句话" in browser.get("/account/").text


def test_a_session_elsewhere_can_be_ended(desks: Desks) -> None:
    here, elsewhere = desks.signed_in("women_clerk"), desks.signed_in("women_clerk")
    name = here.get("/account/").text.split('name="session" value="')[1].split('"')[0]

    here.post("/account/sessions/end", data={"session": name, "csrf_token": token(here, "/account/")})

    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302


def test_signing_in_is_written_down(desks: Desks) -> None:
    desks.signed_in("women_clerk")

    with Session(desks.engine) as session:
        entry = session.scalars(select(AccessEntry)).one()
    assert (entry.kind, entry.action) == ("login", "signed_in")


def test_locked_account_is_told_until_when(desks: Desks) -> None:
    for _attempt in range(5):
        sign_in(desks.browser("10.0.0.9"), "women_clerk", "wrong-wrong-wrong")

    answer = sign_in(desks.browser(), "women_clerk")

    assert answer.status_code == 429
    assert "已锁定，10:15 后再试，或请管理员解锁" in answer.text
    assert sign_in(desks.browser("10.0.0.9"), "secadmin").status_code == 303


def test_stale_login_form_asks_again(desks: Desks) -> None:
    answer = desks.browser().post("/login/", data={"account": "women_clerk", "password": PASSWORD, "csrf_token": "old"})

    assert answer.status_code == 302
    assert "stale" in answer.location


@pytest.fixture
def demo(sqlite_url: str, tmp_path: Path) -> Iterator[Desks]:
    """The application of a demo county whose sector offers 李秀英."""
    body = DemoBody(
        "county", "县婚调委", "县婚调委", "临", "县", people=(DemoPerson("women_clerk", "李秀英", "clerk", "登记家庭纠纷"),)
    )
    made = make_desks(sqlite_url, tmp_path, registry=Registry.of(Plugin(key="sector", title="行业", demo=(body,))))
    with Session(made.engine) as session:
        settings.write(session, settings.DEMO, True)
        session.commit()
    yield made
    made.engine.dispose()


def test_demo_people_enter_with_one_click_on_this_machine(demo: Desks) -> None:
    browser = demo.browser()
    page = browser.get("/login/").text

    answer = browser.post("/login/demo", data={"username": "women_clerk", "csrf_token": token(browser)})

    assert "演示数据，请勿录入真实信息" in page
    assert "李秀英" in page
    assert "行业经办" in page
    assert "试试：登记家庭纠纷" in page
    assert answer.status_code == 303
    assert browser.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("address", "host", "username"),
    [
        ("10.0.0.9", "localhost", "women_clerk"),
        ("127.0.0.1", "portal.example", "women_clerk"),
        ("127.0.0.1", "localhost", "newcomer"),
        ("127.0.0.1", "localhost", "nobody"),
    ],
    ids=["from another machine", "under another name", "not a demo person", "nobody"],
)
def test_nobody_else_enters_without_a_password(demo: Desks, address: str, host: str, username: str) -> None:
    demo.app.config["TRUSTED_HOSTS"] = None
    browser = demo.browser(address)
    page = browser.get("/login/", base_url=f"http://{host}").text
    given = page.split('name="csrf-token" content="')[1].split('"')[0]

    answer = browser.post("/login/demo", data={"username": username, "csrf_token": given}, base_url=f"http://{host}")

    assert answer.status_code == 404
    assert ("李秀英" in page) is (address == "127.0.0.1" and host == "localhost")


def test_county_that_is_no_demo_offers_nobody(desks: Desks) -> None:
    browser = desks.browser()

    assert "演示" not in browser.get("/login/").text
    assert browser.post("/login/demo", data={"username": "women_clerk", "csrf_token": token(browser)}).status_code == 404
