"""The queue's tables on PostgreSQL, where the application may make none itself; a consultation points at its case by a key;
and two indexes for the third wall.

A queue that already runs made its tables itself: they are left as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "core_0016"
down_revision = "core_0015"
branch_labels = None
depends_on = None

QUEUE = (
    "CREATE TABLE IF NOT EXISTS huey_kv (queue text NOT NULL, key text NOT NULL, value bytea NOT NULL, PRIMARY KEY (queue, key))",
    "CREATE TABLE IF NOT EXISTS huey_schedule ("
    " id bigserial PRIMARY KEY, queue text NOT NULL, data bytea NOT NULL, timestamp double precision NOT NULL)",
    "CREATE INDEX IF NOT EXISTS huey_schedule_queue_timestamp ON huey_schedule (queue, timestamp)",
    "CREATE TABLE IF NOT EXISTS huey_task ("
    " id bigserial PRIMARY KEY, queue text NOT NULL, data bytea NOT NULL, priority double precision NOT NULL DEFAULT 0.0)",
    "CREATE INDEX IF NOT EXISTS huey_task_queue_priority_id ON huey_task (queue, priority DESC, id)",
    "CREATE TABLE IF NOT EXISTS huey_counter ("
    " queue text NOT NULL, key text NOT NULL, value bigint NOT NULL DEFAULT 0, PRIMARY KEY (queue, key))",
)
INDEXES = {
    "ix_case_access_county_code_staff_id": ("staff_id", "staff_id IS NOT NULL"),
    "ix_case_access_county_code_organisation_id": ("organisation_id", "ground <> 'owner'"),
}
LINK = "fk_consultation_county_code_case_id"


def upgrade() -> None:
    with op.batch_alter_table("consultation") as batch:
        batch.create_foreign_key(
            LINK, "case_file", ["county_code", "case_id"], ["county_code", "id"], deferrable=True, initially="DEFERRED"
        )
    for name, (column, condition) in INDEXES.items():
        where = sa.text(condition)
        op.create_index(name, "case_access", ["county_code", column], postgresql_where=where, sqlite_where=where)
    if op.get_bind().dialect.name == "postgresql":
        for statement in QUEUE:
            op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TABLE huey_kv, huey_schedule, huey_task, huey_counter")
    for name in INDEXES:
        op.drop_index(name, "case_access")
    with op.batch_alter_table("consultation") as batch:
        batch.drop_constraint(LINK, type_="foreignkey")
