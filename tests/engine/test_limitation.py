"""中断、中止、强制执行期间、接续的期限: each row with its article; what moves a limitation of a case, and to which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.declare.case_types import CaseType
from portal.declare.clocks import After, Basis, Clock, End, Unit, Whose
from portal.declare.fields import Day, TimeOfDay
from portal.declare.phases import CONFIRMING, EFFECTIVE, ENDED, PERFORMED, RECEIVED
from portal.declare.statutory import labour, limitation, mediation
from portal.engine.case_state import CaseState
from portal.engine.clocks import again, spans_of
from portal.engine.confirmation import MUST_MATERIALS
from portal.engine.days import SHANGHAI
from portal.engine.limitation import REQUEST
from portal.engine.limitation_moves import requested_before
from portal.errors import DeclarationError, Refused
from portal.testing.desk import Desk
from tests.engine.wages import CALENDAR, WAGES

TODAY = date(2026, 11, 21)
LAW = Basis("民法典", "1", since=date(2021, 1, 1))
RIGHT: dict[str, Any] = {"suspends": False, "whose": Whose.PARTIES, "basis": LAW, "lapse": "期满"}
FIELDS = (
    Day("known_on", "知道之日"),
    Day("order_on", "受理之日"),
    Day("last_on", "写明的最后一日", future=True),
    TimeOfDay("order_at", "几点"),
)
ARBITRATION = replace(labour.ARBITRATION_FROM_KNOWING, key="arbitration")
CONFIRMATION = replace(mediation.CONFIRMATION, stops=(PERFORMED, CONFIRMING))
TYPE = replace(
    WAGES,
    fields=(*WAGES.fields, *FIELDS),
    clocks=(*WAGES.clocks[:1], CONFIRMATION, limitation.FROM_KNOWING, ARBITRATION, mediation.ENFORCEMENT),
)


def opened(
    case_type: CaseType = TYPE, /, *, source: str = "application", received_on: str = "2026-11-10", **details: Any
) -> Desk:
    desk = Desk("x.wages", case_type, today=TODAY)
    desk.open({**desk.example(**details), "received_on": received_on, "source": source})
    return desk


def mediating(**details: Any) -> Desk:
    desk = opened(**details)
    desk.act("accept", accepted_on="2026-11-10")
    desk.act("consent", consented_on="2026-11-11", how="phone")
    return desk


def noted(desk: Desk, clock: str, act: str, acted_on: str, ended: str = "") -> None:
    desk.act("interrupt", clock=clock, act=act, acted_on=acted_on, procedure_ended_on=ended or None)


def refused(desk: Desk, action: str, **data: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        desk.act(action, **data)
    return [(p.field, p.code) for p in refusal.value.problems]


@pytest.mark.parametrize(
    ("article", "source", "known_on", "acts", "civil", "arbitration"),
    [
        # nobody asked: three years of 民法典 188, the year of 劳动争议调解仲裁法 27
        ("188", "own_motion", "2026-05-12", [], date(2029, 5, 14), date(2027, 5, 12)),
        # 诉讼时效规定 12; 劳动争议调解仲裁法 27: the request interrupts, both run from the day it came
        ("12", "application", "2026-05-12", [], date(2029, 11, 12), date(2027, 11, 10)),
        ("12", "police", "2026-05-12", [], date(2029, 11, 12), date(2027, 11, 10)),
        # 民法典 192: what came after the end changes nothing
        ("12 too late", "application", "2023-11-02", [], date(2026, 11, 2), date(2024, 11, 4)),
        # 民法典 195(1): a demand in time saves the period, and the request is in time then
        ("195(1)", "application", "2023-11-02", [("demand", "2024-06-03", "")], date(2029, 11, 12), date(2024, 11, 4)),
        # 民法典 195(3), 诉讼时效规定 10: from the end of the suit
        ("195(3)", "own_motion", "2025-03-03", [("suit", "2025-06-02", "2026-02-10")], date(2029, 2, 12), date(2026, 3, 3)),
        # 诉讼时效规定 13: a report to the police
        ("13", "own_motion", "2025-03-03", [("crime", "2025-06-02", "")], date(2028, 6, 2), date(2026, 3, 3)),
    ],
)
def test_an_act_starts_the_period_anew_from_the_day_its_article_says(
    article: str, source: str, known_on: str, acts: list[tuple[str, str, str]], civil: date, arbitration: date
) -> None:
    desk = opened(source=source, known_on=known_on)

    for act in acts:
        noted(desk, "limitation", *act)

    assert (desk.due("limitation"), desk.due("arbitration")) == (civil, arbitration), article


def test_mediation_that_fails_starts_the_civil_period_from_its_end_and_leaves_the_labour_year() -> None:
    """民法典 195: 有关程序终结时起; 劳动争议调解仲裁法 27: 从中断时起."""
    desk = mediating(known_on="2026-05-12")

    desk.act("fail", reason="apart", remedies_told=True, ended_on="2026-11-20")

    assert (desk.due("limitation"), desk.due("arbitration")) == (date(2029, 11, 20), date(2027, 11, 10))


def test_a_promise_and_a_part_payment_start_both_periods_anew() -> None:
    """诉讼时效规定 14; 劳动争议调解仲裁法 27: 对方当事人同意履行义务."""
    desk = mediating(known_on="2026-05-12")
    pays = [{"payer": "兴业建筑", "payee": "王小军", "amount": "8000", "due_on": "2026-12-20"}]

    desk.act("agree", form="oral", agreed_on="2026-11-18", terms=pays)
    assert (desk.due("limitation"), desk.due("arbitration")) == (date(2029, 11, 19), date(2027, 11, 18))

    desk.act("perform_term", on=date(2026, 12, 1), term="1", performed_on="2026-12-01", amount="3000", proof="receipt")
    assert (desk.due("limitation"), desk.due("arbitration")) == (date(2029, 12, 3), date(2027, 12, 1))

    desk.act("perform", on=date(2026, 12, 20), performed_on="2026-12-20")
    assert (clock := desk.clock("limitation")) is not None
    assert clock.state == "running"  # FROM_KNOWING names no end: what was paid may be only a part of the claim


@pytest.mark.parametrize(
    ("article", "clock", "since", "gone", "due"),
    [
        # 民法典 194: in the last six months (from 12 November 2027), so six months after it was gone
        ("194", "limitation", "2028-01-10", "2028-03-01", date(2028, 9, 1)),
        ("194 ends before the last months", "limitation", "2027-05-10", "2027-11-12", None),
        ("194 reaches into them", "limitation", "2027-05-10", "2027-11-13", date(2028, 5, 15)),
        ("194 after the end", "limitation", "2028-05-20", "2028-06-01", None),
        # 劳动争议调解仲裁法 27: the days of the obstacle are not counted, whenever they were
        ("27", "arbitration", "2025-06-02", "2025-06-12", date(2026, 5, 22)),
    ],
)
def test_an_obstacle_holds_the_period_up_as_its_article_says(
    article: str, clock: str, since: str, gone: str, due: date | None
) -> None:
    desk = opened(source="own_motion", known_on="2025-05-12")
    before = desk.due(clock)
    told: dict[str, Any] = {"clock": clock, "obstacle": "force_majeure", "since_on": since, "gone_on": gone}

    desk.today = date(2028, 12, 1)
    if due is None:
        assert refused(desk, "hinder", **told) == [("since_on", "not_in_the_last_months")]
        assert desk.due(clock) == before
    else:
        desk.act("hinder", **told)
        assert desk.due(clock) == due, article


def test_acts_that_do_not_interrupt_are_refused_at_their_field() -> None:
    desk = opened(known_on="2025-12-12", source="own_motion")

    assert refused(desk, "interrupt", clock="arbitration", act="crime", acted_on="2026-02-02") == [("act", "does_not_interrupt")]
    assert refused(desk, "interrupt", clock="limitation", act="demand", acted_on="2025-12-01") == [
        ("acted_on", "interrupts_nothing")
    ]
    wrong = {"act": "suit", "acted_on": "2026-02-02", "procedure_ended_on": "2026-01-02"}
    assert refused(desk, "interrupt", clock="limitation", **wrong) == [("procedure_ended_on", "ended_before_it_began")]
    assert refused(desk, "interrupt", clock="mediation", act="demand", acted_on="2026-02-02") == [("clock", "not_an_option")]
    desk.today = date(2029, 12, 1)
    late = {"act": "demand", "acted_on": "2029-02-02"}
    assert refused(desk, "interrupt", clock="limitation", **late) == [("acted_on", "limitation_over")]


def confirmed(*due_on: str | None, ruled_on: str = "2026-12-10") -> Desk:
    """Return a case whose agreement, payable on these days to two workers in turn, the court confirmed."""
    desk = mediating()
    payees = ("王小军", "王小军", "李四")
    terms = [
        {"payer": "兴业建筑", "payee": payee, "amount": "1000", "due_on": day}
        if day
        else {"kind": "act", "payer": "兴业建筑", "act": "当面道歉"}
        for day, payee in zip(due_on, payees, strict=False)
    ]
    desk.act("agree", form="written", agreed_on="2026-11-18", terms=terms)
    desk.act("sign", signed_on="2026-11-18", complete=True)
    applied: dict[str, Any] = {
        "applied_on": "2026-11-20",
        "court": "临泽县人民法院",
        "joint": True,
        "materials": list(MUST_MATERIALS),
    }
    desk.act("apply_confirmation", **applied)
    desk.today = date(2027, 3, 1)
    number = "（2026）甘0723诉前调确12号"
    desk.act("confirmation_answer", answer="confirmed", answered_on=ruled_on, number=number)
    return desk


@pytest.mark.parametrize(
    ("due_on", "until"),
    [
        (("2026-12-20",), date(2028, 12, 20)),  # 民事诉讼法 250: the last day of the performance term
        (("2026-12-20", "2027-06-20"), date(2029, 6, 20)),  # in instalments: the last of them
        ((None,), date(2028, 12, 11)),  # no day set: the day of the ruling; 10 December 2028 is a Sunday
        (("2026-12-20", "2027-06-20", "2027-01-15"), date(2029, 1, 15)),  # two debts: the one that runs out first
    ],
)
def test_two_years_to_ask_for_enforcement_begin_with_what_the_court_confirmed(
    due_on: tuple[str | None, ...], until: date
) -> None:
    assert confirmed(*due_on).due("enforcement") == until


def test_enforcement_moves_on_with_the_instalments_and_ends_with_the_last_payment() -> None:
    """民事诉讼法 250 with 诉讼时效规定 14."""
    desk = confirmed("2026-12-20", "2027-01-20", "2027-01-15")
    pay: dict[str, Any] = {"proof": "transfer"}

    desk.act("perform_term", term="1", performed_on="2026-12-21", **pay)
    assert desk.due("enforcement") == date(2029, 1, 15)  # another debt was paid in part
    desk.act("perform_term", term="3", performed_on="2027-02-10", amount="400", **pay)
    assert desk.due("enforcement") == date(2029, 1, 15)  # the other one could run out before that which was acknowledged
    desk.act("perform_term", term="3", performed_on="2027-02-20", amount="600", **pay)
    assert desk.due("enforcement") == date(2029, 1, 22)  # 20 January 2029 is a Saturday
    desk.act("perform_term", term="2", performed_on="2027-02-24", amount="300", **pay)
    assert desk.due("enforcement") == date(2029, 2, 26)  # acknowledged in part; 24 February 2029 is a Saturday
    desk.act("perform_term", term="2", performed_on="2027-02-25", **pay)
    assert [c.state for c in desk.state.clocks if c.key == "enforcement"][-1] == "stopped"


def test_what_was_not_confirmed_cannot_be_enforced() -> None:
    desk = mediating()
    desk.act("agree", form="oral", agreed_on="2026-11-18", terms=[{"kind": "act", "payer": "兴业建筑", "act": "当面道歉"}])

    assert desk.due("enforcement") is None


CHAIN = (
    Clock("first", "甲期限", days=3, starts=RECEIVED, stops=(EFFECTIVE,), **RIGHT),
    Clock("silent", "甲期满以后", days=15, starts=After("first"), **RIGHT),
    Clock("served", "甲办结以后", working_days=3, starts=After("first", End.MET), stops=(ENDED,), **RIGHT),
    Clock("third", "再以后", days=30, starts=After("silent"), **RIGHT),
)
CHAINED = replace(WAGES, clocks=CHAIN)


def test_one_clock_begins_when_the_other_lapses_from_the_last_day_that_had() -> None:
    desk = opened(CHAINED, received_on="2026-11-20")

    assert desk.lapse(on=date(2026, 11, 23)) == ()
    assert desk.lapse(on=date(2026, 11, 24)) == ("silent",)
    assert (desk.due("first"), desk.due("silent")) == (date(2026, 11, 23), date(2026, 12, 8))
    assert desk.lapse(on=date(2026, 12, 9)) == ("third",)
    assert desk.due("third") == date(2027, 1, 7)


def test_another_begins_when_it_is_met_and_falls_away_with_that() -> None:
    desk = opened(
        replace(CHAINED, clocks=(replace(CHAIN[0], stops=(WAGES.clocks[0].stops[0],)), *CHAIN[1:])), received_on="2026-11-20"
    )
    desk.act("accept", accepted_on="2026-11-20")
    desk.act("consent", consented_on="2026-11-20", how="phone")
    terms = [{"kind": "act", "payer": "兴业建筑", "act": "当面道歉"}]

    desk.act("agree", form="written", agreed_on="2026-11-20", terms=terms)
    assert desk.due("served") == date(2026, 11, 25)
    desk.act("talk_again")

    states = {c.key: c.state for c in desk.state.clocks}
    assert states == {"first": "running", "served": "cancelled"}


@pytest.mark.parametrize(
    ("starts", "whose", "told"),
    [
        (After("unknown"), Whose.PARTIES, "which is no clock"),
        (After("second"), Whose.PARTIES, "follows itself"),
        (After("first"), Whose.OURS, "never lapses"),
    ],
)
def test_chains_that_lead_nowhere_are_refused_at_declaration(starts: After, whose: Whose, told: str) -> None:
    first = Clock("first", "甲", days=3, starts=RECEIVED, **{**RIGHT, "whose": whose})

    with pytest.raises(DeclarationError, match=told):
        replace(WAGES, clocks=(first, Clock("second", "乙", days=3, starts=starts, **RIGHT)))


def test_a_clock_may_last_until_the_day_of_a_field_and_follows_its_correction() -> None:
    until = Clock("stated", "写明的期限", until="last_on", starts="order_on", moves=False, **RIGHT)
    desk = opened(replace(TYPE, clocks=(until,)), order_on="2026-11-19", last_on="2027-05-16")

    assert desk.due("stated") == date(2027, 5, 16)  # a Sunday stays
    assert (clock := desk.clock("stated")) is not None
    assert (clock.unit, clock.length, clock.until_on) == (Unit.UNTIL, 0, date(2027, 5, 16))
    desk.act("correct", reason_text="看错了", details={"last_on": "2027-04-16"})
    assert desk.due("stated") == date(2027, 4, 16)
    assert opened(replace(TYPE, clocks=(until,)), order_on="2026-11-19").due("stated") is None


@pytest.mark.parametrize(
    ("at", "due"),
    [("15:30", "2026-11-22T15:30"), ("9：05", "2026-11-22T09:05"), (None, "2026-11-22T00:00")],
)
def test_hours_run_from_the_time_of_day_and_from_midnight_where_it_is_not_known(at: str | None, due: str) -> None:
    """反家庭暴力法 28; 民法典 201: hours end when they end, also on a Sunday."""
    decides = Clock("decides", "法院作出决定", hours=72, starts="order_on", at="order_at", **RIGHT)

    clock = opened(replace(TYPE, clocks=(decides,)), order_on="2026-11-19", order_at=at).clock("decides")

    assert clock is not None
    assert clock.due_at is not None
    assert clock.due_at.astimezone(SHANGHAI).isoformat(timespec="minutes") == f"{due}+08:00"


def before_requests_were_counted(state: CaseState) -> CaseState:
    """Return the case as it stood when its limitations began without the request."""
    clocks = []
    for clock in state.clocks:
        bare = replace(clock, interruptions=tuple(one for one in clock.interruptions if one.act != REQUEST))
        on = again(bare, spans_of(bare), CALENDAR, "started").on if clock.limitation else clock.due_on
        clocks.append(replace(bare, due_on=on))
    return replace(state, clocks=tuple(clocks))


@pytest.mark.parametrize(
    ("article", "source", "known_on", "acts", "counted"),
    [
        ("12; 27", "application", "2026-05-12", [], {"limitation", "arbitration"}),
        ("12: of its own motion", "own_motion", "2026-05-12", [], set()),
        ("192: after the end", "application", "2023-11-02", [], set()),
        ("192: after the end of one", "application", "2024-06-03", [], {"limitation"}),
        ("195: unless a demand came later", "application", "2026-05-12", [("demand", "2026-11-15", "")], {"arbitration"}),
    ],
)
def test_a_request_is_counted_into_limitations_that_began_before_requests_were(
    article: str, source: str, known_on: str, acts: list[tuple[str, str, str]], counted: set[str]
) -> None:
    desk = opened(source=source, known_on=known_on)
    for act in acts:
        noted(desk, "limitation", *act)

    found = requested_before(before_requests_were_counted(desk.state), TODAY, CALENDAR)

    assert {one.key for one in found} == counted, article
    assert all(one.due.on == desk.due(one.key) for one in found)
    assert requested_before(desk.state, TODAY, CALENDAR) == ()  # what was counted is counted once


def test_a_request_whose_mediation_failed_counts_from_its_end() -> None:
    """民法典 195: 有关程序终结时起; 劳动争议调解仲裁法 27: 从中断时起."""
    desk = mediating(known_on="2026-05-12")
    desk.act("fail", reason="apart", remedies_told=True, ended_on="2026-11-20")

    found = requested_before(before_requests_were_counted(desk.state), TODAY, CALENDAR)

    assert {one.key: one.due.on for one in found} == {"limitation": date(2029, 11, 20), "arbitration": date(2027, 11, 10)}


def test_a_right_that_lapsed_comes_back_only_when_the_request_saves_it() -> None:
    state = before_requests_were_counted(opened(known_on="2023-11-20").state)  # the three years end on 20 November 2026
    lapsed = replace(state, clocks=tuple(replace(clock, state="lapsed") for clock in state.clocks))

    assert [one.key for one in requested_before(lapsed, TODAY, CALENDAR)] == ["limitation"]
    assert requested_before(lapsed, date(2030, 1, 1), CALENDAR) == ()
