"""Conditions that are the same for all who see as far, and the values of whoever asks; never those of another."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import StatementError

from portal.declare.roles import Reach
from portal.errors import GuardError
from portal.store.actors import Actor, Glass, OnBehalf, Person, Public, System
from portal.store.asker import shape_of
from portal.store.coarse import CoarseRule
from portal.store.identifiers import new_id
from portal.store.passages import passage
from portal.store.standing import rows_where
from portal.store.tables.cases import CaseFile
from portal.store.tables.desk import Draft
from tests.store.county import COUNTY, DEMO, NOW
from tests.store.two import Two

ONE = Person(
    county_code=COUNTY,
    staff_id=new_id(),
    user_id=1,
    post_id=new_id(),
    organisation_id=new_id(),
    organisation_path="a/",
    plugins=frozenset(),
    division_path="620723/",
    role="clerk",
    reach=Reach.ASSIGNED,
    supervises=False,
    manages_people=False,
    verbs=frozenset(),
)
OTHER = replace(ONE, county_code="620722", staff_id=new_id(), organisation_id=new_id(), organisation_path="b/", supervises=True)
ALIKE: tuple[tuple[Actor, Actor], ...] = (
    (ONE, OTHER),
    (ONE, replace(OTHER, reach=Reach.ORGANISATION)),
    (replace(ONE, reach=Reach.PLACE), replace(OTHER, reach=Reach.COUNTY)),
    (replace(ONE, reach=Reach.SECTOR), replace(OTHER, reach=Reach.PLACE)),
    (replace(ONE, glass=Glass(new_id(), new_id())), replace(OTHER, glass=Glass(new_id(), new_id()))),
    (System(COUNTY, "people"), OnBehalf("620722", "people", new_id(), new_id(), new_id())),
)
APART: tuple[tuple[Actor, Actor], ...] = (
    (ONE, replace(ONE, reach=Reach.COUNTY)),
    (ONE, replace(ONE, reach=Reach.NOTHING)),
    (ONE, replace(ONE, glass=Glass(new_id(), new_id()))),
    (ONE, Public(COUNTY, "guide")),
    (ONE, System(COUNTY, "people")),
    (replace(ONE, reach=Reach.NOTHING), Public(COUNTY, "guide")),
)


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_who_sees_as_far_is_asked_for_by_the_same_conditions(one: Actor, other: Actor) -> None:
    assert shape_of(CoarseRule(one)) == shape_of(CoarseRule(other))
    assert hash(shape_of(CoarseRule(one))) == hash(shape_of(CoarseRule(other)))


@pytest.mark.parametrize(("one", "other"), APART)
def test_who_sees_otherwise_is_not(one: Actor, other: Actor) -> None:
    assert shape_of(CoarseRule(one)) != shape_of(CoarseRule(other))


def test_tasks_are_told_apart_by_their_tables() -> None:
    task = System(COUNTY, "people")

    assert shape_of(CoarseRule(task, frozenset({"party"}))) != shape_of(CoarseRule(task, frozenset({"draft"})))


def test_two_at_work_in_turn_in_one_thread_each_see_their_own(two: Two) -> None:
    stranger = replace(two.me, organisation_id=two.theirs_id, organisation_path=f"{two.theirs_id}/", staff_id=new_id())
    people = (two.me, stranger, two.coordinator)
    alone = [_by_values(two, person) for person in people]
    cases, given = rows_where(CaseFile, {"county_code": COUNTY})
    with two.store.begin(two.me) as mine, two.store.begin(stranger) as theirs, two.store.begin(two.coordinator) as county:
        for _ in range(2):
            for who in (0, 1, 2, 0, 2, 1):
                session = (mine, theirs, county)[who].session
                assert {row.id for row in session.scalars(cases, given)} == alone[who]
                assert session.scalar(select(func.count()).select_from(CaseFile)) == len(alone[who])
    assert two.mine in alone[0] - alone[1]
    assert two.theirs in alone[1] - alone[0]
    assert {two.mine, two.theirs} <= alone[2]


def test_an_update_is_evaluated_with_the_values_of_whoever_asks(two: Two) -> None:
    with two.store.begin(two.handler, write=True) as uow, two.store.begin(two.me):
        draft = Draft(county_code=COUNTY, id=new_id(), form="new:x", body=b"", saved_at=NOW)
        draft.staff_id, draft.post_id = two.handler.staff_id, two.handler.post_id
        uow.session.add(draft)
        uow.session.flush()

        uow.session.execute(
            update(Draft).where(Draft.id == draft.id).values(label="y"), execution_options={"synchronize_session": "evaluate"}
        )

        assert draft.label == "y"
        uow.session.rollback()


def test_conditions_of_a_guard_say_nothing_where_no_guard_asks(two: Two) -> None:
    condition = shape_of(CoarseRule(two.me)).rows(CaseFile, CaseFile.__table__)
    plain = select(func.count()).select_from(CaseFile.__table__).where(condition)
    with two.store.begin(two.me) as uow:
        assert uow.session.scalar(select(func.count()).select_from(CaseFile))

        with two.store.engine.connect() as connection, pytest.raises((GuardError, StatementError), match="nobody asks"):
            connection.execute(plain, execution_options=passage("portal.reading.search"))


def _by_values(two: Two, person: Person) -> set[uuid.UUID]:
    """Return the cases that the rule with the person's own values names, asked by a task that sees all."""
    named = select(CaseFile.id).where(CoarseRule(person).rows(CaseFile, CaseFile.__table__))
    with two.store.begin(DEMO) as uow:
        return set(uow.session.scalars(named, execution_options=passage("portal.reading.search")))
