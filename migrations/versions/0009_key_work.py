"""Keys that take over from each other: which index key a hash was made with, and how far the rewriting has come."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0009"
down_revision = "core_0008"
branch_labels = None
depends_on = None

UTC = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    # a column with a fixed default is added without touching the rows, on both databases
    op.add_column("blind_index", sa.Column("key_id", sa.String(length=8), nullable=False, server_default="i1"))
    op.create_table(
        "key_work",
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("key_id", sa.String(length=20), nullable=False),
        sa.Column("after", JSON, nullable=False),
        sa.Column("looked_at", sa.BigInteger(), nullable=False),
        sa.Column("rewritten", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", UTC, nullable=True),
        sa.PrimaryKeyConstraint("county_code", "place", name=op.f("pk_key_work")),
    )


def downgrade() -> None:
    op.drop_table("key_work")
    op.drop_column("blind_index", "key_id")
