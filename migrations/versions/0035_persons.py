"""同一人: parties of an organisation's cases that were said to be one person."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0035"
down_revision = "core_0034"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
UTC = sa.DateTime(timezone=True)
LINKED = sa.text("person_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "person_merge",
        sa.Column("organisation_id", UID, nullable=False),
        sa.Column("parties", JSON, nullable=False),
        sa.Column("kept", JSON, nullable=False),
        sa.Column("merged_by_id", UID, nullable=False),
        sa.Column("merged_at", UTC, nullable=False),
        sa.Column("undone_by_id", UID, nullable=True),
        sa.Column("undone_at", UTC, nullable=True),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "organisation_id"],
            ["organisation.county_code", "organisation.id"],
            name=op.f("fk_person_merge_county_code_organisation_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_person_merge")),
    )
    op.create_index(
        op.f("ix_person_merge_county_code_organisation_id_merged_at"),
        "person_merge",
        ["county_code", "organisation_id", "merged_at"],
    )
    op.create_index(
        op.f("ix_party_county_code_person_id"),
        "party",
        ["county_code", "person_id"],
        postgresql_where=LINKED,
        sqlite_where=LINKED,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_party_county_code_person_id"), "party")
    op.drop_table("person_merge")
