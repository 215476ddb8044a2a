"""The gate: who may enter which route, and what a request must bring. And what every answer carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.datastructures import Headers

from portal.access import sessions
from portal.errors import NotFound, PortalError, Refused, Stale
from portal.store.tables.people import UiSession
from portal.web.acting import current_actor, unit_of_work
from portal.web.guarding import opens, public, signed_in
from portal.web.headers import CONTENT_SECURITY_POLICY
from tests.rig.databases import sqlite_database
from tests.web.desks import Desks, make_desks, queries, token


class Doors(BaseView):
    """Routes of every width."""

    route_base = "/doors"

    @expose("/public", methods=["GET", "POST"])
    @public
    def wide(self) -> str:
        return "in"

    @expose("/signed", methods=["GET", "POST"])
    @signed_in
    def signed(self) -> str:
        with unit_of_work() as uow:
            assert uow.actor is current_actor()
        return "in"

    @expose("/cases")
    @opens("portal.cases")
    def cases(self) -> str:
        return "in"

    @expose("/people")
    @opens("portal.people", verb="manage")
    def people(self) -> str:
        return "in"

    @expose("/fab")
    @has_access
    @permission_name("open")
    def fab(self) -> str:
        return "in"

    @expose("/breaks/<how>")
    @public
    def breaks(self, how: str) -> str:
        raise {
            "missing": NotFound(),
            "stale": Stale(3, ("accept",)),
            "refused": Refused.at("owed", "required", title="欠付金额"),
            "inside": ZeroDivisionError("张三 620723199001011234"),
        }[how]


class Forgotten(BaseView):
    """A route whose author forgot to say who may enter."""

    route_base = "/forgotten"

    @expose("/")
    def index(self) -> str:
        return "in"


class OfFab(Doors):
    """A view guarded by FAB's own permission on a page of the portal's."""

    route_base = "/of-fab"
    class_permission_name = "portal.people"
    include_route_methods = ("fab",)


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    """One application for the tests of this file, which enter or do not and leave no more than sessions."""
    folder = tmp_path_factory.mktemp("doors")
    with sqlite_database(folder, migrated=True) as url:
        made = make_desks(url, folder, views=(Doors,))
        yield made
        made.engine.dispose()


def headers_of(browser: FlaskClient, path: str) -> tuple[int, Headers]:
    """Return status and headers, and close the answer: a static file is open until then."""
    with browser.get(path) as answer:
        return answer.status_code, answer.headers


def test_core_route_that_does_not_say_who_may_enter_refuses_the_start(sqlite_url, tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(PortalError, match=r"Forgotten\.index"):
        make_desks(sqlite_url, tmp_path, views=(Forgotten,))


@pytest.mark.parametrize(
    ("path", "nobody", "clerk", "security"),
    [
        ("/doors/public", 200, 200, 200),
        ("/doors/signed", 302, 200, 200),
        ("/doors/cases", 302, 200, 403),
        ("/doors/people", 302, 403, 200),
        ("/doors/fab", 302, 403, 403),
        ("/doors/nothing", 404, 404, 404),
        ("/healthz", 200, 200, 200),
        ("/readyz", 200, 200, 200),
        ("/static/css/frame.css", 200, 200, 200),
    ],
)
def test_who_may_enter(doors: Desks, path: str, nobody: int, clerk: int, security: int) -> None:
    browsers = (doors.browser(), doors.at_work("women_clerk"), doors.at_work("secadmin"))

    assert [headers_of(browser, path)[0] for browser in browsers] == [nobody, clerk, security]


def test_program_that_is_nobody_is_told_so_in_json(doors: Desks) -> None:
    answer = doors.browser().get("/doors/signed", headers={"Accept": "application/json"})

    assert answer.status_code == 401
    assert answer.get_json()["errors"][0]["code"] == "not_signed_in"


def test_fragment_request_that_is_nobody_is_led_to_the_login_page(doors: Desks) -> None:
    answer = doors.browser().get("/doors/signed", headers={"HX-Request": "true", "Referer": "http://localhost/doors/cases"})

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/login/?next=/doors/cases")


@pytest.mark.parametrize("path", ["/doors/public", "/doors/signed"])
def test_form_without_its_token_is_refused(doors: Desks, path: str) -> None:
    browser = doors.at_work("women_clerk")

    assert browser.post(path).status_code == 400
    assert browser.post(path, data={"csrf_token": "forged"}).status_code == 400
    assert browser.post(path, data={"csrf_token": token(browser, "/account/")}).status_code == 200
    assert browser.post(path, headers={"X-CSRFToken": token(browser, "/account/")}).status_code == 200


def test_form_of_an_ended_session_leads_back_to_its_page(doors: Desks) -> None:
    answer = doors.browser().post("/doors/signed", headers={"Referer": "http://localhost/cases/7?tab=notes"})

    assert answer.location == "/login/?next=/cases/7?tab%3Dnotes"


@pytest.mark.parametrize("path", ["/back", "/lang/en", "/users/list/", "/roles/list/", "/api/v1/security/login", "/swagger/v1"])
def test_pages_of_fab_are_not_there(doors: Desks, path: str) -> None:
    browser = doors.at_work("secadmin")

    assert browser.get(path).status_code == 404
    assert doors.browser().post("/api/v1/security/login", json={"username": "a"}).status_code == 404


def test_every_answer_carries_the_policy(doors: Desks) -> None:
    browser = doors.at_work("women_clerk")

    for path in ("/login/", "/account/", "/static/css/frame.css", "/nothing", "/healthz", "/doors/breaks/inside"):
        _status, headers = headers_of(browser, path)
        assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Permissions-Policy"]


def test_pages_are_not_kept_by_browsers_and_static_files_are(doors: Desks) -> None:
    browser = doors.at_work("women_clerk")

    assert browser.get("/account/").headers["Cache-Control"] == "no-store"
    assert "immutable" in headers_of(browser, "/static/css/frame.css?v=1")[1]["Cache-Control"]


def test_foreign_host_is_refused(doors: Desks) -> None:
    assert doors.browser().get("/login/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("how", "status", "sentence"),
    [
        ("missing", 404, "不在您的工作范围内"),
        ("stale", 409, "没有保存"),
        ("refused", 422, "欠付金额"),
        ("inside", 500, "错误编号"),
    ],
)
def test_what_goes_wrong_is_told_in_the_look_and_in_json(doors: Desks, how: str, status: int, sentence: str) -> None:
    browser = doors.at_work("women_clerk")

    page = browser.get(f"/doors/breaks/{how}")
    told = browser.get(f"/doors/breaks/{how}", headers={"Accept": "application/json"})

    assert (page.status_code, told.status_code) == (status, status)
    assert sentence in page.text
    assert 'class="bar"' in page.text
    assert set(told.get_json()["errors"][0]) == {"field", "code", "message"}


def test_address_that_does_not_exist_keeps_the_reader_in_her_frame(doors: Desks) -> None:
    page = doors.at_work("women_clerk").get("/no-such-page").text

    assert "没有找到" in page
    assert "李秀英" in page


def test_failure_inside_reveals_an_id_and_nothing_else(doors: Desks, caplog: pytest.LogCaptureFixture) -> None:
    page = doors.browser().get("/doors/breaks/inside").text

    error_id = page.split("错误编号 ")[1][:8]
    assert error_id in caplog.text
    assert "ZeroDivisionError" in caplog.text
    for secret in ("张三", "620723199001011234"):
        assert secret not in caplog.text
        assert secret not in page
    assert "ZeroDivisionError" not in page


def test_refusal_is_one_line_with_ids_only(doors: Desks, caplog: pytest.LogCaptureFixture) -> None:
    clerk = doors.at_work("women_clerk")

    clerk.get("/doors/people?name=张三")
    clerk.get("/doors/breaks/missing")
    clerk.post("/doors/signed", data={"text": "张三"})
    doors.browser().get("/doors/breaks/missing")

    lines = [record.getMessage() for record in caplog.records if record.name == "portal.web.failures"]
    ids = r"staff [0-9a-f-]{36} in post [0-9a-f-]{36}"
    wanted = (
        rf"refused 403: GET Doors\.people, {ids}",
        rf"refused 404: GET Doors\.breaks, {ids}",
        rf"refused 400: POST Doors\.signed, {ids}",
        r"refused 404: GET Doors\.breaks, staff - in post -",
    )
    assert len(lines) == len(wanted)
    assert [line for line, form in zip(lines, wanted, strict=True) if not re.fullmatch(form, line)] == []


def test_folders_are_not_listed_and_trace_is_refused(doors: Desks) -> None:
    browser = doors.browser()

    assert {headers_of(browser, path)[0] for path in ("/static/", "/static/css/", "/static/css", "/static/..%2fconfig.py")} == {
        404
    }
    for path in ("/login/", "/static/css/frame.css", "/doors/public"):
        with browser.open(path, method="TRACE", headers={"X-Secret": "echo"}) as answer:
            assert (answer.status_code, b"echo" in answer.data) == (405, False)


def test_database_that_is_away_is_told_in_one_sentence(
    doors: Desks, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    browser = doors.at_work("women_clerk")

    def away(*_arguments: object) -> None:
        raise OperationalError("SELECT secret", {}, Exception("张三"))

    monkeypatch.setattr(sessions, "find", away)
    answer = browser.get("/doors/public")

    monkeypatch.undo()
    assert answer.status_code == 500
    assert "错误编号" in answer.text
    assert "secret" not in answer.text
    assert browser.get("/doors/signed").status_code == 200, "she is still signed in"
    assert "OperationalError" in caplog.text
    assert "张三" not in caplog.text


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=cut"])
@pytest.mark.parametrize(("size", "status"), [(1_000_000, 200), (2_000_000, 413)], ids=["3 MB, told at its field", "6 MB"])
def test_too_large_a_form_is_told_in_the_look(doors: Desks, kind: str, size: int, status: int) -> None:
    browser = doors.at_work("women_clerk")
    fields = {"csrf_token": token(browser, "/account/"), "text": "长" * size}
    parts = "".join(f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items())
    body = f"{parts}--cut--\r\n" if kind.startswith("multipart") else urlencode(fields)

    answer = browser.post("/doors/signed", data=body.encode(), content_type=kind)

    assert answer.status_code == status
    assert status == 200 or "请精简文字" in answer.text


def test_strangers_send_little_and_nobody_a_thousand_fields(doors: Desks) -> None:
    stranger, clerk = doors.browser(), doors.at_work("women_clerk")

    assert stranger.post("/doors/public", data={"text": "长" * 10_000}).status_code == 413
    assert clerk.post("/doors/public", data="a=1&" * 1001, content_type="application/x-www-form-urlencoded").status_code == 413


def test_bytes_that_are_no_text_are_refused(doors: Desks) -> None:
    answer = doors.at_work("women_clerk").post(
        "/doors/public", data=b"a=\xff\xfe", content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code == 400


def test_frame_costs_three_statements(both_desks: Desks) -> None:
    browser = both_desks.at_work("women_clerk")
    browser.get("/keys")
    seen = queries(both_desks.engine)

    assert browser.get("/keys").status_code == 200

    assert len(seen) == 3, seen


def test_reading_pages_writes_nothing_within_a_minute(desks: Desks) -> None:
    browser = desks.at_work("women_clerk")
    browser.get("/keys")
    with Session(desks.engine) as session:
        before = session.query(UiSession).one().seen_at
    browser.get("/keys")

    with Session(desks.engine) as session:
        assert session.query(UiSession).one().seen_at == before
