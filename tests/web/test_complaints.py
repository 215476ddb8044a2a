"""投诉 in a browser: by the link of a party to a receipt, and at the bureau from the list to the answer."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.places import Organisation
from tests.store.county import DEMO
from tests.web.offices import Offices, make_offices, posted

WORDS = "一直替邻居说话"


def send(phone: FlaskClient, path: str, data: dict[str, Any]) -> Any:
    found = re.search(r'name="csrf-token" content="([^"]*)"', phone.get("/guide/").text)
    return phone.post(path, data={**data, "csrf_token": found[1] if found else ""})


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))))


def test_a_party_complains_and_reads_the_answer_of_the_bureau(sqlite_url: str, tmp_path: Any) -> None:
    at = make_offices(sqlite_url, tmp_path, others=(("高文军", "县水站调委会", "county.justice", "justice"),))
    case_id = at.open("clerk").case_id
    path = _link(at, case_id)
    phone, bureau = at.app.test_client(), at.at_work("justice")

    assert f'href="{path}/complaint"' in phone.get(path).text
    form = phone.get(f"{path}/complaint")
    wrong = send(phone, f"{path}/complaint", {"words": WORDS})
    taken = send(phone, f"{path}/complaint", {"words": WORDS, "grounds": ["favours"], "name": "王某"})
    again = send(phone, f"{path}/complaint", {"words": WORDS, "grounds": ["favours"]})
    receipt = re.search(r"/complaint/[A-Za-z0-9_-]{43}", taken.text)
    assert receipt is not None
    listed = bureau.get("/audit/complaints/")
    one = re.search(r"/audit/complaints/[0-9a-f-]{36}", listed.text)
    assert one is not None
    read, waiting = bureau.get(one[0]), phone.get(receipt[0])
    missing = posted(bureau, f"{one[0]}/answer", {"finding": "founded"})
    answered = posted(bureau, f"{one[0]}/answer", {"finding": "founded", "measure": "criticised", "answer": "已责令道歉"})

    assert (form.status_code, wrong.status_code, taken.status_code, again.status_code) == (200, 422, 200, 404)
    assert (missing.status_code, answered.status_code) == (422, 303)
    assert WORDS in read.text
    assert "已经收到" in text(waiting)
    assert WORDS not in waiting.text
    assert "已责令道歉" in phone.get(receipt[0]).text
    assert phone.get("/complaint/" + "x" * 43).status_code == 404
    for account in ("clerk", "mediator", "head", "coordinator"):
        browser = at.at_work(account)
        assert {browser.get(address).status_code for address in ("/audit/complaints/", one[0])} == {403}
        assert WORDS not in browser.get(f"/cases/{case_id}").text
    assert "对调解员的投诉 1 件，已答复 1 件" in text(at.at_work("coordinator").get("/statistics/opinions"))
    at.engine.dispose()


def test_the_bureau_writes_down_who_came_in_person_and_gives_a_receipt(sqlite_url: str, tmp_path: Any) -> None:
    at = make_offices(sqlite_url, tmp_path, others=(("高文军", "县水站调委会", "county.justice", "justice"),))
    bureau = at.at_work("justice")
    with at.store.begin(DEMO) as uow:
        unit = str(uow.session.scalars(select(Organisation.id).where(Organisation.name == "县果园调委会")).one())
    said = {"came_on": "今天", "mediator": "王建国", "grounds": ["gains"], "words": WORDS, "unit": unit, "token": "desk-token"}

    empty = posted(bureau, "/audit/complaints/new", {})
    nobody = posted(bureau, "/audit/complaints/new", {**said, "mediator": "没这人", "token": "another"})
    done = posted(bureau, "/audit/complaints/new", said)

    assert (bureau.get("/audit/complaints/new").status_code, empty.status_code, nobody.status_code) == (200, 422, 422)
    assert "没有叫这个名字的人" in text(nobody)
    assert re.search(r"/complaint/[A-Za-z0-9_-]{43}", done.text)
    assert "王建国" in text(bureau.get("/audit/complaints/"))
    at.engine.dispose()


def _link(at: Offices, case_id: Any) -> str:
    """Return the address of a one-time link of the first party to a case that ended."""
    with at.store.begin(DEMO, write=True) as uow:
        case = uow.session.get_one(CaseFile, case_id)
        case.ending = "withdrawn"
        party = uow.session.scalars(select(Party.id).where(Party.case_id == case.id).order_by(Party.ordinal)).first()
    made = posted(at.at_work("clerk"), f"/cases/{case_id}/opinion", {"party": str(party)})
    path = re.search(r"/s/[A-Za-z0-9_-]{43}", made.text)
    assert path is not None
    return path[0]
