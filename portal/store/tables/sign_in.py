"""What a person signs in with besides her password: her authenticator, codes for the day it is lost, and who she is elsewhere."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, Boolean, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CountyRow, Link, Uid, Utc


class SecondFactor(CountyRow, Base):
    """动态验证码: one row a person, under her own id. Without `since` it is being set up; without a secret it was taken away."""

    __tablename__ = "second_factor"

    secret: Mapped[bytes | None] = mapped_column(LargeBinary)  # ciphertext
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)  # of the newest code that was used; none is used twice
    since: Mapped[datetime | None] = mapped_column(Utc)
    reset_at: Mapped[datetime | None] = mapped_column(Utc)  # by an administrator
    reset_told: Mapped[bool] = mapped_column(Boolean, default=True)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (Link(["county_code", "id"], ["staff.county_code", "staff.id"]),)


class RecoveryCode(CountyRow, Base):
    """恢复码: opens once in place of a code and is deleted by it; only its hash is kept."""

    __tablename__ = "recovery_code"

    staff_id: Mapped[uuid.UUID] = mapped_column(Uid)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32))

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "staff_id"], ["staff.county_code", "staff.id"]),
            Index(None, "county_code", "staff_id"),
        )


class OutsideIdentity(CountyRow, Base):
    """统一认证号: who of another house (`issuer` and `subject` together) is who here."""

    __tablename__ = "outside_identity"

    staff_id: Mapped[uuid.UUID] = mapped_column(Uid)
    issuer: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(255))
    named_at: Mapped[datetime] = mapped_column(Utc)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "staff_id"], ["staff.county_code", "staff.id"]),
            Index(None, "county_code", "issuer", "subject", unique=True),
            Index(None, "county_code", "staff_id"),
        )
