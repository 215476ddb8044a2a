"""Every time limit of a property dispute with its article, read in the text of the law, and how it falls due."""

from __future__ import annotations

from datetime import date

import pytest

from portal.sdk import ACCEPTED, EFFECTIVE, ENFORCEABLE, Unit
from portal.testing.desk import Desk
from portal_plugins.property_mediation import PLUGIN

TODAY = date(2026, 11, 21)

# type, clock, law, article, length, unit, starts at, in force since
TABLE = [
    ("property_fee", "confirmation", "人民调解法", "33", 30, Unit.DAY, EFFECTIVE, (2011, 1, 1)),
    ("property_fee", "enforcement", "民事诉讼法", "250", 2, Unit.YEAR, ENFORCEABLE, (2024, 1, 1)),
    ("property_fee", "limitation_first", "民法典", "188", 3, Unit.YEAR, "owed_from", (2021, 1, 1)),
    ("property_fee", "limitation_demanded", "民法典", "195", 3, Unit.YEAR, "dunned_on", (2021, 1, 1)),
    ("service_quality", "confirmation", "人民调解法", "33", 30, Unit.DAY, EFFECTIVE, (2011, 1, 1)),
    ("service_quality", "enforcement", "民事诉讼法", "250", 2, Unit.YEAR, ENFORCEABLE, (2024, 1, 1)),
    ("service_quality", "limitation", "民法典", "188", 3, Unit.YEAR, "happened_on", (2021, 1, 1)),
    ("service_quality", "dismissal_notice", "民法典", "946", 60, Unit.DAY, "dismissal_told_on", (2021, 1, 1)),
]


@pytest.mark.parametrize(("type_key", "key", "law", "article", "length", "unit", "starts", "since"), TABLE)
def test_clock_stands_on_its_article(
    type_key: str, key: str, law: str, article: str, length: int, unit: Unit, starts: str, since: tuple[int, int, int]
) -> None:
    clock = PLUGIN.case_type(type_key).clock(key)

    assert clock is not None
    assert (clock.basis.law, clock.basis.article, clock.basis.since) == (law, article, date(*since))
    assert (clock.term.length, clock.term.unit, clock.starts) == (length, unit, starts)
    assert clock.basis.verified
    assert not clock.basis.house


@pytest.mark.parametrize("type_key", ["property_fee", "service_quality"])
def test_thirty_days_of_mediation_are_a_rule_of_the_house(type_key: str) -> None:
    checked = {row[1] for row in TABLE if row[0] == type_key}
    others = [c for c in PLUGIN.case_type(type_key).clocks if c.key not in checked]

    assert [(c.key, c.term.length, c.term.unit, c.starts, c.basis.house) for c in others] == [
        ("mediation", 30, Unit.DAY, ACCEPTED, True)
    ]


def test_a_fee_case_runs_from_acceptance_to_the_last_day_for_confirmation() -> None:
    desk = Desk("property_mediation.property_fee", PLUGIN.case_type("property_fee"), today=TODAY)
    desk.open(desk.example())

    desk.act("accept", accepted_on="2026-11-21")
    due = desk.due("mediation")
    desk.act("consent", consented_on="2026-11-21", how="phone")
    desk.act("session", held_on="2026-11-21", manner="phone", record="业主同意分期交清。", result="success")
    terms = [{"kind": "money", "payer": "业主", "payee": "物业", "amount": "1440.00", "due_on": "2026-12-01"}]
    desk.act("agree", form="oral", agreed_on="2026-11-21", terms=terms)

    assert due == date(2026, 12, 21)
    assert desk.due("confirmation") == date(2026, 12, 21)
    assert desk.state.ending == "settled"


def test_the_limitation_of_the_oldest_charge_and_of_the_last_demand_stand_side_by_side() -> None:
    desk = Desk("property_mediation.property_fee", PLUGIN.case_type("property_fee"), today=TODAY)
    details = {"owed_from": "2024-03-01", "owed_to": "2026-02-28", "months": "24", "debt": "2880.00", "dunned_on": "2026-03-10"}

    desk.open(desk.example(**details))
    first, again = desk.due("limitation_first"), desk.due("limitation_demanded")

    assert (first, again) == (date(2029, 11, 21), date(2029, 11, 21))  # the request starts both anew (诉讼时效规定 12)
    assert {i.act for i in desk.clock("limitation_first").interruptions} == {"request"}  # type: ignore[union-attr]


@pytest.mark.parametrize(("kind", "running"), [("handover", True), ("leak", False)])
def test_notice_of_dismissal_runs_for_a_change_of_managers_only(kind: str, running: bool) -> None:
    desk = Desk("property_mediation.service_quality", PLUGIN.case_type("service_quality"), today=TODAY)
    told = {"dismissal_told_on": "2026-11-02"} if running else {}

    desk.open(desk.example(kind=kind, **told))

    assert desk.due("dismissal_notice") == (date(2027, 1, 4) if running else None)
