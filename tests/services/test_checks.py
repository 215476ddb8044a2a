"""抽查: drawn at random and repeatably, marked in seven points, answered by the unit, settled or given back."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.errors import Forbidden, NotFound, Refused, Repeated, Stale
from portal.reading.checks import checked, finding_counts, findings, findings_of_case, sample, samples
from portal.services import checks
from portal.services.advance import advance
from portal.services.checks import POINTS
from portal.services.open_case import open_case
from portal.services.samples import draw
from portal.store.actors import Person
from portal.store.tables.desk import SampledCase
from portal.store.tables.machine import AccessEntry
from tests.engine.wages import raw
from tests.rig.databases import embedded
from tests.services.conftest import TYPE, Desk

ALL_GOOD = dict.fromkeys(POINTS, "pass")
ONE_BAD = {**ALL_GOOD, "follow_up": "fail", "binding": "not_applicable"}
FINDING = {"finding": "协议生效后没有回访，请补做。", "reply_by": "2026-12-01"}


@pytest.fixture
def checker(desk: Desk) -> Person:
    """The coordinator with the verb of checks."""
    return replace(desk.coordinator, verbs=desk.coordinator.verbs | {("draw", "portal.checks")})


@pytest.fixture
def unit(desk: Desk) -> Person:
    """A clerk who may answer for her committee."""
    return replace(desk.clerk, verbs=desk.clerk.verbs | {("answer", "portal.checks")})


def opened(desk: Desk, count: int, who: Person | None = None, **body: Any) -> list[uuid.UUID]:
    """Open and accept so many cases."""
    made = []
    for _ in range(count):
        with desk.store.begin(who or desk.clerk, write=True) as uow:
            made.append(open_case(uow, {**raw(**body), "type": TYPE}, accept={}).case_id)
    return made


def drawn(desk: Desk, checker: Person) -> uuid.UUID:
    with desk.store.begin(checker, write=True) as uow:
        return draw(uow, {"size": "10"}, seed=7)


def first(desk: Desk, checker: Person, sample_id: uuid.UUID) -> uuid.UUID:
    with desk.store.begin(checker) as uow:
        return sample(uow, checker, sample_id)[1][0].id


def do(desk: Desk, who: Person, act: Any, sampled_id: uuid.UUID, version: int, data: dict[str, Any] | None = None) -> int:
    with desk.store.begin(who, write=True) as uow:
        given = () if data is None else (data,)
        done: int = act(uow, sampled_id, *given, version=version)
        return done


def sent(desk: Desk, checker: Person) -> uuid.UUID:
    """Return a case with a finding on its way to the unit, at version 3."""
    opened(desk, 1)
    sampled_id = first(desk, checker, drawn(desk, checker))
    do(desk, checker, checks.score, sampled_id, 1, ONE_BAD)
    do(desk, checker, checks.send, sampled_id, 2, FINDING)
    return sampled_id


def test_the_same_seed_draws_the_same_cases_and_another_seed_others(desk: Desk, checker: Person) -> None:
    opened(desk, 9)

    def cases(seed: int) -> list[uuid.UUID]:
        with desk.store.begin(checker, write=True) as uow:
            sample_id = draw(uow, {"size": "3"}, seed=seed)
            return [row.case_id for row in sample(uow, checker, sample_id)[1]]

    assert cases(7) == cases(7)
    assert len({tuple(cases(seed)) for seed in range(6)}) > 1
    with desk.store.begin(checker) as uow:
        shown = samples(uow, checker)[0]
    assert (shown.seed, shown.size, shown.population, shown.staff) == (5, 3, 9, "陈统筹")


@embedded
def test_seed_is_chosen_by_nobody_and_kept(desk: Desk, checker: Person) -> None:
    opened(desk, 2)

    with desk.store.begin(checker, write=True) as uow:
        seeds = {sample(uow, checker, draw(uow, {"size": "1"}))[0].seed for _ in range(4)}

    assert len(seeds) == 4


def test_sealed_voided_and_unaccepted_cases_are_never_drawn(desk: Desk, checker: Person) -> None:
    opened(desk, 1, details={"owed": "1", "owed_since": "2026-1-1", "violence": "是", "safe_phone": "13893600055"})
    (voided, good) = opened(desk, 2)
    with desk.store.begin(desk.clerk, write=True) as uow:
        advance(uow, voided, "void", {"reason_text": "重复登记"}, version=2)
        open_case(uow, {**raw(), "type": TYPE})

    sample_id = drawn(desk, checker)

    with desk.store.begin(checker) as uow:
        shown, rows = sample(uow, checker, sample_id)
    assert [row.case_id for row in rows] == [good]
    assert shown.population == 1


def test_draw_keeps_to_its_conditions(desk: Desk, checker: Person) -> None:
    (ours,) = opened(desk, 1)
    (theirs,) = opened(desk, 1, desk.stranger)
    with desk.store.begin(checker, write=True) as uow:
        unit = str(desk.stranger.organisation_id)
        by_unit = sample(uow, checker, draw(uow, {"size": "9", "organisation": unit, "type": "labour"}))
        with pytest.raises(Refused) as refused:
            draw(uow, {"size": "9", "overdue": "yes"})

    assert [row.case_id for row in by_unit[1]] == [theirs]
    assert by_unit[0].scope == "妇联调委会、劳动"
    assert refused.value.problems[0].code == "nothing_to_draw"
    with desk.store.begin(checker, write=True, today=date(2027, 1, 20)) as uow:
        overdue = sample(uow, checker, draw(uow, {"size": "9", "overdue": "yes"}))
    assert {row.case_id for row in overdue[1]} == {ours, theirs}


@embedded
@pytest.mark.parametrize(
    ("conditions", "field"),
    [
        ({"size": "0"}, "size"),
        ({"size": "51"}, "size"),
        ({"size": ""}, "size"),
        ({"organisation": "x"}, "organisation"),
        ({"organisation": str(uuid.UUID(int=3))}, "organisation"),
        ({"type": "none.such"}, "type"),
        ({"since": "2026-11-02", "until": "2026-11-01"}, "until"),
    ],
)
def test_draw_refuses_what_makes_no_sense(desk: Desk, checker: Person, conditions: dict[str, str], field: str) -> None:
    with desk.store.begin(checker, write=True) as uow, pytest.raises(Refused) as refused:
        draw(uow, {"size": "5", **conditions})

    assert refused.value.problems[0].field == field


@embedded
def test_only_who_holds_the_verb_draws_and_checks(desk: Desk, checker: Person, unit: Person) -> None:
    opened(desk, 1)
    sample_id = drawn(desk, checker)
    sampled_id = first(desk, checker, sample_id)

    with desk.store.begin(unit, write=True) as uow, pytest.raises(Forbidden):
        draw(uow, {"size": "1"})
    with pytest.raises(Forbidden):
        do(desk, unit, checks.score, sampled_id, 1, ALL_GOOD)
    with desk.store.begin(unit) as uow, pytest.raises(NotFound):
        sample(uow, unit, sample_id)
    with desk.store.begin(unit) as uow, pytest.raises(NotFound):
        checked(uow, unit, sampled_id)


@embedded
def test_all_seven_points_are_marked_or_none(desk: Desk, checker: Person) -> None:
    opened(desk, 1)
    sampled_id = first(desk, checker, drawn(desk, checker))

    with pytest.raises(Refused) as refused:
        do(desk, checker, checks.score, sampled_id, 1, {"acceptance": "pass", "law": "splendid"})

    assert {problem.field for problem in refused.value.problems} == set(POINTS) - {"acceptance"}
    assert do(desk, checker, checks.score, sampled_id, 1, ONE_BAD) == 2
    with desk.store.begin(checker) as uow:
        shown = checked(uow, checker, sampled_id)
    assert (shown.state, shown.failed) == ("checked", ("follow_up",))


def test_finding_goes_to_the_unit_is_answered_given_back_and_settled(desk: Desk, checker: Person, unit: Person) -> None:
    sampled_id = sent(desk, checker)
    with desk.store.begin(unit) as uow:
        (waiting,) = findings(uow, unit)
    assert (waiting.state, waiting.reply_by, waiting.may_answer, waiting.may_check) == ("sent", date(2026, 12, 1), True, False)

    assert do(desk, unit, checks.answer, sampled_id, 3, {"reply": "已电话回访。"}) == 4
    more = {"finding": "请附回访记录。", "reply_by": "2026-12-05"}
    assert do(desk, checker, checks.send_back, sampled_id, 4, more) == 5
    assert do(desk, unit, checks.answer, sampled_id, 5, {"reply": "记录已附。"}) == 6
    assert do(desk, checker, checks.accept_answer, sampled_id, 6) == 7

    with desk.store.begin(unit) as uow:
        shown = checked(uow, unit, sampled_id)
        (of_case,) = findings_of_case(uow, unit, shown.case_id)
        acts = list(uow.session.scalars(select(AccessEntry.action).where(AccessEntry.kind == "check").order_by(AccessEntry.id)))
    assert (shown.state, shown.reply_by) == ("settled", date(2026, 12, 5))
    assert shown.finding == "协议生效后没有回访，请补做。\n\n请附回访记录。"
    assert shown.reply == "已电话回访。\n\n记录已附。"
    assert of_case == shown
    assert acts == ["drawn", "scored", "sent", "answered", "returned", "answered", "settled"]


@embedded
def test_case_without_a_failed_point_gets_no_finding(desk: Desk, checker: Person) -> None:
    opened(desk, 1)
    sampled_id = first(desk, checker, drawn(desk, checker))
    do(desk, checker, checks.score, sampled_id, 1, ALL_GOOD)

    with pytest.raises(Refused) as refused:
        do(desk, checker, checks.send, sampled_id, 2, {**FINDING, "reply_by": "2026-11-21"})

    assert {problem.code for problem in refused.value.problems} == {"nothing_failed", "reply_by_too_early"}


def test_another_unit_neither_knows_of_a_finding_nor_answers_it(desk: Desk, checker: Person, unit: Person) -> None:
    sampled_id = sent(desk, checker)
    stranger = replace(desk.stranger, verbs=desk.stranger.verbs | {("answer", "portal.checks")})

    with desk.store.begin(stranger) as uow:
        assert findings(uow, stranger) == ()
        assert finding_counts(uow, stranger) == {}
    with pytest.raises(NotFound):
        do(desk, stranger, checks.answer, sampled_id, 3, {"reply": "不归我们"})
    both = replace(checker, verbs=checker.verbs | {("answer", "portal.checks")})
    with pytest.raises(Forbidden):
        do(desk, both, checks.answer, sampled_id, 3, {"reply": "替他们答"})
    with desk.store.begin(unit) as uow:
        assert finding_counts(uow, unit) == {"sent": 1}


@embedded
def test_acts_out_of_turn_and_on_an_old_version_are_refused(desk: Desk, checker: Person, unit: Person) -> None:
    sampled_id = sent(desk, checker)

    with pytest.raises(Stale):
        do(desk, unit, checks.answer, sampled_id, 2, {"reply": "好"})
    for act, data in (
        (checks.score, ALL_GOOD),
        (checks.send, FINDING),
        (checks.send_back, FINDING),
        (checks.accept_answer, None),
    ):
        with pytest.raises(Refused):
            do(desk, checker, act, sampled_id, 3, data)
    with pytest.raises(Refused):
        do(desk, unit, checks.answer, sampled_id, 3, {"reply": ""})


def test_drawing_twice_with_one_token_draws_once(desk: Desk, checker: Person) -> None:
    opened(desk, 1)
    with desk.store.begin(checker, write=True) as uow:
        made = draw(uow, {"size": "1"}, token="one")

    with desk.store.begin(checker, write=True) as uow, pytest.raises(Repeated) as repeated:
        draw(uow, {"size": "1"}, token="one")

    assert repeated.value.location == str(made)


def test_case_sealed_after_the_draw_is_gone_from_the_checkers_list(desk: Desk, checker: Person) -> None:
    (case_id,) = opened(desk, 1)
    sample_id = drawn(desk, checker)
    with desk.store.begin(desk.clerk, write=True) as uow:
        advance(uow, case_id, "seal", {"to": "4", "reason_text": "发现暴力威胁"}, version=2)

    with desk.store.begin(checker) as uow:
        shown, rows = sample(uow, checker, sample_id)
        assert uow.session.scalar(select(func.count()).select_from(SampledCase)) == 0

    assert rows == ()
    assert shown.failed_to_show == 1
