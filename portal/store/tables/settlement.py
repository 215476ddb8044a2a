"""What follows the words of an agreement: who signed it, what was done towards each term, which was not kept, confirmation."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import BigInteger, Date, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CaseRow, Json, Link, Uid

_TERM = (["county_code", "term_id"], ["agreement_term.county_code", "agreement_term.id"])
_AGREEMENT = (["county_code", "agreement_id"], ["agreement.county_code", "agreement.id"])


class AgreementSignature(CaseRow, Base):
    """签名、盖章、指印: one of those an agreement needs; the last one brings it into force."""

    __tablename__ = "agreement_signature"

    agreement_id: Mapped[uuid.UUID] = mapped_column(Uid)
    event_seq: Mapped[int] = mapped_column(Integer)
    who: Mapped[str] = mapped_column(String(60))  # party:<id>, mediator, seal
    kind: Mapped[str] = mapped_column(String(12))  # signature, stamp, fingerprint
    signed_on: Mapped[date] = mapped_column(Date)
    by: Mapped[str] = mapped_column(String(80), default="")  # who signed for a party
    capacity: Mapped[str] = mapped_column(String(16), default="")  # representative, agent, guardian

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(*_AGREEMENT),
            Index(None, "county_code", "case_id"),
            Index(None, "county_code", "agreement_id", "who", unique=True),
        )


class TermPerformance(CaseRow, Base):
    """履行: something done towards a term, in part or whole, and what shows it."""

    __tablename__ = "term_performance"

    term_id: Mapped[uuid.UUID] = mapped_column(Uid)
    event_seq: Mapped[int] = mapped_column(Integer)
    performed_on: Mapped[date] = mapped_column(Date)
    amount: Mapped[int | None] = mapped_column(BigInteger)  # fen
    proof: Mapped[str] = mapped_column(String(16), default="")
    proof_text: Mapped[str] = mapped_column(String(200), default="")
    staff_id: Mapped[uuid.UUID | None] = mapped_column(Uid)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Link(*_TERM), Index(None, "county_code", "case_id"))


class TermBreach(CaseRow, Base):
    """违约: a term that was not kept: what was left, which ways were told to whom it is owed, which one was chosen."""

    __tablename__ = "term_breach"

    term_id: Mapped[uuid.UUID] = mapped_column(Uid)
    event_seq: Mapped[int] = mapped_column(Integer)
    found_on: Mapped[date] = mapped_column(Date)
    left: Mapped[int] = mapped_column(BigInteger, default=0)  # fen
    told: Mapped[list[str]] = mapped_column(Json, default=list)
    chosen: Mapped[str] = mapped_column(String(20))
    staff_id: Mapped[uuid.UUID | None] = mapped_column(Uid)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Link(*_TERM), Index(None, "county_code", "case_id"))


class Confirmation(CaseRow, Base):
    """司法确认: one joint application to a court and what became of it; a case may have several, the latest stands."""

    __tablename__ = "confirmation"

    agreement_id: Mapped[uuid.UUID] = mapped_column(Uid)
    event_seq: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(12))  # applied, accepted, confirmed, dismissed, not_accepted, withdrawn
    court: Mapped[str] = mapped_column(String(60))
    materials: Mapped[list[str]] = mapped_column(Json, default=list)
    applied_on: Mapped[date] = mapped_column(Date)
    accepted_on: Mapped[date | None] = mapped_column(Date)
    ruled_on: Mapped[date | None] = mapped_column(Date)
    number: Mapped[str] = mapped_column(String(60), default="")  # （2026）甘0723诉前调确12号
    why: Mapped[str] = mapped_column(String(20), default="")

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(*_AGREEMENT),
            Index(None, "county_code", "case_id", "event_seq", unique=True),
            Index(None, "county_code", "applied_on"),
        )
