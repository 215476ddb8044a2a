"""更正: what is left alone stays, what is changed, emptied, added or taken away is corrected, and others' work survives."""

from __future__ import annotations

import html
import re
import uuid
from typing import Any

from sqlalchemy import select

from portal.reading.case_page import CasePage, case_page
from portal.sdk import PERSON_A
from portal.store.tables.course import CaseEvent
from tests.web.bench import brought_to, do, version_of, words
from tests.web.offices import Offices, fruit_body, posted


def form_of(page: str) -> dict[str, Any]:
    """Return what a browser would post from the form of a page, changed by nobody."""
    inside = page.split('id="act"')[1].split("</form>")[0]
    given: dict[str, Any] = {}
    for tag in re.findall(r"<input\b[^>]*>", inside):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind, name = attributes.get("type", "text"), attributes.get("name", "")
        if not name or (kind in ("radio", "checkbox") and not re.search(r"\bchecked\b", tag)):
            continue
        value = html.unescape(attributes.get("value", ""))
        given[name] = [*given.get(name, []), value] if kind == "checkbox" else value
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', inside, flags=re.S):
        given[name] = html.unescape(text)
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', inside, flags=re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        given[name] = chosen[1] if chosen else ""
    return given


def correct(offices: Offices, account: str, case_id: uuid.UUID, change: dict[str, Any], query: str = "") -> Any:
    who = offices.at_work(account)
    form = form_of(who.get(f"/cases/{case_id}/do/correct{query}").text)
    return posted(who, f"/cases/{case_id}/do/correct", {**form, "reason_text": "登记时写错", **change})


def page_of(offices: Offices, account: str, case_id: uuid.UUID) -> CasePage:
    with offices.store.begin(offices.people[account]) as uow:
        return case_page(uow, offices.people[account], case_id)


def value(page: CasePage, key: str) -> str:
    return next(f.value for f in page.fields if f.key == key)


def paths(offices: Offices, account: str, case_id: uuid.UUID) -> list[str]:
    with offices.store.begin(offices.people[account]) as uow:
        event = uow.session.scalars(
            select(CaseEvent).where(CaseEvent.case_id == case_id, CaseEvent.action == "correct").order_by(CaseEvent.seq.desc())
        ).first()
        assert event is not None
        found = event.data["paths"]
        assert isinstance(found, list)
        return found


def test_form_shows_what_stands_now_and_sends_only_what_changed(both_offices: Offices) -> None:
    case_id = both_offices.open("clerk").case_id

    untouched = correct(both_offices, "clerk", case_id, {})
    changed = correct(both_offices, "clerk", case_id, {"details.lost": "1500"})

    assert untouched.status_code == 422
    assert "没有改动任何内容。" in untouched.text
    assert changed.status_code == 303, words(changed.text)
    assert value(page_of(both_offices, "clerk", case_id), "lost") == "1,500.00 元"
    assert paths(both_offices, "clerk", case_id) == ["details.lost"]


def test_emptied_field_is_cleared_and_an_untouched_one_is_not(offices: Offices) -> None:
    case_id = offices.open("clerk", details={**fruit_body()["details"], "variety": "早酥梨", "proof": ["照片", "录像"]}).case_id
    who = offices.at_work("clerk")
    form = form_of(who.get(f"/cases/{case_id}/do/correct?part=fields").text)
    form.pop("details.proof")

    answer = posted(who, f"/cases/{case_id}/do/correct", {**form, "reason_text": "没有这回事", "details.variety": ""})

    assert answer.status_code == 303, words(answer.text)
    page = page_of(offices, "clerk", case_id)
    assert (value(page, "variety"), value(page, "proof"), value(page, "fruit")) == ("", "", "梨")
    assert set(paths(offices, "clerk", case_id)) == {"details.variety", "details.proof"}


def test_what_a_colleague_sees_masked_is_not_lost_by_her_correction(offices: Offices) -> None:
    case_id = offices.open("clerk").case_id

    answer = correct(offices, "mediator", case_id, {"parties.grower.0.name": "王小君"})

    assert answer.status_code == 303, words(answer.text)
    party = page_of(offices, "clerk", case_id).parties[0]
    assert (party.name, party.phone, party.id_number) == ("王小君", "13893600011", "620723199001010016")


def test_people_are_added_and_taken_away(offices: Offices) -> None:
    case_id = offices.open("clerk").case_id

    added = correct(offices, "clerk", case_id, {"parties.grower.1.name": "赵大田", "parties.grower.1.phone": "13893600077"})
    assert added.status_code == 303, words(added.text)
    assert [p.name for p in page_of(offices, "clerk", case_id).parties] == ["王小军", "李桂兰", "赵大田"]

    gone = correct(offices, "clerk", case_id, {"parties.grower.0.remove": "yes"})
    assert gone.status_code == 303, words(gone.text)
    assert [p.name for p in page_of(offices, "clerk", case_id).parties] == ["李桂兰", "赵大田"]


def test_problem_of_one_of_many_people_stands_at_her_field(offices: Offices) -> None:
    growers = [{**PERSON_A, "name": f"果农{n}", "id_number": "", "no_id_reason": "没带证件"} for n in range(9)]
    parties = {"grower": growers, "neighbour": {"name": "李桂兰", "no_id_reason": "没带证件"}}
    case_id = offices.open("clerk", parties=parties).case_id
    wanted = page_of(offices, "clerk", case_id).parties[5]

    whole = offices.page("clerk", f"/cases/{case_id}/do/correct?part=parties")
    wrong = correct(offices, "clerk", case_id, {"parties.grower.0.phone": "12"}, f"?part={wanted.id}")
    right = correct(offices, "clerk", case_id, {"parties.grower.0.phone": "13893600088"}, f"?part={wanted.id}")

    assert "其他当事人（10 位）" in words(whole)
    assert wrong.status_code == 422
    assert 'href="#f-parties-grower-0-phone"' in wrong.text
    assert right.status_code == 303, words(right.text)
    assert [p.phone for p in page_of(offices, "clerk", case_id).parties if p.phone.endswith("88")] == ["13893600088"]
    assert page_of(offices, "clerk", case_id).parties[5].phone == "13893600088"


def test_colleague_s_correction_survives_a_stale_form(both_offices: Offices) -> None:
    case_id = both_offices.open("clerk").case_id
    clerk = both_offices.at_work("clerk")
    mine = form_of(clerk.get(f"/cases/{case_id}/do/correct?part=fields").text)
    do(both_offices, "mediator", case_id, "correct", reason_text="听错了", details={"lost": "999"})

    stale = posted(clerk, f"/cases/{case_id}/do/correct", {**mine, "reason_text": "补上品种", "details.variety": "早酥梨"})
    again = posted(clerk, f"/cases/{case_id}/do/correct", form_of(stale.text))

    assert stale.status_code == 409
    assert "王建国：更正了1处" in words(stale.text)
    assert again.status_code == 303, words(again.text)
    page = page_of(both_offices, "clerk", case_id)
    assert (value(page, "lost"), value(page, "variety")) == ("999.00 元", "早酥梨")
    assert paths(both_offices, "clerk", case_id) == ["details.variety"]


def test_dependent_field_goes_with_what_it_depends_on(offices: Offices) -> None:
    case_id = offices.open("clerk", details={**fruit_body()["details"], "fruit": "other", "which": "核桃"}).case_id
    who = offices.at_work("clerk")
    form = form_of(who.get(f"/cases/{case_id}/do/correct?part=fields").text)
    form.pop("details.which")  # a browser does not send a field it has switched off

    answer = posted(who, f"/cases/{case_id}/do/correct", {**form, "reason_text": "是梨树", "details.fruit": "pear"})

    assert answer.status_code == 303, words(answer.text)
    page = page_of(offices, "clerk", case_id)
    assert (value(page, "fruit"), value(page, "which")) == ("梨", "")


def test_reason_is_needed_and_the_changes_stay_in_the_form(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "take")

    answer = correct(offices, "clerk", case_id, {"reason_text": "", "details.lost": "1500", "summary": "羊和牛进了果园。"})

    assert answer.status_code == 422
    assert "请填写“更正理由”。" in words(answer.text)
    assert 'name="details.lost"' in answer.text
    assert 'value="1500"' in answer.text
    assert "羊和牛进了果园。</textarea>" in answer.text
    assert version_of(offices, "clerk", case_id) == 3
