"""What lies on desks besides cases: drafts, consultations, checks, special permissions, submits already seen."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import Boolean, Date, Index, Integer, LargeBinary, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CaseRow, CountyRow, Json, Link, Uid, Utc


class Draft(CountyRow, Base):
    """An unfinished form, saved by itself for its author only; encrypted, because it may hold anything."""

    __tablename__ = "draft"

    staff_id: Mapped[uuid.UUID] = mapped_column(Uid)
    post_id: Mapped[uuid.UUID] = mapped_column(Uid)
    form: Mapped[str] = mapped_column(String(120))  # "new:<type>" or "case:<id>:<action>"
    label: Mapped[str] = mapped_column(String(40), default="")  # type title only, no personal data
    body: Mapped[bytes] = mapped_column(LargeBinary)  # ciphertext of the JSON form
    saved_at: Mapped[datetime] = mapped_column(Utc)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Index(None, "county_code", "staff_id", "post_id", "form", unique=True),)


class Submit(CountyRow, Base):
    """A form token or Idempotency-Key that was used, with where its result stands."""

    __tablename__ = "submit"

    staff_id: Mapped[uuid.UUID] = mapped_column(Uid)
    token: Mapped[str] = mapped_column(String(80))
    body_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    location: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Utc)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Index(None, "county_code", "staff_id", "token", unique=True), Index(None, "at"))


class Consultation(CountyRow, Base):
    """来访咨询: who asked what and what was told; may become a case."""

    __tablename__ = "consultation"

    organisation_id: Mapped[uuid.UUID] = mapped_column(Uid)
    staff_id: Mapped[uuid.UUID] = mapped_column(Uid)
    came_on: Mapped[date] = mapped_column(Date)
    channel: Mapped[str] = mapped_column(String(12))  # visit, phone, wechat, other
    visitor: Mapped[str] = mapped_column(String(40), default="")  # may stay anonymous
    phone: Mapped[bytes | None] = mapped_column(LargeBinary)  # ciphertext
    phone_mask: Mapped[str] = mapped_column(String(20), default="")
    topic: Mapped[str] = mapped_column(String(81), default="")  # a type, or ""
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    case_id: Mapped[uuid.UUID | None] = mapped_column(Uid)
    version: Mapped[int] = mapped_column(Integer, default=1)
    recorded_at: Mapped[datetime] = mapped_column(Utc)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "organisation_id"], ["organisation.county_code", "organisation.id"]),
            Link(["county_code", "case_id"], ["case_file.county_code", "case_file.id"]),
            Index(None, "county_code", "organisation_id", "came_on"),
        )


class Contact(CaseRow, Base):
    """联系: a word about the same person between handlers who do not know of each other's cases, lying at one of the cases.

    An offer lies at the offerer's own case; the job that delivers it lays a copy at each other case, and what is accepted
    comes back to the offerer's. No row names another's case.
    """

    __tablename__ = "contact"

    thread: Mapped[uuid.UUID] = mapped_column(Uid)  # the id of the offer
    part: Mapped[str] = mapped_column(String(10))  # offered, received, accepted
    wish: Mapped[str] = mapped_column(String(8))  # talk, joint
    organisation_id: Mapped[uuid.UUID] = mapped_column(Uid)  # whose word it is
    staff_id: Mapped[uuid.UUID] = mapped_column(Uid)
    at: Mapped[datetime] = mapped_column(Utc)
    closed_at: Mapped[datetime | None] = mapped_column(Utc)
    outcome: Mapped[str] = mapped_column(String(10), default="")  # accepted, left, seen, sealed

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Index(None, "county_code", "case_id"), Index(None, "county_code", "thread"))


class Sample(CountyRow, Base):
    """抽查: a random draw of cases with the seed that repeats it."""

    __tablename__ = "sample"

    staff_id: Mapped[uuid.UUID] = mapped_column(Uid)
    drawn_at: Mapped[datetime] = mapped_column(Utc)
    seed: Mapped[int] = mapped_column(Integer)
    size: Mapped[int] = mapped_column(Integer)
    scope: Mapped[dict[str, object]] = mapped_column(Json, default=dict)  # organisation, type, period, tab


class SampledCase(CaseRow, Base):
    """One drawn case with the seven points (案卷评查) and, when something is wrong, the finding sent to the unit."""

    __tablename__ = "sampled_case"

    sample_id: Mapped[uuid.UUID] = mapped_column(Uid)
    ordinal: Mapped[int] = mapped_column(Integer)
    points: Mapped[dict[str, str]] = mapped_column(Json, default=dict)  # point → pass, fail, not_applicable
    finding: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(12))  # drawn, checked, sent, answered, settled, returned
    reply_by: Mapped[date | None] = mapped_column(Date)
    reply: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime] = mapped_column(Utc)
    version: Mapped[int] = mapped_column(Integer, default=1)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "sample_id"], ["sample.county_code", "sample.id"]),
            Index(None, "county_code", "sample_id", "ordinal", unique=True),
            Index(None, "county_code", "state", "reply_by"),
        )


class GlassUse(CountyRow, Base):
    """特批查阅: who asked to look at which sealed or restricted case and why, who let her, until when, and how it was judged.

    What was asked for, the reasons and the judgement are ciphertext. `case_id` is unknown until somebody may know it: it is set
    when the case is opened.
    """

    __tablename__ = "glass_use"

    staff_id: Mapped[uuid.UUID] = mapped_column(Uid)
    post_id: Mapped[uuid.UUID] = mapped_column(Uid)
    organisation_id: Mapped[uuid.UUID] = mapped_column(Uid)  # of the asking post
    urgent: Mapped[bool] = mapped_column(Boolean)  # 紧急查阅: alone, for danger to life
    category: Mapped[str] = mapped_column(String(20))
    holder_id: Mapped[uuid.UUID] = mapped_column(Uid)  # the organisation that is said to hold the case
    number: Mapped[bytes] = mapped_column(LargeBinary)  # ciphertext
    reason: Mapped[bytes] = mapped_column(LargeBinary)  # ciphertext
    asked_at: Mapped[datetime] = mapped_column(Utc)
    lapses_at: Mapped[datetime] = mapped_column(Utc)  # nobody may decide from this moment on

    state: Mapped[str] = mapped_column(String(12))  # asked, refused, withdrawn, opened, missed
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(Uid)  # staff, never the one who asked
    decided_post_id: Mapped[uuid.UUID | None] = mapped_column(Uid)
    decided_at: Mapped[datetime | None] = mapped_column(Utc)
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)  # why it was refused; ciphertext

    case_id: Mapped[uuid.UUID | None] = mapped_column(Uid)
    privacy: Mapped[int | None] = mapped_column(SmallInteger)  # of the case when it was opened
    access_id: Mapped[uuid.UUID | None] = mapped_column(Uid)  # the row of `case_access`
    opened_at: Mapped[datetime | None] = mapped_column(Utc)
    until: Mapped[datetime | None] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)  # when it ended before its time

    review_by: Mapped[date | None] = mapped_column(Date)
    judged_by_id: Mapped[uuid.UUID | None] = mapped_column(Uid)
    judged_at: Mapped[datetime | None] = mapped_column(Utc)
    justified: Mapped[bool | None] = mapped_column(Boolean)
    judgement: Mapped[bytes | None] = mapped_column(LargeBinary)  # ciphertext

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "case_id"], ["case_file.county_code", "case_file.id"]),
            Index(None, "county_code", "staff_id", "asked_at"),
            Index(None, "county_code", "state", "lapses_at"),
            Index(None, "county_code", "judged_at", "review_by"),
            Index(None, "county_code", "case_id"),
        )
