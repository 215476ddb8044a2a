"""投诉: what somebody says against a mediator, to the judicial bureau of the county."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import Date, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CountyRow, Json, Link, Uid, Utc


class Complaint(CountyRow, Base):
    """A complaint about a mediator. It follows the bureau's organisation; what was said and what was answered is ciphertext."""

    __tablename__ = "complaint"

    organisation_id: Mapped[uuid.UUID] = mapped_column(Uid)  # the bureau's
    unit_id: Mapped[uuid.UUID] = mapped_column(Uid)  # where the mediator works
    mediator_id: Mapped[uuid.UUID | None] = mapped_column(Uid)  # staff; nobody had the case in hand, or no name was told
    about_case_id: Mapped[uuid.UUID | None] = mapped_column(Uid)
    channel: Mapped[str] = mapped_column(String(8))  # link, desk
    came_on: Mapped[date] = mapped_column(Date)
    grounds: Mapped[list[str]] = mapped_column(Json, default=list)
    told: Mapped[bytes | None] = mapped_column(LargeBinary)  # name, phone and words; nothing once erased
    receipt_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    due_on: Mapped[date] = mapped_column(Date)
    taken_by_id: Mapped[uuid.UUID | None] = mapped_column(Uid)  # staff
    taken_at: Mapped[datetime | None] = mapped_column(Utc)
    answered_by_id: Mapped[uuid.UUID | None] = mapped_column(Uid)  # staff
    answered_at: Mapped[datetime | None] = mapped_column(Utc)
    finding: Mapped[str] = mapped_column(String(12), default="")
    measure: Mapped[str] = mapped_column(String(12), default="")
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "organisation_id"], ["organisation.county_code", "organisation.id"]),
            Link(["county_code", "unit_id"], ["organisation.county_code", "organisation.id"]),
            Link(["county_code", "about_case_id"], ["case_file.county_code", "case_file.id"]),
            Index(None, "county_code", "organisation_id", "answered_at", "due_on"),
            Index(None, "county_code", "about_case_id"),
            Index(None, "county_code", "receipt_hash", unique=True),
        )
