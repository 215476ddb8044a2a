"""Switches for the three walls, for tests that show each of them alone. They patch the program: no configuration reaches them."""

from __future__ import annotations

import sys

import pytest
from sqlalchemy import Connection, Engine, event, true
from sqlalchemy.orm import Session

from portal.access import consultation_reach, privacy_rules, reach
from portal.store import database, passages, unit_of_work
from portal.store.database import make_engine
from portal.store.guard import Guard

_FIRST = (
    (reach, "reach_clause"),
    (reach, "counted_clause"),
    (consultation_reach, "consultation_clause"),
)
_CONTENT = ((privacy_rules, "may_read_content"), (consultation_reach, "may_read_consultation"))


class OpenSession(Session):
    """A session of an actor without the second wall."""

    def __init__(self, connection: Connection, guard: Guard) -> None:
        super().__init__(bind=connection.execution_options(**{passages.GUARD: guard}), expire_on_commit=False)
        self.guard = guard


def engine_with(url: str, off: frozenset[int], patch: pytest.MonkeyPatch) -> Engine:
    """Return an engine of a database with these walls switched off, and switch them off in the program."""
    if 1 in off:
        for module, name in _FIRST:
            _everywhere(module, name, lambda *_a, **_k: true(), patch)
        for module, name in _CONTENT:
            _everywhere(module, name, lambda *_a, **_k: True, patch)
    if 2 in off:
        patch.setattr(unit_of_work, "GuardedSession", OpenSession)
        patch.setattr(database, "watch", _watch_doors)
    return make_engine(url, as_owner=3 in off)  # the owner is a superuser here


def _everywhere(module: object, name: str, instead: object, patch: pytest.MonkeyPatch) -> None:
    original = getattr(module, name)
    for holder in [each for key, each in sys.modules.items() if key.startswith("portal.")]:
        if getattr(holder, name, None) is original:
            patch.setattr(holder, name, instead)


def _watch_doors(engine: Engine) -> None:
    if engine.dialect.name == "postgresql":
        event.listen(engine, "before_cursor_execute", passages._open_door)
        event.listen(engine, "after_cursor_execute", passages._close_door)
