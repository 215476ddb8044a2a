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

from sqlalchemy import Connection, Select, event, inspect, select
from sqlalchemy.orm import LoaderCriteriaOption, Mapper, ORMExecuteState, Session, object_session, with_loader_criteria
from sqlalchemy.orm.attributes import instance_state

from portal.errors import GuardError
from portal.store.actors import Actor
from portal.store.asker import asks, shape_of
from portal.store.coarse import CoarseRule
from portal.store.links import LinkOut, links_out_of
from portal.store.moment import current_moment
from portal.store.packing import Packed, PackedRows
from portal.store.passages import GUARD, PASSED, asks_only_counts, refuse_scoped, through_passage
from portal.store.row_actor import variables
from portal.store.scoping import Follows, fixed_columns, follows, is_scoped
from portal.store.standing import STANDING
from portal.store.statement_parts import Parts
from portal.store.tables.cases import CaseFile
from portal.store.tables.columns import Base

Added = frozenset[tuple[Mapper[Any], Any]]
"""What a flush will add: classes with ids."""


class Guard:
    """What one unit of work may touch, and what it has loaded so far."""

    def __init__(self, actor: Actor, rule: CoarseRule, *, writes: bool) -> None:
        self.actor = actor
        self.writes = writes
        self.flushing = False
        self._rule, self._shape = rule, shape_of(rule)
        self._rows: set[Any] = set()  # identity keys of scoped rows loaded or written here
        self._cases: set[uuid.UUID] = set()  # cases known to be in reach
        self._organisations: set[uuid.UUID] = set()  # organisations known to be the actor's own

    @contextmanager
    def lent(self, rule: CoarseRule) -> Iterator[None]:
        """Judge by another rule for a while; who acts stays the same. `UnitOfWork.at_task` is the only caller."""
        own = self._rule, self._shape
        self._rule, self._shape = rule, shape_of(rule)
        try:
            yield
        finally:
            self._rule, self._shape = own

    @property
    def asker(self) -> Actor:
        """Whose values the conditions of the coarse rule are asked with."""
        return self._rule.actor

    def told(self) -> Mapping[str, str]:
        """Return what a transaction on PostgreSQL is told, so that the third wall knows the actor."""
        return variables(self._rule.actor, self._rule.system_tables, current_moment())

    def narrowing(self, mapper: Mapper[Any]) -> LoaderCriteriaOption:
        """Return the option that narrows a mapped class to the coarse rule."""
        return _narrowing(self._shape, mapper)

    def narrowed(self, statement: Select[Any]) -> Select[Any]:
        """Return a standing statement narrowed to the coarse rule."""
        return _narrowed(self._shape, statement)

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
        added = _added(session)
        for instance in (*session.new, *changed):
            self._check_links(session, instance, added)
        self._cases |= opened

    def check_cases(self, session: GuardedSession, case_ids: Iterable[uuid.UUID]) -> None:
        """Raise `GuardError` unless every case is in coarse reach."""
        unknown = set(case_ids) - self._cases
        if unknown:
            with session.no_autoflush:
                self._cases |= set(session.scalars(select(CaseFile.id).where(CaseFile.id.in_(unknown))))
            if unknown - self._cases:
                raise GuardError("a row of a case out of reach")

    def check_new_values(self, session: GuardedSession, mapper: Mapper[Any], values: Mapping[str, Any]) -> None:
        """Refuse an UPDATE statement that would move rows to another case, county or owner, or link them out of reach."""
        moved = set(values) & set(fixed_columns(mapper.local_table))
        if moved:
            raise GuardError(f"{mapper.local_table}: {', '.join(sorted(moved))} never changes")
        added = _added(session)
        for link in links_out_of(mapper.local_table):
            if set(link.columns) & set(values):
                self._check_target(session, mapper, link, values.get(link.columns[-1]), added)

    def check_values(self, table: Any, values: Mapping[str, Any]) -> Follows:
        """Return what such a new row follows; raise `GuardError` when the actor may add none of these values."""
        what = follows(table)
        if values.get("county_code", self.actor.county_code) != self.actor.county_code:
            raise GuardError(f"{table.name}: a row of another county")
        if what is not Follows.NOBODY and not self._rule.may_add(what, table.name, values):
            raise GuardError(f"{table.name}: a row this actor may not add")
        return what

    def check_packed(self, session: GuardedSession, packed: Packed) -> None:
        """Refuse packed rows that a flush would refuse: all must belong to cases that are opened, or changed, among them."""
        if not self.writes:
            raise GuardError("this unit of work only reads")
        by_table = {one.table: one for one in packed.tables}
        changed = self._check_changes(session, packed.changes)
        new = set(by_table["case_file"].values("id")) if "case_file" in by_table else set()
        opened = new | changed
        added = _added(session)
        for one in (*packed.tables, *((packed.texts,) if packed.texts else ())):
            table = Base.metadata.tables[one.table]
            what = self.check_values(table, {})
            if {self.actor.county_code} != set(one.values("county_code")):
                raise GuardError(f"{one.table}: a row of another county")
            if what is Follows.ITSELF:
                self._check_owners(session, one.table, {_id(value) for value in one.values("organisation_id")})
            elif what is Follows.CASE and not opened.issuperset(one.values("case_id")):
                raise GuardError(f"{one.table}: a row of a case that is not opened with it")
            elif what not in (Follows.CASE, Follows.DISPUTE):
                raise GuardError(f"{one.table}: a row that follows {what.value}")
            for link in links_out_of(table):
                there = set(by_table[link.target].values(link.keys[-1])) if link.target in by_table else set()
                mapper = _mapper_of(one.table, inspect(CaseFile))
                for row_id in set(one.values(link.columns[-1])) - there - {None}:
                    self._check_target(session, mapper, link, _id(row_id), added)
        self._cases |= {_id(value) for value in new}

    def _check_changes(self, session: GuardedSession, changes: Iterable[PackedRows]) -> set[Any]:
        """Refuse changes of rows out of reach, and those that move a row or link it; return the cases, as they are packed."""
        cases: set[Any] = set()
        for one in changes:
            table = Base.metadata.tables[one.table]
            what = self.check_values(table, {})
            to = {name.removeprefix("to_") for name in one.columns if name.startswith("to_")}
            links = {column for link in links_out_of(table) for column in link.columns}
            if what not in (Follows.ITSELF, Follows.CASE) or to & ({*fixed_columns(table), "id"} | links):
                raise GuardError(f"{one.table}: {', '.join(sorted(to))} are not changed together")
            if {self.actor.county_code} != set(one.values("of_county")):
                raise GuardError(f"{one.table}: a row of another county")
            cases |= set(one.values("of_row" if what is Follows.ITSELF else "of_case"))
        self.check_cases(session, {_id(value) for value in cases})
        return cases

    def _check_owners(self, session: GuardedSession, table: str, organisations: Iterable[uuid.UUID]) -> None:
        for organisation_id in set(organisations) - self._organisations:
            with session.no_autoflush:
                if not self._rule.is_own(session, organisation_id):
                    raise GuardError(f"{table}: a row of an organisation out of reach")
            self._organisations.add(organisation_id)

    def _check_new(self, session: GuardedSession, instance: object) -> None:
        state = _state(instance)
        what = self.check_values(state.mapper.local_table, state.dict)
        if what in (Follows.ITSELF, Follows.ORGANISATION):
            self._check_owners(session, _name(instance), (state.dict["organisation_id"],))

    def _check_links(self, session: GuardedSession, instance: object, added: Added) -> None:
        state = _state(instance)
        for link in links_out_of(state.mapper.local_table):
            if state.persistent and not any(state.attrs[name].history.has_changes() for name in link.columns):
                continue
            self._check_target(session, state.mapper, link, state.dict.get(link.columns[-1]), added)

    def _check_target(self, session: GuardedSession, mapper: Mapper[Any], link: LinkOut, row_id: Any, added: Added) -> None:
        """Raise `GuardError` unless the row pointed at is written or was loaded here, or is in coarse reach."""
        if row_id is None:
            return
        target = _mapper_of(link.target, mapper)
        if not isinstance(row_id, uuid.UUID):
            raise GuardError(f"{mapper.local_table}: a link that is no plain id")
        if target.identity_key_from_primary_key((row_id,)) in self._rows or row_id in self._cases:
            return
        if (target, row_id) in added:
            return
        with session.no_autoflush:
            if session.scalar(select(target.class_.id).where(target.class_.id == row_id)) is None:
                raise GuardError(f"{mapper.local_table}: a link to a row out of reach")


@lru_cache(maxsize=256)
def _mapper_of(table: str, beside: Mapper[Any]) -> Mapper[Any]:
    """Return the mapper of a table: the core's, or one of the registry that the pointing class stands in."""
    for mapper in (*Base.registry.mappers, *beside.registry.mappers):
        if getattr(mapper.local_table, "name", None) == table:
            return mapper
    raise GuardError(f"{table} has no class")


@lru_cache(maxsize=256)
def _loaded_with(mapper: Mapper[Any]) -> frozenset[Mapper[Any]]:
    """Return the scoped classes that may come along with a class over relationships, however many steps away."""
    found: set[Mapper[Any]] = set()
    stack: list[Mapper[Any]] = [mapper]
    while stack:
        ends = {end.mapper for end in stack.pop().relationships} - found
        found |= ends
        stack.extend(ends)
    return frozenset(each for each in found if is_scoped(each.local_table))


@lru_cache(maxsize=1024)  # a page asks a dozen classes, the same for everybody who sees as far
def _narrowing(shape: CoarseRule, mapper: Mapper[Any]) -> LoaderCriteriaOption:
    condition = shape.rows(mapper.class_, mapper.local_table)
    return with_loader_criteria(mapper.class_, condition, include_aliases=True)  # propagated, or joined loads go without it


@lru_cache(maxsize=1024)  # some dozen standing statements, the same for every act and page
def _narrowed(shape: CoarseRule, statement: Select[Any]) -> Select[Any]:
    parts = Parts(statement)
    refuse_scoped(parts)
    touched = {mapper for mapper in parts.mappers if is_scoped(mapper.local_table)}
    return statement.options(*(_narrowing(shape, mapper) for mapper in touched.union(*map(_loaded_with, parts.mappers))))


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
    asks(session.guard.asker)  # an UPDATE is evaluated on the rows at hand before the connection hears of it
    if STANDING in state.execution_options and isinstance(state.statement, Select):
        state.statement = session.guard.narrowed(state.statement)
        state.update_execution_options(**{PASSED: session.guard})
        return
    parts = Parts(state.statement)
    mappers = parts.mappers if state.bind_mapper is None else parts.mappers | {state.bind_mapper}
    if not through_passage(state.execution_options):
        refuse_scoped(parts)
    scoped = {mapper for mapper in mappers if is_scoped(mapper.local_table)}
    loaded = scoped.union(*map(_loaded_with, mappers))
    if loaded and not asks_only_counts(state.execution_options, state.statement):
        if scoped:
            _check_kind(state, session, scoped)
        if not state.is_column_load and not state.is_insert:
            state.statement = state.statement.options(*map(session.guard.narrowing, loaded))
    state.update_execution_options(**{PASSED: session.guard})


def _check_kind(state: ORMExecuteState, session: GuardedSession, scoped: set[Mapper[Any]]) -> None:
    if not state.is_select and not session.guard.writes:
        raise GuardError("this unit of work only reads")
    if state.is_from_statement:
        raise GuardError("rows of a case from a text statement")
    many = isinstance(state.parameters, (list, tuple))
    if state.is_update:
        if many:
            raise GuardError("a bulk update by key")
        values = _values_of(state)
        for mapper in scoped & {state.bind_mapper}:
            session.guard.check_new_values(session, mapper, values)
    if state.is_insert:
        rows: list[Any] = list(state.parameters) if many else [state.parameters or {}]  # type: ignore[arg-type]
        for mapper in scoped:
            followed = {session.guard.check_values(mapper.local_table, row) for row in rows}
            if followed != {Follows.CASE} or any("case_id" not in row for row in rows):
                raise GuardError(f"{mapper.local_table}: rows inserted in bulk must each name their case")
            session.guard.check_cases(session, (row["case_id"] for row in rows))


def _values_of(state: ORMExecuteState) -> dict[str, Any]:
    """Return the values an UPDATE sets, by column; an expression stays one, so that no id hides in it."""
    statement: Any = state.statement
    pairs = [*(statement._values or {}).items(), *(getattr(statement, "_ordered_values", None) or ())]  # the latter up to 2.0
    set_here = {getattr(column, "key", str(column)): getattr(value, "value", value) for column, value in pairs}
    return {**set_here, **(state.parameters if isinstance(state.parameters, dict) else {})}


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
    session = object_session(target) if context is None else context.session  # none where an UPDATE is evaluated on the rows
    if isinstance(session, GuardedSession) and not session.guard.knows(target):
        raise GuardError(f"{_name(target)}: refreshed without having been loaded")


def _check_unmoved(instance: object) -> None:
    state = _state(instance)
    for column in fixed_columns(state.mapper.local_table):
        if state.attrs[column].history.has_changes():
            raise GuardError(f"{_name(instance)}: {column} never changes")


def _added(session: GuardedSession) -> Added:
    """Return the classes and ids of what is about to be written: looked for once a flush, not once for every link."""
    return frozenset((_state(row).mapper, getattr(row, "id", None)) for row in session.new)


def _state(instance: object) -> Any:
    return instance_state(instance)


def _follows(instance: object) -> Follows:
    return follows(_state(instance).mapper.local_table)


def _case_of(what: Follows, instance: object) -> uuid.UUID | None:
    """Return the case a loaded or new row stands for, without loading anything."""
    if what is Follows.ITSELF:
        return _state(instance).dict.get("id")  # type: ignore[no-any-return]
    return _state(instance).dict.get("case_id") if what is Follows.CASE else None


def _id(value: Any) -> uuid.UUID:
    """Return an id as it was before it was packed for a driver."""
    return uuid.UUID(bytes=value) if isinstance(value, bytes) else uuid.UUID(value)


def _name(instance: object) -> str:
    return type(instance).__name__
