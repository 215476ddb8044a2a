"""案件页: who sees what of a case, whose move it is, what is offered, and what it costs."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.hooks.registry import Registry
from portal.sdk import PERSON_A
from portal.store.tables.cases import Party
from portal.store.tables.machine import AccessEntry
from tests.web.bench import brought_to, do, rich_body, version_of, words
from tests.web.desks import queries
from tests.web.offices import Offices, posted

MOST_QUERIES = 12


def shown(offices: Offices, account: str, case_id: uuid.UUID) -> str:
    return words(offices.page(account, f"/cases/{case_id}"))


def reads(offices: Offices) -> list[tuple[str, str]]:
    with Session(offices.engine) as session:
        return [(e.kind, e.action) for e in session.scalars(select(AccessEntry).where(AccessEntry.kind != "login"))]


def test_page_says_whose_move_it_is_and_when_it_is_due(both_offices: Offices) -> None:
    case_id = brought_to(both_offices, "clerk", "consent")

    page = shown(both_offices, "clerk", case_id)

    assert "王小军与李桂兰 果树受损纠纷" in page
    assert "（2026）临果调字第1号" in page
    assert "轮到您：约双方调解。" in page
    assert "看现场：11月25日（周三）到期，剩 4 天。" in page
    assert "调解期限 剩 16 天" in page
    assert "13893600011" in page


def test_page_says_that_a_day_of_rest_moved_the_due_date(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "take")

    page = shown(offices, "clerk", case_id)

    assert "自收到申请（11月21日（周六））起15日；12月6日（周日）休息，顺延；" in page


def test_title_of_the_page_names_no_person(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "take")

    title = offices.page("clerk", f"/cases/{case_id}").split("<title>")[1].split("</title>")[0]

    assert "王小军" not in title
    assert "（2026）临果调字第1号" in title


def test_colleague_reads_whose_move_it_is(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "take")

    assert "轮到李秀英：征求各方意愿。" in shown(offices, "mediator", case_id)


def test_case_of_another_organisation_is_as_if_it_were_not_there(both_offices: Offices) -> None:
    case_id = brought_to(both_offices, "clerk", "take")
    stranger = both_offices.at_work("stranger")

    assert stranger.get(f"/cases/{case_id}").status_code == 404
    assert stranger.get(f"/cases/{case_id}/do/note").status_code == 404
    assert stranger.get(f"/cases/{case_id}/papers/").status_code == 404
    assert stranger.get(f"/cases/{case_id}/events/1").status_code == 404
    assert posted(stranger, f"/cases/{case_id}/do/note", {"channel": "phone", "text": "x", "version": "3"}).status_code == 404


def test_colleague_reveals_one_value_at_a_time_and_each_look_is_written_down(offices: Offices) -> None:
    case_id = offices.open("clerk").case_id
    mediator = offices.at_work("mediator")
    page = mediator.get(f"/cases/{case_id}").text
    reveal = re.findall(rf"/cases/{case_id}/reveal/[0-9a-f-]+/phone", page)[0]

    assert "13893600011" not in page
    assert "138****0011" in page
    assert "13893600011" in posted(mediator, reveal, {}).text
    assert reads(offices) == [("reveal", "phone")]


def test_restricted_case_shows_others_its_course_only(offices: Offices) -> None:
    case_id = offices.open("clerk", "orchard.close", summary="夫妻为果园争吵").case_id

    page = shown(offices, "coordinator", case_id)
    own = shown(offices, "clerk", case_id)

    assert "您只能看到办理进度" in page
    assert "夫妻为果园争吵" not in page
    assert "王小军" not in page
    assert "夫妻为果园争吵" in own
    assert reads(offices) == [("read", "case")]


def test_header_reader_gets_neither_papers_nor_values(offices: Offices) -> None:
    case_id = offices.open("clerk", "orchard.close").case_id
    coordinator = offices.at_work("coordinator")

    assert coordinator.get(f"/cases/{case_id}/papers/").status_code == 403
    assert coordinator.get(f"/cases/{case_id}/papers/registration").status_code == 403
    assert coordinator.get(f"/cases/{case_id}/events/1").status_code == 403


def test_sealed_case_exists_for_its_people_and_their_head_only(offices: Offices) -> None:
    case_id = offices.open("clerk", "orchard.quiet").case_id

    assert "本案封存" in shown(offices, "clerk", case_id)
    assert "本案封存" in shown(offices, "head", case_id)
    assert offices.at_work("mediator").get(f"/cases/{case_id}").status_code == 404
    assert offices.at_work("coordinator").get(f"/cases/{case_id}").status_code == 404


def test_head_reads_what_is_sealed_and_sees_contacts_masked(bench: Offices) -> None:
    case_id = bench.open("keeper", "many.rich", details=rich_body()["details"]).case_id

    head, aide = shown(bench, "keeper_head", case_id), shown(bench, "aide", case_id)

    assert "住在舅舅家" in head
    assert "13893600055" not in head
    assert "住在舅舅家" not in aide


def test_voided_case_keeps_its_number_and_offers_nothing(offices: Offices) -> None:
    case_id = offices.open("head").case_id
    do(offices, "head", case_id, "void", reason_text="重复登记")

    page = shown(offices, "head", case_id)

    assert "本案已作废，案号保留。" in page
    assert "（2026）临果调字第1号" in page
    assert "记下" not in page


def test_case_stays_readable_when_its_plugin_is_gone(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "session")
    offices.store.registry = Registry.of()
    offices.app.extensions["portal"] = replace(offices.app.extensions["portal"], registry=offices.store.registry)

    page = shown(offices, "clerk", case_id)

    assert "这类纠纷的功能没有启用，案件只能查看" in page
    assert "损失金额 1,200.00 元" in page
    assert "愿意赔一部分" in page
    assert "调解期限" in page


def test_what_was_written_down_later_says_so(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "take", received_on="2026-11-10")
    do(offices, "clerk", case_id, "note", channel="phone", text="那天就打过电话", noted_on="2026-11-19")

    page = shown(offices, "clerk", case_id)

    assert "11月19日（周四） 李秀英 11月21日（周六）补记" in page


def test_of_ten_people_in_a_role_seven_are_folded(offices: Offices) -> None:
    growers = [{**PERSON_A, "name": f"果农{n}", "id_number": "", "no_id_reason": "没带证件"} for n in range(10)]
    neighbour = {"name": "李桂兰", "no_id_reason": "没带证件"}
    case_id = offices.open("clerk", parties={"grower": growers, "neighbour": neighbour}).case_id

    page = offices.page("clerk", f"/cases/{case_id}")

    assert "果农另有 7 人" in words(page)
    assert page.index("果农3") > page.index("果农另有 7 人") > page.index("果农2")


def test_right_of_the_parties_that_ran_out_is_no_overdue_duty(bench: Offices) -> None:
    case_id = brought_to(bench, "keeper", "sign", "many.rich")
    bench.clock.pass_by(timedelta(days=60))

    page = bench.page("keeper", f"/cases/{case_id}")

    assert "left-over" not in page
    assert "申请司法确认 已过" in words(page)


def test_acts_of_the_type_stand_apart_from_the_core_s(bench: Offices) -> None:
    case_id = brought_to(bench, "keeper", "consent", "many.rich")

    page = words(bench.page("keeper", f"/cases/{case_id}"))

    assert "本类纠纷： 看现场" in page
    assert page.index("有危险，立即报告") < page.index("有狼") < page.index("轮到您")


def test_answers_of_an_act_of_the_type_can_be_read_again(bench: Offices) -> None:
    case_id = brought_to(bench, "keeper", "consent", "many.rich")
    do(bench, "keeper", case_id, "look", looked_on="今天", seen=["bark"], who="one", absent="李桂兰", found="啃了三棵", trees="3")

    seen = words(bench.page("keeper", f"/cases/{case_id}/events/{version_of(bench, 'keeper', case_id)}"))

    assert "看到什么 树皮被啃" in seen
    assert "谁没有来 李桂兰" in seen
    assert "现场情况 啃了三棵" in seen
    assert "几棵树 3 棵" in shown(bench, "keeper", case_id)


def test_names_in_a_correction_are_masked_for_other_bodies(offices: Offices) -> None:
    case_id = offices.open("clerk").case_id
    with offices.store.begin(offices.people["clerk"]) as uow:
        party = uow.session.scalars(select(Party.id).where(Party.role == "neighbour")).one()
    rows = {"neighbour": [{"id": str(party), "name": "李桂香", "phone": "13893600099"}]}
    do(offices, "clerk", case_id, "correct", reason_text="写错了", parties=rows)
    path = f"/cases/{case_id}/events/{version_of(offices, 'clerk', case_id)}"

    assert "李桂香" in offices.page("clerk", path)
    outside = offices.page("coordinator", path)
    assert "李桂香" not in outside
    assert "13893600099" not in outside


@pytest.mark.parametrize("account", ["clerk", "coordinator"])
def test_page_costs_few_queries_however_long_the_case(both_offices: Offices, account: str) -> None:
    case_id = brought_to(both_offices, "clerk", "agree")
    reader = both_offices.at_work(account)
    reader.get(f"/cases/{case_id}")
    seen = queries(both_offices.engine)
    reader.get(f"/cases/{case_id}")
    short = len(seen)
    for n in range(30):
        do(both_offices, "clerk", case_id, "note", channel="phone", text=f"第{n}次联系")
    seen.clear()

    reader.get(f"/cases/{case_id}")

    assert len(seen) == short
    assert short <= MOST_QUERIES


def test_case_that_waits_tells_when_it_would_be_due_if_it_went_on_today(offices: Offices) -> None:
    opened = offices.open("clerk", accept=False)

    page = offices.page("clerk", f"/cases/{opened.case_id}")

    assert "如今天受理" in page
    assert "看现场</strong>：11月25日（周三）前。" in page
