"""The rows of cases that are begun or changed together, as they will lie in the database.

Whoever writes many cases at once (`UnitOfWork.gathering`) lets `record()` do what it does for one; the rows come here instead,
and what `record()` asks about a case that is here is answered from here. Nothing is decided in this file.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar, cast

from sqlalchemy import inspect

from portal.declare.case_types import CaseType
from portal.errors import StoreError
from portal.hooks.told import CaseChanged
from portal.store.tables.cases import CaseFile, Dispute
from portal.store.tables.figures import CaseText

Row = TypeVar("Row")
CounterKey = tuple[uuid.UUID, str, int]
"""Organisation, word and year of a counter of numbers."""


@dataclass(frozen=True)
class Amended:
    """A row that lay in the database and is to be another: its columns as they were read, and those that changed."""

    entity: type[Any]
    before: Mapping[str, Any]
    changed: Mapping[str, Any]


@dataclass(frozen=True)
class Taken:
    """What is to be written: new rows by kind, rows to be changed, and the cases that are to be found by no text any more."""

    rows: dict[type[Any], list[Any]]
    amended: Sequence[Amended] = ()
    unfound: Sequence[uuid.UUID] = ()


class Sheaf:
    """Cases begun or changed together: rows by kind, the numbers they took, the types they are of, what plugins are to hear.

    `counters` holds the next number of each year they took numbers of, `began` what the counter stood at before: its next
    number and the one the year started with. With `draws_at_once` a number comes from its counter, which is held from then
    on: for a sheaf that is written in the transaction that gathers it.
    """

    def __init__(self, *, draws_at_once: bool = False) -> None:
        self.draws_at_once = draws_at_once
        self.counters: dict[CounterKey, int] = {}
        self.began: dict[CounterKey, tuple[int, int]] = {}
        self.number_codes: dict[uuid.UUID, str] = {}
        self.types: dict[str, CaseType] = {}
        self.told: list[CaseChanged] = []
        self._cases: dict[uuid.UUID, dict[type[Any], list[Any]]] = {}
        self._read: dict[uuid.UUID, dict[int, dict[str, Any]]] = {}  # of cases that lay there: each row as it was read
        self._unfound: list[uuid.UUID] = []

    def adopt(self, case: Mapping[str, Any], rows: Mapping[type[Any], Iterable[Mapping[str, Any]]]) -> CaseFile:
        """Take a case that lies in the database, with all its rows of these kinds; what is changed of them is kept here.

        What `record()` asks of other kinds, or takes away, is refused: only acts that need no more are done together.
        """
        made = cast("CaseFile", _Plain(dict(case)))
        kinds: dict[type[Any], list[Any]] = {CaseFile: [made]}
        for entity, some in rows.items():
            kinds[entity] = [_Plain(dict(columns)) for columns in some]
        self._cases[case["id"]] = kinds
        self._read[case["id"]] = {id(row): dict(row.__dict__) for some in kinds.values() for row in some}
        return made

    def begin(self, case_type: CaseType, case: Mapping[str, Any], dispute: Mapping[str, Any] | None) -> CaseFile:
        """Take a new case; what follows it comes here too."""
        self.types[case["type"]] = case_type
        self._cases[case["id"]] = {}
        if dispute is not None:
            self._cases[case["id"]][Dispute] = [_whole(Dispute, dispute)]
        made = _whole(CaseFile, case)
        self._cases[case["id"]][CaseFile] = [made]
        return made

    def holds(self, case_id: uuid.UUID) -> bool:
        """Say whether the case was begun here, or adopted."""
        return case_id in self._cases

    def row(self, entity: type[Row], values: Mapping[str, Any]) -> Row:
        """Take a new row of a case that is here."""
        made = _whole(entity, values)
        self._cases[values["case_id"]].setdefault(entity, []).append(made)
        return made

    def remove(self, row: Any) -> None:
        """Let go of a row that is not to be written after all.

        Raises:
            StoreError: it lies in the database.
        """
        if id(row) in self._read.get(row.case_id, {}):
            raise StoreError("rows of many cases are changed together, not deleted")
        for rows in self._cases[row.case_id].values():
            if row in rows:
                rows.remove(row)

    def rows(self, entity: type[Row], case_id: uuid.UUID, where: Mapping[str, object]) -> list[Row]:
        """Return the rows of a kind of one case whose columns have these values, the first written first."""
        if case_id in self._read and entity not in self._cases[case_id]:
            raise StoreError(f"{entity.__name__}: not read of the cases that are changed together")
        return [row for row in self._cases[case_id].get(entity, ()) if all(_is(row, key, value) for key, value in where.items())]

    def take(self) -> Taken:
        """Return everything that is to be written, and let go of it."""
        rows: dict[type[Any], list[Any]] = {}
        amended: list[Amended] = []
        for case_id, kinds in self._cases.items():
            read = self._read.get(case_id, {})
            for entity, some in kinds.items():
                rows.setdefault(entity, []).extend(row for row in some if id(row) not in read)
                there = ((row.__dict__, read[id(row)]) for row in some if id(row) in read)
                changes = ((before, {key: value for key, value in now.items() if value != before[key]}) for now, before in there)
                amended += (Amended(entity, before, changed) for before, changed in changes if changed)
        taken = Taken(rows, amended, tuple(self._unfound))
        self._cases.clear()
        self._read.clear()
        self._unfound.clear()
        return taken

    def find_by(self, values: Mapping[str, Any]) -> None:
        """Take the search text of a case in place of the one it had.

        Raises:
            StoreError: the case lies in the database, so its text is not here to be compared.
        """
        if values["case_id"] in self._read:
            raise StoreError("the search text of many cases is not changed together")
        self._cases[values["case_id"]][CaseText] = [_whole(CaseText, values)]

    def find_no_more(self, case_id: uuid.UUID) -> None:
        """Let go of the search text of a case."""
        if case_id in self._read:
            self._unfound.append(case_id)
            return
        self._cases[case_id].pop(CaseText, None)


class _Plain:
    """A row with the columns of its class as plain attributes: nobody watches them until it is written."""

    def __init__(self, columns: dict[str, Any]) -> None:
        self.__dict__ = columns


def _whole(entity: type[Row], values: Mapping[str, Any]) -> Row:
    """Return a row with every column set: to its value, to its default, or to nothing."""
    plain, makers = _defaults(cast("Any", entity))
    columns = {**plain, **values}
    for key, make in makers:
        if key not in values:
            columns[key] = make()
    return cast("Row", _Plain(columns))


def _is(row: object, key: str, value: object) -> bool:
    there = getattr(row, key)
    return there in value if isinstance(value, tuple) else there == value


@lru_cache(maxsize=256)
def _defaults(entity: type[Any]) -> tuple[dict[str, Any], tuple[tuple[str, Callable[[], Any]], ...]]:
    """Return what each column of a class holds when nothing is given, and what makes those that must be made anew."""
    defaults = {key: column.default for key, column in inspect(entity).columns.items()}
    plain = {key: None if default is None or default.is_callable else default.arg for key, default in defaults.items()}
    made = ((key, _maker(default)) for key, default in defaults.items() if default is not None and default.is_callable)
    return plain, tuple(made)


def _maker(default: Any) -> Callable[[], Any]:
    return lambda: default.arg(None)
