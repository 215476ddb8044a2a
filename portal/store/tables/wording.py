"""What officials say on papers instead of the declared words: versions of wordings and of Word templates, never changed."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CountyRow, Json, Uid, Utc


class PaperWording(CountyRow, Base):
    """A version of the wording of a paper; `owner` is `portal` or the type that declares it. Holds `[declared, said]` pairs."""

    __tablename__ = "paper_wording"

    owner: Mapped[str] = mapped_column(String(81))
    paper: Mapped[str] = mapped_column(String(60))
    version: Mapped[int] = mapped_column(Integer)
    texts: Mapped[list[list[str]]] = mapped_column(Json)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Utc)
    staff_id: Mapped[uuid.UUID] = mapped_column(Uid)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        """Return the one key: a version is given once."""
        return (Index(None, "county_code", "owner", "paper", "version", unique=True),)


class PaperTemplate(CountyRow, Base):
    """A version of the county's own Word template for a paper; without a file the county went back to the declared form."""

    __tablename__ = "paper_template"

    owner: Mapped[str] = mapped_column(String(81))
    paper: Mapped[str] = mapped_column(String(60))
    version: Mapped[int] = mapped_column(Integer)
    file: Mapped[bytes | None] = mapped_column(LargeBinary(1024 * 1024))  # no ciphertext: a form without a case
    size: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Utc)
    staff_id: Mapped[uuid.UUID] = mapped_column(Uid)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        """Return the one key: a version is given once."""
        return (Index(None, "county_code", "owner", "paper", "version", unique=True),)
