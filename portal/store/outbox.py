"""What must happen after a transaction, written in it. The row is the truth; whatever wakes the runner only wakes.

A job's effect and its done-mark commit together under the unique effect key, so the effect happens once, however often
it was asked for and whenever the power failed. A job that fails is tried again, later each time; after `ATTEMPTS_MOST` it
is left for somebody to look at.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.errors import Overtaken
from portal.store.actors import System
from portal.store.identifiers import new_id
from portal.store.tables.machine import Outbox
from portal.store.unit_of_work import Store, UnitOfWork

ATTEMPTS_MOST = 5
NO_HANDLER = "no_handler"
"""What stands in `failed` while nobody can do the job, for example because its plugin is not loaded."""

_FIRST_PAUSE = timedelta(minutes=1)
_NOBODY_PAUSE = timedelta(hours=1)
_log = logging.getLogger(__name__)

Payload = Mapping[str, Any]
_TRIES = 3


class Ready(Protocol):
    """What the first step of a job made ready; given up when the job is over, done or not."""

    def close(self) -> None:
        """Give up what it holds."""


@dataclass(frozen=True)
class TwoSteps:
    """A job whose long part only reads: `ready` works it out while others write, `do` writes it in one short transaction.

    `do` raises `Overtaken` when something changed in between; then both begin anew.
    """

    ready: Callable[[UnitOfWork, Payload], Ready]
    do: Callable[[UnitOfWork, Payload, Any], None]


Handler = Callable[[UnitOfWork, Payload], None] | TwoSteps
"""Does one job in the unit of work it is given, as `System(task=<the job's task>)`; it never commits."""


@dataclass(frozen=True)
class RunReport:
    """What one run did. `dead` jobs have failed for the last time in it."""

    done: int = 0
    failed: int = 0
    dead: int = 0


def put(
    uow: UnitOfWork, task: str, effect_key: str, payload: Mapping[str, Any] | None = None, *, due_at: datetime | None = None
) -> bool:
    """Write a job in the present transaction and wake the runner after its commit. Return False when the effect is known.

    `effect_key` names the effect, not the request: `clocks.tick:2026-11-21`. `payload` holds ids and codes, no content.
    """
    insert = postgresql.insert if uow.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row_id = new_id()
    uow.session.execute(
        insert(Outbox)
        .values(
            county_code=uow.county_code,
            id=row_id,
            task=task,
            effect_key=effect_key,
            payload=dict(payload or {}),
            due_at=due_at or uow.now,
            attempts=0,
            failed="",
        )
        .on_conflict_do_nothing(index_elements=["county_code", "effect_key"])
    )
    is_new = uow.session.scalar(select(Outbox.id).where(Outbox.id == row_id)) is not None
    if is_new and (due_at is None or due_at <= uow.now):
        uow.after_commit(uow.wake)
    return is_new


def run_due(store: Store, handlers: Mapping[str, Handler], county_code: str, *, most: int = 200) -> RunReport:
    """Do every job that is due, the earliest first, each in a transaction of its own."""
    with store.begin(System(county_code, "start")) as uow:
        due = uow.session.execute(
            select(Outbox.id, Outbox.task)
            .where(
                Outbox.county_code == county_code,
                Outbox.done_at.is_(None),
                Outbox.due_at <= uow.now,
                Outbox.attempts < ATTEMPTS_MOST,
            )
            .order_by(Outbox.due_at, Outbox.id)
            .limit(most)
        ).all()
    done = failed = dead = 0
    for row_id, task in due:
        handler = handlers.get(task)
        if handler is None or task not in store.tasks:
            _postpone(store, county_code, row_id, NO_HANDLER, counts=False)
            continue
        try:
            done += _do(store, System(county_code, task), row_id, handler)
        except Exception as error:  # noqa: BLE001 - the outermost edge of a job: whatever it raises is noted on its row
            _log.exception("job %s %s failed", task, row_id)
            failed += 1
            dead += _postpone(store, county_code, row_id, type(error).__name__, counts=True)
    return RunReport(done, failed, dead)


def waiting(session: Session, now: datetime) -> int:
    """Return how many jobs are due and not done, dead ones left out."""
    open_jobs = (Outbox.done_at.is_(None), Outbox.due_at <= now, Outbox.attempts < ATTEMPTS_MOST)
    return session.scalar(select(func.count()).select_from(Outbox).where(*open_jobs)) or 0


def dead_jobs(session: Session) -> list[Outbox]:
    """Return the jobs that failed for the last time, for somebody to look at."""
    return list(session.scalars(select(Outbox).where(Outbox.done_at.is_(None), Outbox.attempts >= ATTEMPTS_MOST)))


def try_again(session: Session, row_id: uuid.UUID, now: datetime) -> None:
    """Give a dead job another round of attempts."""
    job = session.scalars(select(Outbox).where(Outbox.id == row_id, Outbox.done_at.is_(None))).one()
    job.attempts, job.failed, job.due_at = 0, "", now


def forget_done(session: Session, before: datetime) -> None:
    """Delete jobs done before the moment. Their effect keys are forgotten with them."""
    session.execute(delete(Outbox).where(Outbox.done_at < before))


def _do(store: Store, actor: System, row_id: uuid.UUID, handler: Handler) -> int:
    if not isinstance(handler, TwoSteps):
        return _write(store, actor, row_id, handler)
    for _ in range(_TRIES - 1):
        with suppress(Overtaken):
            return _do_in_two(store, actor, row_id, handler)
    return _do_in_two(store, actor, row_id, handler)


def _do_in_two(store: Store, actor: System, row_id: uuid.UUID, steps: TwoSteps) -> int:
    with store.begin(actor) as uow:
        payload = uow.session.scalar(select(Outbox.payload).where(Outbox.id == row_id, Outbox.done_at.is_(None)))
        if payload is None:
            return 0
        made = steps.ready(uow, payload)
    with closing(made):
        return _write(store, actor, row_id, lambda uow, payload: steps.do(uow, payload, made))


def _write(store: Store, actor: System, row_id: uuid.UUID, handler: Callable[[UnitOfWork, Payload], None]) -> int:
    with store.begin(actor, write=True) as uow:
        job = uow.session.scalars(
            select(Outbox).where(Outbox.id == row_id, Outbox.done_at.is_(None)).with_for_update(skip_locked=True)
        ).one_or_none()
        if job is None:
            return 0  # somebody else is at it, or was faster
        handler(uow, job.payload)
        job.done_at, job.failed, job.attempts = uow.now, "", job.attempts + 1
        return 1


def _postpone(store: Store, county_code: str, row_id: uuid.UUID, reason: str, *, counts: bool) -> int:
    """Note why a job was not done and when it is tried again; return 1 when that was the last time."""
    with store.begin(System(county_code, "start"), write=True) as uow:
        job = uow.session.scalars(
            select(Outbox).where(Outbox.id == row_id, Outbox.done_at.is_(None)).with_for_update()
        ).one_or_none()
        if job is None:
            return 0
        job.failed = reason
        job.attempts += counts
        job.due_at = uow.now + (_FIRST_PAUSE * 4 ** (job.attempts - 1) if counts else _NOBODY_PAUSE)
        return int(counts and job.attempts >= ATTEMPTS_MOST)
