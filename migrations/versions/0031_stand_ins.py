"""代办: who stands in for whom in an organisation, from day to day."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0031"
down_revision = "core_0030"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
UTC = sa.DateTime(timezone=True)
LINKS = (("organisation_id", "organisation"), ("absent_id", "staff"), ("stand_in_id", "staff"), ("named_by_id", "staff"))


def upgrade() -> None:
    op.create_table(
        "stand_in",
        *(sa.Column(column, UID, nullable=False) for column, _target in LINKS),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("named_at", UTC, nullable=False),
        sa.Column("ended_at", UTC, nullable=True),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["county_code", column],
                [f"{target}.county_code", f"{target}.id"],
                name=op.f(f"fk_stand_in_county_code_{column}"),
                deferrable=True,
                initially="DEFERRED",
            )
            for column, target in LINKS
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_stand_in")),
    )
    op.create_index(op.f("ix_stand_in_county_code_stand_in_id"), "stand_in", ["county_code", "stand_in_id"])
    op.create_index(op.f("ix_stand_in_county_code_organisation_id"), "stand_in", ["county_code", "organisation_id"])


def downgrade() -> None:
    op.drop_table("stand_in")
