"""Whatever fails, wherever: an error id, the headers, and nothing of the inside, in the answer or in the log."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import render_template_string
from flask_appbuilder import BaseView, expose
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from portal.access import sessions
from portal.web.acting import connection_to_write
from portal.web.guarding import public
from portal.web.headers import HEADERS
from tests.web.desks import Clock, Desks, make_desks

SECRET = "张三 620723199001011234"
INSIDE = (SECRET, "SELECT", "Traceback", "/portal/", "site-packages", ".py", "sqlalchemy", "jinja2", "OperationalError")


def fail(*_arguments: object, **_given: object) -> None:
    raise OperationalError(f"SELECT '{SECRET}'", {"name": SECRET}, Exception(SECRET))


class Breaking(BaseView):
    """Pages that fail in their own ways."""

    route_base = "/breaking"

    @expose("/code")
    @public
    def code(self) -> str:
        raise ValueError(SECRET)

    @expose("/template")
    @public
    def template(self) -> str:
        return str(render_template_string("{{ given.nothing.there }}", given=SECRET))

    @expose("/loop")
    @public
    def loop(self) -> str:
        raise RecursionError(SECRET)

    @expose("/statement")
    @public
    def statement(self) -> str:
        with connection_to_write() as connection:
            connection.execute(text("INSERT INTO setting (name, value) VALUES (:a, :b)"), {"a": SECRET, "b": None})
        return ""

    @expose("/fine")
    @public
    def fine(self) -> str:
        return "in"


@pytest.fixture
def breaking(sqlite_url, tmp_path):  # type: ignore[no-untyped-def]
    made = make_desks(sqlite_url, tmp_path, views=(Breaking,))
    yield made
    made.engine.dispose()


def reveals_nothing(desks: Desks, caplog: pytest.LogCaptureFixture, path: str, accept: str) -> str:
    """Ask for a page that fails and return the error id, which stands in the answer and in the log."""
    caplog.clear()
    answer = desks.browser().get(path, headers={"Accept": accept})

    assert answer.status_code == 500
    error_id = caplog.text.split("error ")[-1].split(":")[0][:8]
    assert error_id in answer.text
    assert not [word for word in INSIDE if word in answer.text]
    assert SECRET not in caplog.text
    assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS)
    assert answer.headers["Cache-Control"] == "no-store"
    return error_id


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
@pytest.mark.parametrize("path", ["/breaking/code", "/breaking/template", "/breaking/loop", "/breaking/statement"])
def test_failing_page_tells_its_id_only(breaking: Desks, caplog: pytest.LogCaptureFixture, path: str, accept: str) -> None:
    reveals_nothing(breaking, caplog, path, accept)


def before(desks: Desks) -> None:
    desks.app.before_request(fail)


def after(desks: Desks) -> None:
    desks.app.after_request(fail)


def teardown(desks: Desks) -> None:
    desks.app.teardown_request(fail)


def context(desks: Desks) -> None:
    desks.app.teardown_appcontext(fail)


def frame(desks: Desks) -> None:
    desks.app.context_processor(fail)  # type: ignore[type-var]


def keeping(desks: Desks) -> None:
    desks.app.session_interface.save_session = fail  # type: ignore[method-assign]


def opening(desks: Desks) -> None:
    desks.app.session_interface.open_session = fail  # type: ignore[method-assign]


@pytest.mark.parametrize("break_it", [before, after, teardown, context, keeping, opening], ids=lambda one: one.__name__)
def test_failing_hook_tells_its_id_only(
    breaking: Desks, caplog: pytest.LogCaptureFixture, break_it: Callable[[Desks], None]
) -> None:
    break_it(breaking)

    reveals_nothing(breaking, caplog, "/breaking/fine", "text/html")


def test_page_of_an_error_that_fails_itself_tells_its_id_only(breaking: Desks, caplog: pytest.LogCaptureFixture) -> None:
    frame(breaking)

    reveals_nothing(breaking, caplog, "/breaking/code", "text/html")


def test_session_that_cannot_be_marked_as_seen_reveals_nothing(
    breaking: Desks, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = breaking.signed_in("women_clerk")
    monkeypatch.setattr(sessions, "keep", fail)
    clock = breaking.clock
    assert isinstance(clock, Clock)
    clock.pass_by(sessions.TOUCH)

    answer = browser.get("/breaking/fine")

    assert answer.status_code == 500
    assert not [word for word in INSIDE if word in answer.text]
    assert SECRET not in caplog.text


def test_database_that_is_gone_reveals_nothing(
    breaking: Desks, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = breaking.signed_in("women_clerk")
    monkeypatch.setattr(type(breaking.engine), "connect", fail)

    visitor = breaking.browser()

    answers = [browser.get("/account/"), visitor.get("/readyz"), visitor.get("/breaking/fine"), visitor.get("/nothing")]

    assert [answer.status_code for answer in answers] == [500, 503, 500, 404]
    assert not [word for answer in answers for word in INSIDE if word in answer.text]
    assert SECRET not in caplog.text
