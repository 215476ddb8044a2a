"""What a body's own ledger was read into: one row an import, and one for each case it made."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Boolean, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CaseRow, CountyRow, Json, Link, Uid, Utc


class LedgerImport(CountyRow, Base):
    """台账导入: a file that was read, what its columns mean, what is wrong with it, and what became of it."""

    __tablename__ = "ledger_import"

    organisation_id: Mapped[uuid.UUID] = mapped_column(Uid)
    staff_id: Mapped[uuid.UUID] = mapped_column(Uid)
    post_id: Mapped[uuid.UUID] = mapped_column(Uid)
    type: Mapped[str] = mapped_column(String(81))
    filename: Mapped[str] = mapped_column(String(120))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))  # keyed, over the cells: the same ledger saved again is the same
    cells: Mapped[bytes | None] = mapped_column(LargeBinary)  # ciphertext of the sheets; gone when nobody needs them any more
    sheet: Mapped[int] = mapped_column(Integer, default=0)
    columns: Mapped[dict[str, object]] = mapped_column(Json, default=dict)  # path → {"at": place} or {"value": text}
    state: Mapped[str] = mapped_column(String(12))  # read, checking, checked, writing, done, undoing, undone, left
    version: Mapped[int] = mapped_column(Integer, default=1)
    rows: Mapped[int] = mapped_column(Integer, default=0)  # that hold a case
    checked: Mapped[int] = mapped_column(Integer, default=0)  # how far the check has come
    wrong: Mapped[int] = mapped_column(Integer, default=0)
    asked: Mapped[int] = mapped_column(Integer, default=0)
    problems: Mapped[list[dict[str, object]]] = mapped_column(Json, default=list)
    counters: Mapped[list[dict[str, object]]] = mapped_column(Json, default=list)  # years of numbers it let start higher
    made: Mapped[int] = mapped_column(Integer, default=0)
    recorded_at: Mapped[datetime] = mapped_column(Utc)
    changed_at: Mapped[datetime] = mapped_column(Utc)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "organisation_id"], ["organisation.county_code", "organisation.id"]),
            Index(None, "county_code", "organisation_id", "digest"),
            Index(None, "county_code", "organisation_id", "recorded_at"),
        )


class LedgerCase(CaseRow, Base):
    """A case an import made: from which row, as which version, and whether its number was the ledger's own."""

    __tablename__ = "ledger_case"

    import_id: Mapped[uuid.UUID] = mapped_column(Uid)
    row: Mapped[int] = mapped_column(Integer)  # as the spreadsheet counts
    version: Mapped[int] = mapped_column(Integer)  # of the case when it was made: another one means that somebody touched it
    numbered: Mapped[bool] = mapped_column(Boolean)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "import_id"], ["ledger_import.county_code", "ledger_import.id"]),
            Index(None, "county_code", "import_id", "row"),
            Index(None, "county_code", "case_id"),
        )
