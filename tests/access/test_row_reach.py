"""Reach on PostgreSQL: the third wall lets through what the second lets through, row by row, and never less than reach."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from portal.access.actors import Glass, Person
from portal.declare.roles import Reach
from portal.store.coarse import GLASS, CoarseRule
from portal.store.identifiers import new_id
from portal.store.passages import passage
from portal.store.row_actor import tell, variables
from portal.store.row_rule import THROUGH
from portal.store.tables.cases import CaseAccess, CaseFile, Dispute, Party
from portal.store.tables.desk import Consultation, Draft
from portal.store.unit_of_work import Store
from tests.access.test_reach import ORGANISATIONS, Town, build, cases, doors, drawn_case, drawn_person, people, staff_id
from tests.rig.databases import postgres_database
from tests.store.county import COUNTY, DEMO, NOW, make_store

pytestmark = pytest.mark.postgres
TABLES: dict[str, tuple[type[Any], str]] = {
    "case_file": (CaseFile, "id"),
    "party": (Party, "case_id"),
    "case_access": (CaseAccess, "case_id"),
    "dispute": (Dispute, "id"),
    "draft": (Draft, "id"),
    "consultation": (Consultation, "id"),
}
MINUTE = timedelta(minutes=1)
PLAIN = passage("portal.store.migrate")  # past the second wall; the third knows nothing of it


@pytest.fixture
def one_town(tmp_path: Path) -> Iterator[Town]:
    with postgres_database(migrated=True) as url:
        store = make_store(url, tmp_path)
        with store.begin(DEMO, write=True) as uow:
            made = build(uow)
            for number in range(4):
                for organisation in ORGANISATIONS:
                    made.county.post(f"人{number}", organisation)
            yield made
            uow.session.rollback()
        store.engine.dispose()


def by_policy(town: Town, me: Person, table: str) -> set[uuid.UUID]:
    """Return the rows the third wall alone lets through: a text statement in the transaction of the actor."""
    connection = town.uow.session.connection()
    tell(connection, variables(me, frozenset(), NOW))
    try:
        return set(connection.scalars(text(f"SELECT {TABLES[table][1]} FROM {table}"), execution_options=PLAIN))
    finally:
        tell(connection, variables(DEMO, frozenset(("*",)), NOW))


def by_rule(town: Town, me: Person, table: str) -> set[uuid.UUID]:
    """Return the rows the coarse rule names, asked by a task that sees all."""
    entity, column = TABLES[table]
    asked = select(getattr(entity, column)).where(CoarseRule(me).rows(entity, entity.__table__))
    return set(town.uow.session.scalars(asked, execution_options=PLAIN))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(cases, min_size=1, max_size=6), st.lists(doors, max_size=4), people)
def test_the_policies_let_through_what_the_coarse_rule_names(
    one_town: Town, given_cases: list[dict[str, object]], given_doors: list[dict[str, object]], given_person: dict[str, object]
) -> None:
    town = one_town
    with town.uow.session.begin_nested() as savepoint:
        me = drawn_person(town, given_person)
        made = [drawn_case(town, one) for one in given_cases]
        for door in given_doors:
            case = made[int(str(door["case"])) % len(made)]
            organisation, staff = door["organisation"], door["staff"]
            town.county.let_in(
                case,
                str(door["ground"]),
                organisation=None if organisation is None else town.county.organisations[str(organisation)].id,
                staff=None if staff is None else staff_id(town, staff),
                until=None if door["hours"] is None else NOW + timedelta(hours=int(str(door["hours"]))),
            )
        for number, organisation in enumerate(ORGANISATIONS):
            on_the_desk(town, staff_id(town, number % 4), town.county.organisations[organisation].id)

        for table in TABLES:
            assert by_policy(town, me, table) == by_rule(town, me, table), table
        assert town.seen(me) <= by_policy(town, me, "case_file")
        savepoint.rollback()


def on_the_desk(town: Town, staff: uuid.UUID, organisation: uuid.UUID) -> None:
    """Add a draft and a consultation."""
    values = {"county_code": COUNTY, "staff_id": staff}
    town.uow.session.add(Draft(**values, id=new_id(), post_id=new_id(), form="new:x", body=b"", saved_at=NOW))
    town.uow.session.add(
        Consultation(
            **values,
            id=new_id(),
            organisation_id=organisation,
            came_on=NOW.date(),
            channel="visit",
            question="?",
            recorded_at=NOW,
        )
    )
    town.uow.session.flush()


@dataclass(frozen=True)
class Crowd:
    """Two organisations with a case each, one of them sealed, and somebody of a third."""

    store: Store
    stranger: Person


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    """A crowd that is committed, for what is asked in transactions of their own and writes nothing."""
    with postgres_database(migrated=True) as url:
        store = make_store(url, tmp_path_factory.mktemp("crowd"))
        with store.begin(DEMO, write=True) as uow:
            town = build(uow)
            for name, privacy in (("县工会", 2), ("县妇联", 4)):
                town.county.party(town.county.case(name, privacy=privacy))
            stranger = town.county.person("过路人", "县综治中心")
        yield Crowd(store, stranger)
        store.engine.dispose()


@pytest.mark.parametrize("table", TABLES)
def test_who_says_nothing_meets_no_row(crowd: Crowd, table: str) -> None:
    with crowd.store.engine.connect() as connection:
        assert connection.scalar(text(f"SELECT count(*) FROM {table}"), execution_options=PLAIN) == 0


def test_an_actor_leaves_with_her_transaction(crowd: Crowd) -> None:
    with crowd.store.engine.connect() as connection:
        tell(connection, variables(DEMO, frozenset(("*",)), NOW))
        assert connection.scalar(text("SELECT count(*) FROM party"), execution_options=PLAIN) == 2
        connection.commit()

        assert connection.scalar(text("SELECT count(*) FROM party"), execution_options=PLAIN) == 0


@pytest.mark.parametrize("way", sorted({name for names in THROUGH.values() for name in names}))
def test_a_passage_is_open_for_its_own_tables_and_its_one_statement(crowd: Crowd, way: str) -> None:
    with crowd.store.begin(crowd.stranger) as uow:
        connection = uow.session.connection()

        def count(entity: type[Any], options: dict[str, Any]) -> int:
            return uow.session.scalar(select(func.count()).select_from(entity.__table__), execution_options=options) or 0

        opened = {name: count(entity, passage(way)) for name, (entity, _) in TABLES.items()}
        assert {name for name, rows in opened.items() if rows} == {name for name in TABLES if way in THROUGH.get(name, ())}
        assert connection.scalar(text("SELECT count(*) FROM case_file"), execution_options=PLAIN) == 0


@pytest.mark.parametrize(("minutes", "hers", "opens"), [(1, True, True), (0, True, False), (1, False, False)])
def test_special_permission_opens_its_case_to_whoever_names_the_row(
    one_town: Town, minutes: int, hers: bool, opens: bool
) -> None:
    me, other = (
        one_town.county.person("人0", "县综治中心", Reach.COUNTY),
        one_town.county.person("人1", "县综治中心", Reach.COUNTY),
    )
    sealed, another = one_town.county.case("县妇联", privacy=4), one_town.county.case("县妇联", privacy=4)
    row = CaseAccess(county_code=COUNTY, id=new_id(), case_id=sealed.id, ground=GLASS, since=NOW, until=NOW + minutes * MINUTE)
    row.staff_id = me.staff_id if hers else other.staff_id
    one_town.uow.session.add(row)
    one_town.uow.session.flush()
    looking = me.looking_through(Glass(row.id, sealed.id))

    assert (sealed.id in by_policy(one_town, looking, "case_file")) is opens
    for actor in (looking, me, other):
        assert by_policy(one_town, actor, "case_file") == by_rule(one_town, actor, "case_file")
        assert another.id not in by_policy(one_town, actor, "case_file")
    assert sealed.id not in by_policy(one_town, me, "case_file")
