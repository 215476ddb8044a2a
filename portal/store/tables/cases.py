"""Disputes, cases, parties, what is secret about them, and who may come near."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import Boolean, Date, Index, Integer, LargeBinary, SmallInteger, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CaseRow, CountyRow, Json, Link, Uid, Utc

_KEPT = text("archived_on IS NOT NULL AND erased_on IS NULL")
_OF_STAFF, _NOT_OWNERS = text("staff_id IS NOT NULL"), text("ground <> 'owner'")
_LINKED = text("person_id IS NOT NULL")


class Dispute(CountyRow, Base):
    """纠纷: joins its cases and names the responsible one. The county counts disputes."""

    __tablename__ = "dispute"

    responsible_case_id: Mapped[uuid.UUID] = mapped_column(Uid)  # set in the transaction that opens the case
    opened_at: Mapped[datetime] = mapped_column(Utc)


class CaseFile(CountyRow, Base):
    """案件: one procedure, under one type, in one organisation. Organisation, type and number never change."""

    __tablename__ = "case_file"

    dispute_id: Mapped[uuid.UUID] = mapped_column(Uid)
    organisation_id: Mapped[uuid.UUID] = mapped_column(Uid)
    plugin: Mapped[str] = mapped_column(String(40))
    type: Mapped[str] = mapped_column(String(81))  # "<plugin>.<type>"
    type_version: Mapped[int] = mapped_column(Integer)
    ministry_type: Mapped[str] = mapped_column(String(2))

    number: Mapped[str | None] = mapped_column(String(60))  # （2026）临劳调字第12号
    number_word: Mapped[str | None] = mapped_column(String(10))
    number_year: Mapped[int | None] = mapped_column(Integer)
    number_serial: Mapped[int | None] = mapped_column(Integer)

    phase: Mapped[str] = mapped_column(String(20))
    step: Mapped[str] = mapped_column(String(40), default="")
    ending: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(40), default="")
    privacy: Mapped[int] = mapped_column(SmallInteger)
    source: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(Integer)  # = seq of the last event: order, lock and API version in one

    handler_id: Mapped[uuid.UUID | None] = mapped_column(Uid)  # staff
    registered_by_id: Mapped[uuid.UUID] = mapped_column(Uid)  # staff
    division_code: Mapped[str] = mapped_column(String(15))  # where it happened
    place: Mapped[str] = mapped_column(String(120), default="")
    summary: Mapped[str] = mapped_column(Text, default="")  # 经过
    details: Mapped[dict[str, object]] = mapped_column(Json, default=dict)

    occurred_on: Mapped[date | None] = mapped_column(Date)
    received_on: Mapped[date] = mapped_column(Date)
    accepted_on: Mapped[date | None] = mapped_column(Date)
    consented_on: Mapped[date | None] = mapped_column(Date)
    agreed_on: Mapped[date | None] = mapped_column(Date)
    effective_on: Mapped[date | None] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)  # 办结: effective agreement or any other ending
    followed_up_on: Mapped[date | None] = mapped_column(Date)
    call_back_by: Mapped[date | None] = mapped_column(Date)  # while a call-back (回访) is the next act
    archived_on: Mapped[date | None] = mapped_column(Date)
    voided_on: Mapped[date | None] = mapped_column(Date)
    erased_on: Mapped[date | None] = mapped_column(Date)  # 个人信息已删除: what is left says that there was a case

    # for the register, kept by record() so that a list needs no join and no decryption
    applicant_name: Mapped[str] = mapped_column(String(80), default="")
    applicant_kind: Mapped[str] = mapped_column(String(12), default="person")
    applicant_count: Mapped[int] = mapped_column(Integer, default=0)
    respondent_name: Mapped[str] = mapped_column(String(80), default="")
    respondent_kind: Mapped[str] = mapped_column(String(12), default="person")
    respondent_count: Mapped[int] = mapped_column(Integer, default=0)
    next_due_on: Mapped[date | None] = mapped_column(Date)
    next_soon_on: Mapped[date | None] = mapped_column(Date)  # from this day on that day is near
    next_due_key: Mapped[str] = mapped_column(String(40), default="")
    next_contact_on: Mapped[date | None] = mapped_column(Date)
    move: Mapped[str] = mapped_column(String(40), default="")  # the one action that is our turn now; "" = others' turn
    after_the_fact: Mapped[bool] = mapped_column(Boolean, default=False)  # 已当场调成，补录

    recorded_at: Mapped[datetime] = mapped_column(Utc)
    changed_at: Mapped[datetime] = mapped_column(Utc)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "dispute_id"], ["dispute.county_code", "dispute.id"]),
            Link(["county_code", "organisation_id"], ["organisation.county_code", "organisation.id"]),
            Index(None, "county_code", "organisation_id", "number_word", "number_year", "number_serial", unique=True),
            Index(None, "county_code", "number"),
            Index(None, "county_code", "organisation_id", "received_on", "id"),
            Index(None, "county_code", "organisation_id", "next_due_on", "id"),
            Index(None, "county_code", "received_on", "id"),
            Index(None, "county_code", "next_due_on", "id"),
            Index(None, "county_code", "handler_id", "next_due_on"),
            Index(None, "county_code", "division_code"),
            Index(None, "county_code", "dispute_id"),
            Index(None, "county_code", "type", "archived_on", postgresql_where=_KEPT, sqlite_where=_KEPT),
            Index(None, "county_code", "privacy", "organisation_id"),  # the few sealed ones are counted on every list
        )


class Party(CaseRow, Base):
    """当事人: belongs to one case. Identity number, phone and address are in `case_secret`, their masks here."""

    __tablename__ = "party"

    role: Mapped[str] = mapped_column(String(40))
    side: Mapped[str] = mapped_column(String(12))
    ordinal: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(80))
    sex: Mapped[str] = mapped_column(String(6), default="")  # "male", "female", "" unknown
    age_band: Mapped[str] = mapped_column(String(12), default="")  # at the day of receipt; the birth day itself is secret
    is_minor: Mapped[bool] = mapped_column(Boolean, default=False)
    nation: Mapped[str] = mapped_column(String(20), default="")
    occupation: Mapped[str] = mapped_column(String(40), default="")
    representative: Mapped[str] = mapped_column(String(40), default="")  # 法定代表人
    credit_code: Mapped[str] = mapped_column(String(18), default="")
    no_id_reason: Mapped[str] = mapped_column(String(60), default="")
    id_mask: Mapped[str] = mapped_column(String(20), default="")
    phone_mask: Mapped[str] = mapped_column(String(20), default="")
    address_mask: Mapped[str] = mapped_column(String(120), default="")
    details: Mapped[dict[str, object]] = mapped_column(Json, default=dict)
    contact_rule: Mapped[str] = mapped_column(String(8), server_default="", default="")  # how it may be reached; times are secret
    person_id: Mapped[uuid.UUID | None] = mapped_column(Uid)  # links rows of one person within one organisation

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Index(None, "county_code", "case_id", "ordinal"),
            Index(None, "county_code", "name"),
            Index(None, "county_code", "person_id", postgresql_where=_LINKED, sqlite_where=_LINKED),
        )


class CaseSecret(Base):
    """A value that is ciphertext from the first migration. AAD: table, path and row (`case_secret|path|case id`)."""

    __tablename__ = "case_secret"

    county_code: Mapped[str] = mapped_column(String(6), primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(Uid, primary_key=True)
    path: Mapped[str] = mapped_column(String(120), primary_key=True)  # party.<id>.id_number, details.safe_contact, note.<id>.text
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (Link(["county_code", "case_id"], ["case_file.county_code", "case_file.id"]),)


class BlindIndex(Base):
    """Keyed hashes for exact search: id number, phone, last four digits of the phone, surname with last four."""

    __tablename__ = "blind_index"

    county_code: Mapped[str] = mapped_column(String(6), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)  # id_number, phone, phone4, name4
    value: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(Uid, primary_key=True)
    party_id: Mapped[uuid.UUID] = mapped_column(Uid, primary_key=True)
    key_id: Mapped[str] = mapped_column(String(8), server_default="i1")  # the index key the value was hashed with
    acts: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())  # whoever acts for a party

    __table_args__ = (
        Link(["county_code", "case_id"], ["case_file.county_code", "case_file.id"]),
        Index(None, "county_code", "case_id"),
    )


class CaseAccess(CaseRow, Base):
    """Who may come near a case: an organisation or a member of staff, from–until. The coarse rule of walls 2 and 3."""

    __tablename__ = "case_access"

    organisation_id: Mapped[uuid.UUID | None] = mapped_column(Uid)
    staff_id: Mapped[uuid.UUID | None] = mapped_column(Uid)
    ground: Mapped[str] = mapped_column(String(20))  # owner, registrar, handler, joint, referral
    since: Mapped[datetime] = mapped_column(Utc)
    until: Mapped[datetime | None] = mapped_column(Utc)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Index(None, "county_code", "case_id"),
            Index(None, "county_code", "ground", "organisation_id"),  # the ground first: few rows are not the owner's
            Index(None, "county_code", "ground", "staff_id"),
            # what the third wall looks up: everything one person was let in to, and what an organisation was that is not its own
            Index(None, "county_code", "staff_id", postgresql_where=_OF_STAFF, sqlite_where=_OF_STAFF),
            Index(None, "county_code", "organisation_id", postgresql_where=_NOT_OWNERS, sqlite_where=_NOT_OWNERS),
        )
