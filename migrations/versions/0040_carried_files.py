"""Files that came along with a referral: which encrypted file a row stands for, and by which referral it came."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0040"
down_revision = "core_0039"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
SHARED = sa.text("file_id IS NOT NULL")


def upgrade() -> None:
    op.add_column("material", sa.Column("file_id", UID, nullable=True))
    op.add_column("material", sa.Column("referral_id", UID, nullable=True))
    op.create_index(
        op.f("ix_material_county_code_file_id"),
        "material",
        ["county_code", "file_id"],
        postgresql_where=SHARED,
        sqlite_where=SHARED,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_material_county_code_file_id"), "material")
    with op.batch_alter_table("material") as batch:
        for column in ("referral_id", "file_id"):
            batch.drop_column(column)
