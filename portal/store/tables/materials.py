"""材料: what lies in the dossier besides papers the portal writes: photographs, scans, documents, recordings."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Boolean, Index, Integer, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CaseRow, Uid, Utc

_SHARED = text("file_id IS NOT NULL")


class Material(CaseRow, Base):
    """One file of a case. The file itself lies encrypted beside the database, by the id of this row, or of the one it came from.

    A row is never deleted: one that was added by mistake is voided, and its hash goes on saying what it was.
    """

    __tablename__ = "material"

    kind: Mapped[str] = mapped_column(String(60))  # `portal.engine.materials`
    media: Mapped[str] = mapped_column(String(8))  # pdf, jpg, png, docx, xlsx, mp3, m4a, mp4: what it is, not what it was called
    size: Mapped[int] = mapped_column(Integer)  # of the plain content
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))  # of the plain content
    key: Mapped[bytes] = mapped_column(LargeBinary)  # the file's own key; ciphertext
    name: Mapped[bytes] = mapped_column(LargeBinary)  # ciphertext: people call files by names of people
    added_at: Mapped[datetime] = mapped_column(Utc)
    added_by_id: Mapped[uuid.UUID] = mapped_column(Uid)  # staff
    by_phone: Mapped[bool] = mapped_column(Boolean, default=False)  # photographed after a one-time QR code
    scan: Mapped[str] = mapped_column(String(10), default="")  # "" (no scanner), pending, clean, infected
    scanned_at: Mapped[datetime | None] = mapped_column(Utc)
    voided_at: Mapped[datetime | None] = mapped_column(Utc)
    voided_by_id: Mapped[uuid.UUID | None] = mapped_column(Uid)  # staff
    void_reason: Mapped[bytes | None] = mapped_column(LargeBinary)  # ciphertext
    file_id: Mapped[uuid.UUID | None] = mapped_column(Uid)  # the encrypted file, where it is that of another row
    referral_id: Mapped[uuid.UUID | None] = mapped_column(Uid)  # by which it came along (转办)

    @property
    def stored_as(self) -> uuid.UUID:
        """The id by which the encrypted file lies in the vault."""
        return self.file_id or self.id

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Index(None, "county_code", "case_id", "added_at"),
            Index(None, "county_code", "file_id", postgresql_where=_SHARED, sqlite_where=_SHARED),
        )


class PhoneLink(CaseRow, Base):
    """手机拍照: a one-time link by which a telephone adds pictures to one case, for one post, within minutes."""

    __tablename__ = "phone_link"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    kind: Mapped[str] = mapped_column(String(60))
    user_id: Mapped[int] = mapped_column(Integer)
    post_id: Mapped[uuid.UUID] = mapped_column(Uid)
    made_at: Mapped[datetime] = mapped_column(Utc)
    until: Mapped[datetime] = mapped_column(Utc)
    used_at: Mapped[datetime | None] = mapped_column(Utc)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Index(None, "county_code", "token_hash", unique=True),
            Index(None, "county_code", "case_id"),
        )
