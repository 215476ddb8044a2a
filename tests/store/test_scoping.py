"""Every table is judged: it follows somebody, or stands on the global list with a reason."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, ForeignKeyConstraint, Integer, MetaData, Table, UniqueConstraint, text

from portal.errors import GuardError
from portal.store.passages import PASSAGES
from portal.store.scoping import GLOBAL_TABLES, SEARCH_TABLES, Follows, follows, is_scoped, scoped_name_in
from portal.store.system_tasks import EVERYTHING, TASKS
from portal.store.tables import every
from portal.store.unit_of_work import Store
from tests.store.county import DEMO

TABLES = sorted(every.metadata.tables.values(), key=lambda table: table.name)
OF_A_CASE = [table for table in TABLES if follows(table) is Follows.CASE]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_follows_somebody_or_is_global_for_a_reason(table: Table) -> None:
    assert is_scoped(table) is not bool(GLOBAL_TABLES.get(table.name, ""))


def test_the_global_list_names_no_table_that_is_gone() -> None:
    gone = set(GLOBAL_TABLES) - {table.name for table in TABLES}

    assert gone == {"alembic_version"}


@pytest.mark.parametrize("table", OF_A_CASE, ids=lambda table: table.name)
def test_a_row_of_a_case_is_tied_to_it_by_the_database(table: Table) -> None:
    keys = [constraint for constraint in table.constraints if isinstance(constraint, ForeignKeyConstraint)]

    assert ["county_code", "case_id"] in [[column.name for column in key.columns] for key in keys]
    assert all(key.deferrable and key.initially == "DEFERRED" for key in keys)


@pytest.mark.parametrize("table", [table for table in TABLES if "county_code" in table.c], ids=lambda table: table.name)
def test_nothing_is_unique_across_counties(table: Table) -> None:
    unique = [constraint for constraint in table.constraints if isinstance(constraint, UniqueConstraint)]
    indexes = [index for index in table.indexes if index.unique]
    by_another_key = {"division", "case_text"}  # codes of the state; a number for the search index

    for columns in [*(c.columns for c in unique), *(i.columns for i in indexes)]:
        assert "county_code" in columns
    assert "county_code" in table.primary_key.columns or table.name in by_another_key


def test_a_table_on_no_list_is_refused() -> None:
    strange = Table("strange", MetaData(), Column("id", Integer))

    with pytest.raises(GuardError, match="strange"):
        follows(strange)


def test_a_plugins_table_follows_its_case_or_says_why_not() -> None:
    beds = Table("shelter_bed", MetaData(), Column("case_id", Integer))
    shelters = Table("shelter_list", MetaData(), Column("id", Integer), info={"global": "a public list"})

    assert follows(beds) is Follows.CASE
    assert follows(shelters) is Follows.NOBODY


@pytest.mark.parametrize("task", TASKS)
def test_a_task_names_scoped_tables_that_exist(task: str) -> None:
    scoped = {table.name for table in TABLES if is_scoped(table)} | {EVERYTHING}

    assert TASKS[task] <= scoped


@pytest.mark.parametrize(
    "sql", ["SELECT * FROM party", "select 1 from Case_File", "DELETE FROM case_text_fts", "case_text_fts_data"]
)
def test_a_scoped_table_is_found_in_a_text(sql: str) -> None:
    assert scoped_name_in(sql) is not None


def test_a_word_that_only_begins_like_one_is_not() -> None:
    assert scoped_name_in("SELECT party_size FROM organisation WHERE my_case_file = 1") is None


def test_the_side_tables_of_search_exist_under_their_names(store: Store) -> None:
    wanted = SEARCH_TABLES[0] if store.engine.dialect.name == "sqlite" else SEARCH_TABLES[1]

    with store.begin(DEMO) as uow:
        uow.session.execute(text(f"SELECT 1 FROM {wanted}"), execution_options={"portal_passage": next(iter(PASSAGES))})
