"""Officials' own numbers: the identity number as ciphertext, and keyed hashes to compare with those of parties."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0014"
down_revision = "core_0013"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")


def upgrade() -> None:
    op.add_column("staff", sa.Column("id_number", sa.LargeBinary(), nullable=True))
    op.create_table(
        "staff_number",
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("staff_id", UID, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("value", sa.LargeBinary(length=16), nullable=False),
        sa.PrimaryKeyConstraint("county_code", "staff_id", "kind", "value", name=op.f("pk_staff_number")),
        sa.ForeignKeyConstraint(
            ["county_code", "staff_id"],
            ["staff.county_code", "staff.id"],
            name=op.f("fk_staff_number_county_code_staff_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
    )


def downgrade() -> None:
    op.drop_table("staff_number")
    with op.batch_alter_table("staff") as batch:
        batch.drop_column("id_number")
