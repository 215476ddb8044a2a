"""What one person asked for and another decides: approved or refused with a reason, each after proving who decides."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from flask import request

from portal.access.proving_again import Proved
from portal.errors import Problem, Refused
from portal.store.actors import Person
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import current_actor
from portal.web.proving import must_prove
from portal.web.system_work import system_work

Approve = Callable[[UnitOfWork, Person, uuid.UUID, Proved], object]
Refuse = Callable[[UnitOfWork, Person, uuid.UUID, dict[str, str], Proved], object]


@dataclass(frozen=True)
class Decided:
    """What was entered: whether it approves, the answer as typed, and what is wrong with it."""

    approves: bool
    raw: dict[str, str]
    problems: tuple[Problem, ...] = ()


def decided(task: str, approve: Approve, refuse: Refuse, row_id: uuid.UUID) -> Decided:
    """Approve or refuse as the form of this request says, at a task of the system."""
    raw = {"answer": request.form.get("answer", "").strip()}
    approves = request.form.get("do") == "approve"
    try:
        proved = must_prove()
        with system_work(task) as uow:
            if approves:
                approve(uow, current_actor(), row_id, proved)
            else:
                refuse(uow, current_actor(), row_id, raw, proved)
    except Refused as refused:
        return Decided(approves, raw, refused.problems)
    return Decided(approves, raw)
