"""What keeps the house running: counters, calendar, settings, outbox, access log, seals."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0007"
down_revision = "core_0006"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
UTC = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "access_entry",
        sa.Column("at", UTC, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("staff_id", UID, nullable=True),
        sa.Column("post_id", UID, nullable=True),
        sa.Column("organisation_id", UID, nullable=True),
        sa.Column("case_id", UID, nullable=True),
        sa.Column("data", JSON, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=True),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_access_entry")),
    )
    op.create_index(op.f("ix_access_entry_county_code_at"), "access_entry", ["county_code", "at"], unique=False)
    op.create_index(op.f("ix_access_entry_county_code_case_id"), "access_entry", ["county_code", "case_id"], unique=False)
    op.create_index(op.f("ix_access_entry_county_code_staff_id"), "access_entry", ["county_code", "staff_id"], unique=False)
    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("notice_year", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_day")),
    )
    op.create_table(
        "outbox",
        sa.Column("task", sa.String(length=60), nullable=False),
        sa.Column("effect_key", sa.String(length=160), nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("due_at", UTC, nullable=False),
        sa.Column("done_at", UTC, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failed", sa.String(length=200), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_county_code_effect_key"), "outbox", ["county_code", "effect_key"], unique=True)
    op.create_index(op.f("ix_outbox_done_at_due_at"), "outbox", ["done_at", "due_at"], unique=False)
    op.create_table(
        "parameter_value",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("division_code", sa.String(length=15), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", "since", "division_code", name=op.f("pk_parameter_value")),
    )
    op.create_table(
        "plugin_state",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_plugin_state")),
    )
    op.create_table(
        "seal",
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("sealed_at", UTC, nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("root", sa.LargeBinary(length=32), nullable=False),
        sa.Column("previous", sa.LargeBinary(length=32), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_seal")),
    )
    op.create_index(op.f("ix_seal_county_code_ordinal"), "seal", ["county_code", "ordinal"], unique=True)
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "type_snapshot",
        sa.Column("type", sa.String(length=81), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("declaration", JSON, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("seen_at", UTC, nullable=False),
        sa.PrimaryKeyConstraint("type", "version", name=op.f("pk_type_snapshot")),
    )
    op.create_table(
        "number_counter",
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("organisation_id", UID, nullable=False),
        sa.Column("word", sa.String(length=10), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.Column("started_with", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "organisation_id"],
            ["organisation.county_code", "organisation.id"],
            name=op.f("fk_number_counter_county_code_organisation_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "organisation_id", "word", "year", name=op.f("pk_number_counter")),
    )


def downgrade() -> None:
    op.drop_table("number_counter")
    op.drop_table("type_snapshot")
    op.drop_table("setting")
    op.drop_table("seal")
    op.drop_table("plugin_state")
    op.drop_table("parameter_value")
    op.drop_table("outbox")
    op.drop_table("calendar_day")
    op.drop_table("access_entry")
