"""Who acts for a party: legal agents, agents with authority, elected representatives, and why nobody has to."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import Boolean, Date, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CaseRow, Link, Uid


class PartyLink(CaseRow, Base):
    """代理、监护、推选: one relation of a party. Ended, never overwritten. Numbers are in `case_secret`, their masks here."""

    __tablename__ = "party_link"

    kind: Mapped[str] = mapped_column(String(16))  # guardian, agent, exempt, representative, apart
    party_id: Mapped[uuid.UUID] = mapped_column(Uid)  # whom it is about
    by_party_id: Mapped[uuid.UUID | None] = mapped_column(Uid)  # who acts, where it is a party of the case
    name: Mapped[str] = mapped_column(String(80), default="")
    id_mask: Mapped[str] = mapped_column(String(20), default="")
    phone_mask: Mapped[str] = mapped_column(String(20), default="")
    kinship: Mapped[str] = mapped_column(String(16), default="")
    ground: Mapped[str] = mapped_column(String(16), default="")
    authority: Mapped[str] = mapped_column(String(10), default="")
    scope: Mapped[str] = mapped_column(String(200), default="")
    letter: Mapped[bool | None] = mapped_column(Boolean)
    data_consent_on: Mapped[date | None] = mapped_column(Date)
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)
    since_seq: Mapped[int] = mapped_column(Integer)
    until_seq: Mapped[int | None] = mapped_column(Integer)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "party_id"], ["party.county_code", "party.id"]),
            Link(["county_code", "by_party_id"], ["party.county_code", "party.id"]),
            Index(None, "county_code", "party_id"),
            Index(None, "county_code", "by_party_id"),
            Index(None, "county_code", "case_id"),
        )
