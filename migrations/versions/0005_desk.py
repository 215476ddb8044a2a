"""What lies on desks besides cases: drafts, consultations, samples."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0005"
down_revision = "core_0004"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
UTC = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("staff_id", UID, nullable=False),
        sa.Column("post_id", UID, nullable=False),
        sa.Column("form", sa.String(length=120), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", UTC, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_draft")),
    )
    op.create_index(
        op.f("ix_draft_county_code_staff_id_post_id_form"), "draft", ["county_code", "staff_id", "post_id", "form"], unique=True
    )
    op.create_table(
        "sample",
        sa.Column("staff_id", UID, nullable=False),
        sa.Column("drawn_at", UTC, nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("scope", JSON, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_sample")),
    )
    op.create_table(
        "submit",
        sa.Column("staff_id", UID, nullable=False),
        sa.Column("token", sa.String(length=80), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("location", sa.String(length=200), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_submit")),
    )
    op.create_index(op.f("ix_submit_at"), "submit", ["at"], unique=False)
    op.create_index(op.f("ix_submit_county_code_staff_id_token"), "submit", ["county_code", "staff_id", "token"], unique=True)
    op.create_table(
        "consultation",
        sa.Column("organisation_id", UID, nullable=False),
        sa.Column("staff_id", UID, nullable=False),
        sa.Column("came_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("visitor", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_mask", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=81), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("case_id", UID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UTC, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "organisation_id"],
            ["organisation.county_code", "organisation.id"],
            name=op.f("fk_consultation_county_code_organisation_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_consultation")),
    )
    op.create_index(
        op.f("ix_consultation_county_code_organisation_id_came_on"),
        "consultation",
        ["county_code", "organisation_id", "came_on"],
        unique=False,
    )
    op.create_table(
        "sampled_case",
        sa.Column("sample_id", UID, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("points", JSON, nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("changed_at", UTC, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_sampled_case_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["county_code", "sample_id"],
            ["sample.county_code", "sample.id"],
            name=op.f("fk_sampled_case_county_code_sample_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_sampled_case")),
    )
    op.create_index(
        op.f("ix_sampled_case_county_code_sample_id_ordinal"),
        "sampled_case",
        ["county_code", "sample_id", "ordinal"],
        unique=True,
    )
    op.create_index(
        op.f("ix_sampled_case_county_code_state_reply_by"), "sampled_case", ["county_code", "state", "reply_by"], unique=False
    )


def downgrade() -> None:
    op.drop_table("sampled_case")
    op.drop_table("consultation")
    op.drop_table("submit")
    op.drop_table("sample")
    op.drop_table("draft")
