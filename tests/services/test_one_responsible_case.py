"""At every instant a dispute has exactly one responsible case, whatever two bodies do with it and in which order."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal.declare.phases import Ending
from portal.errors import Forbidden, NotFound, Refused, Stale
from portal.services.advance import advance
from portal.services.answer_referral import refuse_referral
from portal.store.actors import Person
from portal.store.tables.cases import CaseFile, Dispute
from portal.store.tables.figures import CaseFact
from portal.store.tables.referral import Referral
from tests.services.conftest import Desk
from tests.services.test_joint import accepted as joined
from tests.services.test_joint import asked
from tests.services.test_referral import accepted, offered, opened
from tests.store.county import DEMO

STEPS = ("propose", "accept", "refuse", "withdraw", "give_back", "void", "end", "reopen", "seal", "joint")
REASON = {"reason_text": "试一试"}


def cases_of(desk: Desk, dispute_id: uuid.UUID) -> list[CaseFile]:
    with desk.store.begin(DEMO) as uow:
        statement = select(CaseFile).where(CaseFile.dispute_id == dispute_id).order_by(CaseFile.recorded_at, CaseFile.id)
        return list(uow.session.scalars(statement))


def violations(desk: Desk, dispute_id: uuid.UUID) -> list[str]:
    """Return what is wrong with a dispute: who is responsible, which cases are open, which count, which offer stands."""
    found = []
    with desk.store.begin(DEMO) as uow:
        responsible = uow.session.get_one(Dispute, dispute_id).responsible_case_id
        cases = {case.id: case for case in uow.session.scalars(select(CaseFile).where(CaseFile.dispute_id == dispute_id))}
        moved = set(uow.session.scalars(select(CaseFact.case_id).where(CaseFact.fact == "moved_on", CaseFact.to_event.is_(None))))
        proposed = list(uow.session.scalars(select(Referral).where(Referral.state == "proposed")))
    if responsible not in cases:
        found.append("the responsible case is of another dispute")
    found += [
        "an open case that is not responsible"
        for case in cases.values()
        if case.id != responsible and case.ending is None and case.voided_on is None
    ]
    if set(cases) - moved != {responsible}:
        found.append("the dispute is counted elsewhere, or twice, or not at all")
    if len([row for row in proposed if row.from_case_id in cases]) > 1:
        found.append("two offers at once")
    stray = {row.from_case_id for row in proposed} & set(cases) - {responsible}
    found += ["an offer of a case that is not responsible" for _case in stray]
    ended = cases[responsible].ending if responsible in cases else None
    if ended == Ending.PASSED_ON.value:
        found.append("the responsible case was passed on")
    return found


class Hands:
    """Tries steps at either body; a refused step changes nothing."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.first = opened(desk)
        with desk.store.begin(DEMO) as uow:
            self.dispute_id = uow.session.get_one(CaseFile, self.first).dispute_id
        self.bodies = (desk.clerk, desk.stranger)

    def do(self, step: str, at: int) -> bool:
        """Try a step at the newest case of a body; say whether it was done."""
        who = self.bodies[at]
        own = [case for case in cases_of(self.desk, self.dispute_id) if case.organisation_id == who.organisation_id]
        try:
            self._try(step, who, own[-1].id if own else None)
        except (Refused, NotFound, Forbidden, Stale):
            return False
        return True

    def _try(self, step: str, who: Person, case_id: uuid.UUID | None) -> None:
        if step in ("accept", "refuse"):
            referral_id = self._newest_offer()
            if referral_id is None:
                raise NotFound
            if step == "accept":
                accepted(self.desk, referral_id, who)
                return
            with self.desk.store.begin(who, write=True) as uow:
                refuse_referral(uow, referral_id, {"why": "elsewhere"})
            return
        if case_id is None:
            raise NotFound
        if step == "joint":
            self._join(who, case_id)
            return
        if step == "propose":
            named = {"receiver": str(self._other(who).staff_id)}
            offered(self.desk, case_id, who=who, to=self._other(who), **named)
            return
        action, data = {
            "withdraw": ("refer_withdraw", {}),
            "give_back": ("refer_return", {"why": "asked"}),
            "void": ("void", REASON),
            "end": ("withdraw", {"how": "withdrawn", "ended_on": "今天"}),
            "reopen": ("reopen", REASON),
            "seal": ("seal", {"to": "3", **REASON}),
        }[step]
        with self.desk.store.begin(who, write=True) as uow:
            version = uow.session.get_one(CaseFile, case_id).version
            advance(uow, case_id, action, data, version=version)

    def _join(self, who: Person, case_id: uuid.UUID) -> None:
        """Let the other body take part in the case."""
        other = self._other(who)
        joint_id = asked(self.desk, case_id, who, to=other.organisation_id, receiver=str(other.staff_id))
        joined(self.desk, joint_id, other)

    def _newest_offer(self) -> uuid.UUID | None:
        with self.desk.store.begin(DEMO) as uow:
            return uow.session.scalars(select(Referral.id).order_by(Referral.id.desc()).limit(1)).one_or_none()

    def _other(self, who: Person) -> Person:
        return self.bodies[1] if who is self.bodies[0] else self.bodies[0]


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from((0, 1))), min_size=4, max_size=7))
def test_whatever_two_bodies_do_one_case_is_responsible(desk: Desk, steps: list[tuple[str, int]]) -> None:
    hands = Hands(desk)

    for step, at in (("propose", 0), *steps):
        hands.do(step, at)

        assert violations(desk, hands.dispute_id) == [], (step, at, steps)


COURSES: tuple[tuple[tuple[str, int, bool], ...], ...] = (
    (("propose", 0, True), ("accept", 1, True), ("give_back", 1, True), ("propose", 0, True), ("accept", 1, True)),
    (("propose", 0, True), ("accept", 1, True), ("propose", 1, True), ("accept", 0, True), ("give_back", 0, True)),
    (("propose", 0, True), ("void", 0, True), ("accept", 1, False)),
    (("propose", 0, True), ("accept", 1, True), ("reopen", 0, False), ("void", 0, False), ("void", 1, False)),
    (("propose", 0, True), ("accept", 1, True), ("end", 1, True), ("give_back", 1, False), ("reopen", 1, True)),
    (("joint", 0, True), ("joint", 0, False), ("propose", 0, True), ("accept", 1, True), ("joint", 1, True), ("joint", 0, False)),
    (("propose", 0, True), ("refuse", 1, True), ("accept", 1, False), ("propose", 0, True), ("withdraw", 0, True)),
)


@pytest.mark.parametrize("course", COURSES, ids=lambda course: "-".join(step for step, _at, _done in course))
def test_course_goes_as_far_as_it_may(desk: Desk, course: tuple[tuple[str, int, bool], ...]) -> None:
    hands = Hands(desk)

    for step, at, done in course:
        assert hands.do(step, at) is done, step
        assert violations(desk, hands.dispute_id) == [], step


@pytest.mark.parametrize("turn", range(3))
def test_of_two_who_answer_at_once_one_is_first_and_the_other_is_told(desk: Desk, turn: int) -> None:
    hands = Hands(desk)
    referral_id = offered(desk, hands.first)

    def accept() -> object:
        return accepted(desk, referral_id)

    def withdraw() -> object:
        with desk.store.begin(desk.clerk, write=True) as uow:
            version = uow.session.get_one(CaseFile, hands.first).version
            return advance(uow, hands.first, "refer_withdraw", {}, version=version)

    acts: list[Callable[[], object]] = [accept, withdraw] if turn % 2 else [withdraw, accept]
    with ThreadPoolExecutor(2) as pool:
        outcomes = [future.exception() for future in [pool.submit(one) for one in acts]]

    assert sorted(outcome is None for outcome in outcomes) == [False, True]
    assert all(outcome is None or isinstance(outcome, (Refused, Stale)) for outcome in outcomes)
    assert violations(desk, hands.dispute_id) == []


def test_two_acceptances_at_once_open_one_case(desk: Desk) -> None:
    hands = Hands(desk)
    referral_id = offered(desk, hands.first)

    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(accepted, desk, referral_id) for _ in range(2)]
        outcomes = [future.exception() for future in futures]

    assert sorted(outcome is None for outcome in outcomes) == [False, True]
    assert len(cases_of(desk, hands.dispute_id)) == 2
    assert violations(desk, hands.dispute_id) == []
