"""A body's own ledger, read and taken in (台账导入)."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0025"
down_revision = "core_0024"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
UTC = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
LATE = {"deferrable": True, "initially": "DEFERRED"}


def upgrade() -> None:
    op.create_table(
        "ledger_import",
        sa.Column("organisation_id", UID, nullable=False),
        sa.Column("staff_id", UID, nullable=False),
        sa.Column("post_id", UID, nullable=False),
        sa.Column("type", sa.String(length=81), nullable=False),
        sa.Column("filename", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("cells", sa.LargeBinary(), nullable=True),
        sa.Column("sheet", sa.Integer(), nullable=False),
        sa.Column("columns", JSON, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("problems", JSON, nullable=False),
        sa.Column("counters", JSON, nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UTC, nullable=False),
        sa.Column("changed_at", UTC, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "organisation_id"],
            ["organisation.county_code", "organisation.id"],
            name=op.f("fk_ledger_import_county_code_organisation_id"),
            **LATE,
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_ledger_import")),
    )
    for last in ("digest", "recorded_at"):
        op.create_index(
            op.f(f"ix_ledger_import_county_code_organisation_id_{last}"), "ledger_import", ["county_code", "organisation_id", last]
        )
    op.create_table(
        "ledger_case",
        sa.Column("import_id", UID, nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("numbered", sa.Boolean(), nullable=False),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_ledger_case_county_code_case_id"),
            **LATE,
        ),
        sa.ForeignKeyConstraint(
            ["county_code", "import_id"],
            ["ledger_import.county_code", "ledger_import.id"],
            name=op.f("fk_ledger_case_county_code_import_id"),
            **LATE,
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_ledger_case")),
    )
    op.create_index(op.f("ix_ledger_case_county_code_import_id_row"), "ledger_case", ["county_code", "import_id", "row"])
    op.create_index(op.f("ix_ledger_case_county_code_case_id"), "ledger_case", ["county_code", "case_id"])


def downgrade() -> None:
    op.drop_table("ledger_case")
    op.drop_table("ledger_import")
