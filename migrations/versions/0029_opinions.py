"""评价: one-time links by which parties say what they think of the mediation, and their answers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0029"
down_revision = "core_0028"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
UTC = sa.DateTime(timezone=True)


def upgrade() -> None:
    _table(
        "opinion_link",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("party_id", UID, nullable=False),
        sa.Column("post_id", UID, nullable=False),
        sa.Column("made_at", UTC, nullable=False),
        sa.Column("until", UTC, nullable=False),
        sa.Column("used_at", UTC, nullable=True),
    )
    _index("opinion_link", "token_hash", unique=True)
    _index("opinion_link", "case_id")
    _index("opinion_link", "made_at")
    _table(
        "opinion",
        sa.Column("party_id", UID, nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("overall", sa.String(length=12), nullable=False),
        sa.Column("fair", sa.String(length=12), nullable=False),
        sa.Column("told", sa.String(length=12), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
    )
    _index("opinion", "case_id", "party_id", unique=True)
    _index("opinion", "given_on")


def downgrade() -> None:
    op.drop_table("opinion")
    op.drop_table("opinion_link")


def _table(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        *columns,
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f(f"fk_{name}_county_code_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f(f"pk_{name}")),
    )


def _index(table: str, *columns: str, unique: bool = False) -> None:
    op.create_index(op.f("_".join((f"ix_{table}_county_code", *columns))), table, ["county_code", *columns], unique=unique)
