"""The real list of pages: every route says who may enter, and none is open by accident."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.web.gate import Gate
from portal.web.guarding import Entry
from portal.web.pages import CORE_VIEWS
from portal.web.views.account import AccountView
from portal.web.views.frame import FrameView
from tests.web.desks import Desks, make_desks

PUBLIC = {
    "ComplaintsView.complain",  # by the same link: a complaint about the mediator
    "ComplaintsView.form",
    "ComplaintsView.state",  # by the token of a receipt
    "FrameView.healthz",
    "FrameView.language",
    "FrameView.readyz",
    "FrameView.text_size",
    "GuideView.guide",
    "LoginView.code",  # the second step of signing in
    "LoginView.enter_demo",
    "LoginView.login",
    "LoginView.logout",
    "OpinionsView.answer",  # by a one-time link: what a party thinks of the mediation
    "OpinionsView.questions",
    "OpenApiView.document",  # what is declared, no data
    "PhoneView.pictures",  # by a one-time code: a telephone adds pictures and sees nothing
    "PhoneView.send",
    "SingleSignOnView.back",  # by way of another house, where one is configured: state, nonce, PKCE and signature
    "SingleSignOnView.leave",
    "static",
}
"""Whoever opens another route to everybody adds it here, with thought."""


SOME_ID = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def whole(sqlite_url: str, tmp_path: Path) -> Iterator[Desks]:
    """The application with every page of the core."""
    made = make_desks(sqlite_url, tmp_path, views=[view for view in CORE_VIEWS if view not in (AccountView, FrameView)])
    yield made
    made.engine.dispose()


def gate(desks: Desks) -> Gate:
    made: Gate = desks.app.extensions["portal_gate"]
    return made


def test_routes_open_to_everybody_are_the_known_ones(whole: Desks) -> None:
    opened = {name for name, guard in gate(whole).guards.items() if guard is not None and guard.entry is Entry.PUBLIC}

    assert opened == PUBLIC


def test_nobody_gets_content_without_signing_in(whole: Desks) -> None:
    browser = whole.browser()
    addresses = whole.app.url_map.bind("localhost")
    answers = {}
    for rule in whole.app.url_map.iter_rules():
        if rule.endpoint in PUBLIC or "GET" not in (rule.methods or ()):
            continue
        values = {name: SOME_ID if "UUID" in type(rule._converters[name]).__name__ else "1" for name in rule.arguments}
        path = addresses.build(rule.endpoint, values)
        answers[path] = browser.get(path).status_code

    assert answers
    assert {path: status for path, status in answers.items() if status not in (302, 401)} == {}
