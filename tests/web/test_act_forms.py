"""The forms of acts: every one opens, nothing typed is lost, nothing happens twice, others' acts meanwhile are told."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.reading.case_page import case_page
from portal.store.tables.course import CaseEvent
from portal.store.tables.desk import Draft
from tests.web.bench import brought_to, do, version_of, words
from tests.web.offices import Offices, posted

NOTE = {"channel": "phone", "text": "约周一见面", "next_on": "11.23"}


def send(offices: Offices, who: FlaskClient, case_id: uuid.UUID, action: str, **form: Any) -> Any:
    form.setdefault("version", version_of(offices, "clerk", case_id))
    return posted(who, f"/cases/{case_id}/do/{action}", form)


def acts(offices: Offices, case_id: uuid.UUID, account: str = "clerk") -> list[str]:
    with offices.store.begin(offices.people[account]) as uow:
        return list(uow.session.scalars(select(CaseEvent.action).where(CaseEvent.case_id == case_id).order_by(CaseEvent.seq)))


@pytest.mark.parametrize("until", ["take", "consent", "agree", "sign", "perform", "archive"])
def test_every_offered_act_has_a_form(bench: Offices, until: str) -> None:
    case_id = brought_to(bench, "keeper_head", until, "many.rich")
    head = bench.at_work("keeper_head")
    with bench.store.begin(bench.people["keeper_head"]) as uow:
        offered = [offer.key for offer in case_page(uow, bench.people["keeper_head"], case_id).offers]

    answers = {key: head.get(f"/cases/{case_id}/do/{key}").status_code for key in offered}

    own_page = dict.fromkeys({"refer", "members"} & set(offered), 303)  # what is sent, and a list, are shown first
    assert answers == dict.fromkeys(offered, 200) | own_page


def test_act_that_is_not_offered_is_not_there(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "take")
    clerk = offices.at_work("clerk")

    assert clerk.get(f"/cases/{case_id}/do/sign").status_code == 404
    assert clerk.get(f"/cases/{case_id}/do/nonsense").status_code == 404
    assert clerk.get(f"/cases/{case_id}/do/void").status_code == 404


def test_reader_of_the_county_may_not_act(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "take")
    coordinator = offices.at_work("coordinator")

    assert coordinator.get(f"/cases/{case_id}/do/note").status_code == 403
    assert send(offices, coordinator, case_id, "note", **NOTE).status_code == 403


def test_note_is_kept_and_comes_back_to_the_desk(both_offices: Offices) -> None:
    case_id = brought_to(both_offices, "clerk", "take")
    clerk = both_offices.at_work("clerk")

    answer = send(both_offices, clerk, case_id, "note", **NOTE)

    assert (answer.status_code, answer.location) == (303, f"/cases/{case_id}")
    page = words(clerk.get(f"/cases/{case_id}").text)
    assert "已记下。" in page
    assert "约周一见面 下次联系：11月23日（周一）" in page


def test_problems_stand_at_their_fields_and_what_was_typed_stays(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "consent")

    answer = send(
        offices,
        offices.at_work("clerk"),
        case_id,
        "session",
        held_on="2月30日",
        record="他说<b>不赔</b>",
        manner="face_to_face",
    )

    assert answer.status_code == 422
    assert "没有这一天，请核对日期。" in answer.text
    assert "请填写“调解结果”。" in words(answer.text)
    assert "他说&lt;b&gt;不赔&lt;/b&gt;</textarea>" in answer.text
    assert 'value="2月30日"' in answer.text


def test_stale_form_comes_back_with_what_others_did_and_with_what_was_typed(both_offices: Offices) -> None:
    case_id = brought_to(both_offices, "clerk", "consent")
    opened_at = version_of(both_offices, "clerk", case_id)
    do(both_offices, "mediator", case_id, "note", channel="phone", text="我也打过电话")
    clerk = both_offices.at_work("clerk")
    typed = {"held_on": "今天", "manner": "face_to_face", "record": "双方各退一步", "result": "success"}

    answer = send(both_offices, clerk, case_id, "session", version=opened_at, **typed)

    told = words(answer.text)
    assert answer.status_code == 409
    assert "这个案件有了新的变化，这次还没有保存" in told
    assert "2026-11-21 10:00 王建国：联系当事人（电话）" in told
    assert "双方各退一步</textarea>" in answer.text
    assert f'name="version" value="{opened_at + 1}"' in answer.text
    with both_offices.store.begin(both_offices.people["clerk"]) as uow:
        assert uow.session.scalars(select(Draft.form)).all() == [f"case:{case_id}:session"]

    assert send(both_offices, clerk, case_id, "session", version=opened_at + 1, **typed).status_code == 303
    with both_offices.store.begin(both_offices.people["clerk"]) as uow:
        assert uow.session.scalars(select(Draft.form)).all() == []


def test_act_that_came_too_late_gives_the_text_back(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "consent")
    opened_at = version_of(offices, "clerk", case_id)
    do(offices, "mediator", case_id, "withdraw", how="withdrawn")

    answer = send(
        offices, offices.at_work("clerk"), case_id, "session", version=opened_at, record="谈了两个小时", result="continue"
    )

    told = words(answer.text)
    assert answer.status_code == 409
    assert "现在已经不能这样办了" in told
    assert "王建国：终结：撤回" in told
    assert "谈了两个小时" in told


def test_same_submit_twice_has_one_effect(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "take")
    clerk = offices.at_work("clerk")
    form = {**NOTE, "token": "once-only", "version": version_of(offices, "clerk", case_id)}

    first, second = (send(offices, clerk, case_id, "note", **form) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    assert second.location == f"/cases/{case_id}"
    assert acts(offices, case_id).count("note") == 1


def test_question_of_a_guard_is_asked_and_may_be_answered(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "session")
    clerk = offices.at_work("clerk")
    form: dict[str, Any] = {"form": "written", "agreed_on": "今天"}
    for n in range(3):
        form |= {
            f"terms.{n}.payer": "李桂兰",
            f"terms.{n}.payee": "王小军",
            f"terms.{n}.amount": "10",
            f"terms.{n}.due_on": "12.1",
        }

    asked = send(offices, clerk, case_id, "agree", **form)

    assert asked.status_code == 422
    assert 'name="confirmed" value="guard:terms"' in asked.text
    assert "条款较多，请当面读一遍" in asked.text
    assert send(offices, clerk, case_id, "agree", **form, confirmed="guard:terms").status_code == 303


def test_remedies_stand_beside_an_end_without_agreement_and_must_be_told(bench: Offices) -> None:
    case_id = brought_to(bench, "keeper", "consent", "many.rich")
    keeper = bench.at_work("keeper")
    version = version_of(bench, "keeper", case_id)
    form = {"reason": "apart", "ended_on": "今天", "version": version}

    page = words(keeper.get(f"/cases/{case_id}/do/fail").text)
    untold = posted(keeper, f"/cases/{case_id}/do/fail", {**form, "remedies_told": "no"})
    told = posted(keeper, f"/cases/{case_id}/do/fail", {**form, "remedies_told": "yes"})

    assert "请告知当事人还可以： 可以到法院起诉 可以请镇政府处理" in page
    assert untold.status_code == 422
    assert "请先告知当事人其他解决途径" in untold.text
    assert told.status_code == 303
    after = words(bench.page("keeper", f"/cases/{case_id}"))
    assert "其他解决途径 可以到法院起诉" in after
    assert "登记 已完成 受理 已完成 调解不成 归档" in after


def test_act_of_the_type_brings_what_the_case_already_knows(bench: Offices) -> None:
    body = {"trees": "7"}
    case_id = brought_to(bench, "keeper", "consent", "many.rich", details={"lost": "1200.00", "seen_on": "2026-11-12", **body})

    form = bench.page("keeper", f"/cases/{case_id}/do/look")

    assert 'value="7"' in form
    assert 'data-when-field="who" data-when-values="one"' in form
    assert "<h2>在场</h2>" in form


def test_draft_of_an_act_is_there_again(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "consent")
    clerk = offices.at_work("clerk")
    posted(clerk, f"/drafts/case:{case_id}:session", {"record": "写到一半", "manner": "phone"})

    form = clerk.get(f"/cases/{case_id}/do/session").text

    assert "写到一半</textarea>" in form
    assert 'value="phone" checked' in " ".join(form.split())


def test_invitation_says_when_and_where_and_nothing_of_the_case(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "consent")
    clerk = offices.at_work("clerk")
    path = f"/cases/{case_id}/notice"

    empty = posted(clerk, path, {"meet_on": "", "meet_at": "", "place": "", "bring": ""})
    made = posted(clerk, path, {"meet_on": "11.23", "meet_at": "上午9点", "place": "县果园调委会二楼", "bring": "身份证"})

    assert "请填写哪一天。" in empty.text
    told = "您好，这里是县果园调委会。请您于11月23日（周一）上午9点到县果园调委会二楼。请带身份证。不能来请提前告诉我。"
    assert told in made.text
    assert "果树" not in told
    assert posted(offices.at_work("stranger"), path, {"meet_on": "11.23"}).status_code == 404
