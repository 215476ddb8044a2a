"""Sessions with their hours, who else came, what was told and when they go on; facts nobody disputes (无争议事实)."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0028"
down_revision = "core_0027"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
SESSION = (
    sa.Column("began", sa.String(length=5), nullable=False, server_default=""),
    sa.Column("ended", sa.String(length=5), nullable=False, server_default=""),
    sa.Column("others", sa.String(length=400), nullable=False, server_default=""),
    sa.Column("informed", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("next_on", sa.Date(), nullable=True),
)


def upgrade() -> None:
    with op.batch_alter_table("case_session") as batch:
        for column in SESSION:
            batch.add_column(column._copy())
    op.create_table(
        "undisputed_facts",
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("replaced_seq", sa.Integer(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f("fk_undisputed_facts_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_undisputed_facts")),
    )
    op.create_index(
        op.f("ix_undisputed_facts_county_code_case_id_event_seq"), "undisputed_facts", ["county_code", "case_id", "event_seq"]
    )


def downgrade() -> None:
    op.drop_table("undisputed_facts")
    with op.batch_alter_table("case_session") as batch:
        for column in SESSION:
            batch.drop_column(column.name)
