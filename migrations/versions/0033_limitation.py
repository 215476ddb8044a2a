"""What interrupts (中断) and holds up (中止) limitations, and clocks that last until a day a field names.

The limitations of general law that run already can be interrupted from now on. The request that already interrupted them is
not written into them: a due day is appended together with an event of its case and by the calendar, which is not a
migration's to do: a job does it, asked for by `core_0044`. Until then they are told too early, never too late.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0033"
down_revision = "core_0032"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
KNOWN = {
    **dict.fromkeys(
        ("limitation", "limitation_demanded", "limitation_life", "land_arbitration", "farmland_arbitration"), "civil"
    ),
    "arbitration_limitation": "labour",
}


def upgrade() -> None:
    op.add_column("case_clock", sa.Column("until_on", sa.Date(), nullable=True))
    op.add_column("case_clock", sa.Column("limitation", sa.String(length=8), nullable=False, server_default=""))
    op.add_column("case_clock", sa.Column("interruptions", JSON, nullable=False, server_default="[]"))
    clock = sa.table("case_clock", sa.column("key", sa.String), sa.column("limitation", sa.String))
    for key, kind in KNOWN.items():
        op.execute(clock.update().where(clock.c.key == key).values(limitation=kind))


def downgrade() -> None:
    with op.batch_alter_table("case_clock") as batch:
        for column in ("interruptions", "limitation", "until_on"):
            batch.drop_column(column)
