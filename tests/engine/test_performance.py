"""履行台账: how terms stand, what is done towards them, what may be done when one is not kept, until when it is enforceable."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.declare.agreements import AgreementLaw
from portal.declare.facts import Fact
from portal.engine.agreement_rows import TermState
from portal.engine.calendars import WorkCalendar, seed_rows
from portal.engine.confirmation import last_day
from portal.engine.enforcement import BASIS, enforceable_until
from portal.engine.performance import Standing, standing
from portal.engine.remedies import REMEDIES, remedies
from portal.errors import Refused
from portal.testing.desk import Desk, problems
from tests.engine.wages import WAGES

TODAY = date(2026, 11, 21)
CALENDAR = WorkCalendar.of("test", seed_rows())
PAYS = {"payer": "兴业建筑", "payee": "王小军"}
TERMS = (
    {**PAYS, "amount": "4000", "due_on": "2026-12-01"},
    {**PAYS, "amount": "8000", "due_on": "2026-12-20"},
    {"kind": "act", "payer": "兴业建筑", "act": "退还工具", "due_on": "2026-11-30"},
)


def in_force(*terms: dict[str, str], under: AgreementLaw = AgreementLaw.PEOPLES, **sign: Any) -> Desk:
    desk = Desk("x.wages", replace(WAGES, agreed_under=under), today=TODAY)
    desk.open({**desk.example(), "received_on": "2026-11-10"})
    desk.act("accept", accepted_on="2026-11-10")
    desk.act("consent", consented_on="2026-11-11", how="phone")
    desk.act("agree", form="written", agreed_on="2026-11-20", terms=list(terms or TERMS))
    desk.act("sign", signed_on="2026-11-20", complete=True, **sign)
    return desk


def a_term(**changed: Any) -> TermState:
    plain = TermState(uuid.UUID(int=1), "money", "甲", "乙", 10_000, "", date(2026, 12, 1))
    return replace(plain, **changed)


@pytest.mark.parametrize(
    ("changed", "today", "expected"),
    [
        ({}, date(2026, 11, 27), Standing.DUE),
        ({"paid": 100}, date(2026, 11, 27), Standing.PARTIAL),
        ({}, date(2026, 11, 28), Standing.SOON),
        ({}, date(2026, 12, 1), Standing.SOON),
        ({}, date(2026, 12, 2), Standing.OVERDUE),
        ({"paid": 100}, date(2026, 12, 2), Standing.OVERDUE),
        ({"breached_on": date(2026, 12, 3)}, date(2026, 12, 4), Standing.BREACHED),
        ({"breached_on": date(2026, 12, 3), "performed_on": date(2026, 12, 5)}, date(2026, 12, 6), Standing.PERFORMED),
        ({"due_on": None}, date(2030, 1, 1), Standing.DUE),
    ],
)
def test_standing_of_a_term(changed: dict[str, Any], today: date, expected: Standing) -> None:
    assert standing(a_term(**changed), today) is expected


def test_full_performance_follows_from_the_last_term_and_takes_its_day() -> None:
    desk = in_force()
    day = date(2026, 12, 21)

    desk.act("perform_term", on=day, term="2", performed_on="2026-12-15", amount="3000", proof="transfer")
    assert desk.state.agreement.terms[1].left == 500_000  # type: ignore[union-attr]
    desk.act("perform_term", on=day, term="2", performed_on="2026-12-20", proof="receipt", proof_text="收条一张")
    desk.act("perform_term", on=day, term="1", performed_on="2026-12-01", proof="transfer")
    assert desk.state.step == "in_force"
    last = desk.act("perform_term", on=day, term="3", performed_on="2026-11-30", proof="witnessed")

    assert desk.state.step == "performed"
    assert {f.value: v for f, v in last.facts.items()} == {"performed_on": date(2026, 12, 20)}, "the day of the last term"
    assert "perform_term" not in desk.offers()


def test_what_is_left_may_be_done_in_one_answer_or_on_the_spot() -> None:
    rest = in_force()
    rest.act("perform_term", term="1", performed_on="2026-11-21", proof="transfer")
    change = rest.act("perform", performed_on="2026-11-21")
    spot = in_force(performed=True)

    assert [type(row).__name__ for row in change.rows] == ["TermPerformed", "TermPerformed", "AgreementPerformed"]
    assert (rest.state.step, spot.state.step) == ("performed", "performed")
    assert all(term.performed_on == date(2026, 11, 20) for term in spot.state.agreement.terms)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("action", "data", "expected"),
    [
        ("perform_term", {"term": "4", "performed_on": "2026-11-21", "proof": "receipt"}, ("term", "not_an_option")),
        ("perform_term", {"performed_on": "2026-11-21", "proof": "receipt"}, ("term", "required")),
        (
            "perform_term",
            {"term": "1", "performed_on": "2026-11-19", "proof": "receipt"},
            ("performed_on", "before_perform_term_is_possible"),
        ),
        ("perform_term", {"term": "1", "performed_on": "2026-11-22", "proof": "receipt"}, ("performed_on", "day_in_future")),
        (
            "perform_term",
            {"term": "1", "performed_on": "今天", "proof": "receipt", "amount": "4000.01"},
            ("amount", "more_than_owed"),
        ),
        (
            "perform_term",
            {"term": "3", "performed_on": "今天", "proof": "receipt", "amount": "1"},
            ("amount", "act_has_no_amount"),
        ),
        ("perform_term", {"term": "1", "performed_on": "今天"}, ("proof", "required")),
        ("breach", {"term": "1", "found_on": "今天", "remedies_told": True, "chosen": "urge"}, ("found_on", "not_overdue")),
        (
            "breach",
            {"term": "1", "found_on": "今天", "remedies_told": False, "chosen": "urge"},
            ("remedies_told", "tell_remedies"),
        ),
    ],
)
def test_bad_entries_are_told_at_their_field(action: str, data: dict[str, Any], expected: tuple[str, str]) -> None:
    desk = in_force()

    with pytest.raises(Refused) as refused:
        desk.act(action, **data)

    assert [(p.field, p.code) for p in refused.value.problems] == [expected]
    assert desk.state.step == "in_force"


def test_a_breach_keeps_what_was_left_and_told_and_may_still_be_mended() -> None:
    desk = in_force()
    day = date(2026, 12, 25)
    desk.act("perform_term", on=day, term="1", performed_on="2026-12-10", amount="1000", proof="transfer")

    noted = desk.act("breach", on=day, term="1", found_on="2026-12-25", remedies_told=True, chosen="sue").rows[0]

    assert (noted.left, noted.told) == (300_000, ("urge", "sue", "payment_order", "notarised"))  # type: ignore[union-attr]
    with pytest.raises(Refused) as again:
        desk.act("breach", on=day, term="1", found_on="2026-12-25", remedies_told=True, chosen="sue")
    assert problems(again.value) == {"term"}
    desk.act("perform_term", on=day, term="1", performed_on="2026-12-25", proof="receipt")
    assert standing(desk.state.agreement.terms[0], day) is Standing.PERFORMED  # type: ignore[union-attr]


REMEDIES_OPEN = [
    # law, kinds of the broken terms, what else is so, the ways with their articles (domain 2.8)
    (
        AgreementLaw.PEOPLES,
        ("money",),
        {},
        ("人民调解法 31", "人民调解法 32", "民事诉讼法 225", "民事诉讼法 249"),
    ),
    (
        AgreementLaw.PEOPLES,
        ("money",),
        {"may_confirm": True},
        ("人民调解法 31", "人民调解法 33", "人民调解法 32", "民事诉讼法 225", "民事诉讼法 249"),
    ),
    (AgreementLaw.PEOPLES, ("money", "act"), {}, ("人民调解法 31", "人民调解法 32")),
    (AgreementLaw.PEOPLES, ("money",), {"confirmed": True}, ("民事诉讼法 206", "人民调解法 31")),
    (AgreementLaw.MEDICAL, ("act",), {"refused": True}, ("人民调解法 31", "人民调解法 32", "人民调解法 33")),
    (
        AgreementLaw.LABOUR,
        ("money",),
        {},
        ("人民调解法 31", "劳动争议调解仲裁法 16", "劳动争议调解仲裁法 15", "劳动争议司法解释（一） 51"),
    ),
    (AgreementLaw.LABOUR, ("act",), {}, ("人民调解法 31", "劳动争议调解仲裁法 15")),
]


@pytest.mark.parametrize(("law", "kinds", "so", "expected"), REMEDIES_OPEN)
def test_ways_after_a_breach(law: AgreementLaw, kinds: tuple[str, ...], so: dict[str, bool], expected: tuple[str, ...]) -> None:
    found = remedies(law, kinds, **so)

    assert tuple(f"{way.basis.law} {way.basis.article}" for way in found) == expected
    assert set(found) <= set(REMEDIES), "every way can be chosen and told"


def test_a_way_that_is_not_open_is_refused() -> None:
    desk = in_force(under=AgreementLaw.LABOUR)

    with pytest.raises(Refused) as refused:
        desk.act("breach", on=date(2026, 12, 5), term="1", found_on="2026-12-05", remedies_told=True, chosen="sue")

    assert [(p.field, p.code) for p in refused.value.problems] == [("chosen", "remedy_not_open")]


LEDGER = (
    a_term(due_on=date(2026, 12, 1)),
    a_term(id=uuid.UUID(int=2), due_on=date(2027, 1, 1)),
    a_term(id=uuid.UUID(int=3), payee="丙", due_on=date(2026, 12, 10)),
    a_term(id=uuid.UUID(int=4), kind="act", amount=None, due_on=None),
)


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (0, date(2029, 1, 2)),  # 民事诉讼法 250: the last instalment; 民事诉讼法 85: New Year's day 2029 is a holiday
        (1, date(2029, 1, 2)),
        (2, date(2028, 12, 11)),  # 10 December 2028 is a Sunday
        (3, date(2028, 12, 25)),  # no day set: from the ruling, 25 December 2026
    ],
)
def test_two_years_for_enforcement(index: int, expected: date) -> None:
    assert enforceable_until(LEDGER[index], LEDGER, date(2026, 12, 25), CALENDAR) == expected
    assert (BASIS.law, BASIS.article) == ("民事诉讼法", "250")


@pytest.mark.parametrize(
    ("effective", "last"),
    [(date(2026, 11, 21), date(2026, 12, 21)), (date(2026, 11, 20), date(2026, 12, 21)), (date(2026, 9, 3), date(2026, 10, 8))],
)
def test_thirty_days_to_apply(effective: date, last: date) -> None:
    """人民调解法 33; 民事诉讼法 85: a last day on a Sunday or in the holidays of October moves on."""
    assert last_day(effective, CALENDAR) == last


@given(st.lists(st.integers(1, 100_000), min_size=1, max_size=12))
def test_the_ledger_adds_up_whatever_is_paid(parts: list[int]) -> None:
    desk = in_force({**PAYS, "amount": f"{sum(parts) / 100:.2f}", "due_on": "2026-12-20"})
    for place, fen in enumerate(parts):
        assert desk.state.step == "in_force"
        desk.act("perform_term", term="1", performed_on="今天", amount=f"{fen / 100:.2f}", proof="transfer")
        assert desk.state.agreement.terms[0].left == sum(parts[place + 1 :])  # type: ignore[union-attr]

    assert desk.state.step == "performed"


def test_an_oral_agreement_performed_on_the_spot_needs_no_paper_and_leaves_nothing_to_do() -> None:
    """人民调解法 28: an oral agreement is recorded; 即时履行."""
    desk = Desk("x.wages", WAGES, today=TODAY)
    desk.open({**desk.example(), "received_on": "2026-11-10"})
    desk.act("accept", accepted_on="2026-11-10")
    desk.act("consent", consented_on="2026-11-11", how="phone")
    agreed: dict[str, Any] = {"agreed_on": "2026-11-20", "terms": list(TERMS), "performed": True}

    with pytest.raises(Refused) as refused:
        desk.act("agree", form="written", **agreed)
    assert problems(refused.value) == {"performed"}
    change = desk.act("agree", form="oral", **agreed)

    assert (desk.state.step, desk.state.ending) == ("performed", "settled")
    assert change.facts[Fact.PERFORMED_ON] == date(2026, 11, 20)
    assert desk.state.agreement is not None
    assert all(term.performed_on == date(2026, 11, 20) and term.left == 0 for term in desk.state.agreement.terms)
    assert desk.offers().isdisjoint({"perform", "perform_term", "sign"})
    assert change.move == "follow_up"
