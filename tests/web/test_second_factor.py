"""动态验证码 in the browser: set up, asked for at sign-in and before dangerous acts, required, taken away and told."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from portal.store import settings
from tests.web.admins import Admins, make_admins
from tests.web.desks import PASSWORD, Desks, queries, sign_in
from tests.web.offices import posted

PAGE = "/account/second-factor/"


@pytest.fixture
def admins(sqlite_url: str, tmp_path: Path) -> Iterator[Admins]:
    """The county and its administrators."""
    made = make_admins(sqlite_url, tmp_path)
    yield made
    made.engine.dispose()


@pytest.fixture
def desks(admins: Admins) -> Desks:
    """The application over it."""
    return admins.desks()


def enrol(desks: Desks, browser: FlaskClient) -> tuple[pyotp.TOTP, list[str]]:
    """Set it up as a person does; return what her telephone holds and her recovery codes."""
    assert posted(browser, PAGE + "begin", {"password": PASSWORD}, PAGE).status_code == 303
    page = browser.get(PAGE).text
    assert "<svg" in page
    shown = re.search(r'account-secret">([A-Z2-7 ]+)<', page)
    assert shown is not None
    telephone = pyotp.TOTP(shown[1].replace(" ", ""))
    answer = posted(browser, PAGE + "confirm", {"code": telephone.at(desks.clock())}, PAGE)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    desks.clock.pass_by(timedelta(seconds=30))
    return telephone, re.findall(r'<li class="code">([A-Z2-9-]+)</li>', answer.text)


def second_step(browser: FlaskClient, page: str, code: str):  # type: ignore[no-untyped-def]
    ticket, token = (html.unescape(re.search(f'name="{name}" value="([^"]+)"', page)[1]) for name in ("ticket", "csrf_token"))  # type: ignore[index]
    return browser.post("/login/code", data={"ticket": ticket, "code": code, "next": "/account/", "csrf_token": token})


def test_set_up_used_at_sign_in_and_before_a_dangerous_act(desks: Desks) -> None:
    browser, elsewhere = desks.signed_in("clerk"), desks.signed_in("clerk")
    assert posted(browser, PAGE + "begin", {"password": "wrong-wrong"}, PAGE).status_code == 422
    telephone, recovery = enrol(desks, browser)

    assert elsewhere.get("/account/").status_code == 302
    shown = browser.get(PAGE).text
    assert "10 个" in shown
    assert telephone.secret not in shown.replace(" ", "")

    fresh = desks.browser()
    half = sign_in(fresh, "clerk")
    assert half.status_code == 200
    assert "再输入动态验证码" in half.text
    assert fresh.get("/account/").status_code == 302
    assert fresh.get_cookie("portal_session") is None
    assert second_step(fresh, half.text, "").status_code == 422
    assert second_step(fresh, half.text, "000000").status_code == 401
    assert second_step(fresh, half.text.replace('name="ticket" value="', 'name="ticket" value="A'), "000000").status_code == 401
    entered = second_step(fresh, half.text, telephone.at(desks.clock()))
    assert (entered.status_code, entered.location) == (303, "/account/")

    again = second_step(desks.browser(), half.text, recovery[0])
    assert again.status_code == 302  # the token of another browser's form
    third = desks.browser()
    assert second_step(third, sign_in(third, "clerk").text, recovery[0]).status_code == 303
    assert "还剩 9 个" in third.get("/account/").text

    passwords = {"old": PASSWORD, "new": "another-Linze-2027", "again": "another-Linze-2027"}
    refused = posted(fresh, "/account/password", passwords, "/account/")
    assert refused.status_code == 422
    assert "验证码不对" in refused.text
    done = posted(fresh, "/account/password", {**passwords, "code": recovery[1]}, "/account/")
    assert done.status_code == 303

    late = desks.browser()
    held = sign_in(late, "clerk", "another-Linze-2027").text
    desks.clock.pass_by(timedelta(minutes=6))
    assert "从账号和密码重新开始" in second_step(late, held, telephone.at(desks.clock())).text


def test_one_who_must_have_it_sets_it_up_before_anything_else(admins: Admins, desks: Desks) -> None:
    with Session(admins.engine) as session:
        settings.write(session, settings.SECOND_FACTOR_ROLES, frozenset({"county.auditor"}))
        session.commit()
    browser = desks.signed_in("auditor")

    assert [browser.get(path).location for path in ("/audit/", "/account/", "/api/v1/cases")] == [PAGE] * 3
    assert "您的岗位必须用动态验证码登录" in browser.get(PAGE).text
    telephone, recovery = enrol(desks, browser)
    assert browser.get("/audit/").status_code in (200, 303)
    proof = {"password": PASSWORD, "code": telephone.at(desks.clock())}
    assert "不能停用" in posted(browser, PAGE + "change", {**proof, "do": "end"}, PAGE).text
    renewed = posted(browser, PAGE + "change", {"password": PASSWORD, "code": recovery[0], "do": "codes"}, PAGE)
    assert len(re.findall(r'<li class="code">', renewed.text)) == 10
    assert recovery[1] not in renewed.text
    assert desks.signed_in("clerk").get("/account/").status_code == 200
    seen = queries(desks.engine)
    assert browser.get(PAGE).status_code == 200
    assert len(seen) <= 12, seen


def test_taken_away_by_the_security_administrator_and_told_at_the_next_sign_in(admins: Admins, desks: Desks) -> None:
    clerk, secadmin = desks.signed_in("clerk"), desks.signed_in("secadmin")
    enrol(desks, clerk)
    path = f"/admin/people/{admins.staff['clerk']}"
    assert "重置动态验证码" in secadmin.get(path).text
    assert "重置动态验证码" not in desks.signed_in("head").get(path).text

    assert posted(secadmin, f"{path}/second-factor", {}, "/admin/people/").status_code == 422
    assert posted(secadmin, f"{path}/second-factor", {"password": PASSWORD}, "/admin/people/").status_code == 303

    assert clerk.get("/account/").status_code == 302
    back = desks.signed_in("clerk")
    assert "由县安全管理员重置了" in back.get("/account/").text
    assert "由县安全管理员重置了" not in desks.signed_in("clerk").get("/account/").text


def test_rules_are_set_with_a_proof(desks: Desks) -> None:
    secadmin = desks.signed_in("secadmin")
    raw = {"second_factor_roles": ["county.auditor", "desks"], "password_profile": "djbh"}

    refused = posted(secadmin, "/admin/sign-in/", raw, "/admin/sign-in/")
    done = posted(secadmin, "/admin/sign-in/", {**raw, "password": PASSWORD}, "/admin/sign-in/")

    assert (refused.status_code, done.status_code) == (422, 303)
    assert "请再输一次您的登录密码" in refused.text
    assert desks.signed_in("clerk").get("/").location == PAGE
    assert desks.signed_in("sysadmin").get("/admin/sign-in/").status_code == 403
