"""核查: drawing and marking, findings on the unit's desk and on the case, the trail and the verdict, each for its posts."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from portal.services.checks import POINTS
from portal.store.passages import passage
from portal.store.tables.desk import Sample, SampledCase
from tests.rig.databases import as_owner
from tests.store.county import DEMO
from tests.web.desks import queries
from tests.web.offices import Offices, posted

FORGER = passage("portal.store.migrate")

MARKS = {**dict.fromkeys(POINTS, "pass"), "follow_up": "fail"}
FINDING = {"finding": "没有回访记录。", "reply_by": "2026-12-01"}
WITHIN = 12


def drawn(offices: Offices, browser: FlaskClient, **conditions: str) -> list[uuid.UUID]:
    """Draw by the form, and return the drawn rows."""
    answer = posted(browser, "/audit/draw", {"size": "10", "token": uuid.uuid4().hex, **conditions}, "/audit/")
    assert answer.status_code == 303, answer.text
    page = browser.get(answer.headers["Location"]).text
    return [uuid.UUID(found) for found in re.findall(r'class="row-link" href="/audit/findings/([^"]+)"', page)]


def sent(offices: Offices, browser: FlaskClient) -> uuid.UUID:
    """Open a case, draw it, and send a finding."""
    offices.open("clerk")
    (row,) = drawn(offices, browser)
    answer = posted(browser, f"/audit/findings/{row}/marks", {"version": "1", "do": "send", **MARKS, **FINDING}, "/audit/")
    assert answer.status_code == 303, answer.text
    return row


def test_finding_goes_from_the_draw_to_the_desk_of_the_unit_and_back(both_offices: Offices) -> None:
    checker, clerk = both_offices.at_work("coordinator"), both_offices.at_work("clerk")
    row = sent(both_offices, checker)
    with both_offices.store.begin(DEMO) as uow:
        case_id = uow.session.scalars(select(SampledCase.case_id)).one()

    assert "有 1 件核查意见等本单位答复" in clerk.get("/").text
    assert "核查意见：待回复" in clerk.get(f"/cases/{case_id}").text
    page = clerk.get(f"/audit/findings/{row}").text
    assert "没有回访记录。" in page
    assert "案卷评查" in page
    assert 'name="acceptance"' not in page

    answered = posted(clerk, f"/audit/findings/{row}/answer", {"version": "3", "reply": "已补回访。"}, "/audit/")
    assert answered.status_code == 303
    assert "有 1 件核查的回复等您看" in checker.get("/").text
    back = {"version": "4", "finding": "请附照片。", "reply_by": "2026-12-03"}
    assert posted(checker, f"/audit/findings/{row}/return", back, "/audit/").status_code == 303
    assert "有 1 件核查意见等本单位答复" in clerk.get("/").text
    posted(clerk, f"/audit/findings/{row}/answer", {"version": "5", "reply": "照片已附。"}, "/audit/")
    assert posted(checker, f"/audit/findings/{row}/settle", {"version": "6"}, "/audit/").status_code == 303

    done = clerk.get(f"/audit/findings/{row}").text
    assert "已整改" in done
    assert "已补回访。" in done
    assert "照片已附。" in done
    assert "等本单位答复" not in clerk.get("/").text


def test_form_of_the_draw_keeps_what_was_entered_and_says_what_is_wrong(offices: Offices) -> None:
    browser = offices.at_work("coordinator")

    answer = posted(browser, "/audit/draw", {"size": "99", "since": "11.3", "type": "orchard.fruit"}, "/audit/")

    assert answer.status_code == 422
    assert "不能大于 50" in answer.text
    assert 'value="11.3"' in answer.text
    assert '<option value="orchard.fruit" selected>' in answer.text


def test_nothing_to_draw_is_said_and_offers_a_beginning(offices: Offices) -> None:
    browser = offices.at_work("coordinator")

    assert "还没有抽查。从超期案件抽 10 件开始？" in browser.get("/audit/").text
    answer = posted(browser, "/audit/draw", {"size": "10", "overdue": "yes"}, "/audit/")
    assert "没有符合条件的案件可抽" in answer.text


def test_drawing_twice_with_one_token_leads_to_the_one_sample(offices: Offices) -> None:
    offices.open("clerk")
    browser = offices.at_work("coordinator")

    places = {posted(browser, "/audit/draw", {"size": "1", "token": "same"}, "/audit/").headers["Location"] for _ in range(2)}

    assert len(places) == 1
    with Session(offices.engine) as session:
        assert len(session.scalars(select(Sample)).all()) == 1


def test_marks_left_out_are_asked_for_and_kept(offices: Offices) -> None:
    offices.open("clerk")
    browser = offices.at_work("coordinator")
    (row,) = drawn(offices, browser)

    answer = posted(browser, f"/audit/findings/{row}/marks", {"version": "1", "do": "keep", "law": "fail"}, "/audit/")

    assert answer.status_code == 422
    assert answer.text.count('class="wrong"') == 6
    assert re.search(r'name="law" value="fail"\s+checked', answer.text)


def test_finding_without_words_is_not_sent_and_the_marks_are_not_kept_half(offices: Offices) -> None:
    offices.open("clerk")
    browser = offices.at_work("coordinator")
    (row,) = drawn(offices, browser)

    answer = posted(browser, f"/audit/findings/{row}/marks", {"version": "1", "do": "send", **MARKS}, "/audit/")

    assert answer.status_code == 422
    with offices.store.begin(DEMO) as uow:
        assert uow.session.scalars(select(SampledCase.state)).one() == "drawn"


@pytest.mark.parametrize(
    ("account", "path", "status"),
    [
        ("clerk", "/audit/", 200),
        ("mediator", "/audit/", 200),
        ("clerk", "/audit/trail", 403),
        ("head", "/audit/trail", 200),
        ("head", "/audit/integrity", 403),
        ("auditor", "/audit/", 303),
        ("auditor", "/audit/trail", 200),
        ("auditor", "/audit/integrity", 200),
        ("overseer", "/audit/integrity", 200),
        ("congress", "/audit/", 403),
        ("congress", "/audit/trail", 403),
        ("clerk", "/audit/samples/00000000-0000-0000-0000-000000000001", 403),
        ("coordinator", "/audit/samples/00000000-0000-0000-0000-000000000001", 404),
        ("clerk", "/audit/findings/00000000-0000-0000-0000-000000000001", 404),
        ("coordinator", "/audit/trail?cursor=x", 422),
        ("coordinator", "/audit/trail?since=x", 422),
    ],
)
def test_each_post_opens_its_own_pages(offices: Offices, account: str, path: str, status: int) -> None:
    assert offices.at_work(account).get(path).status_code == status


def test_another_unit_does_not_find_the_finding(offices: Offices) -> None:
    row = sent(offices, offices.at_work("coordinator"))
    stranger = offices.at_work("stranger")

    assert stranger.get(f"/audit/findings/{row}").status_code == 404
    answer = posted(stranger, f"/audit/findings/{row}/answer", {"version": "3", "reply": "不是我们"}, "/audit/")
    assert answer.status_code == 404


def test_post_that_only_answers_may_not_mark(offices: Offices) -> None:
    row = sent(offices, offices.at_work("coordinator"))
    clerk = offices.at_work("clerk")

    assert posted(clerk, f"/audit/findings/{row}/marks", {"version": "3", **MARKS}, "/audit/").status_code == 403
    assert posted(clerk, f"/audit/findings/{row}/settle", {"version": "3"}, "/audit/").status_code == 403
    assert posted(clerk, f"/audit/findings/{row}/dance", {"version": "3"}, "/audit/").status_code == 404


def test_trail_tells_acts_in_sentences_with_before_and_after(offices: Offices) -> None:
    offices.open("clerk")

    page = offices.page("head", "/audit/trail")

    assert "李秀英" in page
    assert "（县果园调委会）" in page
    assert "从“待受理”到“已受理”" in page
    assert "（2026）临果调字第1号" in page


def test_auditor_sees_acts_and_no_case(offices: Offices) -> None:
    offices.open("clerk")
    offices.open("clerk", "orchard.quiet")

    page = offices.page("auditor", "/audit/trail")

    assert "看不到是哪件案件" in page
    assert page.count("从“待受理”到“已受理”") == 2
    assert "临果调字" not in page
    assert "/cases/" not in page


def test_record_is_verified_shown_green_and_red_when_something_was_altered(both_offices: Offices) -> None:
    both_offices.open("clerk")
    auditor = both_offices.at_work("auditor")
    assert "还没有核验过" in auditor.get("/audit/integrity").text

    assert posted(auditor, "/audit/integrity", {}, "/audit/trail").status_code == 303
    whole = auditor.get("/audit/integrity").text
    with as_owner(both_offices.engine) as connection:  # the application cannot, on PostgreSQL
        connection.execute(text("UPDATE case_event SET action = 'forged' WHERE seq = 1"), execution_options=FORGER)
    posted(auditor, "/audit/integrity", {}, "/audit/trail")
    broken = auditor.get("/audit/integrity").text

    assert re.search(r"<strong>\d+ 条完整</strong>", whole)
    assert "2026-11-21 10:00 吴审计核验" in whole
    assert "发现 1 处问题" in broken
    assert "第 1 条记录被改动" in broken
    assert "临果调字" not in broken


def test_who_may_not_see_the_verdict_may_not_order_one(offices: Offices) -> None:
    assert posted(offices.at_work("clerk"), "/audit/integrity", {}, "/audit/").status_code == 403


def test_pages_cost_no_more_than_twelve_queries(both_offices: Offices) -> None:
    browser = both_offices.at_work("coordinator")
    row = sent(both_offices, browser)
    browser.get("/audit/")
    seen = queries(both_offices.engine)
    costs: dict[str, Any] = {}

    for path in ("/audit/", f"/audit/findings/{row}", "/audit/trail", "/audit/integrity"):
        seen.clear()
        browser.get(path)
        costs[path] = len(seen)

    assert max(costs.values()) <= WITHIN, costs
