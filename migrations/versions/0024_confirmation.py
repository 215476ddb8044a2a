"""司法确认: joint applications to a court and what became of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0024"
down_revision = "core_0023"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
LATER = {"deferrable": True, "initially": "DEFERRED"}


def upgrade() -> None:
    op.create_table(
        "confirmation",
        sa.Column("agreement_id", UID, nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("court", sa.String(length=60), nullable=False),
        sa.Column("materials", JSON, nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("ruled_on", sa.Date(), nullable=True),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "agreement_id"],
            ["agreement.county_code", "agreement.id"],
            name=op.f("fk_confirmation_county_code_agreement_id"),
            **LATER,
        ),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_confirmation_county_code_case_id"),
            **LATER,
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_confirmation")),
    )
    name = op.f("ix_confirmation_county_code_case_id_event_seq")
    op.create_index(name, "confirmation", ["county_code", "case_id", "event_seq"], unique=True)
    op.create_index(op.f("ix_confirmation_county_code_applied_on"), "confirmation", ["county_code", "applied_on"])


def downgrade() -> None:
    op.drop_table("confirmation")
