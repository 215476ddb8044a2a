"""What follows the words of an agreement: who signed it and when."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import Date, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CaseRow, Link, Uid

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
