"""联合办理: one body asks another to take part in a case."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0032"
down_revision = "core_0031"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
UTC = sa.DateTime(timezone=True)
LINKS = (("organisation_id", "organisation"), ("from_case_id", "case_file"))


def upgrade() -> None:
    op.create_table(
        "joint_handling",
        sa.Column("organisation_id", UID, nullable=False),
        sa.Column("receiver_id", UID, nullable=True),
        sa.Column("sender_id", UID, nullable=False),
        sa.Column("from_case_id", UID, nullable=False),
        sa.Column("type", sa.String(length=81), nullable=False),
        sa.Column("privacy", sa.SmallInteger(), nullable=False),
        sa.Column("consented_on", sa.Date(), nullable=False),
        sa.Column("how", sa.String(length=12), nullable=False),
        sa.Column("asked_by_id", UID, nullable=False),
        sa.Column("asked_at", UTC, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("snapshot", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("answered_at", UTC, nullable=True),
        sa.Column("staff", JSON, nullable=False),
        sa.Column("ended_at", UTC, nullable=True),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["county_code", column],
                [f"{target}.county_code", f"{target}.id"],
                name=op.f(f"fk_joint_handling_county_code_{column}"),
                deferrable=True,
                initially="DEFERRED",
            )
            for column, target in LINKS
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_joint_handling")),
    )
    op.create_index(
        op.f("ix_joint_handling_county_code_organisation_id_state"), "joint_handling", ["county_code", "organisation_id", "state"]
    )
    op.create_index(op.f("ix_joint_handling_county_code_from_case_id"), "joint_handling", ["county_code", "from_case_id"])


def downgrade() -> None:
    op.drop_table("joint_handling")
