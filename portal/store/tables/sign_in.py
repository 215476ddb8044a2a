"""What a person signs in with besides her password: the secret of her authenticator, and codes for the day it is lost."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, Boolean, Index, LargeBinary
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
