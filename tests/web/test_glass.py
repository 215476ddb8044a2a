"""特批查阅 on its pages: asked with the password, decided by another, shown under a banner, told to the owner, judged."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.access.lockout import TRIES
from portal.store.tables.cases import CaseFile
from portal.store.tables.desk import GlassUse
from portal.store.tables.machine import AccessEntry
from tests.store.county import DEMO
from tests.web.bench import words
from tests.web.desks import PASSWORD, queries
from tests.web.offices import Offices, posted

REASON = "派出所来电，当事人今天失联，需要了解案件情况。"
MINUTE = timedelta(minutes=1)


def request_of(offices: Offices, case_id: uuid.UUID | None, **more: str) -> dict[str, str]:
    number = "（2026）临果调字第999号"
    if case_id is not None:
        with offices.store.begin(DEMO) as uow:
            number = str(uow.session.scalars(select(CaseFile.number).where(CaseFile.id == case_id)).one())
    holder = str(offices.people["clerk"].organisation_id)
    return {
        "how": "second",
        "category": "life",
        "holder": holder,
        "number": number,
        "reason": REASON,
        "password": PASSWORD,
        **more,
    }


def asked(browser: FlaskClient, body: dict[str, str]) -> str:
    """Ask by the form, and return the address of the use."""
    answer = posted(browser, "/audit/glass/new", body, "/audit/glass/new")
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def approved(browser: FlaskClient, use: str) -> Any:
    return posted(browser, f"{use}/decide", {"do": "approve", "password": PASSWORD}, use)


def test_one_asks_another_approves_and_the_owner_is_told(both_offices: Offices) -> None:
    case_id = both_offices.open("clerk", "orchard.quiet").case_id
    first, second = both_offices.at_work("coordinator"), both_offices.at_work("overseer")

    use = asked(first, request_of(both_offices, case_id))
    assert "等另一位有权限的同事在 10:30 前批准" in first.get(use).text
    assert first.get(f"{use}/case").status_code == 303
    assert "有 1 个特批查阅的申请等您决定" in second.get("/").text
    assert "密级是“封存”" in second.get(use).text
    assert approved(second, use).status_code == 303

    shown = first.get(f"{use}/case")
    page = words(shown.text)
    assert shown.status_code == 200
    assert "羊进了果园" in page
    assert "到 10:30 自动结束" in page
    assert "还剩 30 分钟" in page
    assert shown.headers["Refresh"] == f"1800; url={use}"
    assert "no-store" in shown.headers["Cache-Control"]
    for owner in ("clerk", "head"):
        desk = words(both_offices.at_work(owner).get("/").text)
        assert "被县水站调委会 周统筹特批查阅（危及生命安全）" in desk
    card = words(both_offices.at_work("clerk").get(f"/cases/{case_id}/looks").text)
    assert f'hx-get="/cases/{case_id}/looks"' in both_offices.at_work("clerk").get(f"/cases/{case_id}").text
    assert "郑督办批准" in card
    assert "特批查阅了案件内容" in words(both_offices.at_work("head").get("/audit/trail").text)
    assert "特批查阅" not in both_offices.at_work("mediator").get("/").text


def test_page_of_the_case_offers_nothing_and_ends(offices: Offices) -> None:
    case_id = offices.open("clerk", "orchard.quiet").case_id
    first, second = offices.at_work("coordinator"), offices.at_work("overseer")
    use = asked(first, request_of(offices, case_id))
    approved(second, use)

    page = first.get(f"{use}/case").text
    main = page.split('id="main"')[1]
    actions = re.findall(r'<form[^>]+action="([^"]+)"', main.split("</main>")[0])
    assert actions == [f"{use}/end"]
    assert f"/cases/{case_id}" not in page
    assert "13893600" not in page
    for path in (
        f"/cases/{case_id}",
        f"/cases/{case_id}/do/note",
        f"/api/v1/cases/{case_id}",
        f"/cases/{case_id}/papers/dossier",
    ):
        assert first.get(path).status_code == 404
    act = first.post(
        f"/api/v1/cases/{case_id}/actions/note",
        json={"version": 2, "data": {"text": "x"}},
        headers={"X-CSRFToken": page.split('name="csrf-token" content="')[1].split('"')[0]},
    )
    assert act.status_code == 404

    assert posted(first, f"{use}/end", {}, use).status_code == 303
    gone = first.get(f"{use}/case")
    assert (gone.status_code, gone.headers["Location"]) == (303, use)


def test_time_ends_the_page_by_itself(offices: Offices) -> None:
    case_id = offices.open("clerk", "orchard.quiet").case_id
    first, second = offices.at_work("coordinator"), offices.at_work("overseer")
    use = asked(first, request_of(offices, case_id))
    approved(second, use)

    offices.clock.pass_by(29 * MINUTE)
    late = first.get(f"{use}/case")
    offices.clock.pass_by(MINUTE)

    assert "还剩 1 分钟" in words(late.text)
    assert first.get(f"{use}/case").status_code == 303
    assert "已结束" in first.get(use).text


def test_restricted_case_shows_its_content_only_here_and_writing_is_forbidden(offices: Offices) -> None:
    case_id = offices.open("clerk", "orchard.close").case_id
    first, second = offices.at_work("coordinator"), offices.at_work("overseer")
    header = first.get(f"/cases/{case_id}").text
    form = first.get(f"/audit/glass/new?case={case_id}").text
    assert f"/audit/glass/new?case={case_id}" in header
    assert 'value="（2026）临果调字第1号"' in form
    use = asked(first, request_of(offices, case_id))
    approved(second, use)

    assert "羊进了果园" in first.get(f"{use}/case").text
    assert "羊进了果园" not in first.get(f"/cases/{case_id}").text
    token = header.split('name="csrf-token" content="')[1].split('"')[0]
    act = first.post(
        f"/api/v1/cases/{case_id}/actions/note", json={"version": 2, "data": {"text": "x"}}, headers={"X-CSRFToken": token}
    )
    assert act.status_code == 403


def test_wrong_number_is_answered_like_a_right_one(offices: Offices) -> None:
    case_id = offices.open("clerk", "orchard.quiet").case_id
    first = offices.at_work("coordinator")

    pages = [first.get(asked(first, request_of(offices, one))) for one in (case_id, None)]

    own = r"第\d+号|[0-9a-f-]{36}|content=\"[^\"]+\"|value=\"[^\"]+\"|\"X-CSRFToken\": \"[^\"]+\""  # a token tells the second
    plain = [re.sub(own, "", page.text) for page in pages]
    assert plain[0] == plain[1]


def test_second_person_sees_that_there_is_no_such_case_and_the_asker_never(offices: Offices) -> None:
    first, second = offices.at_work("coordinator"), offices.at_work("overseer")
    use = asked(first, request_of(offices, None))

    page = second.get(use).text
    assert "没有需要特批查阅的这件案件" in page
    assert 'value="approve"' not in page
    assert "没有需要特批查阅的这件案件" in approved(second, use).text
    empty = posted(second, f"{use}/decide", {"do": "refuse", "password": PASSWORD}, use)
    assert empty.status_code == 422
    posted(second, f"{use}/decide", {"do": "refuse", "password": PASSWORD, "answer": "请核对后再提。"}, use)

    told = first.get(use).text
    assert "未批准" in told
    assert "请核对后再提。" in told
    assert "没有需要特批查阅的这件案件" not in told


def test_nobody_decides_her_own_request(offices: Offices) -> None:
    case_id = offices.open("clerk", "orchard.quiet").case_id
    first = offices.at_work("coordinator")
    use = asked(first, request_of(offices, case_id))

    assert "由您决定" not in first.get(use).text
    own = approved(first, use)
    assert own.status_code == 422
    assert "自己的申请要由另一个人决定" in own.text


@pytest.mark.parametrize("given", ["", "wrong"])
def test_password_is_asked_for_with_every_other_problem(offices: Offices, given: str) -> None:
    first = offices.at_work("coordinator")

    answer = posted(first, "/audit/glass/new", request_of(offices, None, password=given, reason="短"), "/audit/glass/new")

    assert answer.status_code == 422
    assert "请写具体些，至少 15 个字" in answer.text
    assert ("密码不对" if given else "请再输一次您的登录密码") in answer.text
    with offices.store.begin(DEMO) as uow:
        assert uow.session.scalars(select(GlassUse)).all() == []


def test_wrong_passwords_lock_like_at_the_sign_in(offices: Offices) -> None:
    first = offices.at_work("coordinator")
    for _ in range(TRIES):
        posted(first, "/audit/glass/new", request_of(offices, None, password="wrong"), "/audit/glass/new")

    right = posted(first, "/audit/glass/new", request_of(offices, None), "/audit/glass/new")
    assert "密码试错太多次" in right.text
    browser = offices.browser()
    page = browser.get("/login/").text
    token = page.split('name="csrf-token" content="')[1].split('"')[0]
    entered = browser.post("/login/", data={"account": "coordinator", "password": PASSWORD, "csrf_token": token})
    assert entered.status_code == 429

    second = offices.at_work("overseer")
    use = asked(second, request_of(offices, None))
    posted(second, f"{use}/decide", {"do": "approve", "password": "wrong"}, use)


def test_urgent_use_is_open_at_once_marked_everywhere_and_judged_without_the_case(both_offices: Offices) -> None:
    case_id = both_offices.open("clerk", "orchard.quiet").case_id
    first, auditor = both_offices.at_work("coordinator"), both_offices.at_work("auditor")

    use = asked(first, request_of(both_offices, case_id, how="urgent"))

    assert "紧急查阅" in first.get(f"{use}/case").text
    assert "还剩 15 分钟" in words(first.get(f"{use}/case").text)
    assert "紧急查阅，一人先看，事后复核" in both_offices.at_work("clerk").get("/").text
    listed = auditor.get("/audit/glass/").text
    judged = auditor.get(use).text
    for page in (listed, judged):
        assert "紧急查阅" in page
        assert "临果调字" not in page
        assert str(case_id) not in page
        assert "羊进了果园" not in page
    assert "11月23日（周一） 前复核" in words(judged)
    assert auditor.get(f"{use}/case").status_code == 403
    assert posted(auditor, f"{use}/judge", {"verdict": "unjustified"}, use).status_code == 422
    done = posted(auditor, f"{use}/judge", {"verdict": "unjustified", "judgement": "派出所没有来过电话。"}, use)
    assert done.status_code == 303
    assert "理由不成立" in first.get(use).text
    assert "复核：理由不成立" in both_offices.at_work("clerk").get(f"/cases/{case_id}/looks").text


def test_urgent_use_that_found_nothing_says_whom_to_call(offices: Offices) -> None:
    first = offices.at_work("coordinator")

    use = asked(first, request_of(offices, None, how="urgent"))

    assert "没有查到" in first.get(use).text
    assert "110" in first.get(use).text
    assert first.get(f"{use}/case").status_code == 303


def test_overdue_judgement_is_said_where_it_blocks(offices: Offices) -> None:
    first = offices.at_work("coordinator")
    asked(first, request_of(offices, None, how="urgent"))
    offices.clock.pass_by(timedelta(days=3))
    first = offices.at_work("coordinator")

    assert "您有 1 次查阅过期还没有复核" in first.get("/audit/glass/").text
    answer = posted(first, "/audit/glass/new", request_of(offices, None), "/audit/glass/new")
    assert answer.status_code == 422
    assert "您有 1 次查阅过期还没有复核" in answer.text


def test_every_look_is_written_down_first_and_without_that_nothing_is_shown(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = offices.open("clerk", "orchard.quiet").case_id
    first = offices.at_work("coordinator")
    use = asked(first, request_of(offices, case_id, how="urgent"))
    for _ in range(2):
        first.get(f"{use}/case")
    with offices.store.begin(DEMO) as uow:
        looks = uow.session.scalars(select(AccessEntry).where(AccessEntry.kind == "read", AccessEntry.action == "glass")).all()
    assert [look.case_id for look in looks] == [case_id, case_id]

    def broken(*_given: object, **_named: object) -> None:
        raise OSError("the record cannot be written")

    monkeypatch.setattr("portal.services.glass.log_access", broken)
    answer = first.get(f"{use}/case")
    assert answer.status_code == 500
    assert "羊进了果园" not in answer.text


@pytest.mark.parametrize(
    ("account", "path", "status"),
    [
        ("coordinator", "/audit/glass/", 200),
        ("overseer", "/audit/glass/", 200),
        ("auditor", "/audit/glass/", 200),
        ("auditor", "/audit/glass/new", 403),
        ("congress", "/audit/glass/", 403),
        ("clerk", "/audit/glass/", 403),
        ("head", "/audit/glass/new", 403),
        ("stranger", "/audit/glass/new", 403),
        ("coordinator", f"/audit/glass/{uuid.UUID(int=7)}", 404),
        ("auditor", f"/audit/glass/{uuid.UUID(int=7)}", 404),
        ("clerk", f"/audit/glass/{uuid.UUID(int=7)}", 404),
        ("coordinator", "/audit/glass/new?case=x", 404),
        ("coordinator", f"/audit/glass/new?case={uuid.UUID(int=7)}", 200),
    ],
)
def test_each_post_opens_its_own_pages(offices: Offices, account: str, path: str, status: int) -> None:
    assert offices.at_work(account).get(path).status_code == status


def test_somebody_elses_use_is_not_found(offices: Offices) -> None:
    case_id = offices.open("clerk", "orchard.quiet").case_id
    first, second = offices.at_work("coordinator"), offices.at_work("overseer")
    use = asked(first, request_of(offices, case_id, how="urgent"))

    assert second.get(use).status_code == 404
    assert second.get(f"{use}/case").status_code == 404
    assert posted(second, f"{use}/end", {}, "/").status_code == 404
    assert offices.at_work("clerk").get(use).status_code == 404


def test_pages_cost_no_more_than_twelve_queries(both_offices: Offices) -> None:
    case_id = both_offices.open("clerk", "orchard.quiet").case_id
    first, auditor = both_offices.at_work("coordinator"), both_offices.at_work("auditor")
    use = asked(first, request_of(both_offices, case_id, how="urgent"))
    seen = queries(both_offices.engine)
    costs: dict[str, int] = {}

    for browser, path in (
        (first, "/"),
        (first, "/audit/glass/"),
        (first, "/audit/glass/new"),
        (first, use),
        (auditor, "/audit/glass/"),
    ):
        seen.clear()
        browser.get(path)
        costs[path] = len(seen)
    owner = both_offices.at_work("clerk")
    for path in ("/", f"/cases/{case_id}", f"/cases/{case_id}/looks"):
        seen.clear()
        owner.get(path)
        costs[path] = len(seen)

    assert max(costs.values()) <= 12, costs
