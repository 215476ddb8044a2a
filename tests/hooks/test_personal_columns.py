"""A plugin's table of cases says which of its columns are personal; one that is silent is named at start, and emptied."""

from __future__ import annotations

import pytest
from sqlalchemy import JSON, Column, Date, ForeignKey, Integer, LargeBinary, MetaData, String, Table, Text

from portal.declare.plugins import Plugin
from portal.hooks.calling import Hooks
from portal.hooks.own_names import is_personal, silent_columns
from portal.hooks.registry import Registry


def table(*columns: Column[object], case: bool = True) -> MetaData:
    made = MetaData()
    Table(
        "orchard_visit",
        made,
        Column("id", String(36), primary_key=True),
        *((Column("case_id", Integer),) if case else ()),
        *columns,
    )
    return made


@pytest.mark.parametrize(
    ("column", "silent", "personal"),
    [
        (Column("text", String(20)), True, True),
        (Column("text", Text), True, True),
        (Column("text", JSON), True, True),
        (Column("text", LargeBinary), True, True),
        (Column("text", String(20), info={"personal": True}), False, True),
        (Column("text", String(20), info={"personal": False}), False, False),
        (Column("text", Date), False, False),
        (Column("text", Date, info={"personal": True}), False, True),
        (Column("text", String(36), ForeignKey("orchard_visit.id")), False, False),
    ],
)
def test_what_could_hold_a_text_says_whether_it_is_personal(column: Column[object], silent: bool, personal: bool) -> None:
    made = table(column)

    assert silent_columns(made) == (["orchard_visit.text"] if silent else [])
    assert is_personal(made.tables["orchard_visit"].c["text"]) is personal


def test_a_silent_table_is_named_to_the_administrator_and_the_plugin_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        Hooks,
        "tables",
        lambda _self: (("orchard", table(Column("text", Text))), ("well", table(Column("text", Text), case=False))),
    )

    states = {one.key: one for one in Registry.of(Plugin(key="orchard", title="果园"), Plugin(key="well", title="水井")).states}

    assert (states["orchard"].state, "orchard_visit.text" in states["orchard"].reason) == ("active", True)
    assert states["well"].reason == ""
