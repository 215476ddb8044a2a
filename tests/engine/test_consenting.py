"""Consent party by party: who is asked, when the talks begin, and what stays of consent at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.declare.facts import Fact
from portal.declare.parties import PERSON
from portal.declare.phases import Moment, Phase
from portal.engine.representation import CONSENT
from portal.errors import Refused
from portal.testing.desk import Desk
from tests.engine.wages import TODAY, WAGES, raw

TYPE = replace(
    WAGES, parties=(replace(WAGES.parties[0], kind=PERSON), replace(WAGES.parties[1], many=True), *WAGES.parties[2:]), oral=True
)
FIRMS = [{"name": "兴业建筑"}, {"name": "大成劳务"}]


def desk(workers: int = 1, *, source: str = "application") -> Desk:
    made = Desk("labour.unpaid_wages", TYPE, today=TODAY)
    people = [{"name": f"工人{n}"} for n in range(workers)]
    made.open({**raw(), "source": source, "received_on": "2026-11-10", "parties": {"worker": people, "employer": FIRMS}})
    made.act("accept", accepted_on="2026-11-10")
    return made


def ids(made: Desk, role: str) -> list[str]:
    return [str(p.id) for p in made.state.parties_of(role)]


def say(made: Desk, *parties: str, on: str = "2026-11-19", **also: Any) -> Any:
    return made.act("consent_of", parties=list(parties), consented_on=on, how="phone", **also)


@pytest.mark.parametrize(
    ("source", "first", "begins"),
    [
        ("application", ["employer:0"], False),
        ("application", ["employer:0", "employer:1"], True),  # 人民调解法 17: who applies consents by applying
        ("own_motion", ["employer:0", "employer:1"], False),
        ("own_motion", ["worker:0", "employer:0", "employer:1"], True),
    ],
)
def test_the_talks_begin_when_everybody_needed_consented(source: str, first: list[str], begins: bool) -> None:
    made = desk(source=source)

    change = say(made, *(ids(made, one.split(":")[0])[int(one[-1])] for one in first))

    assert made.state.phase is (Phase.MEDIATING if begins else Phase.CONSENT)
    assert (Fact.CONSENTED_ON in change.facts) is begins
    assert len([link for link in made.state.links if link.kind == CONSENT]) == len(first)


def test_the_day_of_the_last_consent_counts_and_who_spoke_is_kept() -> None:
    made = desk()
    one, two = ids(made, "employer")
    say(made, two, on="2026-11-20", by="赵经理")

    change = say(made, one, on="2026-11-12")

    assert made.state.consented_on == date(2026, 11, 20) == change.occurred_on
    assert {link.name for link in made.state.links} == {"赵经理", ""}
    assert "赵经理" not in str(change.data)
    assert all(move.key != Moment.CONSENTED for move in change.clocks)


def test_nobody_consents_twice_and_at_once_comes_not_before_the_last() -> None:
    made = desk()
    one, _two = ids(made, "employer")
    say(made, one, on="2026-11-20")

    with pytest.raises(Refused) as twice:
        say(made, one)
    with pytest.raises(Refused) as before:
        made.act("consent", consented_on="2026-11-19", how="phone")
    made.act("consent", consented_on="2026-11-20", how="phone")

    assert [(p.field, p.code) for p in twice.value.problems] == [("parties", "consented_already")]
    assert [(p.field, p.code) for p in before.value.problems] == [("consented_on", "before_last_consent")]
    assert made.state.phase is Phase.MEDIATING


def test_of_the_many_the_elected_speak_for_the_others() -> None:
    made = desk(11, source="own_motion")
    workers = ids(made, "worker")
    made.act("elect", representatives=workers[:2], elected_on="2026-11-18", how="meeting", agreed=True, apart=[workers[10]])
    say(made, *ids(made, "employer"), *workers[:2])
    waiting = made.state.phase

    say(made, workers[10])

    assert (waiting, made.state.phase) == (Phase.CONSENT, Phase.MEDIATING)


def test_consent_that_was_withdrawn_is_asked_again() -> None:
    made = desk()
    one, two = ids(made, "employer")
    say(made, one)
    (given,) = made.state.links
    made.act("end_link", link=str(given.id), ended_on="2026-11-21", why_ended="revoked")

    say(made, two, on="2026-11-21")
    waiting = made.state.phase
    say(made, one, on="2026-11-21")

    assert (waiting, made.state.phase) == (Phase.CONSENT, Phase.MEDIATING)
