"""A wage dispute from the application to its ending, and what stands in its way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from portal.sdk import Privacy
from portal.testing.desk import Desk
from portal_plugins.trade_union import PLUGIN
from portal_plugins.trade_union.tests.at_the_desk import body, desk, refused

TERM = {"payer": "临泽县兴业建筑有限公司", "payee": "王小军", "amount": "3000.00", "due_on": "2026-12-20"}


def opened(key: str = "unpaid_wages", *, source: str = "application", **details: Any) -> Desk:
    at = desk(key)
    at.open({**body(key, **details), "source": source})
    return at


def talking(**details: Any) -> Desk:
    at = opened(**details)
    at.act("accept", accepted_on="2026-11-20")
    at.act("consent", consented_on="2026-11-20", how="phone")
    at.act("session", held_on="2026-11-20", manner="face_to_face", record="双方核对了考勤。", result="success")
    return at


def test_fifteen_days_run_from_the_application() -> None:
    at = opened()

    assert at.due("mediation") == date(2026, 12, 7), "劳动争议调解仲裁法 14; the 5th day of December is a Saturday"


def test_work_for_a_private_person_has_the_house_term() -> None:
    at = opened(employment="service")

    assert at.due("mediation") is None
    assert at.due("mediation_service") == date(2026, 12, 21)


def test_limitation_starts_anew_with_the_application_once_the_worker_left() -> None:
    assert opened(left=False).due("arbitration_limitation") is None
    assert opened(left=True, left_on="2026-10-31").due("arbitration_limitation") == date(2027, 11, 22)


def test_a_signed_agreement_opens_the_way_to_confirmation() -> None:
    at = talking()

    at.act("agree", agreed_on="2026-11-20", terms=[TERM])
    at.act("sign", signed_on="2026-11-20", complete=True)

    assert at.due("judicial_confirmation") == date(2026, 12, 21), "民事诉讼法 205"
    assert at.due("arbitration_review") == date(2026, 12, 7)


def test_an_oral_agreement_cannot_even_be_chosen() -> None:
    at = talking()

    assert refused(at, "agree", form="oral", agreed_on="2026-11-20", terms=[TERM]) != [], "劳动争议调解仲裁法 14"


def test_a_payment_order_is_noted_and_its_days_run() -> None:
    at = talking()
    at.act("agree", agreed_on="2026-11-20", terms=[TERM])
    at.act("sign", signed_on="2026-11-20", complete=True)

    at.act("payment_order", payment_order_applied_on="2026-11-20")
    at.act("payment_order", payment_order_applied_on="2026-11-20", payment_order_served_on="2026-11-20")

    assert at.due("payment_order_answer") == date(2026, 11, 25), "民事诉讼法 226"
    assert at.due("payment_order_payment") == date(2026, 12, 7), "民事诉讼法 227"


def test_no_payment_order_before_an_agreement() -> None:
    assert "payment_order" not in talking().offers()


@pytest.mark.parametrize(
    ("elsewhere", "source", "refusals"),
    [
        ([], "application", 0),
        (["arbitration"], "application", 1),
        (["award"], "application", 1),
        (["court"], "application", 1),
        (["court"], "court", 0),  # the court itself handed it over
        (["court", "award"], "court", 1),
        (["inspection"], "application", 1),
        (["inspection_order"], "application", 0),
    ],
)
def test_what_another_body_holds_is_not_accepted(elsewhere: list[str], source: str, refusals: int) -> None:
    at = opened(elsewhere=elsewhere, source=source)

    assert len(refused(at, "accept", accepted_on="2026-11-20")) == refusals


def test_a_complaint_at_the_inspection_only_asks() -> None:
    at = opened(elsewhere=["inspection"])

    at.act("accept", confirmed=["guard:"], accepted_on="2026-11-20")

    assert at.state.accepted_on == date(2026, 11, 20)


def test_child_labour_is_reported_before_the_case_goes_on() -> None:
    at = talking(child_worker=True)
    assert at.state.privacy == Privacy.P3

    assert refused(at, "agree", agreed_on="2026-11-20", terms=[TERM])

    at.act("report_bureau", matter="child_labour", reported_on="2026-11-20", reported_to="县人社局劳动保障监察大队")
    assert not refused(at, "agree", agreed_on="2026-11-20", terms=[TERM])


def test_a_worker_who_fears_to_be_named_is_kept_among_the_handlers() -> None:
    assert opened().state.privacy == Privacy.P2
    assert opened(protect=True).state.privacy == Privacy.P3


@pytest.mark.parametrize("case_type", PLUGIN.case_types, ids=lambda t: t.key)
def test_reporting_to_the_labour_authority_stands_in_the_red_row(case_type: Any) -> None:
    report = case_type.action("report_bureau")

    assert report is not None
    assert report.urgent
