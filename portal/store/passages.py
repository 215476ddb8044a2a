"""The few places that speak plain SQL on scoped tables, and what the connection does with everybody else who tries.

A passage names itself with `passage(...)`, carries the actor's reach itself, and stands in `PASSAGES`. It opens nothing
for mapped classes: they stay narrowed by the guard, but for counts asked through `DOORS`. A connection without a guard
(Flask-AppBuilder's session, the login) may touch the global list and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPICursor, ExecutionContext
from sqlalchemy.sql.ddl import ExecutableDDLElement
from sqlalchemy.sql.expression import ClauseElement, Select
from sqlalchemy.sql.functions import count

from portal.errors import GuardError
from portal.store.actors import Actor
from portal.store.asker import asks
from portal.store.row_actor import THROUGH_VARIABLE, tell
from portal.store.row_rule import THROUGH
from portal.store.scoping import is_scoped, scoped_name_in
from portal.store.standing import STANDING
from portal.store.statement_parts import Parts

DOORS = "portal.access.doors"

PASSAGES: Mapping[str, str] = MappingProxyType(
    {
        "portal.reading.search": "full-text search, joined with the actor's reach",
        "portal.reading.statistics": "figures over facts and measures, joined with the actor's reach",
        "portal.reading.audit_trail": "who acted when, without what it was about, for whoever opens the audit page",
        DOORS: "counts and booleans across reach",
        "portal.store.erasing": "the personal columns of one case, plugins' tables too, for the task that erases",
        "portal.store.search_text": "the index table beside `case_text`",
        "portal.store.together": "rows of many cases, new or changed, each judged by the guard before",
        "portal.store.verify": "every entry of every chain, streamed to the verifier",
        "portal.store.migrate": "moving rows when tables change",
    }
)

GUARD = "portal_guard"  # the execution option of a connection that names its guard
PASSED = "portal_passed"  # the execution option of a statement its guard has narrowed
_PASSAGE = "portal_passage"
_BEYOND = frozenset(name for names in THROUGH.values() for name in names)


class Acting(Protocol):
    """What the connection asks a guard: whether a flush is under way, whose rows were checked before it, and who acts."""

    flushing: bool

    @property
    def asker(self) -> Actor:
        """Whose values stand in the conditions of the coarse rule."""

    def told(self) -> Mapping[str, str]:
        """Return what a transaction on PostgreSQL is told about the actor."""


def passage(module: str) -> dict[str, Any]:
    """Return the execution options with which one of the `PASSAGES` speaks plain SQL."""
    if module not in PASSAGES:
        raise GuardError(f"{module} is no passage")
    return {_PASSAGE: module}


def through_passage(options: Mapping[str, Any]) -> bool:
    """Say whether a statement of these execution options comes from a passage."""
    return options.get(_PASSAGE) in PASSAGES


def asks_only_counts(options: Mapping[str, Any], statement: object) -> bool:
    """Say whether the statement comes from the doors; raise `GuardError` when such a one selects more than counts."""
    if options.get(_PASSAGE) != DOORS:
        return False
    if not isinstance(statement, Select) or not all(isinstance(column, count) for column in statement.selected_columns):
        raise GuardError("the doors give counts and nothing else")
    return True


def watch(engine: Engine) -> None:
    """Refuse on this engine what touches a scoped table and came neither through a guard nor a passage."""
    event.listen(engine, "before_execute", _before_execute)
    event.listen(engine, "before_cursor_execute", _before_cursor_execute)
    if engine.dialect.name == "postgresql":
        event.listen(engine, "before_cursor_execute", _open_door)
        event.listen(engine, "after_cursor_execute", _close_door)


def refuse_scoped(parts: Parts) -> None:
    """Raise `GuardError` when the statement speaks of a scoped table without its class."""
    for table in parts.plain:
        if is_scoped(table):
            raise GuardError(f"a plain statement on {table.name}")
    for text in parts.texts:
        _refuse_text(text)


def _refuse_text(sql: str) -> None:
    name = scoped_name_in(sql)
    if name is not None:
        raise GuardError(f"a text statement on {name}")


def _before_execute(_connection: Connection, element: Any, _many: Any, _single: Any, options: Mapping[str, Any]) -> None:
    guard: Acting | None = options.get(GUARD)
    asks(None if guard is None else guard.asker)
    if isinstance(element, ExecutableDDLElement) or through_passage(options):
        return
    if guard is not None and (options.get(PASSED) is guard or guard.flushing):
        return
    if STANDING in options and isinstance(element, Select):
        _refuse_standing(element)
    elif isinstance(element, ClauseElement):
        _refuse_unguarded(element)


def _refuse_unguarded(element: ClauseElement) -> None:
    parts = Parts(element)
    refuse_scoped(parts)
    for mapper in parts.mappers:
        if is_scoped(mapper.local_table):
            raise GuardError(
                f"{mapper.local_table} outside a guarded session, or hidden in an expression; ask for its class itself"
            )


_refuse_standing = lru_cache(maxsize=256)(_refuse_unguarded)  # by identity: what is derived from a standing one is looked at anew


def _before_cursor_execute(
    connection: Connection, _cursor: DBAPICursor, sql: str, _parameters: Any, context: ExecutionContext | None, _many: bool
) -> None:
    """Judge strings handed to the driver; what was compiled from an expression was judged before."""
    if context is None or context.compiled is None:
        options = connection.get_execution_options() if context is None else context.execution_options
        if not through_passage(options) and not sql.startswith("PRAGMA"):  # which tells columns, not rows
            _refuse_text(sql)


def _open_door(
    connection: Connection, _cursor: DBAPICursor, _sql: str, _parameters: Any, context: ExecutionContext | None, _many: bool
) -> None:
    """Tell the third wall for this one statement which passage it comes from, when that reads beyond reach."""
    named = context.execution_options.get(_PASSAGE) if context is not None else None
    if named in _BEYOND:
        tell(connection, {THROUGH_VARIABLE: named})


def _close_door(
    connection: Connection, _cursor: DBAPICursor, _sql: str, _parameters: Any, context: ExecutionContext | None, _many: bool
) -> None:
    """Take it back. After a statement that failed there is nothing to take back: its transaction is over."""
    named = context.execution_options.get(_PASSAGE) if context is not None else None
    if named in _BEYOND:
        tell(connection, {THROUGH_VARIABLE: ""})
