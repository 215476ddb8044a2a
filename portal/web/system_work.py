"""A unit of work of the system, for what the acting post ordered and may not see."""

from __future__ import annotations

from contextlib import AbstractContextManager

from portal.store.actors import System
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import portal


def system_work(task: str) -> AbstractContextManager[UnitOfWork]:
    """Return a writing unit of work of one of the system's tasks; it commits at its end unless an exception escapes."""
    return portal().store.begin(System(portal().county_code, task), write=True)
