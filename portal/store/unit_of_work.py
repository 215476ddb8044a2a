"""A unit of work: one actor, one moment, one transaction. Services flush in it and never commit.

Each opens a connection and a session of its own, apart from Flask-AppBuilder's. On SQLite a writer begins `IMMEDIATE`, so
it waits for its turn at the start instead of failing in the middle; a reader cannot write. One thread never has two
writers open, because on SQLite the second would wait for the first for ever.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, func, select

from portal.engine.calendars import WorkCalendar
from portal.errors import Forbidden, GuardError, StoreError
from portal.hooks.registry import Registry
from portal.store import settings
from portal.store.actors import Actor, OnBehalf, Person, System
from portal.store.calendar_rows import read_calendar
from portal.store.coarse import CoarseRule
from portal.store.database import WRITES, tell_anew
from portal.store.guard import Guard, GuardedSession
from portal.store.keyring import Keyring
from portal.store.moment import moment_is
from portal.store.secrets import CaseSecrets
from portal.store.sheaf import Sheaf
from portal.store.standing import rows_where
from portal.store.system_tasks import STEADY, TASKS
from portal.store.tables.machine import Seal

SHANGHAI = ZoneInfo("Asia/Shanghai")

Row = TypeVar("Row")

_writing: ContextVar[bool] = ContextVar("portal_writing", default=False)


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def day_of(moment: datetime) -> date:
    """Return the day of a moment in China."""
    return moment.astimezone(SHANGHAI).date()


class UnitOfWork:
    """What a service gets: the session behind the guard, who acts, when, and what stands beside the tables."""

    def __init__(
        self, store: Store, session: GuardedSession, actor: Actor, now: datetime, today: date, looks: set[uuid.UUID]
    ) -> None:
        self.session = session
        self.actor: Actor = actor
        self.now = now
        self.today = today
        self.county_code = actor.county_code
        self.registry = store.registry
        self.keyring = store.keys_of(actor.county_code)
        self.sheaf: Sheaf | None = None
        self._calendar: WorkCalendar | None = None  # kept while a sheaf is gathered
        self.secrets = CaseSecrets(self)
        self._store = store
        self._looks = looks  # restricted matters whose reading is written down and committed
        self._looking: set[uuid.UUID] = set()  # and those whose entry is part of this transaction
        self._afterwards: dict[Callable[[], None], None] = {}

    @property
    def writes(self) -> bool:
        """Whether this unit of work may write."""
        return self.session.guard.writes

    @contextmanager
    def gathering(self, sheaf: Sheaf) -> Iterator[None]:
        """Keep what is recorded of cases begun inside in the sheaf, to be written at once (`portal.store.together`)."""
        self._calendar, self.sheaf = self.calendar, sheaf
        try:
            yield
        finally:
            self._calendar = self.sheaf = None

    def row(self, entity: type[Row], **values: Any) -> Row:
        """Write a row of a case, and return it: with the others, when the case was begun in a sheaf."""
        if self.sheaf is not None and self.sheaf.holds(values["case_id"]):
            return self.sheaf.row(entity, values)
        made = entity(**values)
        self.session.add(made)
        return made

    def remove(self, row: Any) -> None:
        """Delete a row of a case."""
        if self.sheaf is not None and self.sheaf.holds(row.case_id):
            self.sheaf.remove(row)
        else:
            self.session.delete(row)

    def rows_of(self, entity: type[Row], case_id: uuid.UUID, **where: object) -> list[Row]:
        """Return the rows of a kind of one case whose columns have these values, in no order; a tuple names several values."""
        if self.sheaf is not None and self.sheaf.holds(case_id):
            return self.sheaf.rows(entity, case_id, where)
        statement, values = rows_where(entity, {"county_code": self.county_code, "case_id": case_id, **where})
        return list(self.session.scalars(statement, values))

    def holds_new(self, case_id: uuid.UUID) -> bool:
        """Say whether the case was begun in the sheaf that is being gathered."""
        return self.sheaf is not None and self.sheaf.holds(case_id)

    @contextmanager
    def at_task(self, task: str) -> Iterator[None]:
        """Cross the walls behind the first as one of the tasks of the system, for what lies between two bodies.

        What may be touched are the tables of the task. The caller has found out before that the actor may do it, and gives
        nothing of what it meets to the reader but what the actor may know.

        Raises:
            GuardError: the task is not declared.
        """
        if self.writes:
            self.session.flush()
        system = System(self.county_code, task)
        connection = self.session.connection()
        try:
            with self.session.guard.lent(CoarseRule(system, self._store.tables_of(system))):
                tell_anew(connection)
                yield
                if self.writes:
                    self.session.flush()
        finally:
            tell_anew(connection)

    @property
    def calendar(self) -> WorkCalendar:
        """The working calendar, read again only when another version was loaded."""
        return self._calendar or self._store.calendar(self.session)

    @property
    def wake(self) -> Callable[[], None]:
        """What tells the queue that the outbox has something due."""
        return self._store.wake

    def after_commit(self, action: Callable[[], None]) -> None:
        """Do something, once, as soon as what was written is certain; never when it is taken back."""
        self._afterwards[action] = None

    @property
    def entered_at(self) -> datetime:
        """The moment an entry of the record bears: now, but none that is sealed already, as after a clock was set back."""
        return max(self.now, self._store.sealed_until(self))

    def beside(self) -> AbstractContextManager[UnitOfWork]:
        """Open a unit of work of the same actor that writes, and commits, apart from this one, which only reads."""
        return self._store.begin(self.actor, write=True, now=self.now, today=self.today)

    def has_looked(self, matter: uuid.UUID) -> bool:
        """Say whether it is written down already that the actor reads this matter."""
        return matter in self._looks or matter in self._looking

    def looked(self, matter: uuid.UUID) -> None:
        """Remember that it is written down; what this transaction wrote counts elsewhere once it is certain."""
        if self.writes:
            self._looking.add(matter)
            self.after_commit(lambda: self._looks.add(matter))
        else:
            self._looks.add(matter)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Do something that is taken back whole when an exception escapes, with what it had put off until after the commit."""
        before = dict(self._afterwards)
        try:
            with self.session.begin_nested():
                yield
        except BaseException:
            self._afterwards = before
            raise

    def on_behalf_of(self, who: Person) -> None:
        """Let events name the person who asked for this job, beside the task that does it; what may be touched stays the task's.

        Raises:
            GuardError: the unit of work is a person's own already.
        """
        if not isinstance(self.actor, System):
            raise GuardError("only a job works on behalf of somebody")
        self.actor = OnBehalf(self.county_code, self.actor.task, who.staff_id, who.post_id, who.organisation_id)

    def run_afterwards(self) -> None:
        """Do what was put off until after the commit; the store calls this."""
        for action in self._afterwards:
            action()


@dataclass
class Store:
    """The door to the tables, built once when the portal starts. `clock` gives the moment, tests give their own."""

    engine: Engine
    keyring: Keyring
    registry: Registry
    clock: Callable[[], datetime] = utc_now
    tasks: Mapping[str, frozenset[str]] = field(default_factory=lambda: TASKS)
    wake: Callable[[], None] = lambda: None
    _calendar: WorkCalendar | None = field(default=None, init=False, repr=False)
    _latest: datetime | None = field(default=None, init=False, repr=False)  # the greatest moment an entry was written in

    @contextmanager
    def begin(
        self,
        actor: Actor,
        *,
        write: bool = False,
        now: datetime | None = None,
        today: date | None = None,
        looks: set[uuid.UUID] | None = None,
    ) -> Iterator[UnitOfWork]:
        """Open a unit of work; commit at the end of the block when it writes, unless an exception escapes.

        `looks` are the restricted matters whose reading is written down already, kept by whoever begins several units for one
        request.

        Raises:
            StoreError: this thread already has a writer open.
            GuardError: the actor is a task that is not declared.
            Forbidden: the actor looks by special permission and wants to write.
        """
        if write and isinstance(actor, Person) and actor.glass is not None:
            raise Forbidden("write")
        moment = (now or self.clock()).astimezone(UTC)
        rule = CoarseRule(actor, self.tables_of(actor))
        if write and _writing.get():
            raise StoreError("a unit of work that writes is already open in this thread")
        token = _writing.set(write or _writing.get())
        try:
            with (
                moment_is(moment),
                self.engine.connect().execution_options(**self._options(actor, write=write)) as connection,
                GuardedSession(connection, Guard(actor, rule, writes=write)) as session,
            ):
                uow = UnitOfWork(self, session, actor, moment, today or day_of(moment), set() if looks is None else looks)
                yield uow
                if write:
                    session.commit()
        finally:
            _writing.reset(token)
        if write:
            uow.run_afterwards()

    def _options(self, actor: Actor, *, write: bool) -> dict[str, Any]:
        """Return the options of a connection; SQLite shows the state of one moment anyway."""
        is_steady = isinstance(actor, System) and actor.task in STEADY and self.engine.dialect.name == "postgresql"
        return {WRITES: write, **({"isolation_level": "REPEATABLE READ"} if is_steady else {})}

    def keys_of(self, county_code: str) -> Keyring:
        """Return the keys as their file holds them now, for one county."""
        self.keyring = self.keyring.latest().of_county(county_code)
        return self.keyring

    def calendar(self, session: GuardedSession) -> WorkCalendar:
        """Return the working calendar of the version that is in force in the database."""
        version = settings.read(session, settings.CALENDAR_VERSION)
        known = self._calendar
        if known is None or known.version != version:
            known = self._calendar = read_calendar(session)
        return known

    def sealed_until(self, uow: UnitOfWork) -> datetime:
        """Return until when the record is sealed, or the present moment while the clock goes on: a seal lies behind it anyway.

        The database is asked when a process writes its first entry, and whenever the clock stands earlier than it did.
        """
        latest, self._latest = self._latest, max(uow.now, self._latest or uow.now)
        if latest is not None and uow.now >= latest:
            return uow.now
        newest = select(func.max(Seal.sealed_at)).where(Seal.county_code == uow.county_code)
        return uow.session.scalar(newest) or uow.now

    def tables_of(self, actor: Actor) -> frozenset[str]:
        """Return the scoped tables of the task the actor does; none for people. Raises `GuardError` for an unknown task."""
        if not isinstance(actor, System):
            return frozenset()
        if actor.task not in self.tasks:
            raise GuardError(f"{actor.task} is no declared task of the system")
        return self.tasks[actor.task]
