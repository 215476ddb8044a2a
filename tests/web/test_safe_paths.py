"""Nobody is led off the site: not by `next`, not by a page that claims to have led here, however it is written."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portal.web.safe_paths import referring_path, safe_path
from tests.web.desks import PASSWORD, Desks, token
from tests.web.offices import Offices, posted

ATTACKS = (
    "//evil.example",
    "///evil.example",
    "////evil.example/%2e%2e",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/\n/evil.example",
    "/\r\nLocation: https://evil.example",
    "/%0d%0aSet-Cookie:x=y\r\nX: y",
    "https://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "http:///evil.example",
    "HTTPS://evil.example",
    "//evil.example@localhost",
    "https://localhost@evil.example",
    "https://localhost:80@evil.example/",
    "https://localhost.evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//evil%E3%80%82example",
    "//ⓔⓥⓘⓛ.example",
    "/\u0000/evil.example",
    "\u200b//evil.example",
    "@evil.example",
    ".evil.example",
    "?next=//evil.example",
    "evil.example",
    "//[::1]",
    "http://[",
    "/" + "a" * 5000,
)
HARMLESS = (
    "/",
    "/cases/",
    "/cases/?tab=all&type=a.b",
    "/%5cevil.example",
    "/%2f%2fevil.example",
    "/a//evil.example",
    "/案件",
    "/@evil",
)


def stays(path: str) -> bool:
    """Say whether a browser at the portal that is sent there stays at the portal (WHATWG: a backslash is a slash)."""
    plain = "".join(sign for sign in path if sign not in "\t\r\n").strip().replace("\\", "/")
    try:
        return urlsplit(urljoin("http://localhost/login/", plain)).netloc == "localhost" and not plain.startswith("//")
    except ValueError:
        return False


@pytest.mark.parametrize("attack", ATTACKS)
def test_address_that_leads_elsewhere_is_not_taken(attack: str) -> None:
    assert safe_path(attack) == "/"


@pytest.mark.parametrize("path", HARMLESS)
def test_path_of_the_portal_is_taken(path: str) -> None:
    assert safe_path(path) == path
    assert stays(path)


@given(st.text(st.sampled_from("/\\.:@?#%25c0aevil\t\n\r []；。／＼\u200b\ud800"), max_size=12) | st.text(max_size=30))
def test_whatever_is_taken_stays(given_text: str) -> None:
    assert stays(safe_path(given_text))


@pytest.mark.parametrize("attack", ATTACKS)
def test_referrer_leads_nowhere_else_and_breaks_nothing(attack: str) -> None:
    app = Flask("referring")
    for referrer in (attack, f"http://localhost{attack}"):
        header = referrer.replace("\r", "").replace("\n", "").encode("utf-8", "surrogatepass").decode("latin-1")
        with app.test_request_context("/", environ_base={"HTTP_REFERER": header, "HTTP_HOST": "localhost"}):
            path = referring_path()
            assert path == "" or stays(path)


def test_no_switch_and_no_sign_in_leads_off_the_site(offices: Offices) -> None:
    clerk = offices.at_work("clerk")
    for attack in ATTACKS:
        for path, data in (("/language", {"language": "zh"}), ("/text-size", {"size": "standard"})):
            answer = posted(clerk, path, {**data, "next": attack}, "/keys")
            assert (answer.status_code, answer.location) == (303, "/"), attack
        assert clerk.get("/login/", query_string={"next": attack}).location == "/"


def test_sign_in_leads_where_one_wanted_to_be_if_that_is_here(desks: Desks) -> None:
    for wanted, led in (
        ("/account/", "/account/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https:evil.example", "/"),
    ):
        browser = desks.browser()
        sent = {"account": "women_clerk", "password": PASSWORD, "next": wanted, "csrf_token": token(browser)}
        assert browser.post("/login/", data=sent).location == led


@pytest.mark.parametrize("referrer", ["http://[", "http://[::1", "http://evil℀.example", "http://localhost:99999999/", "//", "%"])
def test_broken_referrer_is_no_failure(desks: Desks, referrer: str) -> None:
    browser = desks.browser()
    headers = {"Referer": referrer.encode().decode("latin-1")}

    assert browser.get("/nothing", headers=headers).status_code == 404
    assert browser.post("/account/password", headers=headers).status_code == 302
    assert browser.get("/account/", headers={**headers, "HX-Request": "true"}).status_code == 401
