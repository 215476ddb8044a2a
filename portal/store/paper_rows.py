"""Writes what happened to the papers of a case: printed, or put into the dossier. No event: a paper changes no case."""

from __future__ import annotations

import uuid
from enum import StrEnum
from typing import TYPE_CHECKING

from portal.store.identifiers import new_id
from portal.store.tables.course import CasePaper

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork


class PaperState(StrEnum):
    """What happened to a paper."""

    PRINTED = "printed"  # 已打印
    FILED = "filed"  # 已入卷


def write_paper(uow: UnitOfWork, case_id: uuid.UUID, paper: str, state: PaperState, staff_id: uuid.UUID) -> None:
    """Write one row; the latest row of a paper says how it stands."""
    uow.session.add(
        CasePaper(
            county_code=uow.county_code,
            id=new_id(),
            case_id=case_id,
            paper=paper,
            state=state.value,
            at=uow.now,
            staff_id=staff_id,
        )
    )
