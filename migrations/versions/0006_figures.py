"""What is counted and searched: facts, measures, search text."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0006"
down_revision = "core_0005"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "case_fact",
        sa.Column("fact", sa.String(length=30), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("from_event", sa.Integer(), nullable=False),
        sa.Column("to_event", sa.Integer(), nullable=True),
        sa.Column("organisation_id", UID, nullable=False),
        sa.Column("type", sa.String(length=81), nullable=False),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_case_fact_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_case_fact")),
    )
    op.create_index(op.f("ix_case_fact_county_code_case_id_fact"), "case_fact", ["county_code", "case_id", "fact"], unique=False)
    op.create_index(
        op.f("ix_case_fact_county_code_fact_day_organisation_id"),
        "case_fact",
        ["county_code", "fact", "day", "organisation_id"],
        unique=False,
    )
    op.create_table(
        "case_measure",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("code", sa.String(length=60), nullable=True),
        sa.Column("from_event", sa.Integer(), nullable=False),
        sa.Column("to_event", sa.Integer(), nullable=True),
        sa.Column("organisation_id", UID, nullable=False),
        sa.Column("type", sa.String(length=81), nullable=False),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_case_measure_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_case_measure")),
    )
    op.create_index(
        op.f("ix_case_measure_county_code_case_id_key"), "case_measure", ["county_code", "case_id", "key"], unique=False
    )
    op.create_index(
        op.f("ix_case_measure_county_code_type_key_code"), "case_measure", ["county_code", "type", "key", "code"], unique=False
    )
    op.create_table(
        "case_text",
        sa.Column("docid", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_case_text_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("docid", name=op.f("pk_case_text")),
    )
    op.create_index(op.f("ix_case_text_county_code_case_id"), "case_text", ["county_code", "case_id"], unique=True)


def downgrade() -> None:
    op.drop_table("case_text")
    op.drop_table("case_measure")
    op.drop_table("case_fact")
