"""Column types that mean the same on both databases, and the base class of the core's tables."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKeyConstraint, LargeBinary, MetaData, PrimaryKeyConstraint, String, types
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

Json = JSON().with_variant(JSONB(), "postgresql")


class Uid(types.TypeDecorator[uuid.UUID]):
    """A UUID made by the application: BLOB(16) on SQLite, uuid on PostgreSQL."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> types.TypeEngine[Any]:
        """Return the database's own type."""
        return dialect.type_descriptor(UUID(as_uuid=True) if dialect.name == "postgresql" else LargeBinary(16))

    def process_bind_param(self, value: uuid.UUID | None, dialect: Dialect) -> Any:
        """Return what the driver takes."""
        return value if value is None or dialect.name == "postgresql" else value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> uuid.UUID | None:
        """Return the UUID the driver gave."""
        return uuid.UUID(bytes=value) if isinstance(value, bytes) else value


class Utc(types.TypeDecorator[datetime]):
    """An aware moment, kept in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return an aware moment."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Link(ForeignKeyConstraint):
    """A foreign key that is checked at the commit: a case is written with all its rows at once, in whatever order."""

    def __init__(self, columns: Sequence[str], target: Sequence[str]) -> None:
        super().__init__(columns, target, deferrable=True, initially="DEFERRED")


class Base(DeclarativeBase):
    """The core's registry; a plugin has its own."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class CountyRow:
    """A row of one county: database key `(county_code, id)`, mapper key `id`."""

    county_code: Mapped[str] = mapped_column(String(6))
    id: Mapped[uuid.UUID] = mapped_column(Uid)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        """Return the mapper key."""
        return {"primary_key": [cls.id]}

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        """Return the database key and what the class adds in `extra`."""
        return (PrimaryKeyConstraint("county_code", "id"), *cls.extra())

    @classmethod
    def extra(cls) -> tuple[Any, ...]:
        """Return further constraints and indexes of the table."""
        return ()


class CaseRow(CountyRow):
    """A row that belongs to one case and follows it."""

    case_id: Mapped[uuid.UUID] = mapped_column(Uid)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        """Return the keys: the row's own and the link to its case."""
        return (
            PrimaryKeyConstraint("county_code", "id"),
            Link(["county_code", "case_id"], ["case_file.county_code", "case_file.id"]),
            *cls.extra(),
        )
