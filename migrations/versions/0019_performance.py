"""履行台账: what was done towards each term of an agreement, and which one was not kept."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0019"
down_revision = "core_0018"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
LATER = {"deferrable": True, "initially": "DEFERRED"}


def upgrade() -> None:
    op.add_column("agreement_term", sa.Column("breached_on", sa.Date(), nullable=True))
    _table(
        "term_performance",
        sa.Column("performed_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("proof", sa.String(length=16), nullable=False),
        sa.Column("proof_text", sa.String(length=200), nullable=False),
    )
    _table(
        "term_breach",
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("left", sa.BigInteger(), nullable=False),
        sa.Column("told", JSON, nullable=False),
        sa.Column("chosen", sa.String(length=20), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("term_breach")
    op.drop_table("term_performance")
    with op.batch_alter_table("agreement_term") as batch:
        batch.drop_column("breached_on")


def _table(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("term_id", UID, nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        *columns,
        sa.Column("staff_id", UID, nullable=True),
        sa.Column("case_id", UID, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "term_id"],
            ["agreement_term.county_code", "agreement_term.id"],
            name=op.f(f"fk_{name}_county_code_term_id"),
            **LATER,
        ),
        sa.ForeignKeyConstraint(
            ["county_code", "case_id"],
            ["case_file.county_code", "case_file.id"],
            name=op.f(f"fk_{name}_county_code_case_id"),
            **LATER,
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_county_code_case_id"), name, ["county_code", "case_id"])
