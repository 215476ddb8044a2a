"""Says what would stop an act, without doing it: while a form is written, so that nobody learns it at the end."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.engine.agreement_checks import Finding
from portal.engine.changes import Change
from portal.engine.transitions import decide, told
from portal.errors import Problem
from portal.services.acting import person, reach
from portal.services.deciding import deciding
from portal.store.load_case import load_case
from portal.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Rehearsed:
    """What would stand in the way of an act, and what is worth knowing beside it."""

    problems: tuple[Problem, ...]
    told: tuple[Finding, ...] = ()


def rehearse(uow: UnitOfWork, case_id: uuid.UUID, action: str, raw: Mapping[str, Any]) -> Rehearsed:
    """Return every problem the act would meet now, those that only ask included, and what the checks merely tell.

    Raises:
        NotFound: missing or out of reach.
        Refused: the plugin of its type is not loaded.
    """
    actor = person(uow)
    reach(uow, actor, case_id)
    case, state = load_case(uow, case_id)
    by = deciding(uow, actor, case)
    decided = decide(state, action, raw, by)
    return Rehearsed(() if isinstance(decided, Change) else decided, told(state, action, raw, by))
