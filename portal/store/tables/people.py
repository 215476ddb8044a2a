"""The people at the desk, their posts, and what they are signed in with."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, Boolean, Date, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CountyRow, Json, Link, Uid, Utc


class Staff(CountyRow, Base):
    """人员: a clerk, mediator or official; `user_id` is the FAB user when there is an account."""

    __tablename__ = "staff"

    name: Mapped[str] = mapped_column(String(40))
    user_id: Mapped[int | None] = mapped_column(Integer)
    phone: Mapped[str] = mapped_column(String(20), default="")  # official phone of a member of staff, not a party's
    id_number: Mapped[bytes | None] = mapped_column(LargeBinary)  # ciphertext; only to recognise her among parties
    specialties: Mapped[list[str]] = mapped_column(Json, default=list)
    must_change_password: Mapped[bool] = mapped_column(Boolean, default=False)
    password_set_at: Mapped[datetime | None] = mapped_column(Utc)  # None: never by herself, or before this was kept
    text_size: Mapped[str] = mapped_column(String(8), default="")
    locale: Mapped[str] = mapped_column(String(8), default="")
    ended_on: Mapped[date | None] = mapped_column(Date)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Index(None, "county_code", "user_id", unique=True), Index(None, "user_id"))


class StaffNumber(Base):
    """Keyed hashes of an official's own numbers, made as `BlindIndex` makes those of parties, to keep her from her own cases."""

    __tablename__ = "staff_number"

    county_code: Mapped[str] = mapped_column(String(6), primary_key=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(Uid, primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)  # id_number, phone
    value: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)  # one for each index key

    __table_args__ = (Link(["county_code", "staff_id"], ["staff.county_code", "staff.id"]),)


class Post(CountyRow, Base):
    """岗位: staff × organisation × role × from–until. A session acts in exactly one."""

    __tablename__ = "post"

    staff_id: Mapped[uuid.UUID] = mapped_column(Uid)
    organisation_id: Mapped[uuid.UUID] = mapped_column(Uid)
    role: Mapped[str] = mapped_column(String(80))  # name of the FAB role: "<plugin>.clerk", "county.coordinator"
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "staff_id"], ["staff.county_code", "staff.id"]),
            Link(["county_code", "organisation_id"], ["organisation.county_code", "organisation.id"]),
            Index(None, "county_code", "staff_id"),
            Index(None, "county_code", "organisation_id"),
        )


class StandIn(CountyRow, Base):
    """代办: in this organisation somebody acts on the cases of somebody absent, from day to day; it ends by itself."""

    __tablename__ = "stand_in"

    organisation_id: Mapped[uuid.UUID] = mapped_column(Uid)
    absent_id: Mapped[uuid.UUID] = mapped_column(Uid)  # staff
    stand_in_id: Mapped[uuid.UUID] = mapped_column(Uid)  # staff
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date] = mapped_column(Date)  # the last day
    named_by_id: Mapped[uuid.UUID] = mapped_column(Uid)  # staff
    named_at: Mapped[datetime] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)  # before its day

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "organisation_id"], ["organisation.county_code", "organisation.id"]),
            *(
                Link(["county_code", who], ["staff.county_code", "staff.id"])
                for who in ("absent_id", "stand_in_id", "named_by_id")
            ),
            Index(None, "county_code", "stand_in_id"),
            Index(None, "county_code", "organisation_id"),
        )


class PostRole(Base):
    """角色: what a FAB role of the same name cannot hold. Kept, so that a post works also while its plugin is absent."""

    __tablename__ = "post_role"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)  # "<plugin>.clerk", "county.coordinator"
    plugin: Mapped[str] = mapped_column(String(40))  # "county" for the county's own roles
    title: Mapped[str] = mapped_column(String(40))
    reach: Mapped[str] = mapped_column(String(12))  # Reach
    supervises: Mapped[bool] = mapped_column(Boolean, default=False)
    manages_people: Mapped[bool] = mapped_column(Boolean, default=False)
    declared: Mapped[bool] = mapped_column(Boolean, default=True)  # False: put together by an administrator


class UiSession(Base):
    """A signed-in browser. The cookie holds a random id, this row its hash."""

    __tablename__ = "ui_session"

    id_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(Integer, index=True)
    post_id: Mapped[uuid.UUID | None] = mapped_column(Uid)
    data: Mapped[dict[str, object]] = mapped_column(Json, default=dict)
    created_at: Mapped[datetime] = mapped_column(Utc)
    seen_at: Mapped[datetime] = mapped_column(Utc)
    address: Mapped[str] = mapped_column(String(45), default="")
    agent: Mapped[str] = mapped_column(String(120), default="")


class LoginFailure(Base):
    """One failed way in, kept until the window has passed. Account names and addresses are stored as keyed hashes."""

    __tablename__ = "login_failure"

    id: Mapped[uuid.UUID] = mapped_column(Uid, primary_key=True)
    account_hash: Mapped[bytes] = mapped_column(LargeBinary(16))
    address_hash: Mapped[bytes] = mapped_column(LargeBinary(16))
    at: Mapped[datetime] = mapped_column(Utc)

    __table_args__ = (Index(None, "account_hash", "at"), Index(None, "address_hash", "at"))


class RateUse(Base):
    """Until when somebody used up the rate of one limit. Who and which is a keyed hash."""

    __tablename__ = "rate_use"

    key_hash: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    used_until_ms: Mapped[int] = mapped_column(BigInteger, index=True)  # since 1970, so that both databases reckon with it


class ApiKey(CountyRow, Base):
    """A key for a program, acting in one post with enforced scopes; only its hash is kept."""

    __tablename__ = "api_key"

    name: Mapped[str] = mapped_column(String(60))
    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    post_id: Mapped[uuid.UUID] = mapped_column(Uid)
    scopes: Mapped[list[str]] = mapped_column(Json, default=list)
    created_at: Mapped[datetime] = mapped_column(Utc)
    expires_on: Mapped[date] = mapped_column(Date)
    last_used_at: Mapped[datetime | None] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "post_id"], ["post.county_code", "post.id"]),
            Index(None, "key_hash"),
        )
