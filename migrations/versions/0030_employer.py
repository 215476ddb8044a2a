"""Where a mediator of the roster works, so that it is noticed when her employer is a party (披露)."""

import sqlalchemy as sa
from alembic import op

revision = "core_0030"
down_revision = "core_0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("roster_entry", sa.Column("employer", sa.String(length=80), server_default="", nullable=False))
    op.add_column("roster_entry", sa.Column("employer_code", sa.String(length=18), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("roster_entry") as batch:
        batch.drop_column("employer_code")
        batch.drop_column("employer")
