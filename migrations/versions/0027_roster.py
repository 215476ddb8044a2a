"""The roster of mediators (调解员名册), their training, and the day a seal was registered."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0027"
down_revision = "core_0026"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def _row(table: str, *links: tuple[str, str]) -> tuple[sa.Column | sa.Constraint, ...]:
    return (
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["county_code", column],
                [f"{target}.county_code", f"{target}.id"],
                name=op.f(f"fk_{table}_county_code_{column}"),
                deferrable=True,
                initially="DEFERRED",
            )
            for column, target in links
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f(f"pk_{table}")),
    )


def upgrade() -> None:
    op.add_column("organisation", sa.Column("seal_registered_on", sa.Date(), nullable=True))
    op.create_table(
        "roster_entry",
        sa.Column("organisation_id", UID, nullable=False),
        sa.Column("staff_id", UID, nullable=True),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("position", sa.String(length=10), nullable=False),
        sa.Column("is_woman", sa.Boolean(), nullable=False),
        sa.Column("specialties", JSON, nullable=False),
        sa.Column("languages", JSON, nullable=False),
        sa.Column("level", sa.String(length=1), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        *_row("roster_entry", ("organisation_id", "organisation"), ("staff_id", "staff")),
    )
    op.create_index(op.f("ix_roster_entry_county_code_organisation_id"), "roster_entry", ["county_code", "organisation_id"])
    op.create_table(
        "roster_training",
        sa.Column("entry_id", UID, nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("struck_on", sa.Date(), nullable=True),
        *_row("roster_training", ("entry_id", "roster_entry")),
    )
    op.create_index(op.f("ix_roster_training_county_code_entry_id"), "roster_training", ["county_code", "entry_id"])


def downgrade() -> None:
    op.drop_table("roster_training")
    op.drop_table("roster_entry")
    with op.batch_alter_table("organisation") as batch:
        batch.drop_column("seal_registered_on")
