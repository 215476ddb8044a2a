"""Since when a password is the present one, and an end for every key of a program.

Passwords that are there count from this migration on. Keys without an end get one a year after they were made, and at least
thirty days from now, so that nothing stops overnight.
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "core_0038"
down_revision = "core_0037"
branch_labels = None
depends_on = None

YEAR, NOTICE = timedelta(days=365), timedelta(days=30)


def upgrade() -> None:
    op.add_column("staff", sa.Column("password_set_at", sa.DateTime(timezone=True), nullable=True))
    now = datetime.now(UTC)
    given = now.replace(tzinfo=None) if op.get_bind().dialect.name == "sqlite" else now
    staff = sa.table("staff", sa.column("user_id", sa.Integer), sa.column("password_set_at", sa.DateTime(timezone=True)))
    op.execute(staff.update().where(staff.c.user_id.is_not(None)).values(password_set_at=given))
    key = sa.table("api_key", sa.column("expires_on", sa.Date), sa.column("created_at", sa.DateTime(timezone=True)))
    endless = key.c.expires_on.is_(None)
    for created in op.get_bind().scalars(sa.select(key.c.created_at).where(endless).distinct()).all():
        ends = max(created.replace(tzinfo=UTC) + YEAR, now + NOTICE).date()
        op.execute(key.update().where(endless, key.c.created_at == created).values(expires_on=ends))
    with op.batch_alter_table("api_key") as batch:
        batch.alter_column("expires_on", existing_type=sa.Date(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("api_key") as batch:
        batch.alter_column("expires_on", existing_type=sa.Date(), nullable=True)
    with op.batch_alter_table("staff") as batch:
        batch.drop_column("password_set_at")
