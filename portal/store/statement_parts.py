"""What a statement speaks of: mapped classes, tables without their class, and texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapper
from sqlalchemy.sql.dml import ValuesBase
from sqlalchemy.sql.elements import BooleanClauseList, ColumnClause, TextClause
from sqlalchemy.sql.expression import Alias, ClauseElement, FromClause, Select, TableClause
from sqlalchemy.sql.lambdas import LambdaElement

_KEPT = "portal_parts"
_OF_THE_RULE = "portal_of_the_rule"


class Parts:
    """The mapped classes, plain tables and texts of a statement, subqueries and values included."""

    def __init__(self, statement: Any) -> None:
        self.mappers: set[Mapper[Any]] = set()
        self.plain: set[TableClause] = set()
        self.texts: list[str] = []
        self._seen: set[int] = set()
        self._inner: list[Any] = [statement]
        while self._inner:
            self._look_through(self._inner.pop())

    def _look_through(self, statement: Any) -> None:
        """Look at one SELECT, INSERT, UPDATE or DELETE without those inside it, which come later.

        A plain column is the class's own when its table stands here for that class: so the ORM itself writes its keys.
        """
        own: set[Any] = set()
        columns: set[TableClause] = set()
        stack: list[Any] = [*_children(statement)]
        self._note(statement, own, columns)
        while stack:
            element = stack.pop()
            if id(element) in self._seen:
                continue
            self._seen.add(id(element))
            kept: Parts | None = element.__dict__.get(_KEPT)
            if kept is not None:
                self._take(kept)
            elif isinstance(element, (Select, ValuesBase)):
                self._inner.append(element)
            else:
                stack.extend(self._note(element, own, columns))
        self.plain |= columns - own

    def _take(self, kept: Parts) -> None:
        self.mappers |= kept.mappers
        self.plain |= kept.plain
        self.texts += kept.texts

    def _note(self, element: Any, own: set[Any], columns: set[TableClause]) -> Iterable[Any]:
        """Note what the element itself is, and return what to look at next. A class is told by an annotation."""
        entity = element._annotations.get("parententity")
        if entity is not None:
            self.mappers.add(entity.mapper)
            if entity.is_mapper:
                own.update(entity.tables)
            if isinstance(element, (FromClause, ColumnClause)):
                return _beneath(entity)
        elif isinstance(element, TableClause):
            self.plain.add(element)
            return ()
        elif _OF_THE_RULE in element.__dict__:
            return ()
        elif isinstance(element, ColumnClause):
            if isinstance(element.table, TableClause):
                columns.add(element.table)
                return ()
            return () if element.table is None else (element.table,)
        elif isinstance(element, TextClause):
            self.texts.append(element.text)
        return _children(element)


def of_the_rule(table: Any, name: str) -> Any:
    """Return an alias of a plain table that a clause of reach asks itself, which is no plain statement of anybody's."""
    alias = table.alias(name)
    alias.__dict__[_OF_THE_RULE] = True
    return alias


def keep_parts(clause: ColumnElement[bool]) -> None:
    """Look through a clause once for all statements that will hold it. Its members are noted, because `and_` unpacks it."""
    members = clause.clauses if isinstance(clause, BooleanClauseList) else (clause,)
    for member in members:
        member.__dict__[_KEPT] = Parts(member)


def _children(element: Any) -> Iterable[Any]:
    """Give what an element is made of; of a SELECT not the tables it derives from its columns, which speak for themselves."""
    if isinstance(element, Select):
        return super(Select, element).get_children(omit_attrs=("_correlate", "_correlate_except"))
    if isinstance(element, LambdaElement):
        return (element._resolved,)
    if isinstance(element, ValuesBase):
        return (*element.get_children(), *_expressions(element._multi_values))
    return element.get_children()  # type: ignore[no-any-return]


def _beneath(entity: Any) -> Iterator[Any]:
    """Give the subquery that an alias of a class stands for, when it is not simply the class's table."""
    selectable = entity.selectable
    if selectable is not entity.mapper.local_table:
        simple = isinstance(selectable, Alias) and selectable.element is entity.mapper.local_table
        if not simple:
            yield selectable


def _expressions(values: Any) -> Iterator[Any]:
    """Give the expressions among the values of an insert of many rows."""
    for rows in values:
        for row in rows:
            for value in row.values() if isinstance(row, dict) else row:
                if isinstance(value, ClauseElement):
                    yield value
