"""Imprints are taken anew (校验值): they no longer cover the warnings of a time limit, which are given without an event."""

from alembic import op

revision = "core_0045"
down_revision = "core_0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _forget()


def downgrade() -> None:
    _forget()


def _forget() -> None:
    """Let the job of the seals take them of every case again, by the rule of the release at hand."""
    op.execute("DELETE FROM case_imprint")
    op.execute("DELETE FROM setting WHERE key = 'imprinted_up_to'")
