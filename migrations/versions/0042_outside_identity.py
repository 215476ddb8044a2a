"""统一认证号: who of another house is who here."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0042"
down_revision = "core_0041"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "outside_identity",
        sa.Column("staff_id", UID, nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "staff_id"],
            ["staff.county_code", "staff.id"],
            name=op.f("fk_outside_identity_county_code_staff_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_outside_identity")),
    )
    op.create_index(
        op.f("ix_outside_identity_county_code_issuer_subject"),
        "outside_identity",
        ["county_code", "issuer", "subject"],
        unique=True,
    )
    op.create_index(op.f("ix_outside_identity_county_code_staff_id"), "outside_identity", ["county_code", "staff_id"])


def downgrade() -> None:
    op.drop_table("outside_identity")
