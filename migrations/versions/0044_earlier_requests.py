"""Asks for the request to be counted into limitations that began before requests were (时效).

A due day is appended together with an event of its case and by the calendar: that is a job's to do, in portions.
"""

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0044"
down_revision = "core_0043"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TASK = "clocks.request"


def upgrade() -> None:
    outbox = sa.table(
        "outbox",
        sa.column("county_code", sa.String),
        sa.column("id", UID),
        sa.column("task", sa.String),
        sa.column("effect_key", sa.String),
        sa.column("payload", JSON),
        sa.column("due_at", sa.DateTime(timezone=True)),
        sa.column("attempts", sa.Integer),
        sa.column("failed", sa.String),
    )
    organisation = sa.table("organisation", sa.column("county_code", sa.String))
    connection = op.get_bind()
    for county in connection.scalars(sa.select(organisation.c.county_code).distinct()).all():
        made = uuid.uuid4()
        job = {"county_code": county, "id": made if connection.dialect.name == "postgresql" else made.bytes}
        asked = {"task": TASK, "effect_key": f"{TASK}:0", "payload": {}, "due_at": datetime.now(UTC), "attempts": 0, "failed": ""}
        connection.execute(outbox.insert().values(**job, **asked))


def downgrade() -> None:
    outbox = sa.table("outbox", sa.column("task", sa.String))
    op.execute(outbox.delete().where(outbox.c.task == TASK))
