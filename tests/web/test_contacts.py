"""Same party on the pages: the rail of the form, the card of the case, the word on the desk."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.services.contacts import HANDLERS
from portal.store.outbox import run_due
from tests.store.county import COUNTY
from tests.web.desks import queries
from tests.web.filled_forms import FORM, PATH
from tests.web.offices import Offices, posted

HX = {"HX-Request": "true"}


def asked(client: FlaskClient, case_id: uuid.UUID, **headers: str) -> Any:
    token = client.get("/").text.split('name="csrf-token" content="')[1].split('"')[0]
    return client.post(f"/cases/{case_id}/elsewhere", data={"csrf_token": token}, headers=headers)


def contact_on(page: str) -> str:
    return page.split('action="/contacts/')[1].split('"')[0]


def test_case_page_asks_by_itself_and_by_a_button(offices: Offices) -> None:
    case = offices.open("clerk").case_id
    offices.open("stranger", "well.water")

    page = offices.page("clerk", f"/cases/{case}")

    assert f'hx-post="/cases/{case}/elsewhere" hx-trigger="load"' in page
    assert f'action="/cases/{case}/elsewhere"' in page
    part = asked(offices.at_work("clerk"), case, **HX).text
    whole = asked(offices.at_work("clerk"), case).text
    for answer in (part, whole):
        assert "当事人在别的单位另有 1 件在办，涉及 1 个领域。" in answer
        assert "水站" not in answer.split("<main")[-1]
    assert "<html" not in part
    assert "<html" in whole


def test_card_stands_only_where_it_would_be_answered(offices: Offices) -> None:
    case = offices.open("clerk").case_id

    for account in ("mediator", "head", "coordinator"):
        assert "/elsewhere" not in offices.page(account, f"/cases/{case}")
        assert asked(offices.at_work(account), case).status_code == 403
    assert asked(offices.at_work("stranger"), case).status_code == 404


def test_page_of_a_case_costs_no_statement_more(offices: Offices) -> None:
    case = offices.open("clerk").case_id
    clerk = offices.at_work("clerk")
    clerk.get(f"/cases/{case}")

    seen = queries(offices.engine)
    clerk.get(f"/cases/{case}")

    assert len(seen) <= 12
    assert not any(re.search(r"\bcontact\b", statement) for statement in seen)
    assert all("staff_number" in statement for statement in seen if "blind_index" in statement)  # reach alone compares numbers


def test_offer_goes_to_the_other_s_desk_and_comes_back(both_offices: Offices) -> None:
    mine, theirs = both_offices.open("clerk").case_id, both_offices.open("stranger", "well.water").case_id
    clerk, stranger = both_offices.at_work("clerk"), both_offices.at_work("stranger")

    sent = posted(clerk, f"/cases/{mine}/contact", {"wish": "joint"})
    run_due(both_offices.store, HANDLERS, COUNTY)
    desk = stranger.get("/").text

    assert sent.location == f"/cases/{mine}"
    assert "另一单位的经办人愿意就同一当事人联合化解。" in desk
    assert "县果园调委会 · 李秀英" in desk
    assert f"/cases/{theirs}" in desk
    assert str(mine) not in desk
    assert "同一当事人" not in clerk.get("/").text
    assert posted(stranger, f"/contacts/{contact_on(desk)}", {"answer": "accept"}).location == "/"
    run_due(both_offices.store, HANDLERS, COUNTY)
    back = clerk.get("/").text
    assert "对方愿意就同一当事人联系。" in back
    assert "县水站调委会 · 孙水生" in back
    assert str(theirs) not in back
    card = asked(clerk, mine, **HX).text
    assert "已表示：愿联合化解。" in card
    assert "县水站调委会 · 孙水生" in card
    posted(clerk, f"/contacts/{contact_on(back)}", {"answer": "seen"})
    assert "同一当事人" not in clerk.get("/").text


def test_who_lets_it_lie_stays_unknown(offices: Offices) -> None:
    mine = offices.open("clerk").case_id
    offices.open("stranger", "well.water")
    clerk, stranger = offices.at_work("clerk"), offices.at_work("stranger")
    posted(clerk, f"/cases/{mine}/contact", {"wish": "talk"})
    run_due(offices.store, HANDLERS, COUNTY)

    posted(stranger, f"/contacts/{contact_on(stranger.get('/').text)}", {"answer": "leave"})
    run_due(offices.store, HANDLERS, COUNTY)

    assert "同一当事人" not in stranger.get("/").text
    assert "同一当事人" not in clerk.get("/").text
    assert "还没有回应。" in asked(clerk, mine, **HX).text


@pytest.mark.parametrize(("path", "form", "status"), [("contact", {"wish": "spy"}, 303), ("contact", {}, 303)])
def test_wrong_wish_is_told_and_nothing_is_sent(offices: Offices, path: str, form: dict[str, str], status: int) -> None:
    mine = offices.open("clerk").case_id
    offices.open("stranger", "well.water")
    clerk, stranger = offices.at_work("clerk"), offices.at_work("stranger")

    assert posted(clerk, f"/cases/{mine}/{path}", form).status_code == status
    run_due(offices.store, HANDLERS, COUNTY)

    assert "请从列出的选项中选择。" in clerk.get(f"/cases/{mine}").text
    assert "同一当事人" not in stranger.get("/").text


def test_unknown_answer_and_unknown_word_look_missing(offices: Offices) -> None:
    clerk = offices.at_work("clerk")

    assert posted(clerk, f"/contacts/{uuid.uuid4()}", {"answer": "accept"}).status_code == 404
    assert posted(clerk, f"/contacts/{uuid.uuid4()}", {"answer": "steal"}).status_code == 404


def test_form_of_a_new_case_tells_of_a_whole_number_only(offices: Offices) -> None:
    offices.open("stranger", "well.water")
    clerk = offices.at_work("clerk")
    number = FORM["parties.grower.0.id_number"]

    whole = posted(clerk, f"{PATH}/rail", FORM).text
    half = posted(clerk, f"{PATH}/rail", {**FORM, "parties.grower.0.id_number": str(number)[:10]}).text

    assert "此人在别的单位另有 1 件在办，涉及 1 个领域。" in whole
    assert "在别的单位" not in half


def test_form_says_when_too_much_was_asked(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.services.elsewhere.MOST_NUMBERS", 0)
    offices.open("stranger", "well.water")

    page = posted(offices.at_work("clerk"), f"{PATH}/rail", FORM)

    assert page.status_code == 200
    assert "这一小时查得太多" in page.text
    assert "另有" not in page.text
