"""The queue of this installation, with everything the portal does by itself."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path

import psycopg

from portal.services.daily import handlers
from portal.store.queue import Queue, make_huey
from portal.store.unit_of_work import Store

_log = logging.getLogger(__name__)


def make_queue(store: Store, county_code: str, *, database_url: str, data_dir: Path) -> Queue:
    """Return the queue of the process that does the jobs."""
    return Queue(make_huey(database_url, data_dir), store, county_code, handlers(data_dir))


def waker(store: Store, county_code: str, *, database_url: str, data_dir: Path) -> Callable[[], None]:
    """Return what belongs into `Store.wake` of the processes that only write jobs: it has them looked at now.

    The queue is opened for each call and closed again. Jobs are rare, no connection may be carried into a worker, and one for
    each thread would be many. When it cannot be opened the jobs process looks within a minute anyway.
    """

    def wake() -> None:
        try:
            queue = make_queue(store, county_code, database_url=database_url, data_dir=data_dir)
            queue.wake()
            queue.huey.storage.close()
        except (sqlite3.Error, psycopg.Error):  # the commit has happened; a queue that is away must not turn it into an error
            _log.warning("the queue could not be opened", exc_info=True)

    return wake
