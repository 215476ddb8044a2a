"""Special permission to look at a sealed or restricted case (特批查阅)."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0017"
down_revision = "core_0016"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
UTC = sa.DateTime(timezone=True)
INDEXES = (("staff_id", "asked_at"), ("state", "lapses_at"), ("judged_at", "review_by"), ("case_id",))


def upgrade() -> None:
    op.create_table(
        "glass_use",
        sa.Column("staff_id", UID, nullable=False),
        sa.Column("post_id", UID, nullable=False),
        sa.Column("organisation_id", UID, nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("holder_id", UID, nullable=False),
        sa.Column("number", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", UTC, nullable=False),
        sa.Column("lapses_at", UTC, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("decided_by_id", UID, nullable=True),
        sa.Column("decided_post_id", UID, nullable=True),
        sa.Column("decided_at", UTC, nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("case_id", UID, nullable=True),
        sa.Column("privacy", sa.SmallInteger(), nullable=True),
        sa.Column("access_id", UID, nullable=True),
        sa.Column("opened_at", UTC, nullable=True),
        sa.Column("until", UTC, nullable=True),
        sa.Column("ended_at", UTC, nullable=True),
        sa.Column("review_by", sa.Date(), nullable=True),
        sa.Column("judged_by_id", UID, nullable=True),
        sa.Column("judged_at", UTC, nullable=True),
        sa.Column("justified", sa.Boolean(), nullable=True),
        sa.Column("judgement", sa.LargeBinary(), nullable=True),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_glass_use_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_glass_use")),
    )
    for columns in INDEXES:
        name = "_".join(("ix_glass_use_county_code", *columns))
        op.create_index(op.f(name), "glass_use", ["county_code", *columns], unique=False)


def downgrade() -> None:
    op.drop_table("glass_use")
