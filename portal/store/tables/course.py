"""The course of a case: events in their chain, clocks, sessions, contacts, agreement, papers."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, Boolean, Date, Index, Integer, LargeBinary, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CaseRow, Json, Link, Uid, Utc


class CaseEvent(CaseRow, Base):
    """One thing that happened, in the hash chain of its case. `data` holds codes and parameters, never sentences."""

    __tablename__ = "case_event"

    seq: Mapped[int] = mapped_column(Integer)
    action: Mapped[str] = mapped_column(String(40))
    occurred_on: Mapped[date] = mapped_column(Date)
    recorded_at: Mapped[datetime] = mapped_column(Utc)
    staff_id: Mapped[uuid.UUID | None] = mapped_column(Uid)
    post_id: Mapped[uuid.UUID | None] = mapped_column(Uid)
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(Uid)
    actor: Mapped[str] = mapped_column(String(60))  # "person", "system:<task>", "public:<purpose>"
    phase_before: Mapped[str] = mapped_column(String(20), default="")
    phase_after: Mapped[str] = mapped_column(String(20), default="")
    reason: Mapped[str] = mapped_column(String(40), default="")
    data: Mapped[dict[str, object]] = mapped_column(Json, default=dict)
    previous: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Index(None, "county_code", "case_id", "seq", unique=True),
            Index(None, "county_code", "recorded_at"),
            Index(None, "county_code", "staff_id", "recorded_at"),
        )


class AuditValue(CaseRow, Base):
    """A personal value an event speaks of. The event holds its salted hash; erasing salt and value leaves the chain whole."""

    __tablename__ = "audit_value"

    event_seq: Mapped[int] = mapped_column(Integer)
    path: Mapped[str] = mapped_column(String(120))
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    before: Mapped[bytes | None] = mapped_column(LargeBinary)  # ciphertext
    after: Mapped[bytes | None] = mapped_column(LargeBinary)  # ciphertext
    hidden: Mapped[bool] = mapped_column(Boolean, default=False)  # earlier values of a case that became more private

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Index(None, "county_code", "case_id", "event_seq"),)


class CaseClock(CaseRow, Base):
    """期限 of a case with everything its due date was computed from. A new due date is appended to `case_clock_due`."""

    __tablename__ = "case_clock"

    key: Mapped[str] = mapped_column(String(40))
    started_seq: Mapped[int] = mapped_column(Integer)
    started_on: Mapped[date] = mapped_column(Date)
    started_at: Mapped[datetime | None] = mapped_column(Utc)  # only for hours
    length: Mapped[int] = mapped_column(Integer)
    unit: Mapped[str] = mapped_column(String(12))
    law: Mapped[str] = mapped_column(String(80))
    article: Mapped[str] = mapped_column(String(20))
    basis_since: Mapped[date] = mapped_column(Date)
    whose: Mapped[str] = mapped_column(String(8))
    warns: Mapped[bool] = mapped_column(Boolean, default=True)
    due_on: Mapped[date] = mapped_column(Date)
    due_at: Mapped[datetime | None] = mapped_column(Utc)
    provisional: Mapped[bool] = mapped_column(Boolean, default=False)
    moves: Mapped[bool] = mapped_column(Boolean, default=True)  # whether a last day on a rest day moves on
    state: Mapped[str] = mapped_column(String(10))  # running, suspended, stopped, cancelled, lapsed
    stopped_on: Mapped[date | None] = mapped_column(Date)
    stopped_by: Mapped[str] = mapped_column(String(40), default="")  # the Moment, or the type's own action, that stopped it
    suspensions: Mapped[list[dict[str, str]]] = mapped_column(Json, default=list)  # [{from, until|"" , reason}]
    until_on: Mapped[date | None] = mapped_column(Date)  # the last day, where a field names it instead of a length
    limitation: Mapped[str] = mapped_column(String(8), default="", server_default="")  # civil, labour: how it is interrupted
    interruptions: Mapped[list[dict[str, str]]] = mapped_column(Json, default=list, server_default="[]")  # [{on, ended|"", act}]
    soon_on: Mapped[date | None] = mapped_column(Date)  # from this day on its end is near
    warn_on: Mapped[date | None] = mapped_column(Date)  # the day its next warning may rise
    warned: Mapped[str] = mapped_column(String(20), default="", server_default="")  # the warning that was given
    warned_on: Mapped[date | None] = mapped_column(Date)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Index(None, "county_code", "case_id"),
            Index(None, "county_code", "state", "due_on"),
            Index(None, "county_code", "state", "warn_on"),
        )


class CaseClockDue(CaseRow, Base):
    """Each due date a clock ever had, with the reason; the last one is in force."""

    __tablename__ = "case_clock_due"

    clock_id: Mapped[uuid.UUID] = mapped_column(Uid)
    ordinal: Mapped[int] = mapped_column(Integer)
    due_on: Mapped[date] = mapped_column(Date)
    due_at: Mapped[datetime | None] = mapped_column(Utc)
    reason: Mapped[str] = mapped_column(String(20))  # started, moved, suspended, extended, interrupted, hindered, recalculated
    inputs: Mapped[dict[str, object]] = mapped_column(Json, default=dict)
    calendar: Mapped[str] = mapped_column(String(40))  # calendar version
    event_seq: Mapped[int] = mapped_column(Integer)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "clock_id"], ["case_clock.county_code", "case_clock.id"]),
            Index(None, "county_code", "clock_id", "ordinal", unique=True),
        )


class CaseSession(CaseRow, Base):
    """调解记录: one mediation session."""

    __tablename__ = "case_session"

    event_seq: Mapped[int] = mapped_column(Integer)
    held_on: Mapped[date] = mapped_column(Date)
    place: Mapped[str] = mapped_column(String(120), default="")
    manner: Mapped[str] = mapped_column(String(20))  # face_to_face, separate, phone, video
    present: Mapped[str] = mapped_column(String(400), default="")
    record: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[str] = mapped_column(String(12))  # success, failed, continue
    staff_id: Mapped[uuid.UUID | None] = mapped_column(Uid)
    began: Mapped[str] = mapped_column(String(5), default="", server_default="")  # 09:30
    ended: Mapped[str] = mapped_column(String(5), default="", server_default="")
    others: Mapped[str] = mapped_column(String(400), default="", server_default="")
    informed: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())  # 已告知
    next_on: Mapped[date | None] = mapped_column(Date)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Index(None, "county_code", "case_id", "held_on"),)


class UndisputedFacts(CaseRow, Base):
    """无争议事实记载. The one that stands has no `replaced_seq`; without `signed_on` it waits for signatures."""

    __tablename__ = "undisputed_facts"

    event_seq: Mapped[int] = mapped_column(Integer)
    replaced_seq: Mapped[int | None] = mapped_column(Integer)
    facts: Mapped[str] = mapped_column(Text)
    stated_on: Mapped[date] = mapped_column(Date)
    signed_on: Mapped[date | None] = mapped_column(Date)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Index(None, "county_code", "case_id", "event_seq"),)


class CaseNote(CaseRow, Base):
    """记一笔: a contact by telephone, in person, by WeChat."""

    __tablename__ = "case_note"

    event_seq: Mapped[int] = mapped_column(Integer)
    noted_on: Mapped[date] = mapped_column(Date)
    channel: Mapped[str] = mapped_column(String(12))  # phone, meeting, wechat, other
    text: Mapped[str] = mapped_column(Text, default="")
    next_on: Mapped[date | None] = mapped_column(Date)
    staff_id: Mapped[uuid.UUID | None] = mapped_column(Uid)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Index(None, "county_code", "case_id", "noted_on"),)


class Agreement(CaseRow, Base):
    """调解协议. The one in force has no `replaced_seq`."""

    __tablename__ = "agreement"

    event_seq: Mapped[int] = mapped_column(Integer)
    replaced_seq: Mapped[int | None] = mapped_column(Integer)
    form: Mapped[str] = mapped_column(String(8))  # written, oral
    facts: Mapped[str] = mapped_column(Text, default="")
    agreed_on: Mapped[date] = mapped_column(Date)
    signed_on: Mapped[date | None] = mapped_column(Date)
    effective_on: Mapped[date | None] = mapped_column(Date)
    total: Mapped[int] = mapped_column(BigInteger, default=0)  # fen
    performed_on: Mapped[date | None] = mapped_column(Date)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Index(None, "county_code", "case_id"),)


class AgreementTerm(CaseRow, Base):
    """条款: money or act, who to whom, until when, how, and what follows a breach."""

    __tablename__ = "agreement_term"

    agreement_id: Mapped[uuid.UUID] = mapped_column(Uid)
    ordinal: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(8))  # money, act
    payer: Mapped[str] = mapped_column(String(80), default="")
    payee: Mapped[str] = mapped_column(String(80), default="")
    amount: Mapped[int | None] = mapped_column(BigInteger)  # fen
    act: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date | None] = mapped_column(Date)
    method: Mapped[str] = mapped_column(String(40), default="")
    breach: Mapped[str] = mapped_column(String(200), default="")
    performed_on: Mapped[date | None] = mapped_column(Date)
    performed_amount: Mapped[int | None] = mapped_column(BigInteger)  # so far; `performed_on` when nothing is left
    breached_on: Mapped[date | None] = mapped_column(Date)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "agreement_id"], ["agreement.county_code", "agreement.id"]),
            Index(None, "county_code", "case_id"),
            Index(None, "county_code", "due_on"),
        )


class CaseReport(CaseRow, Base):
    """报告、移送: what was told to whom, and the receipt that came back for it, perhaps later."""

    __tablename__ = "case_report"

    event_seq: Mapped[int] = mapped_column(Integer)
    to: Mapped[str] = mapped_column(String(16))
    reported_on: Mapped[date] = mapped_column(Date)
    receipt: Mapped[str] = mapped_column(String(80), default="")
    receipt_on: Mapped[date | None] = mapped_column(Date)
    receipt_seq: Mapped[int | None] = mapped_column(Integer)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Index(None, "county_code", "case_id"),)


class CasePaper(CaseRow, Base):
    """文书: that a paper was printed or is in the dossier."""

    __tablename__ = "case_paper"

    paper: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(10))  # printed, filed
    at: Mapped[datetime] = mapped_column(Utc)
    staff_id: Mapped[uuid.UUID | None] = mapped_column(Uid)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Index(None, "county_code", "case_id", "paper"),)
