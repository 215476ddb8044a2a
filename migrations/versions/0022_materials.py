"""Files of cases (材料), and the one-time links by which a telephone adds pictures."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0022"
down_revision = "core_0021"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
UTC = sa.DateTime(timezone=True)


def _of_case(table: str) -> tuple[sa.Column | sa.Constraint, ...]:
    return (
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f(f"fk_{table}_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f(f"pk_{table}")),
    )


def upgrade() -> None:
    op.create_table(
        "material",
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("media", sa.String(length=8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", UTC, nullable=False),
        sa.Column("added_by_id", UID, nullable=False),
        sa.Column("by_phone", sa.Boolean(), nullable=False),
        sa.Column("scan", sa.String(length=10), nullable=False),
        sa.Column("scanned_at", UTC, nullable=True),
        sa.Column("voided_at", UTC, nullable=True),
        sa.Column("voided_by_id", UID, nullable=True),
        sa.Column("void_reason", sa.LargeBinary(), nullable=True),
        *_of_case("material"),
    )
    op.create_index(
        op.f("ix_material_county_code_case_id_added_at"), "material", ["county_code", "case_id", "added_at"], unique=False
    )
    op.create_table(
        "phone_link",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("post_id", UID, nullable=False),
        sa.Column("made_at", UTC, nullable=False),
        sa.Column("until", UTC, nullable=False),
        sa.Column("used_at", UTC, nullable=True),
        *_of_case("phone_link"),
    )
    op.create_index(
        op.f("ix_phone_link_county_code_token_hash"), "phone_link", ["county_code", "token_hash"], unique=True
    )
    op.create_index(op.f("ix_phone_link_county_code_case_id"), "phone_link", ["county_code", "case_id"], unique=False)


def downgrade() -> None:
    op.drop_table("phone_link")
    op.drop_table("material")
