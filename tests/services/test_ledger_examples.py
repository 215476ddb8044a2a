"""The example row of every shipped type's template is one that could be imported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from portal.declare.case_types import CaseType
from portal.engine.changes import Opening
from portal.engine.intake import read_case
from portal.engine.ledger.columns import columns_of
from portal.engine.ledger.rows import Entry, Known, Mapped, read_row
from portal.engine.ledger.written import written
from portal.hooks.examples import example_body
from tests.engine.wages import CALENDAR, TODAY

PLUGINS = sorted(path.parent.name for path in (Path(__file__).parents[2] / "plugins").glob("*/__init__.py"))


def types() -> Iterator[tuple[str, CaseType]]:
    for key in PLUGINS:
        for case_type in import_module(f"portal_plugins.{key}").portal_plugin().case_types:
            yield f"{key}.{case_type.key}", case_type


@pytest.mark.parametrize(("key", "case_type"), list(types()), ids=lambda value: value if isinstance(value, str) else "")
def test_an_example_survives_the_spreadsheet(key: str, case_type: CaseType) -> None:
    day = date(2026, 11, 20)
    cells = written({**example_body(case_type, TODAY), "accepted_on": str(TODAY), "received_on": str(day)}, case_type)
    places = {column.path: at for at, column in enumerate(columns_of(case_type))}
    entry = read_row([cells.get(path) for path in places], Mapped(places), case_type, Known({}, {}), TODAY)

    assert isinstance(entry, Entry), entry
    asked = [f"rule:{rule.field if rule.field.startswith('parties') else f'details.{rule.field}'}" for rule in case_type.rules]
    body = {**entry.body, "confirmed": asked}
    read = read_case(key, case_type, body, today=TODAY, calendar=CALENDAR, divisions=frozenset())
    assert isinstance(read, Opening), read
