"""The queue that wakes: huey on a file of its own, or in PostgreSQL. Losing it loses nothing.

Two things only go through it: "look at the outbox", after a commit that wrote a job and once a minute; and the daily jobs,
which the minute puts into the outbox once their hour has come. Their effect keys carry the day, so a portal that was off
over night catches up and one that runs twice does nothing twice.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from functools import partial
from pathlib import Path

import psycopg
from huey import Huey, PostgresHuey, SqliteHuey, crontab
from sqlalchemy.engine import make_url

from portal.store.actors import System
from portal.store.outbox import Handler, RunReport, put, run_due
from portal.store.row_roles import connect_lowered
from portal.store.unit_of_work import SHANGHAI, Store

NAME = "suyuan"
FILE = "queue.db"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Daily:
    """A job of every day, from this time of the day on (in China), or of every hour since then."""

    task: str
    since: time
    hourly: bool = False


DAILY = (Daily("clocks.tick", time(0, 5)), Daily("audit.seal", time(0, 0), hourly=True), Daily("tidy", time(3, 0)))


def make_huey(database_url: str, data_dir: Path) -> Huey:
    """Return the huey of this installation. On SQLite it makes its tables, on PostgreSQL they are a migration's."""
    address = make_url(database_url)
    if address.get_backend_name() == "sqlite":
        return SqliteHuey(NAME, filename=str(data_dir / FILE), fsync=False, results=False)
    dsn = address.set(drivername="postgresql").render_as_string(hide_password=False)
    return PostgresHuey(NAME, connection=partial(connect_lowered, dsn), create_tables=False, results=False)


class Queue:
    """Wakes the outbox of one county. Whoever writes jobs calls `wake`, the one jobs process `consume`."""

    def __init__(
        self, huey: Huey, store: Store, county_code: str, handlers: Mapping[str, Handler], daily: Sequence[Daily] = DAILY
    ) -> None:
        self._store = store
        self._county_code = county_code
        self._handlers = handlers
        self._daily = tuple(daily)
        self.huey = huey
        self._look = huey.task(name="look_at_outbox")(self.run)
        huey.periodic_task(crontab(minute="*"), name="every_minute")(self.tick)

    def wake(self) -> None:
        """Ask for a look at the outbox. When even that fails, the next minute will look anyway."""
        try:
            self._look()
        except (sqlite3.Error, psycopg.Error):  # the commit has happened; a sleepy queue must not turn it into an error
            _log.warning("the queue could not be woken", exc_info=True)

    def run(self) -> RunReport:
        """Do what is due in the outbox."""
        return run_due(self._store, self._handlers, self._county_code)

    def tick(self) -> RunReport:
        """Put the daily jobs whose time has come into the outbox, then do what is due."""
        now = self._store.clock().astimezone(SHANGHAI)
        with self._store.begin(System(self._county_code, "start"), write=True) as uow:
            for job in self._daily:
                if job.task in self._handlers and now.time() >= job.since:
                    day = now.date().isoformat()
                    put(uow, job.task, f"{job.task}:{day}{f'T{now.hour:02}' if job.hourly else ''}", {"day": day})
        return self.run()

    def consume(self) -> None:
        """Work until a signal ends it: one worker, because jobs of one county write one after the other anyway."""
        self.tick()
        self.huey.create_consumer(workers=1, periodic=True, max_delay=2.0).run()
