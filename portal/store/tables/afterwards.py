"""What follows the end of a case: call-backs."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import Boolean, Date, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CaseRow, Json, Uid


class CallBack(CaseRow, Base):
    """回访: one conversation after the end. `parties` are ids; an empty list means every party of the case."""

    __tablename__ = "call_back"

    event_seq: Mapped[int] = mapped_column(Integer)
    visited_on: Mapped[date] = mapped_column(Date)
    how: Mapped[str] = mapped_column(String(12))
    parties: Mapped[list[str]] = mapped_column(Json, default=list)
    performance: Mapped[str] = mapped_column(String(16))
    content: Mapped[str] = mapped_column(String(12))
    sued: Mapped[bool] = mapped_column(Boolean, default=False)
    outcome: Mapped[str] = mapped_column(Text, default="")
    wrong: Mapped[bool] = mapped_column(Boolean, default=False)  # 调解不当
    escalates: Mapped[bool] = mapped_column(Boolean, default=False)  # 激化苗头
    measures: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")
    staff_id: Mapped[uuid.UUID | None] = mapped_column(Uid)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Index(None, "county_code", "case_id"), Index(None, "county_code", "visited_on"))
