"""投诉: complaints about mediators, which the judicial bureau answers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0041"
down_revision = "core_0040"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
UTC = sa.DateTime(timezone=True)
LINKS = (("organisation_id", "organisation"), ("unit_id", "organisation"), ("about_case_id", "case_file"))


def upgrade() -> None:
    op.create_table(
        "complaint",
        sa.Column("organisation_id", UID, nullable=False),
        sa.Column("unit_id", UID, nullable=False),
        sa.Column("mediator_id", UID, nullable=True),
        sa.Column("about_case_id", UID, nullable=True),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("came_on", sa.Date(), nullable=False),
        sa.Column("grounds", JSON, nullable=False),
        sa.Column("told", sa.LargeBinary(), nullable=True),
        sa.Column("receipt_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("taken_by_id", UID, nullable=True),
        sa.Column("taken_at", UTC, nullable=True),
        sa.Column("answered_by_id", UID, nullable=True),
        sa.Column("answered_at", UTC, nullable=True),
        sa.Column("finding", sa.String(length=12), nullable=False),
        sa.Column("measure", sa.String(length=12), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["county_code", column],
                [f"{target}.county_code", f"{target}.id"],
                name=op.f(f"fk_complaint_county_code_{column}"),
                deferrable=True,
                initially="DEFERRED",
            )
            for column, target in LINKS
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_complaint")),
    )
    for columns in (("organisation_id", "answered_at", "due_on"), ("about_case_id",)):
        op.create_index(op.f(f"ix_complaint_county_code_{'_'.join(columns)}"), "complaint", ["county_code", *columns])
    op.create_index(op.f("ix_complaint_county_code_receipt_hash"), "complaint", ["county_code", "receipt_hash"], unique=True)
    op.add_column("opinion_link", sa.Column("complained_at", UTC, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("opinion_link") as batch:
        batch.drop_column("complained_at")
    op.drop_table("complaint")
