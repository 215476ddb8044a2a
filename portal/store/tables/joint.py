"""联合办理 as the two bodies share it: who asks whom to take part in which case, and who does."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import Date, Index, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CountyRow, Json, Link, Uid, Utc


class JointHandling(CountyRow, Base):
    """A body asked to take part in a case, which its rows follow; the responsible body reads its own case's events.

    The snapshot is ciphertext, bound to this row, and goes when the request is declined or taken back. Who takes part is let
    near the case by rows of `case_access`, one for each person.
    """

    __tablename__ = "joint_handling"

    organisation_id: Mapped[uuid.UUID] = mapped_column(Uid)  # who is asked
    receiver_id: Mapped[uuid.UUID | None] = mapped_column(Uid)  # one named member of its staff
    sender_id: Mapped[uuid.UUID] = mapped_column(Uid)  # the responsible organisation
    from_case_id: Mapped[uuid.UUID] = mapped_column(Uid)
    type: Mapped[str] = mapped_column(String(81))
    privacy: Mapped[int] = mapped_column(SmallInteger)  # of the case, when it was asked
    consented_on: Mapped[date] = mapped_column(Date)
    how: Mapped[str] = mapped_column(String(12))
    asked_by_id: Mapped[uuid.UUID] = mapped_column(Uid)  # staff
    asked_at: Mapped[datetime] = mapped_column(Utc)
    due_on: Mapped[date] = mapped_column(Date)
    snapshot: Mapped[bytes | None] = mapped_column(LargeBinary)  # ciphertext of what was shown, with what is asked
    state: Mapped[str] = mapped_column(String(10))  # asked, declined, withdrawn, taking, ended
    why: Mapped[str] = mapped_column(String(20), default="")  # of a refusal
    answered_at: Mapped[datetime | None] = mapped_column(Utc)
    staff: Mapped[list[str]] = mapped_column(Json, default=list)  # who takes part
    ended_at: Mapped[datetime | None] = mapped_column(Utc)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "organisation_id"], ["organisation.county_code", "organisation.id"]),
            Link(["county_code", "from_case_id"], ["case_file.county_code", "case_file.id"]),
            Index(None, "county_code", "organisation_id", "state"),
            Index(None, "county_code", "from_case_id"),
        )
