"""Statements that stand: built once and asked again and again with other values.

The rows of a case are asked for at every act and on every page, by statements that differ in nothing but the case. Building,
narrowing and looking up each anew cost more than the database took to answer. The guard narrows a standing statement once
for each rule (`portal.store.guard`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Executable, Select, bindparam, select

STANDING = "portal_standing"
"""The execution option by which the guard knows a standing statement."""

Statement = TypeVar("Statement", bound=Executable)


def standing(statement: Statement) -> Statement:
    """Return a statement of mapped classes that is kept; whatever differs from one asking to the next is a parameter of it."""
    return statement.execution_options(**{STANDING: True})


def rows_where(entity: Any, where: Mapping[str, object]) -> tuple[Select[Any], dict[str, object]]:
    """Return the statement for the rows of a class with these values, and its parameters.

    `None` is no value, a tuple one of several; so asks `Sheaf.rows` too.
    """
    kinds = tuple((key, _kind(value)) for key, value in where.items())
    given = {key: list(value) if isinstance(value, tuple) else value for key, value in where.items() if not _is_fixed(value)}
    return _asking(entity, kinds), given


def _is_fixed(value: object) -> bool:
    return value is None or isinstance(value, bool)


def _kind(value: object) -> object:
    return value if _is_fixed(value) else "several" if isinstance(value, tuple) else "one"


@lru_cache(maxsize=512)
def _asking(entity: Any, kinds: tuple[tuple[str, object], ...]) -> Select[Any]:
    return standing(select(entity).where(*_conditions(entity, kinds)))


def _conditions(entity: Any, kinds: tuple[tuple[str, object], ...]) -> Iterator[Any]:
    for key, kind in kinds:
        column = getattr(entity, key)
        if _is_fixed(kind):
            yield column.is_(kind)
        elif kind == "several":
            yield column.in_(bindparam(key, expanding=True))
        else:
            yield column == bindparam(key)
