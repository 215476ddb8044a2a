"""Promises that hold on every route of the running portal, read from its map: headers, no change by reading, tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.test import TestResponse
from werkzeug.wrappers import Response

from portal.web.headers import HEADERS
from tests.edges.walking import Walk

pytestmark = pytest.mark.slow

FORBIDDEN_IN_POLICY = ("unsafe", "http:", "https:", "*", "blob:", "nonce-")


def wrong_with_headers(answer: Response) -> list[str]:
    """Return what is missing or loosened."""
    wrong = [name for name, value in HEADERS.items() if answer.headers.getlist(name) != [value]]
    if not answer.headers.get("Cache-Control"):
        wrong.append("Cache-Control")
    kind = answer.headers.get("Content-Type", "")
    if answer.headers.get("Content-Length", "0") != "0" and (
        not kind or (kind.startswith("text/") and "charset=utf-8" not in kind)
    ):
        wrong.append(f"Content-Type {kind}")
    return wrong


def is_static(path: str) -> bool:
    return path.startswith("/static/")


def test_policy_begins_with_nothing_and_loosens_nothing() -> None:
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))

    assert policy["default-src"] == "'none'"
    assert {policy[name] for name in ("frame-ancestors", "base-uri", "object-src")} == {"'none'"}
    assert not [word for word in FORBIDDEN_IN_POLICY if word in HEADERS["Content-Security-Policy"]]


def test_every_answer_of_every_route_carries_the_headers(whole: Walk) -> None:
    visitor, clerk = whole.visitor(), whole.as_user("village_clerk")
    wrong, seen = [], set()
    for client, name in ((visitor, "visitor"), (clerk, "clerk")):
        for rule in whole.app.url_map.iter_rules():
            for path in whole.paths(rule, 1):
                for method in ("GET", "POST", "PUT"):
                    with client.open(path, method=method) as answer:
                        seen.add(answer.status_code)
                        if found := wrong_with_headers(answer):
                            wrong.append((name, method, path, answer.status_code, found))
                        if not is_static(path) and answer.headers["Cache-Control"] != "no-store":
                            wrong.append((name, method, path, answer.status_code, ["no-store"]))

    assert wrong == []
    assert {200, 302, 400, 404, 405} <= seen


def test_answers_outside_every_route_carry_the_headers(whole: Walk) -> None:
    visitor = whole.visitor()
    with visitor.get("/static/css/frame.css") as file:
        etag = file.headers["ETag"]
    asked: tuple[tuple[int, str, str, dict[str, Any]], ...] = (
        (404, "GET", "/no-such-address", {}),
        (400, "GET", "/login/", {"headers": {"Host": "evil.example"}}),
        (400, "GET", "/login/", {"headers": {"Host": "evil.example:80\\@127.0.0.1"}}),
        (304, "GET", "/static/css/frame.css", {"headers": {"If-None-Match": etag}}),
        (404, "GET", "/static/../portal/config.py", {}),
        (413, "POST", "/login/", {"data": {"account": "x" * 70_000}}),
        (401, "GET", "/api/v1/cases", {"headers": {"Authorization": "Bearer nobody"}}),
        (308, "GET", "/cases", {}),
    )

    for status, method, path, given in asked:
        with visitor.open(path, method=method, **given) as answer:
            assert (answer.status_code, wrong_with_headers(answer)) == (status, []), (path, given)


def test_no_route_changes_anything_by_being_read_in_any_role(whole: Walk, deep: int) -> None:
    before = whole.digest()
    asked = 0
    failed = []
    for account in (None, *whole.accounts(every=deep > 1)):
        client = whole.visitor() if account is None else whole.as_user(account)
        for rule in whole.rules(reading=True):
            for path in whole.paths(rule, deep):
                with client.open(path, method="GET") as answer:
                    asked += 1
                    if answer.status_code >= 500:
                        failed.append((account, path, answer.status_code))

    assert failed == []
    assert whole.digest() == before
    assert asked > 7 * 50


def test_head_and_options_change_nothing_either(whole: Walk) -> None:
    before, client = whole.digest(), whole.as_user("union_admin")
    for rule in whole.app.url_map.iter_rules():
        for path in whole.paths(rule, 1):
            for method in ("HEAD", "OPTIONS"):
                with client.open(path, method=method) as answer:
                    assert answer.status_code < 500

    assert whole.digest() == before


def test_every_route_that_takes_something_refuses_it_without_the_token(whole: Walk) -> None:
    before = whole.digest()
    taken = []
    for account in ("union_admin", "sysadmin"):
        client = whole.as_user(account)
        for method, path in changing(whole):
            for sent in ({}, {"csrf_token": "forged"}, {"csrf_token": whole.token[:-2]}):
                answer = client.open(path, method=method, data=sent)
                if answer.status_code != 400 and not led_back_to_login(path, answer):
                    taken.append((account, method, path, answer.status_code))
            if path.startswith("/api/"):
                answer = client.open(path, method=method, json={})
                if answer.status_code != 400 or answer.get_json()["errors"][0]["code"] != "bad_request":
                    taken.append((account, method, path, answer.status_code))

    assert taken == []
    assert whole.digest() == before


def test_visitor_without_a_token_changes_nothing_either(whole: Walk) -> None:
    visitor = whole.visitor()
    answers = {path: visitor.open(path, method=method).status_code for method, path in changing(whole)}

    assert set(answers.values()) <= {302, 303, 400, 401}
    assert {path for path, status in answers.items() if status == 303} <= {"/login/"}


def test_token_of_another_session_is_refused(whole: Walk) -> None:
    page = whole.visitor().get("/login/").text
    strangers = re.findall(r'name="csrf-token" content="([^"]+)"', page)[0]
    client = whole.as_user("union_admin")

    assert client.post("/language", data={"language": "en", "csrf_token": strangers}).status_code == 400
    assert client.post("/language", data={"language": "en", "csrf_token": whole.token}).status_code == 303


def test_cookie_needs_the_pages_token_at_the_api_and_a_key_does_not(whole: Walk) -> None:
    client = whole.as_user("union_clerk")

    without = client.post("/api/v1/cases/search", json={})
    sent = client.post("/api/v1/cases/search", json={}, headers={"X-CSRFToken": whole.token})
    false_key = client.post("/api/v1/cases/search", json={}, headers={"Authorization": "Bearer nobody"})

    assert (without.status_code, sent.status_code, false_key.status_code) == (400, 200, 401)


def test_every_cookie_is_kept_from_scripts_and_over_tls_for_this_host_only(whole: Walk) -> None:
    plain, secure = whole.visitor(), whole.visitor()
    for client, base in ((plain, "http://localhost"), (secure, "https://localhost")):
        page = client.get("/login/", base_url=base)
        token = re.findall(r'name="csrf-token" content="([^"]+)"', page.text)[0]
        tokens = {"csrf_token": token}
        headers = {"Referer": f"{base}/login/"}
        size = client.post("/text-size", data={"size": "large", **tokens}, base_url=base, headers=headers)
        language = client.post("/language", data={"language": "en", **tokens}, base_url=base, headers=headers)
        entered = client.post("/login/demo", data={"username": "union_clerk", **tokens}, base_url=base, headers=headers)
        left = client.post("/logout", data=tokens, base_url=base, headers=headers)
        answers = (page, size, language, entered, left)
        assert [answer.status_code for answer in answers[1:4]] == [303, 303, 303]
        cookies = [cookie for answer in answers for cookie in answer.headers.getlist("Set-Cookie")]
        assert len(cookies) >= 4
        for cookie in cookies:
            attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
            assert {"httponly", "path=/", "samesite=lax"} <= attributes, cookie
            assert not any(one.startswith("domain") for one in attributes), cookie
            assert ("secure" in attributes) == base.startswith("https"), cookie
            assert cookie.startswith("__Host-") == base.startswith("https"), cookie
        hsts = entered.headers.get("Strict-Transport-Security", "")
        assert ("max-age=31536000" in hsts) == base.startswith("https")


def test_leaving_clears_what_the_browser_kept(whole: Walk) -> None:
    answer = whole.as_user("union_clerk").post("/logout", data={"csrf_token": whole.token})

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "portal_session=;" in " ".join(answer.headers.getlist("Set-Cookie"))


def led_back_to_login(path: str, answer: TestResponse) -> bool:
    """Say whether a sign-in on an old page was answered with a fresh one."""
    return path in ("/login/", "/login/code") and answer.location == "/login/?stale=1"


def changing(whole: Walk) -> Iterator[tuple[str, str]]:
    """Yield (method, address) of everything that takes something."""
    for rule in whole.rules(reading=False):
        for method in sorted((rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}):
            for path in whole.paths(rule, 1):
                yield method, path
