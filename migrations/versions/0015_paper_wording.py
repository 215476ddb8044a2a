"""Versions of what papers say: wordings edited in the portal, and the county's own Word templates."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0015"
down_revision = "core_0014"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
UTC = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    for name, own in (
        ("paper_wording", (("texts", JSON, False), ("reason", sa.String(length=200), False))),
        ("paper_template", (("file", sa.LargeBinary(length=1048576), True), ("size", sa.Integer(), False))),
    ):
        op.create_table(
            name,
            sa.Column("owner", sa.String(length=81), nullable=False),
            sa.Column("paper", sa.String(length=60), nullable=False),
            sa.Column("version", sa.Integer(), nullable=False),
            *(sa.Column(column, kind, nullable=empty) for column, kind, empty in own),
            sa.Column("at", UTC, nullable=False),
            sa.Column("staff_id", UID, nullable=False),
            sa.Column("county_code", sa.String(length=6), nullable=False),
            sa.Column("id", UID, nullable=False),
            sa.PrimaryKeyConstraint("county_code", "id", name=op.f(f"pk_{name}")),
        )
        op.create_index(
            op.f(f"ix_{name}_county_code_owner_paper_version"), name, ["county_code", "owner", "paper", "version"], unique=True
        )


def downgrade() -> None:
    op.drop_table("paper_template")
    op.drop_table("paper_wording")
