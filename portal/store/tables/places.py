"""The county, its divisions and the organisations that mediate in it."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import Date, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.columns import Base, CountyRow, Json, Link, Uid


class Division(Base):
    """行政区划: county, towns, villages and communities, by code (GB/T 2260 and below). A global list."""

    __tablename__ = "division"

    code: Mapped[str] = mapped_column(String(15), primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(String(15), index=True)
    county_code: Mapped[str] = mapped_column(String(6))
    kind: Mapped[str] = mapped_column(String(12))  # county, town, village, community
    name: Mapped[str] = mapped_column(String(60))
    path: Mapped[str] = mapped_column(String(60))  # "620723/620723100/620723100201/": a prefix is everything below
    ordinal: Mapped[int] = mapped_column(Integer, default=0)


class Organisation(CountyRow, Base):
    """调解组织: the committee; its sponsor (主管单位) and its seal name are kept apart."""

    __tablename__ = "organisation"

    parent_id: Mapped[uuid.UUID | None] = mapped_column(Uid)
    path: Mapped[str] = mapped_column(String(400))  # "<id>/<id>/": a prefix is everything below
    name: Mapped[str] = mapped_column(String(80))  # 全称
    short_name: Mapped[str] = mapped_column(String(30))  # 县婚调委
    number_code: Mapped[str] = mapped_column(String(10))  # 代字 in case numbers: 临、沙河、沙河东寨
    sponsor: Mapped[str] = mapped_column(String(80), default="")
    seal_name: Mapped[str] = mapped_column(String(80), default="")
    seal_registered_on: Mapped[date | None] = mapped_column(Date)  # 印章备案
    kind: Mapped[str] = mapped_column(String(20))  # village, community, town, street, enterprise, industry, studio, county
    level: Mapped[str] = mapped_column(String(10))  # county, town, village
    plugins: Mapped[list[str]] = mapped_column(Json, default=list)  # the sectors whose types it may register
    division_code: Mapped[str] = mapped_column(String(15))
    phone: Mapped[str] = mapped_column(String(30), default="")
    address: Mapped[str] = mapped_column(String(120), default="")
    founded_on: Mapped[date | None] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)

    @classmethod
    def extra(cls) -> tuple[object, ...]:
        return (
            Link(["county_code", "parent_id"], ["organisation.county_code", "organisation.id"]),
            Index(None, "county_code", "path"),
            Index(None, "county_code", "name", unique=True),
        )
