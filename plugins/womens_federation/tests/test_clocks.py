"""Every clock of the federation against the articles as read: law, article, length, unit, trigger."""

from __future__ import annotations

from datetime import date, timedelta, timezone

import pytest

from portal.sdk import Clock
from portal_plugins.womens_federation import PLUGIN
from portal_plugins.womens_federation.tests.at_the_desk import NO_LAND, accepted, opened

SHANGHAI = timezone(timedelta(hours=8))
CLOCKS: dict[tuple[str, str], Clock] = {(t.key, c.key): c for t in PLUGIN.case_types for c in t.clocks}

# What the texts say. An empty article is a rule of the house.
TEXTS = {
    "mediation": ("婚调委办案要求", "", 30, "day", "accepted"),
    "judicial_confirmation": ("人民调解法", "33", 30, "day", "effective"),
    "enforcement": ("民事诉讼法", "250", 2, "year", "enforceable"),
    "divorce_cooling_off": ("民法典", "1077", 30, "day", "divorce_applied_on"),
    "divorce_certificate": ("民法典", "1077", 30, "day", "lapsed:divorce_cooling_off"),
    "divorce_barred_birth": ("民法典", "1082", 1, "year", "birth_on"),
    "divorce_barred_termination": ("民法典", "1082", 6, "month", "termination_on"),
    "annulment_illness": ("民法典", "1053", 1, "year", "illness_known_on"),
    "annulment_coercion": ("民法典", "1052", 1, "year", "coercion_ended_on"),
    "divide_again": ("婚姻家庭编解释（一）", "84", 3, "year", "hidden_found_on"),
    "bequest": ("民法典", "1124", 60, "day", "bequest_known_on"),
    "risk_screening": ("婚调委办案要求", "", 24, "hour", "received"),
    "warning_visit": ("婚调委办案要求", "", 7, "day", "warning_on"),
    "order_decision": ("反家庭暴力法", "28", 72, "hour", "order_accepted_on"),
    "order_decision_urgent": ("反家庭暴力法", "28", 24, "hour", "order_accepted_on"),
    "order_validity": ("反家庭暴力法", "30", 6, "month", "order_issued_on"),
    "order_review": ("反家庭暴力法", "31", 5, "day", "order_refused_on"),
    "order_stated": ("反家庭暴力法", "30", 0, "until", "order_issued_on"),
    "order_review_respondent": ("反家庭暴力法", "31", 5, "day", "order_issued_on"),
    "legal_aid_decision": ("法律援助法", "43", 7, "day", "legal_aid_on"),
    "labour_arbitration": ("劳动争议调解仲裁法", "27", 1, "year", "known_on"),
    "farmland_arbitration": ("农村土地承包经营纠纷调解仲裁法", "18", 2, "year", "known_on"),
    "limitation": ("民法典", "188", 3, "year", "known_on"),
}
SINCE = {
    "人民调解法": date(2011, 1, 1),
    "民法典": date(2021, 1, 1),
    "民事诉讼法": date(2024, 1, 1),
    "婚姻家庭编解释（一）": date(2021, 1, 1),
    "反家庭暴力法": date(2016, 3, 1),
    "法律援助法": date(2022, 1, 1),
    "劳动争议调解仲裁法": date(2008, 5, 1),
    "农村土地承包经营纠纷调解仲裁法": date(2010, 1, 1),
}


def test_every_clock_stands_in_the_table_and_every_row_has_its_clock() -> None:
    assert {key for _, key in CLOCKS} == set(TEXTS)


@pytest.mark.parametrize(("case_type", "key"), CLOCKS)
def test_the_clock_says_what_its_article_says(case_type: str, key: str) -> None:
    clock = CLOCKS[case_type, key]
    law, article, length, unit, starts = TEXTS[key]

    assert (clock.basis.law, clock.basis.article) == (law, article)
    assert (clock.term.length, clock.term.unit.value) == (length, unit)
    assert str(clock.starts) == starts
    assert clock.basis.house is (article == "")
    assert clock.basis.verified
    if article:
        assert clock.basis.since == SINCE[law]


@pytest.mark.parametrize(
    ("details", "clock", "due"),
    [
        # 民法典 1077: applied on 1 September, thirty days end on National Day, so after the holiday
        ({"divorce_applied_on": "2026-09-01"}, "divorce_cooling_off", date(2026, 10, 8)),
        # 民法典 1082: one year after birth, six months after a pregnancy ended
        ({"birth_on": "2026-06-10"}, "divorce_barred_birth", date(2027, 6, 10)),
        ({"termination_on": "2026-08-31"}, "divorce_barred_termination", date(2027, 3, 1)),  # 28 February is a Sunday
    ],
)
def test_a_day_of_the_divorce_gives_the_day_the_law_means(details: dict[str, str], clock: str, due: date) -> None:
    assert opened("marriage_family", **details).due(clock) == due


def test_the_certificate_may_be_asked_for_in_thirty_days_after_the_cooling_off_has_lapsed() -> None:
    """民法典 1077."""
    at = opened("marriage_family", divorce_applied_on="2026-09-11")
    last = at.due("divorce_cooling_off")

    assert last == date(2026, 10, 12)
    assert at.due("divorce_certificate") is None
    at.lapse(on=date(2026, 10, 13))
    assert at.due("divorce_certificate") == date(2026, 11, 11)


def test_the_court_has_seventy_two_hours_and_twenty_four_when_urgent() -> None:
    at = opened("domestic_violence")

    at.act(
        "protection_order",
        applied_on="2026-11-18",
        applied_by="self",
        order_court="临泽县人民法院",
        order_accepted_on="2026-11-18",
        order_accepted_at="15:30",
        order_urgent=True,
    )

    ordinary, urgent = at.clock("order_decision"), at.clock("order_decision_urgent")
    assert ordinary is not None
    assert urgent is not None
    assert ordinary.due_at is not None
    assert urgent.due_at is not None
    assert urgent.due_at.astimezone(SHANGHAI).isoformat() == "2026-11-19T15:30:00+08:00"
    assert (ordinary.due_at - urgent.due_at).total_seconds() == 48 * 3600
    assert (ordinary.due_on, urgent.due_on) == (date(2026, 11, 21), date(2026, 11, 19))


def test_an_issued_order_meets_the_courts_clock_and_starts_its_own() -> None:
    at = opened("domestic_violence", order_accepted_on="2026-11-17")

    at.act("order_issued", order_issued_on="2026-11-19", order_number="（2026）甘0723民保令1号", order_until="2027-05-18")

    decision = at.clock("order_decision")
    assert decision is not None
    assert decision.state == "stopped"
    assert at.due("order_validity") == date(2027, 5, 19)
    assert at.due("order_stated") == date(2027, 5, 18)  # the order says so, and a rest day would not move it
    assert at.due("order_review_respondent") == date(2026, 11, 24)


def test_a_refused_order_opens_five_days_for_a_review_and_the_review_meets_them() -> None:
    at = opened("domestic_violence", order_accepted_on="2026-11-16")

    at.act("order_refused", order_refused_on="2026-11-18")
    due = at.due("order_review")
    at.act("order_review", applied_on="2026-11-20")

    review = at.clock("order_review")
    assert due == date(2026, 11, 23)
    assert review is not None
    assert review.state == "stopped"


def test_a_warning_letter_asks_for_a_visit_within_the_days_of_the_house() -> None:
    at = opened("domestic_violence")

    at.act("warning_letter", warning_on="2026-11-16")
    due = at.due("warning_visit")
    at.act("home_visit", visited_on="2026-11-20", whom="both", again=False)

    visit = at.clock("warning_visit")
    assert due == date(2026, 11, 23)
    assert visit is not None
    assert visit.state == "stopped"


def test_a_risk_is_screened_within_a_day_of_the_first_word() -> None:
    at = opened("domestic_violence")

    at.act("risk_screen", screened_on=at.today, alone=True, level="low", screened_by="李秀英")

    clock = at.clock("risk_screening")
    assert clock is not None
    assert clock.state == "stopped"


def test_the_house_mediates_thirty_days_from_acceptance() -> None:
    assert accepted(opened("marriage_family")).due("mediation") == date(2026, 12, 21)  # 20 December is a Sunday


@pytest.mark.parametrize(
    ("details", "running"),
    [
        ({"right_class": "labour", "labour_item": "dismissal"}, {"labour_arbitration"}),
        ({"right_class": "land", "land_item": "contract"}, {"farmland_arbitration", "limitation"}),
        ({"right_class": "land", "land_item": "income"}, {"limitation"}),
    ],
)
def test_each_right_has_its_own_limitation(details: dict[str, str], running: set[str]) -> None:
    fresh = {} if details["right_class"] == "land" else NO_LAND

    at = opened("women_rights", **{**fresh, **details})

    assert {c.key for c in at.state.clocks} == running
