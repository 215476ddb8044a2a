"""Where rates hold: at which routes, for whom, and what is told when one is used up."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from portal.access.rates import RateLimits
from portal.limits import Limited, Rate
from portal.store.tables.people import RateUse
from portal.web.guarding import Entry, is_static, why_unlimited
from tests.web.desks import SECRET
from tests.web.offices import Offices, posted

PHONE = "13893600011"
LIMITS = {
    "AuditView.verify": Limited.HEAVY,
    "CalendarView.recompute": Limited.HEAVY,
    "CaseView.reveal": Limited.REVEAL,
    "CaseView.reveal_field": Limited.REVEAL,
    "ChecksView.draw": Limited.HEAVY,
    "ConfirmationView.package": Limited.PRINT,
    "ConsultationsView.phone": Limited.REVEAL,
    "ErasuresView.pdf": Limited.PRINT,
    "LedgerImportsView.bring": Limited.HEAVY,
    "MembersView.bring": Limited.HEAVY,
    "NewCaseView.rail": Limited.LOOKUP,
    "OwnDataView.copy": Limited.EXPORT,
    "PaperFilesView.blank_pdf": Limited.PRINT,
    "PaperFilesView.dossier": Limited.PRINT,
    "PaperFilesView.pdf": Limited.PRINT,
    "PapersView.all": Limited.PRINT,
    "RegisterView.export": Limited.EXPORT,
    "RegisterView.print_register": Limited.PRINT,
    "StatisticsView.export": Limited.EXPORT,
    "StatisticsView.form_a": Limited.PRINT,
    "StatisticsView.register": Limited.PRINT,
    "StatisticsView.register_file": Limited.EXPORT,
    "WeekView.week": Limited.PRINT,
}
UNLIMITED = {"FrameView.healthz", "FrameView.readyz", "LoginView.code", "LoginView.login", "LoginView.logout"}


def rated(offices: Offices, count: int) -> Offices:
    """Let so many through in an hour, of everything."""
    portal = offices.app.extensions["portal"]
    object.__setattr__(portal, "rates", RateLimits(SECRET, dict.fromkeys(Limited, Rate(count, 3600))))
    return offices


def counted(offices: Offices) -> int:
    with offices.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(RateUse)) or 0


def search(browser: FlaskClient, text: str) -> int:
    return int(posted(browser, "/cases/search", {"text": text}).status_code)


def test_what_is_expensive_or_finds_people_is_limited(offices: Offices) -> None:
    limits = offices.app.extensions["portal_gate"].limits

    assert {endpoint: limit for endpoint, limit in limits.items() if limit is not Limited.PUBLIC} == LIMITS


def test_what_is_open_to_everybody_is_limited_or_says_why_not(offices: Offices) -> None:
    gate = offices.app.extensions["portal_gate"]
    opened = {name for name, guard in gate.guards.items() if guard.entry is Entry.PUBLIC and not is_static(name)}

    assert opened - set(gate.limits) == UNLIMITED
    assert all(why_unlimited(offices.app.view_functions[name]) for name in UNLIMITED)
    assert {"GuideView.guide", "OpenApiView.document"} <= set(gate.limits)


def test_used_up_rate_is_told_in_the_look_with_the_time_to_wait(both_offices: Offices) -> None:
    clerk = rated(both_offices, 2).at_work("clerk")

    answers = [posted(clerk, "/cases/export", {}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].headers["Retry-After"] == "1800"
    assert "操作太频繁" in answers[-1].text
    assert "请过 30 分钟再试" in answers[-1].text


def test_used_up_rate_is_told_to_programs_in_json(offices: Offices) -> None:
    clerk = rated(offices, 1).at_work("clerk")
    token = clerk.get("/").text.split('name="csrf-token" content="')[1].split('"')[0]

    answers = [
        clerk.post("/api/v1/cases/search", json={"text": text}, headers={"X-CSRFToken": token}) for text in (PHONE, PHONE, "羊")
    ]

    assert [answer.status_code for answer in answers] == [200, 429, 200]
    assert answers[1].headers["Retry-After"] == "3600"
    assert answers[1].get_json() == {"errors": [{"field": "", "code": "too_many", "message": "请过 60 分钟再试。"}]}


@pytest.mark.parametrize(
    ("text", "status"),
    [("620723199001010016", 429), (PHONE, 429), ("0011", 429), ("王0011", 429), ("羊吃了树皮", 200), ("王小军", 200)],
)
def test_searches_that_find_people_by_number_are_counted_and_others_are_free(offices: Offices, text: str, status: int) -> None:
    clerk = rated(offices, 1).at_work("clerk")
    assert search(clerk, PHONE) == 200

    assert search(clerk, text) == status


def test_search_of_the_consultations_is_counted_with_that_of_the_cases(offices: Offices) -> None:
    clerk = rated(offices, 1).at_work("clerk")
    assert search(clerk, PHONE) == 200

    assert posted(clerk, "/consultations/search", {"text": PHONE}).status_code == 429


def test_neighbours_behind_one_address_are_not_shut_out(offices: Offices) -> None:
    rated(offices, 1)
    clerk, mediator = offices.at_work("clerk"), offices.at_work("mediator")
    assert [search(clerk, PHONE), search(clerk, PHONE)] == [200, 429]

    assert search(mediator, PHONE) == 200


def test_second_browser_of_one_person_is_no_way_round(offices: Offices) -> None:
    rated(offices, 1)
    assert search(offices.at_work("clerk"), PHONE) == 200

    assert search(offices.at_work("clerk"), PHONE) == 429


def test_visitors_are_counted_by_address_and_no_header_changes_it(offices: Offices) -> None:
    rated(offices, 2)
    one, other = offices.browser("10.0.0.1"), offices.browser("10.0.0.2")
    spoofed = [
        {"X-Forwarded-For": "10.9.9.9"},
        {"X-Real-IP": "10.9.9.9"},
        {"Forwarded": "for=10.9.9.9"},
        {"X-Forwarded-For": "10.9.9.9", "X-Forwarded-Proto": "https"},
        {"Client-IP": "10.9.9.9"},
        {"User-Agent": "another"},
    ]

    assert [one.get("/guide/").status_code for _ in range(3)] == [200, 200, 429]
    assert {one.get("/guide/", headers=headers).status_code for headers in spoofed} == {429}
    assert other.get("/guide/").status_code == 200
    assert offices.at_work("clerk").get("/guide/").status_code == 200


def test_page_that_is_refused_for_another_reason_counts_nothing(offices: Offices) -> None:
    rated(offices, 1)
    congress = offices.at_work("congress")

    assert congress.post("/cases/export").status_code == 400
    assert posted(congress, "/cases/export", {}, "/statistics/").status_code == 403
    assert counted(offices) == 0


def test_signing_in_is_not_limited_by_address(offices: Offices) -> None:
    rated(offices, 1)

    for account in ("clerk", "mediator", "head"):
        offices.at_work(account)
