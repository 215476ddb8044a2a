"""登记: who may, types, the form with everything kept, questions, rows without script, the rail."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.desk import Draft
from tests.rig.databases import sqlite_database
from tests.web.desks import queries
from tests.web.filled_forms import FORM, PATH, acts, found, send, the_case, wrong_fields
from tests.web.offices import Offices, case_id_of, extra_plugin, make_offices, posted

WITHIN = 12


def test_saving_accepts_the_case_and_shows_its_number(both_offices: Offices) -> None:
    clerk = both_offices.at_work("clerk")

    answer = posted(clerk, PATH, FORM)

    assert answer.status_code == 303, answer.text
    case = the_case(both_offices)
    assert answer.location == f"/cases/new/saved/{case.id}"
    assert (case.number, case.received_on.isoformat(), case.division_code) == (
        "（2026）临果调字第1号",
        "2026-11-20",
        "620723100201",
    )
    assert case.details == {"lost": 1200000, "seen_on": "2026-11-03", "fruit": "pear", "proof": ["照片", "录像"]}
    assert acts(both_offices) == ["open", "accept"]
    page = clerk.get(answer.location).text
    assert '<p class="number-big">（2026）临果调字第1号' in page
    assert "打印受理登记表" in page
    assert "我来调解" in page
    assert "指派…" in page
    assert "<title>已登记｜" in page


def test_kept_for_later_waits_for_its_acceptance(offices: Offices) -> None:
    answer = send(offices, {**FORM, "do": "keep"})

    assert (the_case(offices).phase, the_case(offices).number) == ("review", None)
    page = offices.page("clerk", answer.location)
    assert "已先存着，还没有受理" in page
    assert "受理</a>" in page


def test_acceptance_on_paper_keeps_its_day(offices: Offices) -> None:
    send(offices, {**FORM, "received_on": "11.10", "accept.accepted_on": "11.12"})

    case = the_case(offices)
    assert (str(case.received_on), str(case.accepted_on)) == ("2026-11-10", "2026-11-12")


def test_every_problem_stands_at_its_field_and_in_the_list_and_nothing_is_lost(offices: Offices) -> None:
    form = {
        **FORM,
        "parties.grower.0.id_number": "620723199001010011",
        "parties.neighbour.0.name": "",
        "parties.neighbour.0.no_id_reason": "",
        "details.lost": "很多",
        "details.fruit": "other",
        "received_on": "12.31",
    }

    answer = send(offices, form)

    assert answer.status_code == 422
    assert wrong_fields(answer.text) == [
        "parties-grower-0-id_number",
        "parties-neighbour",
        "details-lost",
        "details-which",
    ]
    assert "身份证号的校验位不对" in answer.text
    for name, value in form.items():
        if isinstance(value, str) and value and name.startswith(("parties", "summary")) and "kind" not in name:
            assert value in answer.text
    assert 'value="录像" checked' in answer.text.replace("\n      ", " ").replace("  ", " ")
    assert 'value="很多"' in answer.text
    assert found(offices, select(CaseFile.id)) == []


def test_question_is_asked_once_and_answered_by_a_tick(offices: Offices) -> None:
    big = {**FORM, "details.lost": "200万"}
    clerk = offices.at_work("clerk")

    asked = posted(clerk, PATH, big)
    done = posted(clerk, PATH, {**big, "confirmed": ["rule:details.lost"]})

    assert asked.status_code == 422
    assert 'name="confirmed" value="rule:details.lost"' in asked.text
    assert wrong_fields(asked.text) == []
    assert done.status_code == 303


def test_answered_question_stays_answered_while_something_else_is_wrong(offices: Offices) -> None:
    answer = send(offices, {**FORM, "details.lost": "200万", "details.seen_on": "", "confirmed": ["rule:details.lost"]})

    assert '<input type="hidden" name="confirmed" value="rule:details.lost">' in answer.text
    assert 'type="checkbox" name="confirmed"' not in answer.text


def test_second_click_opens_no_second_case(offices: Offices) -> None:
    clerk = offices.at_work("clerk")
    form = {**FORM, "token": "one-and-the-same"}

    first, second = posted(clerk, PATH, form), posted(clerk, PATH, form)

    assert first.location == second.location
    assert the_case(offices).id == case_id_of(first.location)


def test_people_with_other_matters_are_told_after_saving_and_beside_the_form(offices: Offices) -> None:
    clerk = offices.at_work("clerk")
    posted(clerk, PATH, FORM)

    rail = posted(clerk, f"{PATH}/rail", FORM).text
    page = clerk.get(posted(clerk, PATH, FORM).location).text

    assert "当事人在本单位有 1 起在办" in rail
    assert "此人在本单位还有 1 起在办" in page


def test_rail_counts_what_is_missing_and_foretells_the_clocks(offices: Offices) -> None:
    clerk = offices.at_work("clerk")

    empty = clerk.get(PATH).text.split('id="rail"')[1]
    filled = posted(clerk, f"{PATH}/rail", {**FORM, "received_on": "今天", "details.seen_on": "2026-11-03"}).text

    assert "还差 4 项" in empty
    assert 'href="#f-parties-grower-0-name"' in empty
    assert "必填的都填了" in filled
    assert "12月7日（周一）前。" in filled
    assert "自收到申请（11月21日（周六））起15日；12月6日（周日）休息，顺延；果园调解办法（本单位规定）" in filled
    assert "自受理之日（11月21日（周六））起3个工作日" in filled
    assert "自发现日期（11月3日（周二））起3年" in filled
    assert "<html" not in filled


def test_rail_does_not_call_ready_what_would_be_refused(offices: Offices) -> None:
    clerk = offices.at_work("clerk")
    form = {**FORM, "parties.grower.0.id_number": "620723199001010011", "occurred_on": "今天", "received_on": "11.10"}

    rail = posted(clerk, f"{PATH}/rail", form).text

    assert "有 2 处要改" in rail
    assert 'href="#f-parties-grower-0-id_number" data-jump>身份证号的校验位不对' in rail
    assert "发生时间不能晚于收到日期" in rail
    assert "可以保存了" not in rail


def test_rows_are_added_and_taken_away_without_script(offices: Offices) -> None:
    clerk = offices.at_work("clerk")

    more = posted(clerk, PATH, {**FORM, "do": "more:grower"})
    two = {**FORM, "parties.grower.1.kind": "person", "parties.grower.1.name": "赵德福"}
    less = posted(clerk, PATH, {**two, "do": "less:parties.grower.0"}).text

    assert more.status_code == 200
    assert 'name="parties.grower.1.name"' in more.text
    assert 'value="王小军"' in more.text
    assert wrong_fields(more.text) == []
    assert 'name="parties.grower.0.name" aria-required="true" maxlength="80" value="赵德福"' in less
    assert "王小军" not in less.split('id="who"')[1].split('id="what"')[0]


def test_several_people_come_in_with_gaps_between_their_numbers(offices: Offices) -> None:
    send(
        offices,
        {**FORM, "parties.grower.7.kind": "person", "parties.grower.7.name": "赵德福", "parties.grower.7.tools": ["看守"]},
    )

    people = found(offices, select(Party).where(Party.role == "grower").order_by(Party.ordinal))
    assert [(one.name, one.details) for one in people] == [("王小军", {}), ("赵德福", {"tools": ["看守"]})]


def test_enter_in_a_line_checks_and_saves_nothing(offices: Offices) -> None:
    answer = send(offices, {**FORM, "do": "check"})

    assert answer.status_code == 200
    assert acts(offices) == []


def test_another_type_takes_over_what_fits(offices: Offices) -> None:
    clerk = offices.at_work("clerk")
    posted(clerk, "/drafts/new:orchard.fruit:abcdef", FORM)

    answer = posted(clerk, PATH, {**FORM, "draft": "abcdef", "do": "type:orchard.close"})

    assert 'action="/cases/new/orchard.close"' in answer.text
    for kept in ("王小军", "李桂兰", "1.2万", "羊进了果园，啃了树皮。"):
        assert kept in answer.text
    assert found(offices, select(Draft.form), "clerk") == ["new:orchard.close:abcdef"]


@pytest.mark.parametrize(
    ("account", "path", "status"),
    [
        ("clerk", PATH, 200),
        ("mediator", PATH, 200),
        ("clerk", "/cases/new/well.water", 404),
        ("clerk", "/cases/new/orchard.none", 404),
        ("clerk", "/cases/new/nonsense", 404),
        ("stranger", PATH, 404),
        ("coordinator", "/cases/new/well.water", 403),
        ("coordinator", PATH, 404),
        ("coordinator", "/cases/new/", 403),
        ("auditor", PATH, 403),
    ],
)
def test_who_may_register_what(offices: Offices, account: str, path: str, status: int) -> None:
    assert offices.at_work(account).get(path).status_code == status
    if status != 200 and path != "/cases/new/":
        assert posted(offices.at_work(account), path, FORM, page="/account/").status_code == status


def test_types_most_used_come_first_and_are_found_by_what_people_call_them(offices: Offices) -> None:
    offices.open("clerk", "orchard.close")

    page = offices.page("clerk", "/cases/new/")
    found = posted(offices.at_work("clerk"), "/cases/new/", {"q": "羊吃树"}).text
    nothing = posted(offices.at_work("clerk"), "/cases/new/", {"q": "飞机"}).text

    assert tiles(page) == ["家里的果园", "果树受损", "不宜声张的事", "多年以后的事", "没有期限的事"]
    assert tiles(found) == ["果树受损"]
    assert "没有“飞机”这一类" in nothing


def test_only_asking_leads_to_the_form_of_a_consultation(offices: Offices) -> None:
    answer = offices.at_work("clerk").get(f"{PATH}?mode=consult")

    assert (answer.status_code, answer.location) == (303, "/consultations/new?topic=orchard.fruit")


def test_names_nobody_declared_are_told_and_do_no_harm(offices: Offices) -> None:
    answer = send(offices, {**FORM, "details.secret": "x", "phase": "archived", "parties.judge.0.name": "x"})

    assert answer.status_code == 422
    assert "这里没有这一项" in answer.text
    assert send(offices, {**FORM, "a.b.c.d.e.f.g": "x"}).status_code == 422


def test_form_costs_the_same_with_two_hundred_more_types(tmp_path: Path) -> None:
    costs = []
    for name, more in (("small", ()), ("large", (extra_plugin(200),))):
        (tmp_path / name).mkdir()
        with sqlite_database(tmp_path / name, migrated=True) as url:
            offices = make_offices(url, tmp_path / name, *more)
        clerk = offices.at_work("clerk")
        for path in (PATH, f"{PATH}?mode=settled", "/cases/new/"):
            clerk.get(path)
            seen = queries(offices.engine)
            assert clerk.get(path).status_code == 200
            costs.append(len(seen))
        seen = queries(offices.engine)
        posted(clerk, PATH, {**FORM, "details.lost": ""}, page="/account/")
        costs.append(len(seen))
        offices.engine.dispose()

    assert costs[:4] == costs[4:]
    assert max(costs[:3]) <= WITHIN


def tiles(page: str) -> list[str]:
    """Return the titles of the tiles in order."""
    return re.findall(r'data-words="[^"]*"><span>([^<]+)</span>', page)
