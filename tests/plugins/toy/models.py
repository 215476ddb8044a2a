"""The toy's own table: the tools there are to lend."""

from __future__ import annotations

from sqlalchemy import Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class ToyBase(DeclarativeBase):
    """The registry of the toy's tables."""


class Tool(ToyBase):
    """One tool."""

    __tablename__ = "toy_tool"
    __table_args__ = ({"info": {"global": "names of tools"}},)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
