"""When the end of a clock is near, when its next warning may rise, and which was given.

A clock that runs already is looked at by the next `clocks.tick`, because the day its warning may rise lies long ago.
"""

import sqlalchemy as sa
from alembic import op

revision = "core_0021"
down_revision = "core_0020"
branch_labels = None
depends_on = None

LONG_AGO = "2000-01-01"
INDEX = "ix_case_clock_county_code_state_warn_on"


def upgrade() -> None:
    op.add_column("case_file", sa.Column("next_soon_on", sa.Date(), nullable=True))
    op.add_column("case_clock", sa.Column("soon_on", sa.Date(), nullable=True))
    op.add_column("case_clock", sa.Column("warn_on", sa.Date(), nullable=True, server_default=LONG_AGO))
    op.add_column("case_clock", sa.Column("warned", sa.String(length=20), nullable=False, server_default=""))
    op.add_column("case_clock", sa.Column("warned_on", sa.Date(), nullable=True))
    op.create_index(INDEX, "case_clock", ["county_code", "state", "warn_on"])


def downgrade() -> None:
    op.drop_index(INDEX, table_name="case_clock")
    with op.batch_alter_table("case_clock") as batch:
        for column in ("warned_on", "warned", "warn_on", "soon_on"):
            batch.drop_column(column)
    with op.batch_alter_table("case_file") as batch:
        batch.drop_column("next_soon_on")
