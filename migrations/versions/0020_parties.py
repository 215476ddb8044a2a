"""Who acts for a party, and how a party may be reached safely."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0020"
down_revision = "core_0019"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
LATER = {"deferrable": True, "initially": "DEFERRED"}
INDEXES = ("party_id", "by_party_id", "case_id")


def upgrade() -> None:
    op.add_column("party", sa.Column("contact_rule", sa.String(length=8), nullable=False, server_default=""))
    op.add_column("blind_index", sa.Column("acts", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "party_link",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("party_id", UID, nullable=False),
        sa.Column("by_party_id", UID, nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("id_mask", sa.String(length=20), nullable=False),
        sa.Column("phone_mask", sa.String(length=20), nullable=False),
        sa.Column("kinship", sa.String(length=16), nullable=False),
        sa.Column("ground", sa.String(length=16), nullable=False),
        sa.Column("authority", sa.String(length=10), nullable=False),
        sa.Column("scope", sa.String(length=200), nullable=False),
        sa.Column("letter", sa.Boolean(), nullable=True),
        sa.Column("data_consent_on", sa.Date(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("since_seq", sa.Integer(), nullable=False),
        sa.Column("until_seq", sa.Integer(), nullable=True),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_party_link_county_code_case_id"),
            **LATER,
        ),
        *(
            sa.ForeignKeyConstraint(
                ["county_code", column],
                ["party.county_code", "party.id"],
                name=op.f(f"fk_party_link_county_code_{column}"),
                **LATER,
            )
            for column in ("party_id", "by_party_id")
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_party_link")),
    )
    for column in INDEXES:
        op.create_index(op.f(f"ix_party_link_county_code_{column}"), "party_link", ["county_code", column], unique=False)
    op.create_table(
        "case_report",
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("to", sa.String(length=16), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("receipt", sa.String(length=80), nullable=False),
        sa.Column("receipt_on", sa.Date(), nullable=True),
        sa.Column("receipt_seq", sa.Integer(), nullable=True),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_case_report_county_code_case_id"),
            **LATER,
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_case_report")),
    )
    op.create_index(op.f("ix_case_report_county_code_case_id"), "case_report", ["county_code", "case_id"], unique=False)


def downgrade() -> None:
    op.drop_table("case_report")
    op.drop_table("party_link")
    with op.batch_alter_table("blind_index") as index:
        index.drop_column("acts")
    with op.batch_alter_table("party") as party:
        party.drop_column("contact_rule")
