"""The second wall: what an actor cannot come near is neither read nor written, whatever way is tried."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import delete, exists, false, func, insert, select, table, text, union_all, update
from sqlalchemy.orm import Session, aliased, make_transient, make_transient_to_detached

from portal.declare.roles import Reach
from portal.errors import GuardError
from portal.store.actors import Person, Public, System
from portal.store.guard import GuardedSession
from portal.store.identifiers import new_id
from portal.store.passages import passage
from portal.store.tables.cases import BlindIndex, CaseAccess, CaseFile, CaseSecret, Dispute, Party
from portal.store.tables.desk import Consultation, Draft
from portal.store.tables.people import Staff
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import Store, UnitOfWork
from tests.store.county import COUNTY, DEMO, NOW, County


@dataclass
class Two:
    """Two organisations with a case and a party each, and a sealed case in the first."""

    store: Store
    mine: uuid.UUID
    sealed: uuid.UUID
    theirs: uuid.UUID
    my_party: uuid.UUID
    their_party: uuid.UUID
    theirs_id: uuid.UUID
    me: Person
    handler: Person
    coordinator: Person
    auditor: Person


@pytest.fixture(scope="module")
def two(shared: Store) -> Two:
    with shared.begin(DEMO, write=True) as uow:
        county = County(uow.session)
        county.division(COUNTY)
        county.organisation("工会")
        county.organisation("妇联")
        county.organisation("综治中心")
        handler = county.person("王建国", "工会")
        mine, theirs = county.case("工会"), county.case("妇联")
        sealed = county.case("妇联", privacy=4)
        own = county.case("工会", privacy=4, handler=handler.staff_id)
        del own
        return Two(
            store=shared,
            mine=mine.id,
            sealed=sealed.id,
            theirs=theirs.id,
            my_party=county.party(mine).id,
            their_party=county.party(theirs, "李桂兰").id,
            theirs_id=county.organisations["妇联"].id,
            me=county.person("赵德福", "工会"),
            handler=handler,
            coordinator=county.person("陈县", "综治中心", Reach.COUNTY),
            auditor=county.person("审计", "综治中心", Reach.NOTHING),
        )


@pytest.fixture
def mine(two: Two) -> Iterator[UnitOfWork]:
    with two.store.begin(two.me, write=True) as uow:
        yield uow
        uow.session.rollback()


Ask = Callable[[Session, uuid.UUID], Any]
other = aliased(Party)
plain: Any = Party.__table__


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
    found = mine.session.execute(select(Party.__table__.c.name), execution_options=passage("portal.reading.statistics")).all()

    assert len(found) == 2
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
    with two.store.begin(System(COUNTY, "audit.verify")) as uow:
        assert len(uow.session.scalars(select(CaseFile)).all()) == 4
        assert uow.session.scalars(select(Party)).all() == []


def party_of(case_id: uuid.UUID, **more: Any) -> Party:
    values = {"county_code": COUNTY, "id": new_id(), "case_id": case_id, "name": "甲", "details": {}} | more
    return Party(role="worker", side="applicant", ordinal=9, kind="person", **values)


def test_a_row_may_be_added_to_a_case_in_reach(mine: UnitOfWork, two: Two) -> None:
    mine.session.add(party_of(two.mine))
    mine.session.flush()

    assert mine.session.scalar(select(func.count()).select_from(Party)) == 2


def case_of(organisation_id: uuid.UUID) -> list[Any]:
    case_id, dispute_id = new_id(), new_id()
    case = CaseFile(
        county_code=COUNTY,
        id=case_id,
        dispute_id=dispute_id,
        organisation_id=organisation_id,
        plugin="sector",
        type="sector.kind",
        type_version=1,
        ministry_type="10",
        phase="review",
        privacy=2,
        source="application",
        version=1,
        registered_by_id=new_id(),
        division_code=COUNTY,
        details={},
        received_on=NOW.date(),
        recorded_at=NOW,
        changed_at=NOW,
    )
    return [Dispute(county_code=COUNTY, id=dispute_id, responsible_case_id=case_id, opened_at=NOW), case, party_of(case_id)]


def test_a_new_case_and_its_rows_are_written_together(mine: UnitOfWork, two: Two) -> None:
    rows = case_of(two.me.organisation_id)

    mine.session.add_all(rows)
    mine.session.flush()

    rows[2].name = "乙"
    mine.session.flush()


BAD_ROWS: dict[str, Callable[[Two], list[Any]]] = {
    "a party of their case": lambda two: [party_of(two.theirs)],
    "a party of another county": lambda two: [party_of(two.mine, county_code="620702")],
    "a case of their organisation": lambda two: case_of(two.theirs_id),
    "a secret of their case": lambda two: [CaseSecret(county_code=COUNTY, case_id=two.theirs, path="x", ciphertext=b"")],
    "a way into their case": lambda two: [
        CaseAccess(
            county_code=COUNTY, id=new_id(), case_id=two.theirs, organisation_id=two.me.organisation_id, ground="joint", since=NOW
        )
    ],
    "somebody else's draft": lambda two: [
        Draft(county_code=COUNTY, id=new_id(), staff_id=new_id(), post_id=two.me.post_id, form="new:x", body=b"", saved_at=NOW)
    ],
    "their consultation": lambda two: [
        Consultation(
            county_code=COUNTY,
            id=new_id(),
            organisation_id=two.theirs_id,
            staff_id=two.me.staff_id,
            came_on=NOW.date(),
            channel="visit",
            question="?",
            recorded_at=NOW,
        )
    ],
    "staff of another county": lambda two: [Staff(county_code="620702", id=new_id(), name="x", specialties=[])],
}


@pytest.mark.parametrize("what", BAD_ROWS)
def test_a_row_out_of_reach_cannot_be_added(mine: UnitOfWork, two: Two, what: str) -> None:
    mine.session.add_all(BAD_ROWS[what](two))

    with pytest.raises(GuardError):
        mine.session.flush()


def test_a_row_cannot_be_moved_to_another_case(mine: UnitOfWork, two: Two) -> None:
    party = mine.session.get_one(Party, two.my_party)
    party.case_id = two.theirs

    with pytest.raises(GuardError, match="never changes"):
        mine.session.flush()


def test_a_forged_row_cannot_be_written(mine: UnitOfWork, two: Two) -> None:
    forged = party_of(two.mine, id=two.their_party)
    make_transient_to_detached(forged)
    mine.session.add(forged)
    forged.name = "改名"

    with pytest.raises(GuardError, match="without having been loaded"):
        mine.session.flush()


def test_a_forged_row_cannot_be_deleted(mine: UnitOfWork, two: Two) -> None:
    forged = party_of(two.mine, id=two.their_party)
    make_transient_to_detached(forged)
    mine.session.add(forged)
    mine.session.delete(forged)

    with pytest.raises(GuardError, match="without having been loaded"):
        mine.session.flush()


def test_a_forged_row_cannot_be_refreshed(mine: UnitOfWork, two: Two) -> None:
    forged = Party(county_code=COUNTY, id=two.their_party)
    make_transient(forged)
    make_transient_to_detached(forged)
    mine.session.add(forged)

    with pytest.raises(GuardError, match="without having been loaded"):
        mine.session.refresh(forged)


def test_a_loaded_row_can_be_refreshed(mine: UnitOfWork, two: Two) -> None:
    party = mine.session.get_one(Party, two.my_party)

    mine.session.refresh(party)

    assert party.name == "王小军"


def test_bulk_rows_are_checked_one_by_one(mine: UnitOfWork, two: Two) -> None:
    def hashes(*case_ids: uuid.UUID) -> list[dict[str, object]]:
        return [
            {"county_code": COUNTY, "kind": "phone", "value": bytes(16), "case_id": c, "party_id": new_id()} for c in case_ids
        ]

    mine.session.execute(insert(BlindIndex), hashes(two.mine, two.mine))

    assert mine.session.scalar(select(func.count()).select_from(BlindIndex)) == 2
    with pytest.raises(GuardError, match="out of reach"):
        mine.session.execute(insert(BlindIndex), hashes(two.mine, two.theirs))
    with pytest.raises(GuardError, match="name their case"):
        mine.session.execute(insert(BlindIndex).values(hashes(two.theirs)[0]))


def test_a_bulk_update_by_key_is_refused(mine: UnitOfWork, two: Two) -> None:
    with pytest.raises(GuardError, match="bulk update"):
        mine.session.execute(update(Party), [{"id": two.their_party, "name": "x"}])


def test_a_reader_can_neither_update_nor_delete(two: Two) -> None:
    with two.store.begin(two.me) as uow:
        for statement in (update(Party).values(name="x"), delete(CaseSecret)):
            with pytest.raises(GuardError, match="only reads"):
                uow.session.execute(statement)


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
    with store.engine.begin() as connection:
        connection.execute(text("CREATE TABLE ab_thing (id INTEGER)"))
        assert connection.execute(select(Organisation.__table__.c.name)).all() == []


def test_guarded_sessions_are_what_the_store_gives(mine: UnitOfWork) -> None:
    assert isinstance(mine.session, GuardedSession)
