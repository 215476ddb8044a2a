"""The access-pattern matrix of the second wall on the SQLAlchemy that is locked: every way to a row of another organisation.

Each pattern is tried on a case of another organisation and, as a control, on one's own. What the guard narrows finds nothing
there and something here; what it refuses it refuses for both. The core's classes have no relationships, a plugin's may: two
classes over the same tables have them here. Further patterns stand in `test_guard.py` and `test_guard_writes.py`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import (
    and_,
    bindparam,
    column,
    delete,
    func,
    insert,
    intersect,
    literal_column,
    select,
    table,
    text,
    true,
    tuple_,
    update,
)
from sqlalchemy.orm import (
    Bundle,
    Session,
    aliased,
    contains_eager,
    defer,
    immediateload,
    joinedload,
    make_transient_to_detached,
    registry,
    relationship,
    selectinload,
    subqueryload,
    with_parent,
)
from sqlalchemy.orm.exc import ObjectDeletedError

from portal.errors import GuardError
from portal.store.identifiers import new_id
from portal.store.tables.cases import CaseAccess, CaseFile, CaseSecret, Party
from portal.store.tables.people import Staff
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork
from tests.store.county import COUNTY
from tests.store.two import Two

Ask = Callable[[Session, uuid.UUID], Any]
_linked = registry()


class LinkedCase:
    """A case with relationships."""

    id: Any
    parties: Any
    people: Any


class LinkedParty:
    """A party with its case."""

    id: Any
    case_id: Any
    name: Any
    case: Any


class LinkedStaff:
    """Somebody, whom nobody hides."""


class LinkedUnit:
    """An organisation with its cases."""

    cases_of_unit: Any


_cases: Any = CaseFile.__table__
_parties: Any = Party.__table__
_access: Any = CaseAccess.__table__
_staff: Any = Staff.__table__
_units: Any = Organisation.__table__
_of_case = and_(_parties.c.county_code == _cases.c.county_code, _parties.c.case_id == _cases.c.id)
_linked.map_imperatively(LinkedStaff, _staff, primary_key=[_staff.c.id])
_linked.map_imperatively(
    LinkedCase,
    _cases,
    primary_key=[_cases.c.id],
    properties={
        "parties": relationship(
            LinkedParty, primaryjoin=_of_case, foreign_keys=[_parties.c.case_id], viewonly=True, back_populates="case"
        ),
        "people": relationship(
            LinkedStaff,
            secondary=_access,
            primaryjoin=_access.c.case_id == _cases.c.id,
            secondaryjoin=_access.c.staff_id == _staff.c.id,
            viewonly=True,
        ),
    },
)
_linked.map_imperatively(
    LinkedParty,
    _parties,
    primary_key=[_parties.c.id],
    properties={"case": relationship(LinkedCase, primaryjoin=_of_case, foreign_keys=[_parties.c.case_id], viewonly=True)},
)
_linked.map_imperatively(
    LinkedUnit,
    _units,
    primary_key=[_units.c.id],
    properties={
        "cases_of_unit": relationship(
            LinkedCase,
            primaryjoin=_cases.c.organisation_id == _units.c.id,
            foreign_keys=[_cases.c.organisation_id],
            viewonly=True,
        )
    },
)
_linked.configure()


def cases_with(*options: Any) -> Ask:
    """Return the way to load a case with its parties by a loading strategy."""
    asked = select(LinkedCase).options(*options)
    return lambda s, c: [p for case in s.scalars(asked.where(LinkedCase.id == c)).unique() for p in case.parties]


def forged(entity: type[Any], **values: Any) -> Any:
    """Return a row that pretends to have been loaded."""
    made = entity(**values)
    make_transient_to_detached(made)
    return made


def changed(row: Any) -> Any:
    """Return the row with another summary."""
    row.summary = "x"
    return row


def merged(session: Session, row: Any) -> None:
    """Merge a row and write it."""
    session.merge(row)
    session.flush()


def done(session: Session, statement: Any, *more: Any) -> int:
    """Return how many rows a statement changed."""
    result: Any = session.execute(statement, *more)
    return int(result.rowcount)


FOUND: dict[str, Ask] = {
    "joined load": cases_with(joinedload(LinkedCase.parties)),
    "subquery load": cases_with(subqueryload(LinkedCase.parties)),
    "immediate load": cases_with(immediateload(LinkedCase.parties)),
    "lazy one-to-many": cases_with(),
    "contains eager": lambda s, c: [
        p
        for case in s.scalars(
            select(LinkedCase)
            .join(LinkedCase.parties)
            .where(LinkedParty.case_id == c)
            .options(contains_eager(LinkedCase.parties))
        ).unique()
        for p in case.parties
    ],
    "a link table, eagerly": lambda s, c: (
        s.scalars(select(LinkedCase).where(LinkedCase.id == c).options(joinedload(LinkedCase.people))).unique().all()
    ),
    "two steps from the global list, eagerly": lambda s, c: [
        party
        for unit in s.scalars(
            select(LinkedUnit).options(joinedload(LinkedUnit.cases_of_unit).joinedload(LinkedCase.parties))
        ).unique()
        for case in unit.cases_of_unit
        for party in case.parties
        if case.id == c
    ],
    "with parent": lambda s, c: [
        p
        for case in s.scalars(select(LinkedCase).where(LinkedCase.id == c))
        for p in s.scalars(select(LinkedParty).where(with_parent(case, LinkedCase.parties)))
    ],
    "lazy many-to-one": lambda s, c: [p.case for p in s.scalars(select(LinkedParty).where(LinkedParty.case_id == c)) if p.case],
    "any() from the global list": lambda s, c: s.scalars(
        select(Organisation.id).where(select(LinkedParty.id).where(LinkedParty.case_id == c).exists())
    ).all(),
    "group by": lambda s, c: s.execute(
        select(Party.case_id, func.count()).where(Party.case_id == c).group_by(Party.case_id)
    ).all(),
    "having": lambda s, c: s.execute(select(Party.case_id).group_by(Party.case_id).having(Party.case_id == c)).all(),
    "distinct": lambda s, c: s.scalars(select(Party.name).distinct().where(Party.case_id == c)).all(),
    "order and limit": lambda s, c: s.scalars(select(Party).where(Party.case_id == c).order_by(Party.name).limit(1)).all(),
    "tuple comparison": lambda s, c: s.scalars(
        select(Party.id).where(tuple_(Party.county_code, Party.case_id) == (COUNTY, c))
    ).all(),
    "bundle": lambda s, c: s.execute(select(Bundle("b", Party.name, Party.role)).where(Party.case_id == c)).all(),
    "deferred columns": lambda s, c: s.scalars(select(Party).options(defer(Party.name)).where(Party.case_id == c)).all(),
    "row lock": lambda s, c: s.scalars(select(CaseFile).where(CaseFile.id == c).with_for_update()).all(),
    "populate existing": lambda s, c: s.scalars(
        select(CaseFile).where(CaseFile.id == c), execution_options={"populate_existing": True}
    ).all(),
    "streamed": lambda s, c: s.scalars(select(Party).where(Party.case_id == c), execution_options={"yield_per": 1}).all(),
    "intersection": lambda s, c: s.execute(
        intersect(select(Party.name).where(Party.case_id == c), select(Party.name).where(Party.case_id == c))
    ).all(),
    "subquery as a class": lambda s, c: s.scalars(
        select(aliased(Party, select(Party).where(Party.case_id == c).subquery()))
    ).all(),
    "join of classes": lambda s, c: s.scalars(
        select(CaseFile.id).join(Party, Party.case_id == CaseFile.id).where(CaseFile.id == c)
    ).all(),
    "a subquery's column": lambda s, c: s.execute(select(select(Party.name).where(Party.case_id == c).subquery().c.name)).all(),
    "bound parameters": lambda s, c: s.scalars(select(Party.id).where(Party.case_id == bindparam("c")), {"c": c}).all(),
    "legacy get": lambda s, c: [row for row in [s.get(CaseFile, c, populate_existing=True)] if row],
    "legacy update": lambda s, c: s.query(Party).filter(Party.case_id == c).update({"nation": "汉"}, synchronize_session=False),
    "legacy delete": lambda s, c: s.query(CaseAccess).filter(CaseAccess.case_id == c).delete(synchronize_session=False),
    "update with returning": lambda s, c: s.scalars(
        update(Party).where(Party.case_id == c).values(nation="汉").returning(Party.id)
    ).all(),
    "update by a subquery": lambda s, c: done(
        s,
        update(Party)
        .where(Party.case_id.in_(select(CaseFile.id).where(CaseFile.id == c)))
        .values(nation="汉")
        .execution_options(synchronize_session=False),
    ),
    "common table expression for an update": lambda s, c: s.scalars(
        update(Party)
        .where(Party.id.in_(select(select(Party.id).where(Party.case_id == c).cte().c.id)))
        .values(nation="汉")
        .returning(Party.id)
    ).all(),
    "delete with returning": lambda s, c: s.scalars(
        delete(CaseAccess).where(CaseAccess.case_id == c).returning(CaseAccess.id)
    ).all(),
}


@pytest.mark.parametrize("way", FOUND)
def test_narrowed_ways_find_what_is_ours_and_nothing_of_theirs(mine: UnitOfWork, two: Two, way: str) -> None:
    found_theirs = FOUND[way](mine.session, two.theirs)
    mine.session.expire_all()
    mine.session.expunge_all()
    found_mine = FOUND[way](mine.session, two.mine)

    assert not found_theirs
    assert found_mine


REFUSED: dict[str, Ask] = {
    "selectin load": cases_with(selectinload(LinkedCase.parties)),
    "any() as an oracle": lambda s, c: s.scalars(
        select(LinkedCase.id).where(LinkedCase.parties.any(LinkedParty.case_id == c))
    ).all(),
    "has() as an oracle": lambda s, c: s.scalars(select(LinkedParty.id).where(LinkedParty.case.has(LinkedCase.id == c))).all(),
    "a link table": lambda s, c: [p for case in s.scalars(select(LinkedCase).where(LinkedCase.id == c)) for p in case.people],
    "any() over a link table": lambda s, c: s.scalars(select(LinkedCase.id).where(LinkedCase.people.any())).all(),
    "a statement of the session's connection": lambda s, c: s.connection().execute(select(_parties)).all(),
    "text with columns": lambda s, c: s.execute(text("SELECT name FROM party").columns(column("name"))).all(),
    "a literal column": lambda s, c: s.execute(select(literal_column("name")).select_from(table("party"))).all(),
    "text as a condition": lambda s, c: s.execute(select(Staff.id).where(text("id IN (SELECT staff_id FROM case_access)"))).all(),
    "a union of tables": lambda s, c: s.execute(select(_parties.c.name).union(select(_parties.c.role))).all(),
    "insert from a select": lambda s, c: s.execute(
        insert(CaseSecret).from_select(["county_code", "case_id", "path"], select(Party.county_code, Party.case_id, Party.name))
    ),
    "bulk mappings": lambda s, c: s.bulk_insert_mappings(
        Party,
        [
            {
                "county_code": COUNTY,
                "id": new_id(),
                "case_id": c,
                "name": "x",
                "role": "w",
                "side": "a",
                "ordinal": 3,
                "kind": "person",
                "details": {},
            }
        ],
    ),
    "bulk update mappings": lambda s, c: s.bulk_update_mappings(Party, [{"county_code": COUNTY, "id": new_id(), "name": "x"}]),
    "bulk objects": lambda s, c: s.bulk_save_objects([changed(forged(CaseFile, county_code=COUNTY, id=c))]),
    "a plain table beside a class": lambda s, c: s.execute(select(Staff.id, _access.c.case_id).join(_access, true())).all(),
    "an update that moves rows to another case": lambda s, c: s.execute(
        update(Party).where(Party.role == "worker").values(case_id=c).execution_options(synchronize_session=False)
    ),
    "an update that moves rows by an expression": lambda s, c: s.execute(
        update(Party).values(case_id=select(CaseFile.id).limit(1).scalar_subquery()).execution_options(synchronize_session=False)
    ),
    "an update in two steps": lambda s, c: s.execute(
        update(Party).values({Party.case_id: bindparam("to")}).execution_options(synchronize_session=False), {"to": c}
    ),
    "a deletion of a table": lambda s, c: s.execute(delete(_parties)),
    "a merge of a forged row": lambda s, c: merged(s, forged(Party, county_code=COUNTY, id=new_id(), case_id=c, name="x")),
    "the driver": lambda s, c: s.connection().exec_driver_sql("DELETE FROM party"),
}


NEW_ROWS = {"bulk mappings", "a merge of a forged row"}  # which one may write for a case of one's own


@pytest.mark.parametrize("way", REFUSED)
def test_other_ways_are_refused(mine: UnitOfWork, two: Two, way: str) -> None:
    with mine.session.begin_nested() as savepoint:
        with pytest.raises(GuardError):
            REFUSED[way](mine.session, two.theirs if way in NEW_ROWS else two.mine)
        savepoint.rollback()


@pytest.mark.parametrize("way", [way for way in REFUSED if way not in NEW_ROWS])
def test_and_find_nothing_of_theirs(mine: UnitOfWork, two: Two, way: str) -> None:
    with mine.session.begin_nested() as savepoint:
        try:
            found = REFUSED[way](mine.session, two.theirs)
        except GuardError:
            found = None
        savepoint.rollback()

    assert not found


@pytest.fixture
def known(mine: UnitOfWork, two: Two) -> Party:
    return mine.session.get_one(Party, two.my_party)


def test_what_was_loaded_is_read_again_through_the_rule(mine: UnitOfWork, known: Party, two: Two) -> None:
    mine.session.expire(known)

    assert known.name == "王小军"
    assert mine.session.get(Party, two.my_party) is known
    assert mine.session.get(Party, two.their_party) is None


def test_an_attribute_of_a_forged_row_is_not_loaded(mine: UnitOfWork, two: Two) -> None:
    row = forged(Party, county_code=COUNTY, id=two.their_party)
    mine.session.add(row)
    mine.session.expire(row, ["name"])

    with pytest.raises((GuardError, ObjectDeletedError)):  # PostgreSQL does not even find it
        _ = row.name
