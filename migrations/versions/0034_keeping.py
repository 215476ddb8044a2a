"""How long cases are kept: what keeps them longer (暂停删除), and when their personal values were erased."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0034"
down_revision = "core_0033"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
UTC = sa.DateTime(timezone=True)
KEPT = sa.text("archived_on IS NOT NULL AND erased_on IS NULL")
BY_TYPE = "ix_case_file_county_code_type_archived_on"


def upgrade() -> None:
    op.create_table(
        "legal_hold",
        sa.Column("ground", sa.String(length=16), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("placed_at", UTC, nullable=False),
        sa.Column("placed_by_id", UID, nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended_at", UTC, nullable=True),
        sa.Column("ended_by_id", UID, nullable=True),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_legal_hold_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_legal_hold")),
    )
    op.create_index(op.f("ix_legal_hold_county_code_case_id"), "legal_hold", ["county_code", "case_id"])
    op.add_column("case_file", sa.Column("erased_on", sa.Date(), nullable=True))
    op.create_index(
        op.f(BY_TYPE), "case_file", ["county_code", "type", "archived_on"], postgresql_where=KEPT, sqlite_where=KEPT
    )


def downgrade() -> None:
    op.drop_index(op.f(BY_TYPE), "case_file")
    op.drop_column("case_file", "erased_on")
    op.drop_table("legal_hold")
