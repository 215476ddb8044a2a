"""Takes everything personal out of one case: rows go, columns are emptied, and what was there is counted and digested.

What stays is the shell: number, organisation, type, phase and days, the chain of events without what was typed, facts and
measures. Plain SQL, because tables of plugins have no class here; the task `erasure` alone may run it.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import JSON, String, Table, and_, delete, literal, or_, select, update

from portal.engine.chain import canonical
from portal.errors import GuardError, StoreError
from portal.hooks.own_names import is_personal
from portal.store.actors import System
from portal.store.erasing.personal import PERSONAL, Personal
from portal.store.passages import passage
from portal.store.sealed_columns import SEALED_TABLES
from portal.store.tables.cases import CaseFile
from portal.store.tables.columns import Uid
from portal.store.tables.course import AuditValue
from portal.store.tables.desk import Draft
from portal.store.tables.ledger import LedgerCase, LedgerImport
from portal.store.unit_of_work import UnitOfWork

TASK = "erasure"
OPTIONS = passage("portal.store.erasing")
PLACES: Mapping[str, Callable[[Any, str], str]] = {one.name: one.place_of for one in SEALED_TABLES}


@dataclass
class Tally:
    """What was erased: rows by table, and a digest over the values. The digest is keyed before it is kept."""

    counts: dict[str, int] = field(default_factory=dict)
    _digest: Any = field(default_factory=hashlib.sha256)

    def add(self, table: str, key: tuple[Any, ...], values: Mapping[str, Any]) -> None:
        """Count a row and take in what stood in it."""
        self.counts[table] = self.counts.get(table, 0) + 1
        told = [table, *(str(part) for part in key), *(f"{name}={_spelled(value)}" for name, value in sorted(values.items()))]
        self._digest.update(canonical(told))

    def digest(self, uow: UnitOfWork) -> bytes:
        """Return the keyed digest of everything that was taken in: nobody can try values out against it."""
        return uow.keyring.audit_digest(b"erasure|" + self._digest.digest())


def must_be_task(uow: UnitOfWork) -> None:
    """Raise `GuardError` unless the task that erases is at work."""
    if not isinstance(uow.actor, System) or uow.actor.task != TASK:
        raise GuardError("only the task that erases empties cases")


def empty_case(uow: UnitOfWork, case: CaseFile, tally: Tally) -> None:
    """Take everything personal out of a case and its rows, whatever plugin they belong to; its search text is the caller's."""
    must_be_task(uow)
    uow.session.flush()
    for one in PERSONAL:
        if one.entity is CaseFile:
            continue
        columns = (*one.texts, *one.sealed, *one.hers)
        for row in rows_of(uow, one, case.id):
            _empty_row(uow, one.table, row, {} if one.goes else _emptied(uow, one, row, columns), columns, tally, goes=one.goes)
    for table in own_tables(uow):
        _empty_own(uow, table, case, tally)
    empty_beside(uow, case, tally)
    there = {name: value for name in _file_texts() if (value := getattr(case, name))}
    if there:
        tally.add("case_file", (case.id,), there)
    for name in _file_texts():
        setattr(case, name, {} if name == "details" else "")
    case.next_due_on = case.next_soon_on = case.next_contact_on = case.call_back_by = None
    case.next_due_key = case.move = ""
    uow.session.flush()


def empty_beside(uow: UnitOfWork, case: CaseFile, tally: Tally) -> None:
    """Delete drafts about a case and what was wrong with the rows of the ledger it came from."""
    draft: Any = Draft.__table__
    made = LedgerCase.__table__.c
    theirs = and_(draft.c.county_code == uow.county_code, draft.c.form.startswith(f"case:{case.id}:", autoescape=True))
    for row in uow.session.execute(select(draft.c.id).where(theirs), execution_options=OPTIONS).all():
        tally.add("draft", (row.id,), {})
    uow.session.execute(delete(draft).where(theirs), execution_options=OPTIONS)
    ledger: Any = LedgerImport.__table__
    imports = select(made.import_id).where(made.county_code == uow.county_code, made.case_id == case.id)
    uow.session.execute(
        update(ledger).where(ledger.c.county_code == uow.county_code, ledger.c.id.in_(imports)).values(problems=[]),
        execution_options=OPTIONS,
    )


def rows_of(uow: UnitOfWork, one: Personal, case_id: uuid.UUID) -> list[Any]:
    """Return the rows of a table of the core that belong to a case, every column."""
    table: Table = one.table
    its = or_(*(table.c[name] == case_id for name in one.case))
    return list(uow.session.execute(select(table).where(table.c.county_code == uow.county_code, its), execution_options=OPTIONS))


def own_tables(uow: UnitOfWork) -> Iterator[Table]:
    """Yield the tables of plugins that follow a case."""
    for _key, metadata in uow.registry.hooks.tables():
        yield from (table for table in metadata.sorted_tables if "case_id" in table.c)


def same_row(table: Table, row: Any) -> Any:
    """Return the condition for one row by its key."""
    return and_(*(column == getattr(row, column.name) for column in table.primary_key))


def key_of(table: Table, row: Any) -> tuple[Any, ...]:
    """Return the key of a row without the county."""
    return tuple(getattr(row, column.name) for column in table.primary_key if column.name != "county_code")


def put(uow: UnitOfWork, table: Table, row: Any, values: Mapping[str, Any]) -> None:
    """Write values into one row."""
    uow.session.execute(update(table).where(same_row(table, row)).values(**values), execution_options=OPTIONS)


def take(uow: UnitOfWork, table: Table, row: Any) -> None:
    """Delete one row."""
    uow.session.execute(delete(table).where(same_row(table, row)), execution_options=OPTIONS)


def _file_texts() -> tuple[str, ...]:
    return next(one.texts for one in PERSONAL if one.entity is CaseFile)


def _emptied(uow: UnitOfWork, one: Personal, row: Any, columns: tuple[str, ...]) -> dict[str, Any]:
    """Return what stands in the columns of a row afterwards."""
    table = one.table
    values = {
        name: uow.keyring.encrypt(b"", place(table.name, row, name))
        if name in one.sealed and not table.c[name].nullable
        else nothing(table.c[name], getattr(row, name))
        for name in columns
    }
    return values | ({"salt": None} if one.entity is AuditValue else {})


def nothing(column: Any, value: Any) -> Any:
    """Return what an emptied column holds.

    Raises:
        StoreError: the column must hold something, and is neither text nor JSON.
    """
    if column.nullable:
        return None
    if isinstance(column.type, JSON):
        return [] if isinstance(value, list) else {}
    if isinstance(column.type, String):
        return ""
    raise StoreError(f"{column.table.name}.{column.name} cannot be emptied")


def can_be_emptied(column: Any) -> bool:
    """Say whether a column can hold nothing; a row with one that cannot is deleted."""
    return bool(column.nullable) or isinstance(column.type, (JSON, String))


def _empty_row(
    uow: UnitOfWork,
    table: Table,
    row: Any,
    values: Mapping[str, Any],
    columns: tuple[str, ...],
    tally: Tally,
    *,
    goes: bool,
) -> None:
    there = {name: value for name in columns if (value := getattr(row, name)) not in (None, "", {}, [])}
    if goes:
        tally.add(table.name, key_of(table, row), there)
        take(uow, table, row)
    elif there:
        tally.add(table.name, key_of(table, row), there)
        put(uow, table, row, values)


def _empty_own(uow: UnitOfWork, table: Table, case: CaseFile, tally: Tally) -> None:
    """Empty the rows of a plugin's table as its columns say."""
    columns = tuple(column.name for column in table.c if is_personal(column))
    if not columns:
        return
    whole = any(not can_be_emptied(table.c[name]) for name in columns)
    for row in own_rows(uow, table, case.id):
        values = {} if whole else {name: nothing(table.c[name], getattr(row, name)) for name in columns}
        _empty_row(uow, table, row, values, columns, tally, goes=whole)


def own_rows(uow: UnitOfWork, table: Table, case_id: uuid.UUID) -> list[Any]:
    """Return the rows of a plugin's table that belong to a case."""
    mine = [table.c.case_id == literal(case_id, Uid())]  # whatever type the plugin gave its own column
    if "county_code" in table.c:
        mine.append(table.c.county_code == uow.county_code)
    return list(uow.session.execute(select(table).where(*mine), execution_options=OPTIONS))


class _Named:
    """A row of plain SQL as the places of ciphertext ask for it: with the name of its table."""

    def __init__(self, table: str, row: Any) -> None:
        self.__tablename__ = table
        self._row = row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, name)


def place(table: str, row: Any, column: str) -> str:
    """Return what a value of ciphertext in a row is bound to."""
    return PLACES[table](_Named(table, row), column)


def _spelled(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)
