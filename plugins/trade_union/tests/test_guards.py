"""What the union may not do, and what it is asked before it does."""

from __future__ import annotations

import pytest

from portal_plugins.trade_union import PLUGIN
from portal_plugins.trade_union.tests.fakes import Case, refused

GUARDS = PLUGIN.case_type("unpaid_wages").guards


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
    case = Case(elsewhere=elsewhere, source=source)

    assert len(refused(GUARDS, "accept", case)) == refusals


def test_a_complaint_at_the_inspection_only_asks() -> None:
    asks = {g.message: g.asks for g in GUARDS if g.action == "accept"}
    messages = refused(GUARDS, "accept", Case(elsewhere=["inspection"], source="application"))

    assert [asks[message] for message in messages] == [True]


@pytest.mark.parametrize("action", ["agree", "fail", "archive"])
def test_child_labour_is_reported_before_the_case_goes_on(action: str) -> None:
    assert refused(GUARDS, action, Case(child_worker=True))
    assert not refused(GUARDS, action, Case("report_bureau", child_worker=True))
    assert not refused(GUARDS, action, Case(child_worker=False))


def test_reporting_to_the_labour_authority_stands_in_the_red_row() -> None:
    for case_type in PLUGIN.case_types:
        report = case_type.action("report_bureau")

        assert report is not None
        assert report.urgent
