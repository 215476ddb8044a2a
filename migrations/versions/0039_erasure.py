"""删除个人信息: who proposed, who decided, and the certificate of what was erased."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0039"
down_revision = "core_0038"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
UTC = sa.DateTime(timezone=True)
LINKS = (("organisation_id", "organisation"), ("case_id", "case_file"))
INDEXES = (("organisation_id", "proposed_at"), ("proposed_at",), ("case_id",))


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("organisation_id", UID, nullable=False),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("party_id", UID, nullable=True),
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("document", sa.String(length=80), nullable=False),
        sa.Column("files", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("proposed_by_id", UID, nullable=True),
        sa.Column("proposed_at", UTC, nullable=False),
        sa.Column("decided_by_id", UID, nullable=True),
        sa.Column("decided_at", UTC, nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("cases", JSON, nullable=False),
        sa.Column("parties", JSON, nullable=False),
        sa.Column("counts", JSON, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=True),
        sa.Column("vault", JSON, nullable=False),
        sa.Column("done_at", UTC, nullable=True),
        sa.Column("finished_at", UTC, nullable=True),
        sa.Column("reapplied_at", UTC, nullable=True),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["county_code", column],
                [f"{target}.county_code", f"{target}.id"],
                name=op.f(f"fk_erasure_county_code_{column}"),
                deferrable=True,
                initially="DEFERRED",
            )
            for column, target in LINKS
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_erasure")),
    )
    for columns in INDEXES:
        op.create_index(op.f(f"ix_erasure_county_code_{'_'.join(columns)}"), "erasure", ["county_code", *columns])


def downgrade() -> None:
    op.drop_table("erasure")
