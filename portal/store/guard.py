"""The second wall: every statement of a unit of work is narrowed to what its actor may come near, or refused.

Four hooks (security 1.5). A statement over mapped classes gets the coarse rule of each of them; bulk inserts are checked
row by row and bulk updates by key refused. A flush writes only rows that were loaded here or belong to a case in reach. A
refresh is taken only for a row loaded here. Whatever did not pass the first hook is judged on the connection, which
`portal.store.passages` watches.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, event, inspect, select
from sqlalchemy.orm import LoaderCriteriaOption, Mapper, ORMExecuteState, Session, with_loader_criteria

from portal.errors import GuardError
from portal.store.actors import Actor
from portal.store.coarse import CoarseRule
from portal.store.passages import GUARD, PASSED, asks_only_counts, refuse_scoped, through_passage
from portal.store.scoping import Follows, follows, is_scoped
from portal.store.statement_parts import Parts
from portal.store.tables.cases import CaseAccess, CaseFile

_FIXED = ("county_code", "case_id", "organisation_id")  # of a scoped row; of others the county alone


class Guard:
    """What one unit of work may touch, and what it has loaded so far."""

    def __init__(self, actor: Actor, rule: CoarseRule, *, writes: bool) -> None:
        self.actor = actor
        self.writes = writes
        self.flushing = False
        self._rule = rule
        self._rows: set[Any] = set()  # identity keys of scoped rows loaded or written here
        self._cases: set[uuid.UUID] = set()  # cases known to be in reach
        self._organisations: set[uuid.UUID] = set()  # organisations known to be the actor's own

    @contextmanager
    def lent(self, rule: CoarseRule) -> Iterator[None]:
        """Judge by another rule for a while; who acts stays the same. `UnitOfWork.at_task` is the only caller."""
        own, self._rule = self._rule, rule
        try:
            yield
        finally:
            self._rule = own

    def narrowing(self, mapper: Mapper[Any]) -> LoaderCriteriaOption:
        """Return the option that narrows a mapped class to the coarse rule."""
        return _narrowing(self._rule, mapper)

    def remember(self, instance: object) -> None:
        """Note a scoped row that came through the rule."""
        what = _follows(instance)
        if what is not Follows.NOBODY:
            self._rows.add(_state(instance).identity_key)
            case_id = _case_of(what, instance)
            if case_id is not None:
                self._cases.add(case_id)

    def knows(self, instance: object) -> bool:
        """Say whether the row was loaded or written here, or follows nobody."""
        return _follows(instance) is Follows.NOBODY or _state(instance).identity_key in self._rows

    def check_flush(self, session: GuardedSession) -> None:
        """Refuse to write what is out of reach, of another county, or was never loaded; and anything when only reading."""
        changed = [instance for instance in session.dirty if session.is_modified(instance)]
        touched = [*session.new, *changed, *session.deleted]
        if touched and not self.writes:
            raise GuardError("this unit of work only reads")
        for instance in (*changed, *session.deleted):
            if not self.knows(instance):
                raise GuardError(f"{_name(instance)}: changed without having been loaded")
            _check_unmoved(instance)
        opened = set()
        for instance in session.new:
            self._check_new(session, instance)
            if isinstance(instance, CaseFile):
                opened.add(instance.id)
        followed = {_case_of(Follows.CASE, row) for row in touched if _follows(row) is Follows.CASE}
        self.check_cases(session, {case_id for case_id in followed if case_id is not None} - opened)
        self._cases |= opened

    def check_cases(self, session: GuardedSession, case_ids: Iterable[uuid.UUID]) -> None:
        """Raise `GuardError` unless every case is in coarse reach."""
        unknown = set(case_ids) - self._cases
        if unknown:
            with session.no_autoflush:
                self._cases |= set(session.scalars(select(CaseFile.id).where(CaseFile.id.in_(unknown))))
            if unknown - self._cases:
                raise GuardError("a row of a case out of reach")

    def check_values(self, table: Any, values: Mapping[str, Any]) -> Follows:
        """Return what such a new row follows; raise `GuardError` when the actor may add none of these values."""
        what = follows(table)
        if values.get("county_code", self.actor.county_code) != self.actor.county_code:
            raise GuardError(f"{table.name}: a row of another county")
        if what is not Follows.NOBODY and not self._rule.may_add(what, table.name, values):
            raise GuardError(f"{table.name}: a row this actor may not add")
        return what

    def _check_new(self, session: GuardedSession, instance: object) -> None:
        state = _state(instance)
        what = self.check_values(state.mapper.local_table, state.dict)
        if what in (Follows.ITSELF, Follows.ORGANISATION):
            organisation_id = state.dict["organisation_id"]
            if organisation_id not in self._organisations:
                with session.no_autoflush:
                    if not self._rule.is_own(session, organisation_id):
                        raise GuardError(f"{_name(instance)}: a row of an organisation out of reach")
                self._organisations.add(organisation_id)


@lru_cache(maxsize=1024)  # a page asks a dozen classes, the same for every request of a post
def _narrowing(rule: CoarseRule, mapper: Mapper[Any]) -> LoaderCriteriaOption:
    condition = rule.rows(mapper.class_, mapper.local_table)
    return with_loader_criteria(mapper.class_, condition, include_aliases=True, propagate_to_loaders=False)


class GuardedSession(Session):
    """A session behind the second wall, bound to a connection of its own that carries its guard."""

    def __init__(self, connection: Connection, guard: Guard) -> None:
        super().__init__(bind=connection.execution_options(**{GUARD: guard}), expire_on_commit=False)
        self.guard = guard


@event.listens_for(GuardedSession, "do_orm_execute")
def _narrow(state: ORMExecuteState) -> None:
    session = state.session
    if not isinstance(session, GuardedSession) or not state.is_orm_statement:
        return  # plain SQL: the connection judges it
    parts = Parts(state.statement)
    mappers = parts.mappers if state.bind_mapper is None else parts.mappers | {state.bind_mapper}
    if not through_passage(state.execution_options):
        refuse_scoped(parts, CaseAccess.__table__)  # which the clause of reach itself asks
    scoped = {mapper for mapper in mappers if is_scoped(mapper.local_table)}
    if scoped and not asks_only_counts(state.execution_options, state.statement):
        _check_kind(state, session, scoped)
        scoped |= {end.mapper for mapper in mappers for end in mapper.relationships if is_scoped(end.mapper.local_table)}
        if not state.is_column_load and not state.is_insert:
            state.statement = state.statement.options(*map(session.guard.narrowing, scoped))
    state.update_execution_options(**{PASSED: session.guard})


def _check_kind(state: ORMExecuteState, session: GuardedSession, scoped: set[Mapper[Any]]) -> None:
    if not state.is_select and not session.guard.writes:
        raise GuardError("this unit of work only reads")
    if state.is_from_statement:
        raise GuardError("rows of a case from a text statement")
    many = isinstance(state.parameters, (list, tuple))
    if state.is_update and many:
        raise GuardError("a bulk update by key")
    if state.is_insert:
        rows: list[Any] = list(state.parameters) if many else [state.parameters or {}]  # type: ignore[arg-type]
        for mapper in scoped:
            followed = {session.guard.check_values(mapper.local_table, row) for row in rows}
            if followed != {Follows.CASE} or any("case_id" not in row for row in rows):
                raise GuardError(f"{mapper.local_table}: rows inserted in bulk must each name their case")
            session.guard.check_cases(session, (row["case_id"] for row in rows))


@event.listens_for(GuardedSession, "before_flush")
def _before_flush(session: GuardedSession, _context: Any, _instances: Any) -> None:
    session.guard.check_flush(session)
    session.guard.flushing = True


@event.listens_for(GuardedSession, "after_flush")
@event.listens_for(GuardedSession, "after_soft_rollback")
def _after_flush(session: GuardedSession, _context: Any) -> None:
    session.guard.flushing = False


@event.listens_for(GuardedSession, "loaded_as_persistent")
@event.listens_for(GuardedSession, "pending_to_persistent")
def _remember(session: GuardedSession, instance: object) -> None:
    session.guard.remember(instance)


@event.listens_for(Mapper, "refresh")
def _refreshed(target: object, context: Any, _attributes: Any) -> None:
    session = context.session
    if isinstance(session, GuardedSession) and not session.guard.knows(target):
        raise GuardError(f"{_name(target)}: refreshed without having been loaded")


def _check_unmoved(instance: object) -> None:
    state = _state(instance)
    scoped = _follows(instance) is not Follows.NOBODY
    for column in _FIXED if scoped else _FIXED[:1]:
        if column in state.mapper.columns and state.attrs[column].history.has_changes():
            raise GuardError(f"{_name(instance)}: {column} never changes")


def _state(instance: object) -> Any:
    return inspect(instance)


def _follows(instance: object) -> Follows:
    return follows(_state(instance).mapper.local_table)


def _case_of(what: Follows, instance: object) -> uuid.UUID | None:
    """Return the case a loaded or new row stands for, without loading anything."""
    if what is Follows.ITSELF:
        return _state(instance).dict.get("id")  # type: ignore[no-any-return]
    return _state(instance).dict.get("case_id") if what is Follows.CASE else None


def _name(instance: object) -> str:
    return type(instance).__name__
