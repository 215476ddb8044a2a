"""The daily work on clocks: rights of the parties that ran out lapse, so that no case waits for them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from portal.store.clock_rows import lapse_rights
from portal.store.house_jobs import house_jobs
from portal.store.outbox import Handler
from portal.store.unit_of_work import UnitOfWork


def tick(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
    """Let the parties' rights that ran out lapse."""
    lapse_rights(uow)


def handlers(data_dir: Path) -> dict[str, Handler]:
    """Return what does each job of the outbox."""
    return {**house_jobs(data_dir), "clocks.tick": tick}
