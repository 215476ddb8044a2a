"""Every time limit with its article, read in the text of the law, and what starts it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from portal.sdk import ACCEPTED, EFFECTIVE, ENFORCEABLE, RECEIVED, UNSETTLED, Clock, Unit, Whose
from portal_plugins.village_committee import PLUGIN
from portal_plugins.village_committee.tests.at_the_desk import opened, session, talking

# type, clock, law, article, length, unit, starts at
TABLE = [
    ("neighbourhood", "judicial_confirmation", "人民调解法", "33", 30, Unit.DAY, EFFECTIVE),
    ("neighbourhood", "enforcement", "民事诉讼法", "250", 2, Unit.YEAR, ENFORCEABLE),
    ("contract", "limitation", "民法典", "188", 3, Unit.YEAR, RECEIVED),
    ("damages", "limitation", "民法典", "188", 3, Unit.YEAR, RECEIVED),
    ("labour", "mediation_labour", "劳动争议调解仲裁法", "14", 15, Unit.DAY, RECEIVED),
    ("labour", "arbitration_limitation", "劳动争议调解仲裁法", "27", 1, Unit.YEAR, RECEIVED),
    ("migrant_wages", "mediation_labour", "劳动争议调解仲裁法", "14", 15, Unit.DAY, RECEIVED),
    ("forest_land", "land_arbitration", "农村土地承包经营纠纷调解仲裁法", "18", 2, Unit.YEAR, RECEIVED),
    ("medical", "mediation", "医疗纠纷预防和处理条例", "38", 30, Unit.WORKING_DAY, ACCEPTED),
    ("traffic", "police_mediation", "道路交通事故处理程序规定", "86", 10, Unit.WORKING_DAY, "certificate_on"),
    ("traffic", "police_after_failure", "道路交通事故处理程序规定", "85", 3, Unit.WORKING_DAY, UNSETTLED),
    ("insurance", "limitation", "保险法", "26", 2, Unit.YEAR, RECEIVED),
    ("insurance", "limitation_life", "保险法", "26", 5, Unit.YEAR, RECEIVED),
]
IN_FORCE = {
    "人民调解法": date(2011, 1, 1),
    "民法典": date(2021, 1, 1),
    "民事诉讼法": date(2024, 1, 1),
    "劳动争议调解仲裁法": date(2008, 5, 1),
    "农村土地承包经营纠纷调解仲裁法": date(2010, 1, 1),
    "医疗纠纷预防和处理条例": date(2018, 10, 1),
    "道路交通事故处理程序规定": date(2018, 5, 1),
    "保险法": date(2009, 10, 1),
}


def _clocks() -> list[tuple[str, Clock]]:
    return [(t.key, c) for t in PLUGIN.case_types for c in t.clocks]


@pytest.mark.parametrize(("type_key", "key", "law", "article", "length", "unit", "starts"), TABLE)
def test_clock_stands_on_its_article(
    type_key: str, key: str, law: str, article: str, length: int, unit: Unit, starts: str
) -> None:
    clock = PLUGIN.case_type(type_key).clock(key)

    assert clock is not None
    assert (clock.basis.law, clock.basis.article) == (law, article)
    assert (clock.term.length, clock.term.unit) == (length, unit)
    assert clock.starts == starts


def test_every_clock_is_in_the_table_or_a_rule_of_the_house() -> None:
    checked = {(row[2], row[3]) for row in TABLE}

    for type_key, clock in _clocks():
        assert clock.basis.house or (clock.basis.law, clock.basis.article) in checked, (type_key, clock.key)
        assert clock.basis.verified
        assert clock.basis.house or clock.basis.since == IN_FORCE[clock.basis.law]


def test_only_the_term_of_mediation_is_a_rule_of_the_house() -> None:
    house = {c.key for _, c in _clocks() if c.basis.house}

    assert house == {"mediation", "mediation_service"}, "人民调解法 gives no term"


def test_every_type_may_be_confirmed_within_thirty_days() -> None:
    for case_type in PLUGIN.case_types:
        clock = case_type.clock("judicial_confirmation")

        assert clock is not None
        assert clock.whose is Whose.PARTIES


def test_support_and_neighbours_know_no_limitation() -> None:
    for key in ("marriage_family", "neighbourhood", "housing_homestead", "land_taking", "village_affairs"):
        case_type = PLUGIN.case_type(key)

        assert case_type.clock("limitation") is None, "民法典 196 and what is not a claim"
        assert "known_on" not in {f.key for f in case_type.fields}


def test_long_rights_do_not_warn() -> None:
    for type_key, clock in _clocks():
        years = clock.term.unit is Unit.YEAR

        assert not (years and clock.warns), (type_key, clock.key)


def test_thirty_days_of_the_house_run_from_acceptance() -> None:
    at = talking("neighbourhood")

    assert at.due("mediation") == date(2026, 12, 21)  # the thirtieth day is a Sunday


def test_an_oral_agreement_is_in_force_at_once() -> None:
    at = talking("neighbourhood")
    at.act("session", **session())

    at.act("agree", form="oral", agreed_on="2026-11-20", terms=[{"kind": "act", "payer": "李桂兰", "act": "清理排水沟"}])

    assert at.due("judicial_confirmation") == date(2026, 12, 21), "人民调解法 30, 33"


@pytest.mark.parametrize(
    ("relation", "running"), [("labour", {"mediation_labour", "arbitration_limitation"}), ("service", {"limitation"})]
)
def test_employment_decides_which_limits_run(relation: str, running: set[str]) -> None:
    at = opened("labour", relation=relation)

    assert {clock.key for clock in at.state.clocks} == running


def test_fifteen_days_of_a_labour_dispute_run_from_the_application() -> None:
    assert opened("migrant_wages", relation="labour").due("mediation_labour") == date(2026, 12, 7)


@pytest.mark.parametrize(("kind", "runs"), [("contract", True), ("transfer", True), ("boundary", False), ("forest", False)])
def test_land_arbitration_is_for_land_contracts(kind: str, runs: bool) -> None:
    at = opened("forest_land", kind=kind)

    assert (at.due("land_arbitration") is not None) is runs


@pytest.mark.parametrize(("life", "due"), [(True, date(2031, 11, 20)), (False, date(2028, 11, 20)), (None, None)])
def test_life_insurance_has_five_years(life: bool | None, due: date | None) -> None:
    known: dict[str, Any] = {} if life is None else {"life": life}
    at = opened("insurance", **known)

    assert (at.due("limitation_life") if life else at.due("limitation")) == due
