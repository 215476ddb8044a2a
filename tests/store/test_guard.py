"""The second wall: what an actor cannot come near is neither read nor written, whatever way is tried."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import bindparam, delete, exists, false, func, insert, select, table, text, union_all, update
from sqlalchemy.orm import Session, aliased

from portal.errors import GuardError
from portal.store.actors import Person, Public, System
from portal.store.guard import GuardedSession
from portal.store.identifiers import new_id
from portal.store.passages import passage
from portal.store.standing import standing
from portal.store.tables.cases import CaseAccess, CaseFile, Dispute, Party
from portal.store.tables.desk import Draft
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import Store, UnitOfWork
from tests.rig.databases import as_owner
from tests.store.county import COUNTY, NOW
from tests.store.two import Two

Ask = Callable[[Session, uuid.UUID], Any]
other = aliased(Party)
plain: Any = Party.__table__
plain_case: Any = CaseFile.__table__


def changed(session: Session, statement: Any) -> int:
    result: Any = session.execute(statement)
    return int(result.rowcount)


WAYS: dict[str, Ask] = {
    "select of the class": lambda s, c: s.scalars(select(Party).where(Party.case_id == c)).all(),
    "select of columns": lambda s, c: s.execute(select(Party.name).where(Party.case_id == c)).all(),
    "alias": lambda s, c: s.scalars(select(other).where(other.case_id == c)).all(),
    "legacy query": lambda s, c: s.query(Party).filter(Party.case_id == c).all(),
    "count": lambda s, c: s.scalar(select(func.count()).select_from(Party).where(Party.case_id == c)),
    "count in a subquery": lambda s, c: s.scalar(
        select(func.count()).select_from(select(Party.id).where(Party.case_id == c).subquery())
    ),
    "common table expression": lambda s, c: s.execute(select(select(Party.name).where(Party.case_id == c).cte().c.name)).all(),
    "union": lambda s, c: s.execute(
        union_all(select(Party.name).where(Party.case_id == c), select(Party.name).where(false()))
    ).all(),
    "exists within a statement": lambda s, c: s.execute(
        select(Organisation.name).where(exists(select(1).where(Party.case_id == c)))
    ).all(),
    "scalar subquery": lambda s, c: [
        n for n in [s.scalar(select(select(Party.name).where(Party.case_id == c).limit(1).scalar_subquery()))] if n
    ],
    "join from the global list": lambda s, c: s.execute(
        select(Organisation.name, CaseFile.id).join(CaseFile, CaseFile.organisation_id == Organisation.id).where(CaseFile.id == c)
    ).all(),
    "get": lambda s, c: [row for row in [s.get(CaseFile, c)] if row],
    "access rows": lambda s, c: s.scalars(select(CaseAccess).where(CaseAccess.case_id == c)).all(),
    "dispute": lambda s, c: s.scalars(select(Dispute).where(Dispute.responsible_case_id == c)).all(),
    "update": lambda s, c: changed(s, update(Party).where(Party.case_id == c).values(name="x")),
    "delete": lambda s, c: changed(s, delete(CaseAccess).where(CaseAccess.case_id == c)),
}


@pytest.mark.parametrize("way", WAYS)
def test_another_organisations_case_is_not_there(mine: UnitOfWork, two: Two, way: str) -> None:
    found_theirs = WAYS[way](mine.session, two.theirs)
    mine.session.expire_all()
    found_mine = WAYS[way](mine.session, two.mine)

    assert not found_theirs
    assert found_mine


PLAIN: dict[str, Any] = {
    "table": select(Party.__table__),
    "columns of a table": select(Party.__table__.c.name),
    "a table by its name": select(text("name")).select_from(table("party")),
    "text": text("SELECT name FROM party"),
    "text in capitals": text("SELECT name FROM PARTY"),
    "text within a statement": select(Organisation.id).where(text("EXISTS (SELECT 1 FROM party)")),
    "a table within a statement": select(Organisation.id).where(exists(select(Party.__table__.c.id))),
    "update of a table": update(plain).values(name="x"),
    "insert into a table": insert(plain).values(name="x"),
    "delete from a table": delete(plain),
    "text for a class": select(Party).from_statement(text("SELECT * FROM organisation")),
    "a class hidden in a bare exists": select(exists().where(Party.name == "x")),
    "a class hidden in a filter": select(func.count().filter(Party.name == "x")),
    "a class hidden in a window": select(func.row_number().over(order_by=Party.name)),
    "the search index": text("SELECT rowid FROM case_text_fts"),
}


@pytest.mark.parametrize("way", PLAIN)
def test_plain_sql_on_a_scoped_table_is_refused(mine: UnitOfWork, way: str) -> None:
    with pytest.raises(GuardError):
        mine.session.execute(PLAIN[way])


@pytest.mark.parametrize("way", [name for name in PLAIN if name != "text for a class"])
def test_plain_sql_on_a_connection_of_ones_own_is_refused(two: Two, way: str) -> None:
    with two.store.engine.connect() as connection, pytest.raises(GuardError):
        connection.execute(PLAIN[way])


def test_strings_for_the_driver_are_refused_too(mine: UnitOfWork, two: Two) -> None:
    with pytest.raises(GuardError):
        mine.session.connection().exec_driver_sql("SELECT name FROM party")
    with two.store.engine.connect() as connection, pytest.raises(GuardError):
        connection.exec_driver_sql("SELECT name FROM party")


def test_a_session_without_an_actor_sees_the_global_list_and_nothing_else(two: Two) -> None:
    with Session(two.store.engine) as session:
        assert len(session.scalars(select(Organisation)).all()) == 3
        with pytest.raises(GuardError):
            session.scalars(select(CaseFile)).all()


def test_a_passage_speaks_plain_sql(mine: UnitOfWork) -> None:
    found = mine.session.execute(select(CaseFile.__table__.c.id), execution_options=passage("portal.reading.statistics")).all()

    assert len(found) == 4
    with pytest.raises(GuardError):
        passage("portal.reading.register")


def test_a_passage_does_not_widen_mapped_classes(mine: UnitOfWork) -> None:
    names = mine.session.scalars(select(Party.name), execution_options=passage("portal.reading.statistics")).all()

    assert names == ["王小军"]


def test_the_public_and_a_post_that_sees_nothing_see_no_case(two: Two) -> None:
    for actor in (Public(COUNTY, "guide"), two.auditor):
        with two.store.begin(actor) as uow:
            assert uow.session.scalars(select(CaseFile)).all() == []
            assert uow.session.scalars(select(Party)).all() == []
            assert uow.session.scalars(select(Dispute)).all() == []
            assert len(uow.session.scalars(select(Organisation)).all()) == 3


def test_a_county_post_sees_every_case_but_the_sealed(two: Two) -> None:
    with two.store.begin(two.coordinator) as uow:
        seen = set(uow.session.scalars(select(CaseFile.id)))
        disputes = uow.session.scalar(select(func.count()).select_from(Dispute))
        access = set(uow.session.scalars(select(CaseAccess.case_id)))

    assert seen == {two.mine, two.theirs} == access
    assert disputes == 2


def test_a_task_sees_the_tables_it_names(two: Two) -> None:
    with two.store.begin(System(COUNTY, "clocks.warn")) as uow:
        assert len(uow.session.scalars(select(CaseFile)).all()) == 4
        assert uow.session.scalars(select(Party)).all() == []


def test_a_standing_statement_is_narrowed_for_whoever_asks_it(two: Two) -> None:
    asked = standing(select(CaseFile.id).where(CaseFile.county_code == bindparam("county")))
    past = standing(select(Party).join(plain_case, plain_case.c.id == Party.case_id))

    for who, seen in ((two.me, {two.mine}), (two.coordinator, {two.mine, two.theirs}), (two.me, {two.mine})):
        with two.store.begin(who) as uow:
            assert seen == set(uow.session.scalars(asked, {"county": COUNTY})) & {two.mine, two.theirs}
            with pytest.raises(GuardError):
                uow.session.scalars(past)


def test_a_standing_statement_is_judged_where_no_guard_stands_and_so_is_what_comes_of_it(two: Two) -> None:
    asked = standing(select(Organisation.name).where(Organisation.county_code == bindparam("county")))
    past = asked.where(exists(select(1).where(Party.name == "李桂兰")))
    county = {"county": COUNTY}

    with two.store.engine.connect() as connection:
        for _ in range(2):
            assert connection.scalars(asked, county).all()
            for refused in (past, standing(past), standing(select(Party.name)), standing(select(plain.c.name))):
                with pytest.raises(GuardError):
                    connection.execute(refused, county)


def test_a_draft_is_for_its_author_only(two: Two) -> None:
    with two.store.begin(two.me, write=True) as uow:
        uow.session.add(
            Draft(
                county_code=COUNTY,
                id=new_id(),
                staff_id=two.me.staff_id,
                post_id=two.me.post_id,
                form="new:x",
                body=b"",
                saved_at=NOW,
            )
        )

    with two.store.begin(two.me) as uow:
        assert uow.session.scalar(select(func.count()).select_from(Draft)) == 1
    for someone in (two.handler, two.coordinator):
        with two.store.begin(someone) as uow:
            assert uow.session.scalar(select(func.count()).select_from(Draft)) == 0


def test_statements_of_two_actors_are_not_mixed_up_by_the_statement_cache(two: Two) -> None:
    def seen(actor: Person) -> int:
        with two.store.begin(actor) as uow:
            return len(uow.session.scalars(select(CaseFile)).all())

    assert [seen(two.me), seen(two.coordinator), seen(two.auditor), seen(two.me)] == [2, 2, 0, 2]


def test_definitions_pass_and_a_plain_engine_may_use_the_global_list(store: Store) -> None:
    with as_owner(store.engine) as connection:
        connection.execute(text("CREATE TABLE ab_thing (id INTEGER)"))
    with store.engine.begin() as connection:
        assert connection.execute(select(Organisation.__table__.c.name)).all() == []


def test_guarded_sessions_are_what_the_store_gives(mine: UnitOfWork) -> None:
    assert isinstance(mine.session, GuardedSession)
