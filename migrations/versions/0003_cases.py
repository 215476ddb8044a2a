"""Cases: disputes, parties, what is secret about them, who may come near."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0003"
down_revision = "core_0002"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
UTC = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "dispute",
        sa.Column("responsible_case_id", UID, nullable=False),
        sa.Column("opened_at", UTC, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_dispute")),
    )
    op.create_table(
        "case_file",
        sa.Column("dispute_id", UID, nullable=False),
        sa.Column("organisation_id", UID, nullable=False),
        sa.Column("plugin", sa.String(length=40), nullable=False),
        sa.Column("type", sa.String(length=81), nullable=False),
        sa.Column("type_version", sa.Integer(), nullable=False),
        sa.Column("ministry_type", sa.String(length=2), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("number_word", sa.String(length=10), nullable=True),
        sa.Column("number_year", sa.Integer(), nullable=True),
        sa.Column("number_serial", sa.Integer(), nullable=True),
        sa.Column("phase", sa.String(length=20), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("ending", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("privacy", sa.SmallInteger(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("handler_id", UID, nullable=True),
        sa.Column("registered_by_id", UID, nullable=False),
        sa.Column("division_code", sa.String(length=15), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("details", JSON, nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("consented_on", sa.Date(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("followed_up_on", sa.Date(), nullable=True),
        sa.Column("archived_on", sa.Date(), nullable=True),
        sa.Column("voided_on", sa.Date(), nullable=True),
        sa.Column("applicant_name", sa.String(length=80), nullable=False),
        sa.Column("applicant_kind", sa.String(length=12), nullable=False),
        sa.Column("applicant_count", sa.Integer(), nullable=False),
        sa.Column("respondent_name", sa.String(length=80), nullable=False),
        sa.Column("respondent_kind", sa.String(length=12), nullable=False),
        sa.Column("respondent_count", sa.Integer(), nullable=False),
        sa.Column("next_due_on", sa.Date(), nullable=True),
        sa.Column("next_due_key", sa.String(length=40), nullable=False),
        sa.Column("next_contact_on", sa.Date(), nullable=True),
        sa.Column("move", sa.String(length=40), nullable=False),
        sa.Column("after_the_fact", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", UTC, nullable=False),
        sa.Column("changed_at", UTC, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "dispute_id"],
            ["dispute.county_code", "dispute.id"],
            name=op.f("fk_case_file_county_code_dispute_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["county_code", "organisation_id"],
            ["organisation.county_code", "organisation.id"],
            name=op.f("fk_case_file_county_code_organisation_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_case_file")),
    )
    op.create_index(op.f("ix_case_file_county_code_dispute_id"), "case_file", ["county_code", "dispute_id"], unique=False)
    op.create_index(op.f("ix_case_file_county_code_division_code"), "case_file", ["county_code", "division_code"], unique=False)
    op.create_index(
        op.f("ix_case_file_county_code_handler_id_next_due_on"),
        "case_file",
        ["county_code", "handler_id", "next_due_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_case_file_county_code_next_due_on_id"), "case_file", ["county_code", "next_due_on", "id"], unique=False
    )
    op.create_index(op.f("ix_case_file_county_code_number"), "case_file", ["county_code", "number"], unique=False)
    op.create_index(
        op.f("ix_case_file_county_code_organisation_id_next_due_on_id"),
        "case_file",
        ["county_code", "organisation_id", "next_due_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_case_file_county_code_organisation_id_number_word_number_year_number_serial"),
        "case_file",
        ["county_code", "organisation_id", "number_word", "number_year", "number_serial"],
        unique=True,
    )
    op.create_index(
        op.f("ix_case_file_county_code_organisation_id_received_on_id"),
        "case_file",
        ["county_code", "organisation_id", "received_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_case_file_county_code_privacy_organisation_id"),
        "case_file",
        ["county_code", "privacy", "organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_case_file_county_code_received_on_id"), "case_file", ["county_code", "received_on", "id"], unique=False
    )
    op.create_table(
        "blind_index",
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("value", sa.LargeBinary(length=16), nullable=False),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("party_id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_blind_index_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "kind", "value", "case_id", "party_id", name=op.f("pk_blind_index")),
    )
    op.create_index(op.f("ix_blind_index_county_code_case_id"), "blind_index", ["county_code", "case_id"], unique=False)
    op.create_table(
        "case_access",
        sa.Column("organisation_id", UID, nullable=True),
        sa.Column("staff_id", UID, nullable=True),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("since", UTC, nullable=False),
        sa.Column("until", UTC, nullable=True),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_case_access_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_case_access")),
    )
    op.create_index(op.f("ix_case_access_county_code_case_id"), "case_access", ["county_code", "case_id"], unique=False)
    op.create_index(
        op.f("ix_case_access_county_code_ground_organisation_id"),
        "case_access",
        ["county_code", "ground", "organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_case_access_county_code_ground_staff_id"), "case_access", ["county_code", "ground", "staff_id"], unique=False
    )
    op.create_table(
        "case_secret",
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("path", sa.String(length=120), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_case_secret_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "case_id", "path", name=op.f("pk_case_secret")),
    )
    op.create_table(
        "party",
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("side", sa.String(length=12), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("sex", sa.String(length=6), nullable=False),
        sa.Column("age_band", sa.String(length=12), nullable=False),
        sa.Column("is_minor", sa.Boolean(), nullable=False),
        sa.Column("nation", sa.String(length=20), nullable=False),
        sa.Column("occupation", sa.String(length=40), nullable=False),
        sa.Column("representative", sa.String(length=40), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=False),
        sa.Column("no_id_reason", sa.String(length=60), nullable=False),
        sa.Column("id_mask", sa.String(length=20), nullable=False),
        sa.Column("phone_mask", sa.String(length=20), nullable=False),
        sa.Column("address_mask", sa.String(length=120), nullable=False),
        sa.Column("details", JSON, nullable=False),
        sa.Column("person_id", UID, nullable=True),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_party_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_party")),
    )
    op.create_index(op.f("ix_party_county_code_case_id_ordinal"), "party", ["county_code", "case_id", "ordinal"], unique=False)
    op.create_index(op.f("ix_party_county_code_name"), "party", ["county_code", "name"], unique=False)


def downgrade() -> None:
    op.drop_table("party")
    op.drop_table("case_secret")
    op.drop_table("case_access")
    op.drop_table("blind_index")
    op.drop_table("case_file")
    op.drop_table("dispute")
