"""同一人: which parties of an organisation's cases were said to be one person, by whom, and whether it was taken back."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CountyRow, Json, Link, Uid, Utc


class PersonMerge(CountyRow, Base):
    """One merge, which makes a person: its id is the `person_id` of the parties merged. Holds ids only, no personal data.

    `parties` are pairs of a party with what its `person_id` was before; `kept` names, for each value of the person, the party
    whose value stays. Undone, never deleted.
    """

    __tablename__ = "person_merge"

    organisation_id: Mapped[uuid.UUID] = mapped_column(Uid)
    parties: Mapped[list[dict[str, str]]] = mapped_column(Json, default=list)  # case, party, before
    kept: Mapped[dict[str, str]] = mapped_column(Json, default=dict)  # value → party
    merged_by_id: Mapped[uuid.UUID] = mapped_column(Uid)  # staff
    merged_at: Mapped[datetime] = mapped_column(Utc)
    undone_by_id: Mapped[uuid.UUID | None] = mapped_column(Uid)
    undone_at: Mapped[datetime | None] = mapped_column(Utc)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "organisation_id"], ["organisation.county_code", "organisation.id"]),
            Index(None, "county_code", "organisation_id", "merged_at"),
        )
