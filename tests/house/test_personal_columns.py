"""Every column that could hold something personal of a case is judged: it goes, or somebody said why it stays."""

from __future__ import annotations

from sqlalchemy import JSON, LargeBinary, String

from portal.store.erasing.personal import NOT_PERSONAL, PERSONAL
from portal.store.tables.columns import Uid
from portal.store.tables.every import metadata


def test_every_table_is_judged() -> None:
    personal = {one.table.name for one in PERSONAL}

    assert personal | set(NOT_PERSONAL) == {*metadata.tables}
    assert personal & set(NOT_PERSONAL) == set()
    assert all(NOT_PERSONAL.values())


def test_every_column_that_could_hold_a_text_is_judged() -> None:
    unjudged = []
    for one in PERSONAL:
        judged = {*one.texts, *one.sealed, *one.hers, *one.stays, "county_code"}
        could = {c.name for c in one.table.c if isinstance(c.type, (String, JSON, LargeBinary)) and not isinstance(c.type, Uid)}
        unjudged += [
            f"{one.table.name}.{name}"
            for name in sorted(could ^ (judged & {*one.table.c.keys()}))
            if name not in ("county_code", "case_id")
        ]
        unjudged += [f"{one.table.name}.{name} is no column" for name in sorted(judged - {*one.table.c.keys()})]

    assert unjudged == []
