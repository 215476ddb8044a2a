"""登记: who may, types, the form with everything kept, questions, rows without script, drafts, what was settled on the spot."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, select

from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.course import Agreement, CaseEvent
from portal.store.tables.desk import Draft
from tests.rig.databases import sqlite_database
from tests.web.desks import queries
from tests.web.offices import Offices, case_id_of, extra_plugin, make_offices, posted

WITHIN = 12
PATH = "/cases/new/orchard.fruit"
FORM = {
    "mode": "apply",
    "parties.grower.0.kind": "person",
    "parties.grower.0.name": "王小军",
    "parties.grower.0.id_number": "620723199001010016",
    "parties.grower.0.phone": "13893600011",
    "parties.neighbour.0.name": "李桂兰",
    "parties.neighbour.0.no_id_reason": "对方的证件还不知道",
    "parties.insurer.0.kind": "organisation",
    "details.lost": "1.2万",
    "details.seen_on": "11.3",
    "details.fruit": "pear",
    "details.proof": ["照片", "录像"],
    "summary": "羊进了果园，啃了树皮。",
    "division_code": "620723100201",
    "source": "application",
    "received_on": "昨天",
    "do": "accept",
}
SETTLED = {
    **FORM,
    "mode": "settled",
    "received_on": "",
    "agree.agreed_on": "11.20",
    "agree.form": "oral",
    "agree.terms.0.payer": "李桂兰",
    "agree.terms.0.payee": "王小军",
    "agree.terms.0.amount": "800",
    "agree.terms.0.due_on": "11.30",
    "session.manner": "face_to_face",
    "session.record": "双方当面说清，李桂兰认赔。",
}


def send(offices: Offices, form: dict[str, Any], account: str = "clerk", path: str = PATH) -> Any:
    return posted(offices.signed_in(account), path, form)


def found(offices: Offices, statement: Select[Any], account: str = "head") -> list[Any]:
    """Return what somebody may read."""
    with offices.store.begin(offices.people[account]) as uow:
        return list(uow.session.scalars(statement))


def the_case(offices: Offices) -> CaseFile:
    case: CaseFile = found(offices, select(CaseFile))[0]
    return case


def acts(offices: Offices) -> list[str]:
    return found(offices, select(CaseEvent.action).order_by(CaseEvent.seq))


def wrong_fields(page: str) -> list[str]:
    """Return the names the list of problems links to."""
    listed = page.split('<div class="errors"')[1].split("</div>")[0] if '<div class="errors"' in page else ""
    return re.findall(r'href="#f-([^"]+)"', listed)


def test_saving_accepts_the_case_and_shows_its_number(both_offices: Offices) -> None:
    clerk = both_offices.signed_in("clerk")

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
    clerk = offices.signed_in("clerk")

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
    clerk = offices.signed_in("clerk")
    form = {**FORM, "token": "one-and-the-same"}

    first, second = posted(clerk, PATH, form), posted(clerk, PATH, form)

    assert first.location == second.location
    assert the_case(offices).id == case_id_of(first.location)


def test_people_with_other_matters_are_told_after_saving_and_beside_the_form(offices: Offices) -> None:
    clerk = offices.signed_in("clerk")
    posted(clerk, PATH, FORM)

    rail = posted(clerk, f"{PATH}/rail", FORM).text
    page = clerk.get(posted(clerk, PATH, FORM).location).text

    assert "当事人在本单位有 1 起在办" in rail
    assert "此人在本单位还有 1 起在办" in page


def test_rail_counts_what_is_missing_and_foretells_the_clocks(offices: Offices) -> None:
    clerk = offices.signed_in("clerk")

    empty = clerk.get(PATH).text.split('id="rail"')[1]
    filled = posted(clerk, f"{PATH}/rail", {**FORM, "received_on": "今天", "details.seen_on": "2026-11-03"}).text

    assert "还差 4 项" in empty
    assert 'href="#f-parties-grower-0-name"' in empty
    assert "必填的都填了" in filled
    assert "12月7日（周一）前。" in filled
    assert "自收到申请（11月21日（周六））起15日；12月6日（周日）休息，顺延；果园调解办法（本单位规定）" in filled
    assert "自受理（11月21日（周六））起3个工作日" in filled
    assert "自发现日期（11月3日（周二））起3年" in filled
    assert "<html" not in filled


def test_rows_are_added_and_taken_away_without_script(offices: Offices) -> None:
    clerk = offices.signed_in("clerk")

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
    clerk = offices.signed_in("clerk")
    posted(clerk, "/drafts/new:orchard.fruit:abcdef", FORM)

    answer = posted(clerk, PATH, {**FORM, "draft": "abcdef", "do": "type:orchard.close"})

    assert 'action="/cases/new/orchard.close"' in answer.text
    for kept in ("王小军", "李桂兰", "1.2万", "羊进了果园，啃了树皮。"):
        assert kept in answer.text
    assert found(offices, select(Draft.form), "clerk") == ["new:orchard.close:abcdef"]


def test_saved_case_leaves_no_draft(offices: Offices) -> None:
    clerk = offices.signed_in("clerk")
    kept = posted(clerk, "/drafts/new:orchard.fruit:abcdef", FORM)

    posted(clerk, PATH, {**FORM, "draft": "abcdef"})

    assert kept.json == {"saved_at": "10:00"}
    assert found(offices, select(Draft.id), "clerk") == []


def test_draft_is_its_author_s_only_and_encrypted(both_offices: Offices) -> None:
    posted(both_offices.signed_in("clerk"), "/drafts/new:orchard.fruit:abcdef", FORM)

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
    assert posted(offices.signed_in("clerk"), f"/drafts/{form}", {"a": "b"}).status_code == status


def test_form_of_an_act_is_kept_for_cases_in_reach(offices: Offices) -> None:
    opened = offices.open("clerk")
    path = f"/drafts/case:{opened.case_id}:note"

    assert posted(offices.signed_in("mediator"), path, {"text": "先记这些"}).status_code == 200
    assert posted(offices.signed_in("stranger"), path, {"text": "x"}).status_code == 404
    assert posted(offices.signed_in("mediator"), f"/drafts/case:{opened.case_id}:nothing", {"text": "x"}).status_code == 404


def test_settled_on_the_spot_is_entered_with_the_days_of_the_happening(both_offices: Offices) -> None:
    answer = send(both_offices, SETTLED)

    assert answer.status_code == 303, wrong_fields(answer.text)
    case = the_case(both_offices)
    assert acts(both_offices) == ["open", "accept", "take", "consent", "session", "agree"]
    assert (case.ending, case.after_the_fact, str(case.ended_on), str(case.received_on)) == (
        "settled",
        True,
        "2026-11-20",
        "2026-11-20",
    )
    agreement = found(both_offices, select(Agreement))[0]
    assert (agreement.form, agreement.total) == ("oral", 80000)


def test_written_agreement_is_signed_or_waits_for_signatures(offices: Offices) -> None:
    written = {**SETTLED, "agree.form": "written"}

    send(offices, written)
    waiting = the_case(offices).step
    send(offices, {**written, "sign.signed_on": "11.20", "sign.complete": "yes"})

    steps = found(offices, select(CaseFile.step).order_by(CaseFile.number))
    assert waiting == "to_sign"
    assert steps == ["to_sign", "in_force"]


def test_all_problems_of_a_case_settled_on_the_spot_are_told_at_once(offices: Offices) -> None:
    answer = send(
        offices, {**SETTLED, "details.lost": "", "agree.agreed_on": "", "agree.terms.0.payee": "", "agree.terms.0.amount": "很多"}
    )

    assert answer.status_code == 422
    assert wrong_fields(answer.text) == ["details-lost", "agree-agreed_on", "agree-terms-0-amount", "agree-terms-0-payee"]
    assert 'value="很多"' in answer.text


def test_guard_of_an_act_on_the_spot_asks_too(offices: Offices) -> None:
    three = SETTLED | {
        f"agree.terms.{n}.{key}": SETTLED[f"agree.terms.0.{key}"]
        for n in (1, 2)
        for key in ("payer", "payee", "amount", "due_on")
    }
    clerk = offices.signed_in("clerk")

    asked = posted(clerk, PATH, three)
    done = posted(clerk, PATH, {**three, "confirmed": ["guard:agree.terms"]})

    assert asked.status_code == 422
    assert 'value="guard:agree.terms"' in asked.text
    assert "条款较多，请当面读一遍" in asked.text
    assert done.status_code == 303


def test_agreement_before_the_request_is_refused(offices: Offices) -> None:
    answer = send(offices, {**SETTLED, "received_on": "今天"})

    assert "agree-agreed_on" in wrong_fields(answer.text)


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
    assert offices.signed_in(account).get(path).status_code == status
    if status != 200 and path != "/cases/new/":
        assert posted(offices.signed_in(account), path, FORM, page="/account/").status_code == status


def test_types_most_used_come_first_and_are_found_by_what_people_call_them(offices: Offices) -> None:
    offices.open("clerk", "orchard.close")

    page = offices.page("clerk", "/cases/new/")
    found = posted(offices.signed_in("clerk"), "/cases/new/", {"q": "羊吃树"}).text
    nothing = posted(offices.signed_in("clerk"), "/cases/new/", {"q": "飞机"}).text

    assert tiles(page) == ["家里的果园", "果树受损", "不宜声张的事", "没有期限的事"]
    assert tiles(found) == ["果树受损"]
    assert "没有“飞机”这一类" in nothing


def test_only_asking_leads_to_the_form_of_a_consultation(offices: Offices) -> None:
    answer = offices.signed_in("clerk").get(f"{PATH}?mode=consult")

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
        clerk = offices.signed_in("clerk")
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
