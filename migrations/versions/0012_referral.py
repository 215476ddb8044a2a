"""Referrals: disputes that one organisation offers to another."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0012"
down_revision = "core_0011"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
UTC = sa.DateTime(timezone=True)
LATER = {"deferrable": True, "initially": "DEFERRED"}
INDEXES = (("organisation_id", "state", "due_on"), ("state", "due_on"), ("from_case_id",), ("to_case_id",))


def upgrade() -> None:
    op.create_table(
        "referral",
        sa.Column("organisation_id", UID, nullable=False),
        sa.Column("receiver_id", UID, nullable=True),
        sa.Column("sender_id", UID, nullable=False),
        sa.Column("from_case_id", UID, nullable=False),
        sa.Column("to_case_id", UID, nullable=True),
        sa.Column("type", sa.String(length=81), nullable=False),
        sa.Column("privacy", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("consented_on", sa.Date(), nullable=False),
        sa.Column("how", sa.String(length=12), nullable=False),
        sa.Column("proposed_by_id", UID, nullable=True),
        sa.Column("snapshot", sa.LargeBinary(), nullable=True),
        sa.Column("sent_at", UTC, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("answered_at", UTC, nullable=True),
        sa.Column("urged_at", UTC, nullable=True),
        sa.Column("urges", sa.Integer(), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "organisation_id"],
            ["organisation.county_code", "organisation.id"],
            name=op.f("fk_referral_county_code_organisation_id"),
            **LATER,
        ),
        sa.ForeignKeyConstraint(
            ["county_code", "from_case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_referral_county_code_from_case_id"),
            **LATER,
        ),
        sa.ForeignKeyConstraint(
            ["county_code", "to_case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_referral_county_code_to_case_id"),
            **LATER,
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_referral")),
    )
    for columns in INDEXES:
        op.create_index(op.f(f"ix_referral_county_code_{'_'.join(columns)}"), "referral", ["county_code", *columns], unique=False)


def downgrade() -> None:
    op.drop_table("referral")
