"""Rows of `glass_use`: what of them is ciphertext, whether one is in force, and whose judgement is overdue."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, func, select

from portal.store.secrets import seal, unseal
from portal.store.tables.desk import GlassUse

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork

JUDGED = ("opened", "missed")
"""The states of uses that somebody must judge."""


def sealed(uow: UnitOfWork, use: GlassUse, column: str, text: str) -> bytes:
    """Return a text as ciphertext for a column of this row."""
    return seal(uow.keyring, GlassUse.__tablename__, column, use.id, text)


def told(uow: UnitOfWork, use: GlassUse, column: str) -> str:
    """Return what was written in an encrypted column, or an empty text."""
    kept: bytes | None = getattr(use, column)
    return "" if kept is None else unseal(uow.keyring, GlassUse.__tablename__, column, use.id, kept)


def in_force(use: GlassUse, now: datetime) -> bool:
    """Say whether the case is open to whoever asked. The moment at which it ends is no longer one."""
    return use.state == "opened" and use.ended_at is None and use.until is not None and use.until > now


def is_overdue(today: date) -> ColumnElement[bool]:
    """Return whether a use should have been judged by now. A use that need not be judged has no day for it."""
    return and_(GlassUse.judged_at.is_(None), GlassUse.review_by < today)


def overdue_of(uow: UnitOfWork, staff_id: uuid.UUID) -> int:
    """Return how many uses of a person should have been judged by now."""
    late = select(func.count()).where(
        GlassUse.county_code == uow.county_code, GlassUse.staff_id == staff_id, is_overdue(uow.today)
    )
    return uow.session.scalar(late) or 0


def lock_use(uow: UnitOfWork, use_id: uuid.UUID) -> GlassUse | None:
    """Return the row as it stands now, locked until the transaction ends."""
    return uow.session.scalars(
        select(GlassUse)
        .where(GlassUse.county_code == uow.county_code, GlassUse.id == use_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
