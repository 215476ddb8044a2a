"""What keeps the house running: counters, declarations kept, calendar, parameters, outbox, seals, access log."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, Boolean, Date, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CountyRow, Json, Link, Uid, Utc


class NumberCounter(Base):
    """The next serial of an organisation, kind word and year; row-locked while a number is given."""

    __tablename__ = "number_counter"

    county_code: Mapped[str] = mapped_column(String(6), primary_key=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(Uid, primary_key=True)
    word: Mapped[str] = mapped_column(String(10), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    next: Mapped[int] = mapped_column(Integer, default=1)
    started_with: Mapped[int] = mapped_column(Integer, default=1)  # a year already begun starts higher

    __table_args__ = (Link(["county_code", "organisation_id"], ["organisation.county_code", "organisation.id"]),)


class TypeSnapshot(Base):
    """A declaration as it was when a case of that version was opened; keeps cases readable when the plugin is gone."""

    __tablename__ = "type_snapshot"

    type: Mapped[str] = mapped_column(String(81), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    declaration: Mapped[dict[str, object]] = mapped_column(Json)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    seen_at: Mapped[datetime] = mapped_column(Utc)


class PluginState(Base):
    """What an operator or the portal itself decided about a plugin."""

    __tablename__ = "plugin_state"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    state: Mapped[str] = mapped_column(String(12))  # disabled, quarantined, known
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(Utc)


class CalendarDay(Base):
    """A dated row of a State Council notice: a holiday or a make-up working day. A global list."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))  # holiday, make_up
    name: Mapped[str] = mapped_column(String(40), default="")
    notice_year: Mapped[int] = mapped_column(Integer)  # the notice for this year names it; it may be a December day before
    source: Mapped[str] = mapped_column(String(60))  # what was loaded: the seed, or the file with its notice


class ParameterValue(Base):
    """A versioned amount that differs by place and time, for example the monthly minimum wage. A global list."""

    __tablename__ = "parameter_value"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    since: Mapped[date] = mapped_column(Date, primary_key=True)
    division_code: Mapped[str] = mapped_column(String(15), primary_key=True)
    value: Mapped[str] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(120))
    verified: Mapped[bool] = mapped_column(Boolean, default=False)


class Setting(Base):
    """A setting of the county: its name, help phone, first day of the statistical month, demo mode."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class KeyWork(Base):
    """How far a place of ciphertext, or the blind index, has been rewritten with the present keys. A row a place."""

    __tablename__ = "key_work"

    county_code: Mapped[str] = mapped_column(String(6), primary_key=True)
    place: Mapped[str] = mapped_column(String(60), primary_key=True)  # case_secret.ciphertext, blind_index.value
    key_id: Mapped[str] = mapped_column(String(20))  # the key it is being rewritten with; of the index all that stand
    after: Mapped[list[str]] = mapped_column(Json, default=list)  # the key of the last row that was looked at
    looked_at: Mapped[int] = mapped_column(BigInteger, default=0)
    rewritten: Mapped[int] = mapped_column(BigInteger, default=0)
    finished_at: Mapped[datetime | None] = mapped_column(Utc)


class Outbox(CountyRow, Base):
    """What must happen after the transaction, written in it. The row is the truth, the queue only wakes."""

    __tablename__ = "outbox"

    task: Mapped[str] = mapped_column(String(60))
    effect_key: Mapped[str] = mapped_column(String(160))  # unique: the effect happens once
    payload: Mapped[dict[str, object]] = mapped_column(Json, default=dict)
    due_at: Mapped[datetime] = mapped_column(Utc)
    done_at: Mapped[datetime | None] = mapped_column(Utc)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    failed: Mapped[str] = mapped_column(String(200), default="")

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Index(None, "county_code", "effect_key", unique=True), Index(None, "done_at", "due_at"))


class AccessEntry(CountyRow, Base):
    """Acts that are no case event: reads of P3 and P4, searches, exports, prints, reveals, logins, roles, settings."""

    __tablename__ = "access_entry"

    at: Mapped[datetime] = mapped_column(Utc)
    kind: Mapped[str] = mapped_column(String(12))  # read, search, export, print, reveal, login, people, setting, plugin
    action: Mapped[str] = mapped_column(String(40))
    staff_id: Mapped[uuid.UUID | None] = mapped_column(Uid)
    post_id: Mapped[uuid.UUID | None] = mapped_column(Uid)
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(Uid)
    case_id: Mapped[uuid.UUID | None] = mapped_column(Uid)
    data: Mapped[dict[str, object]] = mapped_column(Json, default=dict)
    count: Mapped[int | None] = mapped_column(BigInteger)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Index(None, "county_code", "at"),
            Index(None, "county_code", "case_id"),
            Index(None, "county_code", "staff_id", "at"),
        )


class CaseImprint(Base):
    """校验值: keyed digests of the rows of a case as they were after its event `seq` (`portal.store.imprints`)."""

    __tablename__ = "case_imprint"
    __table_args__ = (Link(["county_code", "case_id"], ["case_file.county_code", "case_file.id"]),)

    county_code: Mapped[str] = mapped_column(String(6), primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(Uid, primary_key=True)
    seq: Mapped[int] = mapped_column(Integer)
    digests: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    at: Mapped[datetime] = mapped_column(Utc)


class Seal(CountyRow, Base):
    """A root over all entries since the last seal, chained; also written to a file outside the database."""

    __tablename__ = "seal"

    ordinal: Mapped[int] = mapped_column(Integer)
    sealed_at: Mapped[datetime] = mapped_column(Utc)
    entries: Mapped[int] = mapped_column(Integer)
    root: Mapped[bytes] = mapped_column(LargeBinary(32))
    previous: Mapped[bytes] = mapped_column(LargeBinary(32))

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Index(None, "county_code", "ordinal", unique=True),)
