"""Every time limit with its article, read in the text of the law, and what starts it."""

from __future__ import annotations

from datetime import date

import pytest

from portal.sdk import EFFECTIVE, ENFORCEABLE, RECEIVED, Clock, Unit
from portal_plugins.trade_union import PLUGIN
from portal_plugins.trade_union.clocks import LABOUR_FORMS, SERVICE_FORMS

# type, clock, law, article, length, unit, starts at
TABLE = [
    ("unpaid_wages", "mediation", "劳动争议调解仲裁法", "14", 15, Unit.DAY, RECEIVED),
    ("unpaid_wages", "arbitration_limitation", "劳动争议调解仲裁法", "27", 1, Unit.YEAR, RECEIVED),
    ("unpaid_wages", "enforcement", "民事诉讼法", "250", 2, Unit.YEAR, ENFORCEABLE),
    ("termination_pay", "enforcement", "民事诉讼法", "250", 2, Unit.YEAR, ENFORCEABLE),
    ("unpaid_wages", "inspection_bar", "劳动保障监察条例", "20", 2, Unit.YEAR, "owed_until"),
    ("unpaid_wages", "judicial_confirmation", "民事诉讼法", "205", 30, Unit.DAY, EFFECTIVE),
    ("unpaid_wages", "payment_order_answer", "民事诉讼法", "226", 5, Unit.DAY, "payment_order_applied_on"),
    ("unpaid_wages", "payment_order_issue", "民事诉讼法", "227", 15, Unit.DAY, "payment_order_accepted_on"),
    ("unpaid_wages", "payment_order_payment", "民事诉讼法", "227", 15, Unit.DAY, "payment_order_served_on"),
    ("termination_pay", "mediation", "劳动争议调解仲裁法", "14", 15, Unit.DAY, RECEIVED),
    ("termination_pay", "arbitration_limitation", "劳动争议调解仲裁法", "27", 1, Unit.YEAR, RECEIVED),
    ("termination_pay", "file_transfer", "劳动合同法", "50", 15, Unit.DAY, "ended_on"),
    ("termination_pay", "judicial_confirmation", "民事诉讼法", "205", 30, Unit.DAY, EFFECTIVE),
    ("termination_pay", "payment_order_answer", "民事诉讼法", "226", 5, Unit.DAY, "payment_order_applied_on"),
    ("termination_pay", "payment_order_issue", "民事诉讼法", "227", 15, Unit.DAY, "payment_order_accepted_on"),
    ("termination_pay", "payment_order_payment", "民事诉讼法", "227", 15, Unit.DAY, "payment_order_served_on"),
]
UNVERIFIED = {"arbitration_review"}
HOUSE = {"mediation_service"}


@pytest.mark.parametrize(("type_key", "key", "law", "article", "length", "unit", "starts"), TABLE)
def test_clock_stands_on_its_article(
    type_key: str, key: str, law: str, article: str, length: int, unit: Unit, starts: str
) -> None:
    clock = PLUGIN.case_type(type_key).clock(key)

    assert clock is not None
    assert (clock.basis.law, clock.basis.article) == (law, article)
    assert (clock.term.length, clock.term.unit) == (length, unit)
    assert clock.starts == starts
    assert clock.basis.verified
    assert not clock.basis.house


def _others() -> list[Clock]:
    checked = {(row[0], row[1]) for row in TABLE}
    return [c for t in PLUGIN.case_types for c in t.clocks if (t.key, c.key) not in checked]


def test_what_was_not_read_in_a_text_says_so() -> None:
    others = _others()

    assert {c.key for c in others if not c.basis.verified} == UNVERIFIED
    assert {c.key for c in others if c.basis.house} == HOUSE
    assert {c.key for c in others} == UNVERIFIED | HOUSE


def test_wages_have_exactly_one_mediation_clock_for_every_form_of_employment() -> None:
    wages = PLUGIN.case_type("unpaid_wages")
    clocks = [wages.clock("mediation"), wages.clock("mediation_service")]

    for form, _ in wages.field("employment").pairs:  # type: ignore[attr-defined]
        held = [c.key for c in clocks if c is not None and c.when is not None and c.when.holds({"employment": form})]
        assert len(held) == 1, form
    assert not set(LABOUR_FORMS) & set(SERVICE_FORMS)


def test_wages_owed_while_employed_know_no_limitation_clock() -> None:
    clock = PLUGIN.case_type("unpaid_wages").clock("arbitration_limitation")

    assert clock is not None
    assert clock.when is not None
    assert not clock.when.holds({"left": False}), "劳动争议调解仲裁法 27"
    assert clock.when.holds({"left": True})


def test_only_what_the_desk_can_act_on_warns() -> None:
    warning = {c.key for t in PLUGIN.case_types for c in t.clocks if c.warns}

    assert warning == {"mediation", "mediation_service", "judicial_confirmation"}


@pytest.mark.parametrize(
    ("law", "since"),
    [
        ("劳动争议调解仲裁法", date(2008, 5, 1)),
        ("劳动保障监察条例", date(2004, 12, 1)),
        ("民事诉讼法", date(2024, 1, 1)),
        ("劳动合同法", date(2008, 1, 1)),
    ],
)
def test_bases_are_in_force_since_the_day_of_their_text(law: str, since: date) -> None:
    bases = {c.basis for t in PLUGIN.case_types for c in t.clocks if c.basis.law == law}

    assert {b.since for b in bases} == {since}
