"""The rows of cases that are begun together and do not lie in the database yet.

Whoever writes many cases at once (`UnitOfWork.gathering`) lets `record()` do what it does for one; the rows come here instead,
and what `record()` asks about a case begun here is answered from here. Nothing is decided in this file.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeVar, cast

from sqlalchemy import inspect

from portal.declare.case_types import CaseType
from portal.hooks.told import CaseChanged
from portal.store.tables.cases import CaseFile, Dispute
from portal.store.tables.figures import CaseText

Row = TypeVar("Row")
CounterKey = tuple[uuid.UUID, str, int]
"""Organisation, word and year of a counter of numbers."""


class Sheaf:
    """Cases begun together: their rows by kind, the numbers they took, the types they are of, what plugins are to hear.

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
        """Say whether the case was begun here."""
        return case_id in self._cases

    def row(self, entity: type[Row], values: Mapping[str, Any]) -> Row:
        """Take a row of a case that was begun here."""
        made = _whole(entity, values)
        self._cases[values["case_id"]].setdefault(entity, []).append(made)
        return made

    def remove(self, row: Any) -> None:
        """Let go of a row that is not to be written after all."""
        for rows in self._cases[row.case_id].values():
            if row in rows:
                rows.remove(row)

    def rows(self, entity: type[Row], case_id: uuid.UUID, where: Mapping[str, object]) -> list[Row]:
        """Return the rows of a kind of one case whose columns have these values, the first written first."""
        return [row for row in self._cases[case_id].get(entity, ()) if all(_is(row, key, value) for key, value in where.items())]

    def take(self) -> dict[type[Any], list[Any]]:
        """Return every row by kind, and let go of all of them."""
        taken: dict[type[Any], list[Any]] = {}
        for rows in self._cases.values():
            for entity, some in rows.items():
                taken.setdefault(entity, []).extend(some)
        self._cases.clear()
        return taken

    def find_by(self, values: Mapping[str, Any]) -> None:
        """Take the search text of a case in place of the one it had."""
        self._cases[values["case_id"]][CaseText] = [_whole(CaseText, values)]

    def find_no_more(self, case_id: uuid.UUID) -> None:
        """Let go of the search text of a case."""
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


def conditions(entity: Any, where: Mapping[str, object]) -> Iterable[Any]:
    """Return the same question as `Sheaf.rows` asks, for the database: `None` is no value, a tuple one of several."""
    for key, value in where.items():
        column = getattr(entity, key)
        yield (
            column.is_(value)
            if value is None or isinstance(value, bool)
            else (column.in_(value) if isinstance(value, tuple) else column == value)
        )
