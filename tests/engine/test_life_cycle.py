"""The course of a case: what is offered when, what each act changes, what it does to clocks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.declare.facts import Fact
from portal.declare.phases import Ending, Phase
from portal.engine.actions import CORE_ACTIONS
from portal.engine.case_state import CaseState
from portal.engine.changes import Change
from portal.engine.clocks import again, spans_of
from portal.engine.correction import correct
from portal.engine.moves import next_move
from portal.engine.transitions import decide, offered
from portal.reading.event_sentences import event_sentence
from tests.engine.wages import CALENDAR, TODAY, after, deciding, do, opened

TERM = {"payer": "甲公司", "payee": "王小军", "amount": "12000", "due_on": "2026-12-20"}


def mediating() -> CaseState:
    state = do(opened(), "accept", accepted_on="今天")
    return do(do(state, "take"), "consent", consented_on="今天", how="phone")


def keys(state: CaseState) -> set[str]:
    return {offer.key for offer in offered(state, lambda verb: True)}


def refusal(state: CaseState, action: str, **data: Any) -> dict[str, str]:
    found = decide(state, action, data, deciding())
    assert not isinstance(found, Change)
    return {p.field: p.code for p in found}


def test_case_goes_from_request_to_archive() -> None:
    state = mediating()
    state = do(state, "session", held_on="今天", manner="face_to_face", record="双方同意分期", result="success")
    state = do(state, "agree", form="written", agreed_on="今天", terms=[TERM])

    assert (state.phase, state.step, state.ending) == (Phase.AGREED, "to_sign", None)
    state = do(state, "sign", signed_on="今天", complete=True)
    assert state.ending is Ending.SETTLED
    state = do(state, "perform", performed_on="今天")
    state = do(state, "follow_up", visited_on="今天", how="phone", performance="full", content="satisfied")
    state = do(state, "archive", archived_on="今天")

    assert state.phase is Phase.ARCHIVED
    assert keys(state) == {"reopen", "seal", "void"}


def test_the_awaited_act_comes_first_and_a_missing_verb_hides_an_act() -> None:
    offers = offered(opened(), lambda verb: verb != "void")

    assert offers[0].key == "accept"
    assert offers[0].primary
    assert "void" not in {o.key for o in offers}


@pytest.mark.parametrize(
    ("action", "data", "ending"),
    [
        ("fail", {"reason": "apart", "remedies_told": True}, Ending.NOT_SETTLED),
        ("party_refuses", {"reason": "refuses", "remedies_told": True}, Ending.PARTY_REFUSED),
        ("withdraw", {"how": "self_settled"}, Ending.SELF_SETTLED),
        ("pass_on", {"to_body": "县人社局", "consented": True, "remedies_told": True}, Ending.PASSED_ON),
        ("other_procedure", {"procedure": "arbitration", "remedies_told": True}, Ending.OTHER_PROCEDURE),
        ("report", {"to": "police", "who": "接警", "reported_on": "今天", "what": "扬言报复", "ends": True}, Ending.REPORTED),
    ],
)
def test_case_ends_without_agreement_and_its_clocks_stop(action: str, data: dict[str, Any], ending: Ending) -> None:
    state = do(mediating(), action, **data)

    assert state.ending is ending
    assert state.phase is Phase.ENDED
    assert not state.clock_keys


@pytest.mark.parametrize("action", ["fail", "party_refuses"])
def test_other_remedies_must_have_been_told(action: str) -> None:
    reason = "apart" if action == "fail" else "refuses"

    assert refusal(mediating(), action, reason=reason, remedies_told=False) == {"remedies_told": "tell_remedies"}


def test_request_that_is_refused_ends_without_a_number() -> None:
    change = decide(opened(), "refuse", {"reason": "not_ours", "remedies_told": True}, deciding())

    assert isinstance(change, Change)
    assert change.ending is Ending.NOT_ACCEPTED
    assert change.number_year is None


def test_acceptance_asks_for_a_number_of_its_year() -> None:
    change = decide(opened(), "accept", {"accepted_on": "2026-11-21"}, deciding())

    assert isinstance(change, Change)
    assert change.number_year == 2026


def test_act_that_is_not_offered_is_refused() -> None:
    assert refusal(opened(), "sign", signed_on="今天", complete=True) == {"": "not_offered"}


def test_nothing_happens_before_the_request_came() -> None:
    assert refusal(opened(), "accept", accepted_on="2026-11-01") == {"accepted_on": "before_received"}


def test_signature_must_be_complete() -> None:
    state = do(mediating(), "agree", form="written", agreed_on="今天", terms=[TERM])

    assert refusal(state, "sign", signed_on="今天", complete=False) == {"complete": "signatures_missing"}


def test_oral_agreement_is_in_force_at_once_and_starts_the_confirmation_clock() -> None:
    state = do(mediating(), "agree", form="oral", agreed_on="今天", terms=[{"payer": "甲", "act": "当面道歉"}])

    assert state.ending is Ending.SETTLED
    assert state.clock_keys == {"confirmation"}


def test_pause_stops_the_count_and_resuming_moves_the_due_day() -> None:
    state = do(mediating(), "pause", paused_on="2026-11-21", reason="appraisal")
    assert state.clocks[0].state == "suspended"

    state = do(state, "resume", today=date(2026, 12, 1), resumed_on="2026-12-01")

    assert state.phase is Phase.MEDIATING
    assert state.clocks[0].due_on == date(2026, 12, 15)  # 11-22 to 11-30 did not count; the first day never does


def test_extension_needs_the_consent_of_all_and_a_later_day() -> None:
    state = mediating()

    assert refusal(state, "extend", clock="mediation", until="2026-12-30", agreed=False) == {"agreed": "extension_needs_consent"}
    assert refusal(state, "extend", clock="mediation", until="2026-12-01", agreed=True) == {"until": "not_later"}
    assert do(state, "extend", clock="mediation", until="2026-12-30", agreed=True).clocks[0].due_on == date(2026, 12, 30)


def test_talks_that_go_on_after_an_unsigned_agreement_run_the_old_clock_again() -> None:
    state = do(mediating(), "agree", form="written", agreed_on="今天", terms=[TERM])
    assert state.clocks[0].state == "stopped"

    state = do(state, "talk_again")

    assert state.phase is Phase.MEDIATING
    assert state.clocks[0].state == "running"
    assert state.clocks[0].due_on == date(2026, 12, 7)


def test_reopening_takes_the_ending_away() -> None:
    state = do(mediating(), "fail", reason="apart", remedies_told=True)
    change = decide(state, "reopen", {"reason_text": "双方又愿意调解"}, deciding(supervises=True))

    assert isinstance(change, Change)
    assert (change.phase, change.ending) == (Phase.MEDIATING, None)
    assert change.facts[Fact.ENDED_ON] is None


def test_voided_case_offers_nothing() -> None:
    state = do(opened(), "void", reason_text="重复登记")

    assert offered(state, lambda verb: True) == ()
    assert refusal(state, "note", channel="phone", text="x") == {"": "not_offered"}


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ([{"payer": "甲", "payee": "乙", "amount": "0", "due_on": "今天"}], "terms.0.amount"),
        ([{"kind": "money", "payer": "甲", "amount": "5", "due_on": "今天"}], "terms.0.payee"),
        ([{"kind": "act", "payer": "甲"}], "terms.0.act"),
        ([{"ghost": "x"}], "terms.0.ghost"),
        ("x", "terms"),
        ([], "terms"),
    ],
)
def test_terms_are_read_row_by_row(terms: object, field: str) -> None:
    assert field in refusal(mediating(), "agree", form="written", agreed_on="今天", terms=terms)


def test_correction_changes_what_is_named_and_everything_computed_from_it() -> None:
    state = opened(received_on="2026-11-21")
    found = correct(
        state,
        {"reason_text": "登记时看错", "received_on": "2026-11-16", "details": {"owed": "15000"}},
        TODAY,
        CALENDAR,
        frozenset(),
    )

    assert isinstance(found, Change)
    assert found.facts[Fact.AMOUNT_CLAIMED] == 1_500_000
    assert {e.path: (e.before, e.after) for e in found.values}["details.owed"] == ("12,000.00", "15,000.00")
    assert after(state, found).clocks[0].due_on == date(2026, 12, 1)


def test_correction_refuses_a_missing_reason_a_masked_value_and_nothing_at_all() -> None:
    state = opened()

    assert refusal(state, "correct", summary="新的") == {"reason_text": "required"}
    assert refusal(state, "correct", reason_text="改", details={"owed": {"masked": "*"}})["details.owed"] == "masked"
    assert refusal(state, "correct", reason_text="改", summary=state.summary) == {"": "nothing_changed"}


def test_correction_adds_changes_and_removes_parties() -> None:
    state = opened()
    worker = str(state.parties[0].id)
    added = {"name": "李桂兰", "id_number": "620723198506150028"}
    found = decide(
        state,
        "correct",
        {"reason_text": "补登", "parties": {"worker": [{"id": worker, "phone": "13893600099"}, added]}},
        deciding(),
    )

    assert isinstance(found, Change)
    assert found.parties is not None
    assert [p.name for p in found.parties] == ["王小军", "临泽县兴业建筑有限公司", "李桂兰"]
    assert found.parties[0].phone == "13893600099"
    assert found.parties[0].id_number == "620723199001010016"


def test_a_case_is_filed_with_its_call_back_or_with_the_reason_why_there_is_none() -> None:
    """The dossier asks for 回访记录; nobody is called back who never agreed to mediate."""
    ended: dict[str, Any] = {"reason": "apart", "remedies_told": True, "ended_on": "今天"}
    failed = do(mediating(), "fail", **ended)

    assert refusal(failed, "archive", archived_on="今天") == {"no_call_back": "required"}
    assert do(failed, "archive", archived_on="今天", no_call_back="unreachable").phase is Phase.ARCHIVED
    told = event_sentence("archive", {"no_call_back": "unreachable"})
    assert told == "归档，没有回访：多次联系不上当事人"
    refused = do(opened(), "refuse", **{**ended, "reason": "not_ours"})
    assert do(refused, "archive", archived_on="今天").phase is Phase.ARCHIVED


def test_every_core_act_has_a_sentence() -> None:
    for act in CORE_ACTIONS:
        assert event_sentence(act.key, {}) != act.key


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 20), max_size=4), st.integers(0, 60))
def test_every_due_day_can_be_computed_again(waits: list[int], extra: int) -> None:
    state, day = mediating(), TODAY
    for wait in waits:
        state = do(state, "pause", today=day, paused_on=day.isoformat(), reason="appraisal")
        day = date.fromordinal(day.toordinal() + wait)
        state = do(state, "resume", today=day, resumed_on=day.isoformat())
    clock = state.clocks[0]
    if extra:
        until = date.fromordinal(clock.due_on.toordinal() + extra)
        state = do(state, "extend", today=day, clock="mediation", until=until.isoformat(), agreed=True)
        clock = state.clocks[0]

    assert again(clock, spans_of(clock), CALENDAR, "recalculated").on == clock.due_on
    assert next_move(state) == "session"
