"""Who signed an agreement, how and when. An agreement signed before stands as it is: its signatures were not asked one by one."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0018"
down_revision = "core_0017"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
LATER = {"deferrable": True, "initially": "DEFERRED"}


def upgrade() -> None:
    op.create_table(
        "agreement_signature",
        sa.Column("agreement_id", UID, nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("capacity", sa.String(length=16), nullable=False),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "agreement_id"],
            ["agreement.county_code", "agreement.id"],
            name=op.f("fk_agreement_signature_county_code_agreement_id"),
            **LATER,
        ),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_agreement_signature_county_code_case_id"),
            **LATER,
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_agreement_signature")),
    )
    op.create_index(op.f("ix_agreement_signature_county_code_case_id"), "agreement_signature", ["county_code", "case_id"])
    op.create_index(
        op.f("ix_agreement_signature_county_code_agreement_id_who"),
        "agreement_signature",
        ["county_code", "agreement_id", "who"],
        unique=True,
    )


def downgrade() -> None:
    op.drop_table("agreement_signature")
