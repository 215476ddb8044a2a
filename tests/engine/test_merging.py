"""One case ends in another of the same matter: nobody twice, the earliest duty, and every reason why not."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from portal.declare.facts import Fact
from portal.declare.fields import Day
from portal.declare.parties import PERSON
from portal.declare.phases import Ending, Phase
from portal.declare.privacy import Privacy
from portal.declare.statutory import limitation
from portal.engine.case_state import CaseState
from portal.engine.changes import Change, ClockStarted, ClockStopped, LinkMade, SafeChannel
from portal.engine.days import SHANGHAI
from portal.engine.deciding import Deciding
from portal.engine.following import after
from portal.engine.merging import absorbed
from portal.engine.moves import next_move
from portal.engine.transitions import decide
from portal.errors import Problem
from portal.testing.desk import Desk
from tests.engine.wages import CALENDAR, TODAY, WAGES, raw

TYPE = replace(WAGES, parties=(replace(WAGES.parties[0], kind=PERSON), WAGES.parties[1]))
ONE = {"name": "王小军", "id_number": "620723199001010016", "phone": "13893600011"}
TWO = {"name": "李桂兰", "id_number": "620723198506150028", "phone": "13893600022"}
NAMELESS = {"name": "张三"}
MERGE = {"into": "（2026）临劳调字第1号", "reason_text": "同一工地、同一单位欠薪"}


def case(number: int, *workers: dict[str, Any], received_on: str = "2026-11-16", **changes: Any) -> CaseState:
    desk = Desk("labour.unpaid_wages", TYPE, today=TODAY)
    body = raw()
    parties = {"worker": list(workers), "employer": changes.pop("employer", body["parties"]["employer"])}
    desk.open({**body, "parties": parties, "received_on": received_on})
    desk.act("accept", accepted_on="2026-11-18")
    return replace(desk.state, id=uuid.UUID(int=number), **changes)


def claimed(received_on: str) -> CaseState:
    """Return a case with a limitation that the request interrupted."""
    claim = replace(TYPE, fields=(*TYPE.fields, Day("known_on", "知道之日")), clocks=(limitation.FROM_KNOWING,))
    desk = Desk("labour.unpaid_wages", claim, today=TODAY)
    desk.open({**desk.example(known_on="2025-05-12"), "received_on": received_on, "source": "application"})
    return replace(desk.state, id=uuid.uuid4())


def by(lead: CaseState | None) -> Deciding:
    now = datetime(2026, 11, 21, 9, tzinfo=SHANGHAI)
    return Deciding(TODAY, now, CALENDAR, uuid.UUID(int=7), False, lambda staff: True, leading=lambda meant: lead)


def merged(state: CaseState, lead: CaseState | None, *confirmed: str) -> Change | tuple[Problem, ...]:
    return decide(state, "merge", MERGE, by(lead), frozenset(confirmed))


def test_the_case_ends_merged_and_names_the_one_that_leads() -> None:
    state, lead = case(2, ONE), case(3, ONE)

    change = merged(state, lead)

    assert isinstance(change, Change)
    assert (change.ending, change.phase, change.data["into"]) == (Ending.MERGED, Phase.ENDED, str(lead.id))
    assert change.facts == {Fact.ENDED_ON: TODAY, Fact.ENDING: "merged"}
    assert {type(move) for move in change.clocks} == {ClockStopped}
    assert next_move(after(state, change)) == "archive", "the call-back is the leading case's"
    assert MERGE["reason_text"] not in str(change.data)


@pytest.mark.parametrize(
    ("lead", "code"),
    [
        (None, "merge_not_found"),
        (case(2, ONE), "merge_itself"),
        (case(3, ONE, ending=Ending.WITHDRAWN, phase=Phase.ENDED), "merge_into_ended"),
        (case(3, ONE, voided_on=TODAY), "merge_into_ended"),
        (case(3, ONE, phase=Phase.AGREED), "merge_into_ended"),
        (case(3, ONE, phase=Phase.PAUSED), "merge_into_paused"),
        (case(3, ONE, type_key="labour.other"), "merge_other_type"),
        (case(3, ONE, privacy=Privacy.P1), "merge_less_private"),
        (case(3, ONE, actions=("refer",)), "merge_referred"),
        (case(3, ONE, employer={"name": "另一家公司"}), "merge_role_full"),
        (case(3, TWO, employer=raw()["parties"]["employer"]), None),
    ],
)
def test_it_cannot_end_in_any_case(lead: CaseState | None, code: str | None) -> None:
    told = merged(case(2, ONE), lead)

    assert (told[0].code if isinstance(told, tuple) else None) == code


def test_two_cases_with_nobody_in_common_are_asked_about() -> None:
    many = replace(TYPE, parties=(TYPE.parties[0], replace(TYPE.parties[1], many=True)))
    state = replace(case(2, ONE), type=many)
    lead = replace(case(3, TWO, employer={"name": "另一家公司"}), type=many)

    (asked,) = merged(state, lead)  # type: ignore[misc]

    assert (asked.field, asked.code, asked.asks) == ("into", "merge_nobody_shared", True)
    assert isinstance(merged(state, lead, "guard:into"), Change)


def test_people_are_taken_over_without_doubling_with_who_acts_for_them() -> None:
    child = {"name": "王小云", "id_number": "620723201003081010", "guardian": {"name": "李桂兰", "kinship": "parent"}}
    lawyer = {"name": "赵律师", "kinship": "lawyer", "authority": "general"}
    lead, other = case(3, ONE), case(2, {**ONE, "agent": lawyer}, child, NAMELESS)
    same = replace(other.parties[0], contact_rule="never", contact_times="晚上")
    other = replace(other, parties=(same, *other.parties[1:]))

    taken = absorbed(lead, other, by(None))

    assert isinstance(taken, Change)
    assert [p.name for p in taken.joined] == ["王小云", "张三"]
    assert [link.name for link in taken.joined[0].named] == ["李桂兰"]
    assert all(p.id is None and p.ordinal > lead.parties[-1].ordinal for p in taken.joined)
    assert [row.link.name for row in taken.rows if isinstance(row, LinkMade)] == ["赵律师"]
    assert [row for row in taken.rows if isinstance(row, SafeChannel)] == [SafeChannel(lead.parties[0].id, "never", "晚上")]  # type: ignore[arg-type]
    assert taken.facts == {Fact.PEOPLE: 4}
    assert (taken.phase, taken.ending, taken.data["merged"]) == (lead.phase, None, str(other.id))


@pytest.mark.parametrize(
    ("leads", "others", "begins"),
    [("2026-11-16", "2026-11-10", date(2026, 11, 10)), ("2026-11-10", "2026-11-16", None), ("2026-11-16", "2026-11-16", None)],
)
def test_the_leading_case_keeps_the_earliest_duty(leads: str, others: str, begins: date | None) -> None:
    taken = absorbed(case(3, ONE, received_on=leads), case(2, ONE, received_on=others), by(None))

    assert isinstance(taken, Change)
    begun = [move for move in taken.clocks if isinstance(move, ClockStarted)]
    assert [move.started_on for move in begun] == ([begins] if begins else [])
    assert [move.key for move in taken.clocks if isinstance(move, ClockStopped)] == [move.key for move in begun]


def test_a_limitation_taken_over_keeps_what_interrupted_it() -> None:
    lead, other = (claimed(received_on) for received_on in ("2026-11-16", "2026-11-10"))

    taken = absorbed(lead, other, by(None))

    assert isinstance(taken, Change)
    begun = [move for move in taken.clocks if isinstance(move, ClockStarted) and move.limitation is not None]
    # the request of 10 November interrupts (诉讼时效规定 12); 10 November 2029 is a Saturday
    assert [(move.started_on, move.due.on) for move in begun] == [(date(2025, 5, 12), date(2029, 11, 12))]


def test_what_was_merged_by_mistake_is_reopened_by_a_supervisor() -> None:
    change = merged(state := case(2, ONE), case(3, ONE))
    assert isinstance(change, Change)
    ended = after(state, change)

    again = decide(ended, "reopen", {"reason_text": "并错了"}, by(None))

    assert isinstance(again, Change)
    assert (again.ending, again.facts[Fact.ENDING]) == (None, None)
