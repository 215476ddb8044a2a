"""What a party said to the mediator alone (背靠背谈话记录)."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0023"
down_revision = "core_0022"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "caucus_note",
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("party_id", UID, nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("passes_on", sa.Boolean(), nullable=False),
        sa.Column("readers", JSON, nullable=False),
        sa.Column("author_id", UID, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_caucus_note_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_caucus_note")),
    )
    op.create_index(
        op.f("ix_caucus_note_county_code_case_id_written_at"), "caucus_note", ["county_code", "case_id", "written_at"]
    )


def downgrade() -> None:
    op.drop_table("caucus_note")
