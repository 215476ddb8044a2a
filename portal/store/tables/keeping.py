"""How long cases are kept, what keeps them longer, what was erased of them, and what parties were told."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import Boolean, Date, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CaseRow, CountyRow, Json, Link, Uid, Utc


class LegalHold(CaseRow, Base):
    """暂停删除: nothing personal of the case may be erased while this stands. Ended, never deleted; the words are ciphertext."""

    __tablename__ = "legal_hold"

    ground: Mapped[str] = mapped_column(String(16))  # portal.engine.keeping.HOLD_GROUNDS
    words: Mapped[bytes | None] = mapped_column(LargeBinary)  # ciphertext
    placed_at: Mapped[datetime] = mapped_column(Utc)
    placed_by_id: Mapped[uuid.UUID] = mapped_column(Uid)  # staff
    until: Mapped[date | None] = mapped_column(Date)  # the last day; none: until somebody ends it
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
    ended_by_id: Mapped[uuid.UUID | None] = mapped_column(Uid)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Index(None, "county_code", "case_id"),)


class Erasure(CountyRow, Base):
    """删除个人信息: one proposal to erase a case or one person, who decided, and the certificate of what was erased.

    The reason is ciphertext and goes when it is done; what stays are codes, counts by table and a keyed digest.
    """

    __tablename__ = "erasure"

    organisation_id: Mapped[uuid.UUID] = mapped_column(Uid)  # whose cases
    case_id: Mapped[uuid.UUID] = mapped_column(Uid)  # where it was proposed
    party_id: Mapped[uuid.UUID | None] = mapped_column(Uid)  # of one person, who is a party of that case
    scope: Mapped[str] = mapped_column(String(8))  # case, person
    ground: Mapped[str] = mapped_column(String(20))  # portal.engine.keeping.GROUNDS
    document: Mapped[str] = mapped_column(String(80), default="")  # the appraisal or the application it rests on, by number
    files: Mapped[bool] = mapped_column(Boolean, default=True)  # whether files of the cases go, too
    reason: Mapped[bytes | None] = mapped_column(LargeBinary)  # ciphertext
    state: Mapped[str] = mapped_column(String(10))  # proposed, refused, withdrawn, done
    proposed_by_id: Mapped[uuid.UUID | None] = mapped_column(Uid)  # staff; unknown of one that came back after a restore
    proposed_at: Mapped[datetime] = mapped_column(Utc)
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(Uid)  # staff, never the one who proposed
    decided_at: Mapped[datetime | None] = mapped_column(Utc)
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)  # why it was refused; ciphertext

    cases: Mapped[list[str]] = mapped_column(Json, default=list)  # ids of the cases it was done in
    parties: Mapped[list[str]] = mapped_column(Json, default=list)  # ids of the rows of the one person
    counts: Mapped[dict[str, int]] = mapped_column(Json, default=dict)  # table → rows
    digest: Mapped[bytes | None] = mapped_column(LargeBinary(32))  # keyed, over everything that was erased
    vault: Mapped[list[str]] = mapped_column(Json, default=list)  # files that are still to be taken away
    done_at: Mapped[datetime | None] = mapped_column(Utc)
    finished_at: Mapped[datetime | None] = mapped_column(Utc)  # when files and traces were gone, too
    reapplied_at: Mapped[datetime | None] = mapped_column(Utc)  # after a restore

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "organisation_id"], ["organisation.county_code", "organisation.id"]),
            Link(["county_code", "case_id"], ["case_file.county_code", "case_file.id"]),
            Index(None, "county_code", "organisation_id", "proposed_at"),
            Index(None, "county_code", "proposed_at"),
            Index(None, "county_code", "case_id"),
        )


class DataConsent(CaseRow, Base):
    """告知与同意: what a party was told of the processing of her data, on which ground it rests, and whether she withdrew.

    Codes and days, no text. The consent of a guardian for somebody under fourteen is also kept with the relation (`party_link`).
    """

    __tablename__ = "data_consent"

    party_id: Mapped[uuid.UUID] = mapped_column(Uid)
    basis: Mapped[str] = mapped_column(String(12))  # portal.engine.data_consent.BASES
    purposes: Mapped[list[str]] = mapped_column(Json, default=list)
    told_on: Mapped[date] = mapped_column(Date)
    how: Mapped[str] = mapped_column(String(12))
    given_by: Mapped[str] = mapped_column(String(12), default="")  # self, guardian, agent; empty where no consent is needed
    sensitive: Mapped[bool] = mapped_column(Boolean, default=False)  # 单独同意
    recorded_at: Mapped[datetime] = mapped_column(Utc)
    staff_id: Mapped[uuid.UUID] = mapped_column(Uid)
    withdrawn_on: Mapped[date | None] = mapped_column(Date)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "party_id"], ["party.county_code", "party.id"]),
            Index(None, "county_code", "case_id"),
            Index(None, "county_code", "party_id"),
        )
