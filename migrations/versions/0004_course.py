"""The course of a case: events, clocks, sessions, agreements, papers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0004"
down_revision = "core_0003"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
UTC = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "agreement",
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("replaced_seq", sa.Integer(), nullable=True),
        sa.Column("form", sa.String(length=8), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("performed_on", sa.Date(), nullable=True),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_agreement_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_agreement")),
    )
    op.create_index(op.f("ix_agreement_county_code_case_id"), "agreement", ["county_code", "case_id"], unique=False)
    op.create_table(
        "audit_value",
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=120), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=True),
        sa.Column("before", sa.LargeBinary(), nullable=True),
        sa.Column("after", sa.LargeBinary(), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_audit_value_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_audit_value")),
    )
    op.create_index(
        op.f("ix_audit_value_county_code_case_id_event_seq"), "audit_value", ["county_code", "case_id", "event_seq"], unique=False
    )
    op.create_table(
        "case_clock",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("started_seq", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("started_at", UTC, nullable=True),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=12), nullable=False),
        sa.Column("law", sa.String(length=80), nullable=False),
        sa.Column("article", sa.String(length=20), nullable=False),
        sa.Column("basis_since", sa.Date(), nullable=False),
        sa.Column("whose", sa.String(length=8), nullable=False),
        sa.Column("warns", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_at", UTC, nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("moves", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("stopped_by", sa.String(length=40), nullable=False),
        sa.Column("suspensions", JSON, nullable=False),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_case_clock_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_case_clock")),
    )
    op.create_index(op.f("ix_case_clock_county_code_case_id"), "case_clock", ["county_code", "case_id"], unique=False)
    op.create_index(
        op.f("ix_case_clock_county_code_state_due_on"), "case_clock", ["county_code", "state", "due_on"], unique=False
    )
    op.create_table(
        "case_event",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", UTC, nullable=False),
        sa.Column("staff_id", UID, nullable=True),
        sa.Column("post_id", UID, nullable=True),
        sa.Column("organisation_id", UID, nullable=True),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("phase_before", sa.String(length=20), nullable=False),
        sa.Column("phase_after", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.Column("previous", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_case_event_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_case_event")),
    )
    op.create_index(op.f("ix_case_event_county_code_case_id_seq"), "case_event", ["county_code", "case_id", "seq"], unique=True)
    op.create_index(op.f("ix_case_event_county_code_recorded_at"), "case_event", ["county_code", "recorded_at"], unique=False)
    op.create_index(
        op.f("ix_case_event_county_code_staff_id_recorded_at"),
        "case_event",
        ["county_code", "staff_id", "recorded_at"],
        unique=False,
    )
    op.create_table(
        "case_note",
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("staff_id", UID, nullable=True),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_case_note_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_case_note")),
    )
    op.create_index(
        op.f("ix_case_note_county_code_case_id_noted_on"), "case_note", ["county_code", "case_id", "noted_on"], unique=False
    )
    op.create_table(
        "case_paper",
        sa.Column("paper", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.Column("staff_id", UID, nullable=True),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_case_paper_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_case_paper")),
    )
    op.create_index(
        op.f("ix_case_paper_county_code_case_id_paper"), "case_paper", ["county_code", "case_id", "paper"], unique=False
    )
    op.create_table(
        "case_session",
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("manner", sa.String(length=20), nullable=False),
        sa.Column("present", sa.String(length=400), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("result", sa.String(length=12), nullable=False),
        sa.Column("staff_id", UID, nullable=True),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_case_session_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_case_session")),
    )
    op.create_index(
        op.f("ix_case_session_county_code_case_id_held_on"), "case_session", ["county_code", "case_id", "held_on"], unique=False
    )
    op.create_table(
        "agreement_term",
        sa.Column("agreement_id", UID, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("payer", sa.String(length=80), nullable=False),
        sa.Column("payee", sa.String(length=80), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("breach", sa.String(length=200), nullable=False),
        sa.Column("performed_on", sa.Date(), nullable=True),
        sa.Column("performed_amount", sa.BigInteger(), nullable=True),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "agreement_id"],
            ["agreement.county_code", "agreement.id"],
            name=op.f("fk_agreement_term_county_code_agreement_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_agreement_term_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_agreement_term")),
    )
    op.create_index(op.f("ix_agreement_term_county_code_case_id"), "agreement_term", ["county_code", "case_id"], unique=False)
    op.create_index(op.f("ix_agreement_term_county_code_due_on"), "agreement_term", ["county_code", "due_on"], unique=False)
    op.create_table(
        "case_clock_due",
        sa.Column("clock_id", UID, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_at", UTC, nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("inputs", JSON, nullable=False),
        sa.Column("calendar", sa.String(length=40), nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_case_clock_due_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["county_code", "clock_id"],
            ["case_clock.county_code", "case_clock.id"],
            name=op.f("fk_case_clock_due_county_code_clock_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_case_clock_due")),
    )
    op.create_index(
        op.f("ix_case_clock_due_county_code_clock_id_ordinal"),
        "case_clock_due",
        ["county_code", "clock_id", "ordinal"],
        unique=True,
    )


def downgrade() -> None:
    op.drop_table("case_clock_due")
    op.drop_table("agreement_term")
    op.drop_table("case_session")
    op.drop_table("case_paper")
    op.drop_table("case_note")
    op.drop_table("case_event")
    op.drop_table("case_clock")
    op.drop_table("audit_value")
    op.drop_table("agreement")
