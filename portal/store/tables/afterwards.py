"""What follows the end of a case: call-backs, and what parties think of the mediation."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import Boolean, Date, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CaseRow, Json, Uid, Utc


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


class OpinionLink(CaseRow, Base):
    """评价链接: a one-time link by which one party says what she thinks of the mediation; only its hash is kept."""

    __tablename__ = "opinion_link"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    party_id: Mapped[uuid.UUID] = mapped_column(Uid)
    post_id: Mapped[uuid.UUID] = mapped_column(Uid)
    made_at: Mapped[datetime] = mapped_column(Utc)
    until: Mapped[datetime] = mapped_column(Utc)
    used_at: Mapped[datetime | None] = mapped_column(Utc)
    complained_at: Mapped[datetime | None] = mapped_column(Utc)  # used for a complaint besides

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Index(None, "county_code", "token_hash", unique=True),
            Index(None, "county_code", "case_id"),
            Index(None, "county_code", "made_at"),
        )


class Opinion(CaseRow, Base):
    """评价: the answers of one party. The day alone is kept: a moment would tell who was in the room."""

    __tablename__ = "opinion"

    party_id: Mapped[uuid.UUID] = mapped_column(Uid)
    given_on: Mapped[date] = mapped_column(Date)
    overall: Mapped[str] = mapped_column(String(12))
    fair: Mapped[str] = mapped_column(String(12))
    told: Mapped[str] = mapped_column(String(12))
    words: Mapped[bytes | None] = mapped_column(LargeBinary)  # ciphertext

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Index(None, "county_code", "case_id", "party_id", unique=True),
            Index(None, "county_code", "given_on"),
        )
