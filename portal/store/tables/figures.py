"""What is counted and searched: facts and measures with their event bounds, and the search text."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import BigInteger, Date, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CaseRow, Link, Uid


class CaseFact(CaseRow, Base):
    """A fact of the core vocabulary, valid from one event until another; closed, never overwritten."""

    __tablename__ = "case_fact"

    fact: Mapped[str] = mapped_column(String(30))
    number: Mapped[int | None] = mapped_column(BigInteger)  # fen or count
    day: Mapped[date | None] = mapped_column(Date)
    code: Mapped[str | None] = mapped_column(String(40))
    from_event: Mapped[int] = mapped_column(Integer)
    to_event: Mapped[int | None] = mapped_column(Integer)
    organisation_id: Mapped[uuid.UUID] = mapped_column(Uid)  # of the case; repeated so that a figure needs no join
    type: Mapped[str] = mapped_column(String(81))

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Index(None, "county_code", "case_id", "fact"),
            Index(None, "county_code", "fact", "day", "organisation_id"),
        )


class CaseMeasure(CaseRow, Base):
    """A declared field that is `counted`: choice, whole number, money or day; never text."""

    __tablename__ = "case_measure"

    key: Mapped[str] = mapped_column(String(40))
    number: Mapped[int | None] = mapped_column(BigInteger)
    day: Mapped[date | None] = mapped_column(Date)
    code: Mapped[str | None] = mapped_column(String(60))
    from_event: Mapped[int] = mapped_column(Integer)
    to_event: Mapped[int | None] = mapped_column(Integer)
    organisation_id: Mapped[uuid.UUID] = mapped_column(Uid)
    type: Mapped[str] = mapped_column(String(81))

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Index(None, "county_code", "case_id", "key"), Index(None, "county_code", "type", "key", "code"))


class CaseText(Base):
    """The search text of cases up to P2: number, names, summary, searchable fields. `docid` joins FTS5 on SQLite."""

    __tablename__ = "case_text"

    docid: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    county_code: Mapped[str] = mapped_column(String(6))
    case_id: Mapped[uuid.UUID] = mapped_column(Uid)
    text: Mapped[str] = mapped_column(Text)  # normalised as portal.engine.bigrams does
    masked: Mapped[str] = mapped_column(Text, default="", server_default="")  # the same for readers of masked names

    __table_args__ = (
        Link(["county_code", "case_id"], ["case_file.county_code", "case_file.id"]),
        Index(None, "county_code", "case_id", unique=True),
    )
