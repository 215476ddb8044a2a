"""The queue of this installation, with everything the portal does by itself."""

from __future__ import annotations

from pathlib import Path

from portal.services.daily import handlers
from portal.store.queue import Queue, make_huey
from portal.store.unit_of_work import Store


def make_queue(store: Store, county_code: str, *, database_url: str, data_dir: Path) -> Queue:
    """Return the queue; `Queue.wake` belongs into `Store.wake` of the processes that write jobs."""
    return Queue(make_huey(database_url, data_dir), store, county_code, handlers(data_dir))
