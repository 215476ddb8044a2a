"""Legal holds as they stand: which cases they keep from being erased."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, or_, select

from portal.store.tables.keeping import LegalHold

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork


def stands(uow: UnitOfWork) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on a hold that stands today; its last day still counts."""
    not_over = or_(LegalHold.until.is_(None), LegalHold.until >= uow.today)
    return (LegalHold.county_code == uow.county_code, LegalHold.ended_at.is_(None), not_over)


def held(uow: UnitOfWork, case_ids: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Return those of the cases that a hold keeps today."""
    if not case_ids:
        return frozenset()
    return frozenset(uow.session.scalars(select(LegalHold.case_id).where(LegalHold.case_id.in_(case_ids), *stands(uow))))
