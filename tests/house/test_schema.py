"""The tables hold what a county needs to be cut out of them: its code in every key, link and constraint."""

from __future__ import annotations

import pytest
from sqlalchemy import ForeignKeyConstraint, Table, UniqueConstraint

from portal.store.tables.every import metadata

# What every county shares, or what belongs to this installation: on the explicit list of what no wall scopes.
GLOBAL = {
    "calendar_day",
    "division",
    "login_failure",
    "parameter_value",
    "plugin_state",
    "post_role",
    "rate_use",
    "setting",
    "type_snapshot",
    "ui_session",
}
# Full-text search needs an integer key of its own; the county stands in its unique constraint.
KEYED_OTHERWISE = {"case_text"}
OF_A_COUNTY = [table for table in metadata.sorted_tables if table.name not in GLOBAL]


def _names(table: Table) -> str:
    return table.name


def _unique(table: Table) -> list[set[str]]:
    constraints = [set(item.columns.keys()) for item in table.constraints if isinstance(item, UniqueConstraint)]
    return constraints + [set(index.columns.keys()) for index in table.indexes if index.unique]


@pytest.mark.parametrize("table", OF_A_COUNTY, ids=_names)
def test_key_of_a_table_begins_with_the_county(table: Table) -> None:
    key = [column.name for column in table.primary_key]

    assert key[0] == "county_code" or table.name in KEYED_OTHERWISE


@pytest.mark.parametrize("table", OF_A_COUNTY, ids=_names)
def test_every_unique_constraint_carries_the_county(table: Table) -> None:
    assert [sorted(columns) for columns in _unique(table) if "county_code" not in columns] == []


@pytest.mark.parametrize("table", OF_A_COUNTY, ids=_names)
def test_every_link_between_counties_tables_carries_the_county(table: Table) -> None:
    links = [item for item in table.constraints if isinstance(item, ForeignKeyConstraint)]
    short = [
        [column.name for column in link.columns]
        for link in links
        if link.referred_table.name not in GLOBAL and "county_code" not in {column.name for column in link.columns}
    ]

    assert short == []


def test_list_of_global_tables_names_only_tables_that_are_there() -> None:
    assert set(metadata.tables) >= GLOBAL
