"""告知与同意: what a party was told of the processing of her data, and on what it rests."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0043"
down_revision = "core_0042"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
LINKS = (("case_id", "case_file"), ("party_id", "party"))


def upgrade() -> None:
    op.create_table(
        "data_consent",
        sa.Column("party_id", UID, nullable=False),
        sa.Column("basis", sa.String(length=12), nullable=False),
        sa.Column("purposes", JSON, nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("how", sa.String(length=12), nullable=False),
        sa.Column("given_by", sa.String(length=12), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", UID, nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["county_code", column],
                [f"{target}.county_code", f"{target}.id"],
                name=op.f(f"fk_data_consent_county_code_{column}"),
                deferrable=True,
                initially="DEFERRED",
            )
            for column, target in LINKS
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_data_consent")),
    )
    for column in ("case_id", "party_id"):
        op.create_index(op.f(f"ix_data_consent_county_code_{column}"), "data_consent", ["county_code", column])


def downgrade() -> None:
    op.drop_table("data_consent")
