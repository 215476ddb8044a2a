"""我的工作: the sentence, the groups, unfinished forms, what a post that watches over others sees."""

from __future__ import annotations

from datetime import timedelta

from tests.web.desks import queries
from tests.web.offices import Offices, posted

WITHIN = 12


def test_desk_tells_how_much_there_is_to_do_and_offers_one_deed_a_row(both_offices: Offices) -> None:
    both_offices.open("clerk")
    both_offices.open("clerk", accept=False)

    page = both_offices.page("clerk")

    assert "李秀英，今天 11月21日 周六：0 件今天要办，2 件轮到您，0 件等别人。" in page
    assert "我来调解</a>" in page
    assert "受理</a>" in page
    assert "剩 16 天" in page
    assert "自收到申请（11月21日（周六））起15日；12月6日（周日）休息，顺延；" in page


def test_case_that_falls_due_moves_up(offices: Offices) -> None:
    offices.open("clerk")

    offices.clock.pass_by(timedelta(days=20))

    page = offices.page("clerk")
    assert "1 件今天要办，0 件轮到您" in page
    assert "超 16 天" in page


def test_lapsed_right_of_the_parties_is_nothing_to_do_today(offices: Offices) -> None:
    offices.open("clerk")
    clerk = offices.at_work("clerk")
    page = clerk.get("/cases/").text
    case_id = _first_case(page)

    answer = posted(
        clerk,
        f"/cases/{case_id}/do/withdraw",
        {"version": "2", "how": "withdrawn", "ended_on": "今天", "token": "t" * 20},
    )

    assert answer.status_code == 303, answer.text
    offices.clock.pass_by(timedelta(days=2000))
    assert "超 " not in offices.page("clerk")


def test_colleague_does_not_see_my_desk_but_the_head_sees_what_nobody_took(offices: Offices) -> None:
    offices.open("clerk")

    assert "0 件今天要办，0 件轮到您" in offices.page("mediator") or "没有要办的事" in offices.page("mediator")
    assert "1 件轮到您" in offices.page("head")


def test_empty_desk_says_so_and_offers_the_next_thing(offices: Offices) -> None:
    page = offices.page("clerk")

    assert "今天没有要办的事。" in page
    assert "登记纠纷" in page


def test_coordinator_sees_what_is_overdue_by_office(offices: Offices) -> None:
    offices.open("clerk")
    offices.open("stranger", "well.water", accept=False)
    offices.clock.pass_by(timedelta(days=20))

    page = offices.page("coordinator")

    assert "2 件超期，0 件快到期，1 件等受理" in page
    assert "县果园调委会" in page
    assert "县水站调委会" in page


def test_unfinished_form_is_taken_up_again_or_thrown_away(offices: Offices) -> None:
    clerk = offices.at_work("clerk")
    posted(clerk, "/drafts/new:orchard.fruit:abc123", {"summary": "没写完的话", "mode": "apply"})

    page = clerk.get("/").text

    assert "继续写完：果树受损（草稿，2026-11-21 10:00）" in page
    assert "没写完的话" not in page
    assert "没写完的话" in clerk.get("/cases/new/orchard.fruit?draft=abc123").text
    posted(clerk, page.split('action="/drafts/')[1].split('"')[0].join(("/drafts/", "")), {"next": "/"})
    assert "继续写完" not in clerk.get("/").text


def test_unfinished_forms_of_one_type_are_told_apart_by_the_surname(offices: Offices) -> None:
    clerk = offices.at_work("clerk")
    posted(clerk, "/drafts/new:orchard.fruit:abc123", {"parties.grower.0.name": "欧阳建国", "mode": "apply"})

    page = clerk.get("/").text

    assert "继续写完：欧阳某 果树受损（草稿，2026-11-21 10:00）" in page
    assert "建国" not in page


def test_auditor_has_no_desk(offices: Offices) -> None:
    answer = offices.at_work("auditor").get("/")

    assert answer.status_code == 302
    assert answer.location.startswith("/audit")


def test_desk_costs_as_much_with_many_cases_as_with_one(offices: Offices) -> None:
    offices.open("clerk")
    clerk, coordinator = offices.at_work("clerk"), offices.at_work("coordinator")
    for browser in (clerk, coordinator):
        browser.get("/")
    costs = []
    for _round in range(2):
        for browser in (clerk, coordinator):
            seen = queries(offices.engine)
            browser.get("/")
            costs.append(len(seen))
        for _case in range(10):
            offices.open("clerk")

    assert costs[:2] == costs[2:]
    assert max(costs) <= WITHIN


def _first_case(page: str) -> str:
    return page.split('class="row-link" href="/cases/')[1].split('"')[0]
