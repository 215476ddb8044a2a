"""What of a case in reach is shown, to whom: the matrix, at hand and in a query."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal.access.actors import Actor, Person, Public, System
from portal.access.privacy_rules import MATRIX, PARTS, Relation, Restricted, Sight, may_read_content, sight_clause, sights_for
from portal.declare.roles import Reach
from portal.declare.steps import Verb
from portal.store.tables.cases import CaseFile
from portal.store.unit_of_work import Store
from tests.access.test_reach import ORGANISATIONS, Town, build, cases, drawn_case, drawn_person, people
from tests.store.county import DEMO

CASE, OURS, OTHERS = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
HANDLER, REGISTRAR, CLERK = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
REVEALS = frozenset({(Verb.REVEAL.value, "sector.kind")})


@dataclass(frozen=True)
class Case:
    privacy: int
    id: uuid.UUID = CASE
    organisation_id: uuid.UUID = OURS
    handler_id: uuid.UUID | None = HANDLER
    registered_by_id: uuid.UUID = REGISTRAR
    type: str = "sector.kind"


def person(
    staff: uuid.UUID,
    organisation: uuid.UUID = OURS,
    *,
    supervises: bool = False,
    reach: Reach = Reach.ORGANISATION,
    verbs: frozenset[tuple[str, str]] = REVEALS,
) -> Person:
    return Person(
        county_code="620723",
        staff_id=staff,
        user_id=1,
        post_id=uuid.uuid4(),
        organisation_id=organisation,
        organisation_path=f"{organisation}/",
        plugins=frozenset(),
        division_path="620723/",
        role="sector.clerk",
        reach=reach,
        supervises=supervises,
        manages_people=False,
        verbs=verbs,
    )


handler = person(HANDLER)
registrar = person(REGISTRAR)
clerk = person(CLERK)
clerk_without_verb = person(CLERK, verbs=frozenset())
head = person(uuid.uuid4(), supervises=True)
coordinator = person(uuid.uuid4(), OTHERS, reach=Reach.COUNTY)
elsewhere = person(HANDLER, OTHERS)  # the handler, acting in her other post
foreign_head = person(uuid.uuid4(), OTHERS, supervises=True)
public = Public("620723", "guide")


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        (handler, (True, True, True, True)),
        (registrar, (True, True, True, True)),
        (head, (True, True, True, True)),
        (clerk, (True, True, False, False)),
        (coordinator, (True, True, False, False)),
        (elsewhere, (True, True, False, False)),
        (foreign_head, (True, True, False, False)),
        (System("620723", "demo"), (True, True, True, True)),
        (public, (False, False, False, False)),
    ],
)
def test_content_is_for_whom_its_class_allows(who: Actor, reads: tuple[bool, ...]) -> None:
    assert tuple(may_read_content(who, Case(privacy)) for privacy in (1, 2, 3, 4)) == reads


def test_whoever_was_let_in_by_name_reads_the_content() -> None:
    assert may_read_content(coordinator, Case(3), let_in=True)


@pytest.mark.parametrize(
    ("who", "privacy", "names", "bodies", "contact", "about", "sealed"),
    [
        (handler, 2, "full", "full", "full", "full", "full"),
        (handler, 4, "full", "full", "full", "full", "full"),
        (registrar, 3, "full", "full", "full", "full", "full"),
        (clerk, 1, "full", "full", "on_request", "full", "none"),
        (clerk_without_verb, 1, "full", "full", "masked", "full", "none"),
        (clerk, 3, "masked", "full", "none", "none", "none"),
        (head, 3, "full", "full", "on_request", "full", "full"),
        (coordinator, 1, "masked", "full", "masked", "none", "none"),
        (coordinator, 2, "masked", "full", "masked", "none", "none"),
        (coordinator, 3, "masked", "masked", "none", "none", "none"),
        (elsewhere, 2, "masked", "full", "masked", "none", "none"),
        (public, 1, "none", "none", "none", "none", "none"),
    ],
)
def test_people_are_shown_as_far_as_the_reader_needs_them(
    who: Actor, privacy: int, names: str, bodies: str, contact: str, about: str, sealed: str
) -> None:
    sights = sights_for(who, Case(privacy))

    assert (sights.names, sights.organisation_names, sights.about, sights.sealed_fields) == (names, bodies, about, sealed)
    assert {sights.id_numbers, sights.phones, sights.addresses, sights.masked_fields} == {contact}


def test_case_without_handler_belongs_to_nobody_without_staff() -> None:
    assert sights_for(clerk, Case(2, handler_id=None)).phones is Sight.ON_REQUEST


def test_matrix_answers_every_relation_and_class_and_never_shows_more_of_the_more_private() -> None:
    order = [Sight.NONE, Sight.MASKED, Sight.ON_REQUEST, Sight.FULL]

    assert set(MATRIX) == {(relation, restricted) for relation in Relation for restricted in Restricted}
    for relation in Relation:
        plain, restricted = (MATRIX[relation, group] for group in (Restricted.NO, Restricted.YES))
        for part in PARTS:
            assert order.index(getattr(restricted, part)) <= order.index(getattr(plain, part)), (relation, part)


@pytest.fixture
def one_town(embedded: Store) -> Iterator[Town]:
    with embedded.begin(DEMO, write=True) as uow:
        made = build(uow)
        for number in range(4):
            for organisation in ORGANISATIONS:
                made.county.post(f"人{number}", organisation)
        yield made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(cases, min_size=1, max_size=6), people, st.booleans(), st.sampled_from(PARTS), st.sets(st.sampled_from(list(Sight)))
)
def test_query_and_case_at_hand_are_judged_alike(
    one_town: Town,
    given_cases: list[dict[str, object]],
    given_person: dict[str, object],
    may_reveal: bool,
    part: str,
    wanted: set[Sight],
) -> None:
    town = one_town
    with town.uow.session.begin_nested() as savepoint:
        verbs = frozenset({(Verb.REVEAL.value, "union.kind")}) if may_reveal else frozenset()
        me = replace(drawn_person(town, given_person), verbs=verbs)
        made = [drawn_case(town, one) for one in given_cases]

        found = set(town.uow.session.scalars(select(CaseFile.id).where(sight_clause(me, part, wanted))))

        assert found == {case.id for case in made if getattr(sights_for(me, case), part) in wanted}
        savepoint.rollback()
