"""Words of contact between handlers about the same people; the record of looks by person and moment."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0010"
down_revision = "core_0009"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
UTC = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "contact",
        sa.Column("thread", UID, nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("wish", sa.String(length=8), nullable=False),
        sa.Column("organisation_id", UID, nullable=False),
        sa.Column("staff_id", UID, nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.Column("closed_at", UTC, nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_contact_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_contact")),
    )
    op.create_index(op.f("ix_contact_county_code_case_id"), "contact", ["county_code", "case_id"], unique=False)
    op.create_index(op.f("ix_contact_county_code_thread"), "contact", ["county_code", "thread"], unique=False)
    op.drop_index(op.f("ix_access_entry_county_code_staff_id"), table_name="access_entry")
    op.create_index(op.f("ix_access_entry_county_code_staff_id_at"), "access_entry", ["county_code", "staff_id", "at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_access_entry_county_code_staff_id_at"), table_name="access_entry")
    op.create_index(op.f("ix_access_entry_county_code_staff_id"), "access_entry", ["county_code", "staff_id"], unique=False)
    op.drop_table("contact")
