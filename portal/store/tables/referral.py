"""转办 as the two bodies share it: who offers what to whom, until when, and how it was answered."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import Date, Index, Integer, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CountyRow, Link, Uid, Utc


class Referral(CountyRow, Base):
    """An offer of a dispute to another organisation, which its rows follow; the sender reads its own case's events.

    The snapshot is ciphertext, bound to this row, and goes as soon as the offer is refused or taken back.
    """

    __tablename__ = "referral"

    organisation_id: Mapped[uuid.UUID] = mapped_column(Uid)  # to whom
    receiver_id: Mapped[uuid.UUID | None] = mapped_column(Uid)  # one named member of its staff
    sender_id: Mapped[uuid.UUID] = mapped_column(Uid)  # the organisation that offers
    from_case_id: Mapped[uuid.UUID] = mapped_column(Uid)
    to_case_id: Mapped[uuid.UUID | None] = mapped_column(Uid)
    type: Mapped[str] = mapped_column(String(81))  # of the sender's case
    privacy: Mapped[int] = mapped_column(SmallInteger)  # of the sender's case, when it was offered
    reason: Mapped[str] = mapped_column(String(20))
    consented_on: Mapped[date] = mapped_column(Date)
    how: Mapped[str] = mapped_column(String(12))
    proposed_by_id: Mapped[uuid.UUID | None] = mapped_column(Uid)  # staff
    snapshot: Mapped[bytes | None] = mapped_column(LargeBinary)  # ciphertext of what was shown and sent
    sent_at: Mapped[datetime] = mapped_column(Utc)
    due_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(10))  # proposed, accepted, refused, withdrawn, returned
    why: Mapped[str] = mapped_column(String(20), default="")  # of a refusal or a return
    answered_at: Mapped[datetime | None] = mapped_column(Utc)
    urged_at: Mapped[datetime | None] = mapped_column(Utc)
    urges: Mapped[int] = mapped_column(Integer, default=0)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "organisation_id"], ["organisation.county_code", "organisation.id"]),
            Link(["county_code", "from_case_id"], ["case_file.county_code", "case_file.id"]),
            Link(["county_code", "to_case_id"], ["case_file.county_code", "case_file.id"]),
            Index(None, "county_code", "organisation_id", "state", "due_on"),
            Index(None, "county_code", "state", "due_on"),
            Index(None, "county_code", "from_case_id"),
            Index(None, "county_code", "to_case_id"),
        )
