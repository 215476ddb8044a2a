"""Unfinished forms: they keep themselves, for their author only, and go when they are finished."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.store.tables.desk import Draft
from tests.web.filled_forms import FORM, PATH, found
from tests.web.offices import Offices, posted


def test_saved_case_leaves_no_draft(offices: Offices) -> None:
    clerk = offices.at_work("clerk")
    kept = posted(clerk, "/drafts/new:orchard.fruit:abcdef", FORM)

    posted(clerk, PATH, {**FORM, "draft": "abcdef"})

    assert kept.json == {"saved_at": "10:00"}
    assert found(offices, select(Draft.id), "clerk") == []


def test_draft_is_its_author_s_only_and_encrypted(both_offices: Offices) -> None:
    posted(both_offices.at_work("clerk"), "/drafts/new:orchard.fruit:abcdef", FORM)

    assert "王小军" in both_offices.page("clerk", f"{PATH}?draft=abcdef")
    assert 'value="录像" checked' in " ".join(both_offices.page("clerk", f"{PATH}?draft=abcdef").split())
    assert "王小军" not in both_offices.page("mediator", f"{PATH}?draft=abcdef").split("</header>")[1]
    draft = found(both_offices, select(Draft), "clerk")[0]
    assert draft.label == "果树受损"
    assert "王小军".encode() not in draft.body


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ("new:orchard.fruit:abcdef", 200),
        ("new:well.water:abcdef", 404),
        ("new:orchard.none:abcdef", 404),
        ("new:orchard.fruit:a/b", 404),
        ("consultation:abcdef", 200),
        ("case:00000000-0000-0000-0000-000000000000:note", 404),
        ("anything", 404),
    ],
)
def test_only_known_forms_are_kept(offices: Offices, form: str, status: int) -> None:
    assert posted(offices.at_work("clerk"), f"/drafts/{form}", {"a": "b"}).status_code == status


def test_form_of_an_act_is_kept_for_cases_in_reach(offices: Offices) -> None:
    opened = offices.open("clerk")
    path = f"/drafts/case:{opened.case_id}:note"

    assert posted(offices.at_work("mediator"), path, {"text": "先记这些"}).status_code == 200
    assert posted(offices.at_work("stranger"), path, {"text": "x"}).status_code == 404
    assert posted(offices.at_work("mediator"), f"/drafts/case:{opened.case_id}:nothing", {"text": "x"}).status_code == 404
