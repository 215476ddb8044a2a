"""Writes call-backs (回访)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from portal.engine.changes import CallBackMade
from portal.store.identifiers import new_id
from portal.store.tables.afterwards import CallBack
from portal.store.tables.cases import CaseFile

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork


def write_call_back(uow: UnitOfWork, case: CaseFile, made: CallBackMade, seq: int, staff_id: uuid.UUID | None) -> None:
    """Write one call-back of the case."""
    uow.row(
        CallBack,
        county_code=case.county_code,
        id=new_id(),
        case_id=case.id,
        event_seq=seq,
        visited_on=made.visited_on,
        how=made.how,
        parties=list(made.parties),
        performance=made.performance,
        content=made.content,
        sued=made.sued,
        outcome=made.outcome,
        wrong=made.wrong,
        escalates=made.escalates,
        measures=made.measures,
        text=made.text,
        staff_id=staff_id,
    )
