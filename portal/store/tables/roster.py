"""调解员名册: who mediates in an organisation, for which term, and the hours somebody was trained."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import Boolean, Date, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CountyRow, Json, Link, Uid


class RosterEntry(CountyRow, Base):
    """A mediator of one organisation; `staff_id` when she has a post in the portal. It ends and is never removed."""

    __tablename__ = "roster_entry"

    organisation_id: Mapped[uuid.UUID] = mapped_column(Uid)
    staff_id: Mapped[uuid.UUID | None] = mapped_column(Uid)
    name: Mapped[str] = mapped_column(String(40))
    position: Mapped[str] = mapped_column(String(10))  # portal.engine.roster.Position
    is_woman: Mapped[bool] = mapped_column(Boolean)
    specialties: Mapped[list[str]] = mapped_column(Json, default=list)
    languages: Mapped[list[str]] = mapped_column(Json, default=list)
    level: Mapped[str] = mapped_column(String(1), default="")  # 1 to 4, or not graded
    employer: Mapped[str] = mapped_column(String(80), default="", server_default="")  # 工作单位, for the check of ties
    employer_code: Mapped[str] = mapped_column(String(18), default="", server_default="")
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "organisation_id"], ["organisation.county_code", "organisation.id"]),
            Link(["county_code", "staff_id"], ["staff.county_code", "staff.id"]),
            Index(None, "county_code", "organisation_id"),
        )


class RosterTraining(CountyRow, Base):
    """One training somebody of the roster took part in. A wrong row is struck out, not removed."""

    __tablename__ = "roster_training"

    entry_id: Mapped[uuid.UUID] = mapped_column(Uid)
    held_on: Mapped[date] = mapped_column(Date)
    hours: Mapped[int] = mapped_column(Integer)
    subject: Mapped[str] = mapped_column(String(80))
    struck_on: Mapped[date | None] = mapped_column(Date)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "entry_id"], ["roster_entry.county_code", "roster_entry.id"]),
            Index(None, "county_code", "entry_id"),
        )
