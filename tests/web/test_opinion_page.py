"""The page behind a one-time link: no sign-in, nothing of the case, one answer, and the same page for every dead link."""

from __future__ import annotations

import re
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from portal.store.tables.cases import CaseFile, Party
from tests.store.county import DEMO
from tests.web.offices import Offices, posted

GOOD = {"overall": "satisfied", "fair": "fairly", "told": "not", "words": "谢谢"}


def send(phone: FlaskClient, path: str, data: dict[str, str]) -> Any:
    found = re.search(r'name="csrf-token" content="([^"]*)"', phone.get("/guide/").text)
    return phone.post(path, data={**data, "csrf_token": found[1] if found else ""})


def plain(page: str, path: str) -> str:
    """Return a page without its own address and its token, which carries the second it was made in."""
    return re.sub(r'(name="csrf-token" content=")[^"]+', r"\1", page.replace(path, ""))


def test_link_is_shown_once_answered_once_and_tells_nothing(both_offices: Offices) -> None:
    at = both_offices
    opened = at.open("clerk")
    with at.store.begin(DEMO, write=True) as uow:
        case = uow.session.get_one(CaseFile, opened.case_id)
        case.ending = "withdrawn"
        party = uow.session.scalars(select(Party).where(Party.case_id == case.id).order_by(Party.ordinal)).first()
        assert party is not None
        number, name, party_id = case.number, party.name, party.id
    made = posted(at.at_work("clerk"), f"/cases/{opened.case_id}/opinion", {"party": str(party_id)})
    path = re.search(r"/s/[A-Za-z0-9_-]{43}", made.text)
    assert path is not None
    phone = at.app.test_client()

    page, wrong = phone.get(path[0]), send(phone, path[0], {**GOOD, "fair": ""})
    done, again = send(phone, path[0], GOOD), send(phone, path[0], GOOD)
    dead = phone.get("/s/" + "x" * 43)

    assert (page.status_code, wrong.status_code, done.status_code, again.status_code, dead.status_code) == (
        200,
        422,
        200,
        404,
        404,
    )
    assert plain(phone.get(path[0]).text, path[0]) == plain(dead.text, "/s/" + "x" * 43)
    for told in (page.text, wrong.text, done.text, again.text):
        assert name not in told
        assert str(opened.case_id) not in told
        assert not number or number not in told
    assert "谢谢" not in at.at_work("clerk").get(f"/cases/{opened.case_id}").text
    assert "请过几人评价" in at.at_work("clerk").get("/statistics/opinions").text
