"""校验值: keyed digests of the rows of each case, by which a row changed behind the portal's back is named."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0037"
down_revision = "core_0036"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "case_imprint",
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("digests", JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_case_imprint_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "case_id", name=op.f("pk_case_imprint")),
    )


def downgrade() -> None:
    op.drop_table("case_imprint")
    op.execute("DELETE FROM setting WHERE key = 'imprinted_up_to'")
