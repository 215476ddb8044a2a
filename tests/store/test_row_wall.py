"""The third wall alone: every pattern of the second wall's tests once more on PostgreSQL, in a session that nothing guards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from portal.errors import GuardError
from portal.store.tables.cases import Party
from portal.store.unit_of_work import Store, UnitOfWork
from tests.rig.databases import as_owner, postgres_database
from tests.store.county import make_store
from tests.store.test_guard import PLAIN, WAYS
from tests.store.test_guard_matrix import FOUND, REFUSED
from tests.store.test_guard_writes import BAD_ROWS, case_of
from tests.store.two import Two, make_two
from tests.store.walls import engine_with

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    with postgres_database(migrated=True) as url:
        store = make_store(url, tmp_path_factory.mktemp("row_wall"))
        yield make_two(store)
        store.engine.dispose()


@pytest.fixture
def bare(two: Two, monkeypatch: pytest.MonkeyPatch) -> Iterator[UnitOfWork]:
    """A unit of work of the first organisation without the second wall, taken back at its end."""
    url = two.store.engine.url.render_as_string(hide_password=False)
    store: Store = replace(two.store, engine=engine_with(url, frozenset((2,)), monkeypatch))
    with store.begin(two.me, write=True) as uow:
        yield uow
        uow.session.rollback()
    store.engine.dispose()


@pytest.mark.parametrize("way", [*WAYS, *FOUND])
def test_ways_find_what_is_ours_and_nothing_of_theirs(bare: UnitOfWork, two: Two, way: str) -> None:
    ask = {**WAYS, **FOUND}[way]

    found_theirs = ask(bare.session, two.theirs)
    bare.session.expire_all()
    bare.session.expunge_all()
    found_mine = ask(bare.session, two.mine)

    assert not found_theirs
    assert found_mine


@pytest.mark.parametrize("way", ["table", "columns of a table", "a table by its name", "text", "text in capitals"])
def test_plain_sql_tells_what_is_ours_alone(bare: UnitOfWork, way: str) -> None:
    assert len(bare.session.execute(PLAIN[way]).all()) == 1


@pytest.mark.parametrize("what", [what for what in BAD_ROWS if what != "staff of another county"])  # staff is everybody's
def test_a_row_out_of_reach_cannot_be_added(bare: UnitOfWork, two: Two, what: str) -> None:
    for row in BAD_ROWS[what](two)[:2]:  # a dispute may be added, a case in it may not
        bare.session.add(row)

    with pytest.raises(GuardError, match="third wall"):
        bare.session.flush()


def test_a_case_and_its_rows_can(bare: UnitOfWork, two: Two) -> None:
    for row in case_of(two.me.organisation_id):
        bare.session.add(row)
        bare.session.flush()


@pytest.mark.parametrize("way", REFUSED)
def test_ways_the_second_wall_refuses_find_and_change_nothing_of_theirs(bare: UnitOfWork, two: Two, way: str) -> None:
    """Last in this file: what is ours does not outlive it."""
    before = _of_all(two)
    try:
        REFUSED[way](bare.session, two.theirs)
        bare.session.flush()
        bare.session.commit()
    except (GuardError, SQLAlchemyError):
        bare.session.rollback()

    assert {row for row in _of_all(two) if row[1] == two.theirs} == {row for row in before if row[1] == two.theirs}


def _of_all(two: Two) -> set[tuple[object, ...]]:
    """Return every party, as the owner of the tables sees them."""
    with as_owner(two.store.engine) as connection:
        return {tuple(row) for row in connection.execute(select(Party.id, Party.case_id, Party.name, Party.nation))}
