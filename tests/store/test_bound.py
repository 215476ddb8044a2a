"""Values of kept clauses: typed by their column, each statement with its own, and found again without building clauses."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import Column, ColumnElement, Integer, MetaData, String, Table, create_engine, insert, select, true
from sqlalchemy.orm import Session, registry, with_loader_criteria

from portal.store.bound import bound
from portal.store.tables.cases import CaseAccess

OPEN = Table("thing", MetaData(), Column("id", Integer, primary_key=True), Column("who", String))


class Thing:
    """One row."""

    who: str


registry().map_imperatively(Thing, OPEN)


def test_a_value_has_the_type_of_its_column() -> None:
    somebody = uuid.uuid4()

    plain, kept = CaseAccess.staff_id == somebody, CaseAccess.staff_id == bound(somebody)

    assert kept.right.type is plain.right.type
    assert kept.right.value == somebody


@pytest.mark.parametrize("narrowed", [False, True], ids=["where", "criteria"])
def test_statements_alike_are_asked_with_their_own_values(narrowed: bool) -> None:
    engine = create_engine("sqlite://")
    OPEN.metadata.create_all(engine)
    with Session(engine) as session:
        session.execute(insert(OPEN).values([{"id": number, "who": "ab"[number % 2]} for number in range(6)]))
        for asked in "abab":
            clause: ColumnElement[bool] = Thing.who == bound(asked)
            option = with_loader_criteria(Thing, clause if narrowed else true(), include_aliases=True)
            found = session.scalars(select(Thing).where(true() if narrowed else clause).options(option)).all()
            assert [thing.who for thing in found] == [asked] * 3
    engine.dispose()


def test_copies_are_found_by_what_they_are() -> None:
    value = bound("a")
    copy, other = value._annotate({"for": "one"}), bound("a")

    assert {value: 1}[copy] == 1
    assert (value == other) is False
