"""Says what would stop an act, without doing it: while a form is written, so that nobody learns it at the end."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from portal.engine.changes import Change
from portal.engine.transitions import decide
from portal.errors import Problem
from portal.services.acting import person, reach
from portal.services.deciding import deciding
from portal.store.load_case import load_case
from portal.store.unit_of_work import UnitOfWork


def rehearse(uow: UnitOfWork, case_id: uuid.UUID, action: str, raw: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return every problem the act would meet now, those that only ask included.

    Raises:
        NotFound: missing or out of reach.
        Refused: the plugin of its type is not loaded.
    """
    actor = person(uow)
    reach(uow, actor, case_id)
    case, state = load_case(uow, case_id)
    decided = decide(state, action, raw, deciding(uow, actor, case))
    return () if isinstance(decided, Change) else decided
