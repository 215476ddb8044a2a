"""Until when somebody used up the rate of what is limited."""

import sqlalchemy as sa
from alembic import op

revision = "core_0011"
down_revision = "core_0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rate_use",
        sa.Column("key_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("used_until_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_rate_use")),
    )
    op.create_index(op.f("ix_rate_use_used_until_ms"), "rate_use", ["used_until_ms"], unique=False)


def downgrade() -> None:
    op.drop_table("rate_use")
