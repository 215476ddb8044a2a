"""背靠背谈话记录: what a party said to the mediator alone."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import Boolean, Date, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CaseRow, Json, Uid, Utc


class CaucusNote(CaseRow, Base):
    """One talk. It is no part of the dossier, and stands in no search, export, paper, figure or event.

    `readers` are the mediators the case was assigned to when it was written; `passes_on` says that the party agreed to its
    being told to a mediator who takes over later. Who may read it is decided in `portal.access.caucus_rules` alone.
    """

    __tablename__ = "caucus_note"

    held_on: Mapped[date] = mapped_column(Date)
    party_id: Mapped[uuid.UUID] = mapped_column(Uid)
    text: Mapped[bytes] = mapped_column(LargeBinary)  # ciphertext
    passes_on: Mapped[bool] = mapped_column(Boolean, default=False)
    readers: Mapped[list[str]] = mapped_column(Json, default=list)  # ids of staff
    author_id: Mapped[uuid.UUID] = mapped_column(Uid)  # staff
    written_at: Mapped[datetime] = mapped_column(Utc)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Index(None, "county_code", "case_id", "written_at"),)
