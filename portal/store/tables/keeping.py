"""How long cases are kept, and what keeps them longer."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import Date, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CaseRow, Uid, Utc


class LegalHold(CaseRow, Base):
    """暂停删除: nothing personal of the case may be erased while this stands. Ended, never deleted; the words are ciphertext."""

    __tablename__ = "legal_hold"

    ground: Mapped[str] = mapped_column(String(16))  # portal.engine.keeping.HOLD_GROUNDS
    words: Mapped[bytes | None] = mapped_column(LargeBinary)  # ciphertext
    placed_at: Mapped[datetime] = mapped_column(Utc)
    placed_by_id: Mapped[uuid.UUID] = mapped_column(Uid)  # staff
    until: Mapped[date | None] = mapped_column(Date)  # the last day; none: until somebody ends it
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
    ended_by_id: Mapped[uuid.UUID | None] = mapped_column(Uid)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Index(None, "county_code", "case_id"),)
