"""回访: when a call-back is due, and what it found.

A case that waits for one since before this version has no day and stays on the desk without it.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0026"
down_revision = "core_0025"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
INDEXES = ("case_id", "visited_on")


def upgrade() -> None:
    op.add_column("case_file", sa.Column("call_back_by", sa.Date(), nullable=True))
    op.create_table(
        "call_back",
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("how", sa.String(length=12), nullable=False),
        sa.Column("parties", JSON, nullable=False),
        sa.Column("performance", sa.String(length=16), nullable=False),
        sa.Column("content", sa.String(length=12), nullable=False),
        sa.Column("sued", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("wrong", sa.Boolean(), nullable=False),
        sa.Column("escalates", sa.Boolean(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("staff_id", UID, nullable=True),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_call_back_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_call_back")),
    )
    for column in INDEXES:
        op.create_index(op.f(f"ix_call_back_county_code_{column}"), "call_back", ["county_code", column], unique=False)


def downgrade() -> None:
    op.drop_table("call_back")
    with op.batch_alter_table("case_file") as case:
        case.drop_column("call_back_by")
