"""同一人 in a browser: from the doubles to the person and back."""

from __future__ import annotations

import re
import uuid
from html import unescape
from typing import Any

from portal.sdk import PERSON_A
from tests.web.offices import Offices, posted


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))))


def test_doubles_are_compared_merged_shown_and_taken_back(offices: Offices) -> None:
    without = {key: value for key, value in PERSON_A.items() if key != "id_number"}
    parties = {"neighbour": {"name": "赵六", "no_id_reason": "没带"}}
    for grower in ({**PERSON_A, "address": "沙河镇"}, {**without, "no_id_reason": "没带", "address": "新华镇"}):
        case = offices.open("clerk", parties={**parties, "grower": [grower]}).case_id
    browser = offices.at_work("clerk")

    found = browser.get("/cases/persons/")
    side = re.search(r"/cases/persons/alike/[0-9a-f-]{36}", found.text)
    assert side is not None
    compared = browser.get(side[0])
    ids = re.findall(r'name="parties" value="([0-9a-f-]{36})"', compared.text)
    assert len(ids) == 2
    form = {"parties": ids, "keep.address": ids[0], "token": "persons-token"}
    unsaid = posted(browser, side[0], {"parties": ids})
    merged = posted(browser, side[0], form)
    again = posted(browser, side[0], form)
    person = browser.get(merged.location)
    shown = browser.get(f"/cases/{case}")
    undone = posted(browser, f"{merged.location}/undo", {})
    twice = posted(browser, f"{merged.location}/undo", {})

    assert "王小军 2 " in text(found)
    assert "住址" in text(found)
    assert (unsaid.status_code, merged.status_code, again.status_code) == (422, 303, 303)
    assert again.location == merged.location
    assert "几名当事人的这一项不同" in text(unsaid)
    assert "撤销" in text(person)
    assert person.text.count('class="row-link"') == 2
    assert "同一人的其他案件" in text(shown)
    assert (undone.status_code, twice.status_code) == (303, 422)
    assert browser.get(f"/cases/persons/{uuid.uuid4()}").status_code == 404
    assert browser.get(f"/cases/persons/alike/{uuid.uuid4()}").status_code == 404
