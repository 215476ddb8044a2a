"""手机拍照: pictures by a one-time code, and nothing of any case."""

from __future__ import annotations

import hashlib
import io
import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.store.tables.cases import CaseFile
from portal.store.tables.materials import PhoneLink
from portal.store.tables.people import Post
from portal.web.views.materials import phones_reach
from tests.services.heic import A_HEIC
from tests.store.county import DEMO
from tests.web.filing import picture, rows, vault
from tests.web.offices import Offices, posted


def code(at: Offices, case_id: uuid.UUID, kind: str = "identity") -> Any:
    return posted(at.at_work("clerk"), f"/cases/{case_id}/materials/phone", {"kind": kind})


def token_of(at: Offices, case_id: uuid.UUID, monkeypatch: pytest.MonkeyPatch, kind: str = "identity") -> str:
    """Return the token of a code: the page draws it and nowhere writes it."""
    monkeypatch.setattr("portal.web.views.materials.phones_reach", lambda _address: True)
    monkeypatch.setattr("portal.services.phone_links.secrets.token_urlsafe", lambda _n: "t" * 43)
    assert code(at, case_id, kind).status_code == 200
    return "t" * 43


def send(phone: FlaskClient, token: str, *files: tuple[str, bytes]) -> Any:
    found = re.search(r'name="csrf-token" content="([^"]*)"', phone.get(f"/phone/{token}").text)
    form = {"csrf_token": found[1] if found else "", "files": [(io.BytesIO(content), name) for name, content in files]}
    return phone.post(f"/phone/{token}", data=form)


def test_telephone_adds_pictures_once_and_sees_no_case(both_offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    at = both_offices
    opened = at.open("clerk")
    token = token_of(at, opened.case_id, monkeypatch)
    phone = at.app.test_client()
    page = phone.get(f"/phone/{token}").text

    first = send(phone, token, ("1.jpg", picture()), ("2.heic", A_HEIC))
    second = send(phone, token, ("3.jpg", picture()))

    assert (first.status_code, second.status_code) == (200, 404)
    assert [(row.kind, row.by_phone) for row in rows(at)] == [("identity", True)] * 2
    assert len(list(vault(at).lying())) == 2
    for told in (page, first.text, second.text):
        assert str(opened.case_id) not in told
        assert "果" not in told
        assert "身份证明" not in told


def test_only_the_hash_of_a_code_is_kept(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    token = token_of(offices, offices.open("clerk").case_id, monkeypatch)

    with offices.store.begin(DEMO) as uow:
        (link,) = uow.session.scalars(select(PhoneLink))

    assert link.token_hash == hashlib.sha256(token.encode()).digest()


@pytest.mark.parametrize("ends", ["time", "post", "archived"])
def test_code_ends_with_its_time_its_post_and_its_case(offices: Offices, monkeypatch: pytest.MonkeyPatch, ends: str) -> None:
    case_id = offices.open("clerk").case_id
    token = token_of(offices, case_id, monkeypatch)
    with offices.store.begin(DEMO, write=True) as uow:
        if ends == "post":
            uow.session.get_one(Post, offices.people["clerk"].post_id).until = offices.clock.now.date() - timedelta(days=1)
        elif ends == "archived":
            uow.session.get_one(CaseFile, case_id).phase = "archived"
    if ends == "time":
        offices.clock.pass_by(timedelta(minutes=16))

    answer = send(offices.app.test_client(), token, ("1.jpg", picture()))

    assert answer.status_code == (422 if ends == "archived" else 404)
    assert (rows(offices), list(vault(offices).lying())) == ([], [])


def test_bad_picture_leaves_the_code_for_another_try(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    token = token_of(offices, offices.open("clerk").case_id, monkeypatch)
    phone = offices.app.test_client()

    bad, good = send(phone, token, ("1.jpg", b"\xff\xd8\xff nothing")), send(phone, token, ("1.jpg", picture()))

    assert (bad.status_code, good.status_code) == (422, 200)
    assert "打不开" in bad.text


def test_no_code_is_shown_where_no_telephone_reaches(offices: Offices) -> None:
    case_id = offices.open("clerk").case_id

    answer = posted(offices.at_work("clerk"), f"/cases/{case_id}/materials/phone", {"kind": "identity"})

    assert answer.status_code == 422
    assert "手机连不上这台电脑" in answer.text
    assert "<svg" not in answer.text.partition("phone-code")[2]


@pytest.mark.parametrize(
    ("address", "reaches"),
    [
        ("http://127.0.0.1:8000", False),
        ("http://localhost:8000", False),
        ("http://[::1]:8000", False),
        ("http://192.168.1.20:8000", True),
        ("https://suyuan.linze.example", True),
    ],
)
def test_telephone_reaches_every_address_but_this_very_machine(address: str, reaches: bool) -> None:
    assert phones_reach(address) is reaches


def test_stranger_without_a_code_may_not_send_much(offices: Offices) -> None:
    answer = offices.app.test_client().post("/phone/" + "x" * 43, data={"files": (io.BytesIO(b"x" * 100_000), "1.jpg")})

    assert answer.status_code == 413
