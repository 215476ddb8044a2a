"""Beside the search text of a case, the same text as readers of masked names see it: they find what they can read, no more.

The rows there are get theirs here, with the names of people as `portal.engine.redaction` masks them; identity numbers and
telephones in a story are hidden by every later change of the case.
"""

import sqlalchemy as sa
from alembic import op

from portal.engine.bigrams import normalise
from portal.engine.redaction import searchable

revision = "core_0013"
down_revision = "core_0012"
branch_labels = None
depends_on = None

BATCH = 500

_text = sa.table(
    "case_text",
    sa.column("docid", sa.Integer),
    sa.column("county_code", sa.String),
    sa.column("case_id", sa.LargeBinary),
    sa.column("text", sa.Text),
    sa.column("masked", sa.Text),
)
_party = sa.table(
    "party",
    sa.column("county_code", sa.String),
    sa.column("case_id", sa.LargeBinary),
    sa.column("kind", sa.String),
    sa.column("name", sa.String),
    sa.column("representative", sa.String),
)


def upgrade() -> None:
    op.add_column("case_text", sa.Column("masked", sa.Text(), nullable=False, server_default=""))
    connection = op.get_bind()
    last = 0
    while rows := connection.execute(
        sa.select(_text.c.docid, _text.c.text).where(_text.c.docid > last).order_by(_text.c.docid).limit(BATCH)
    ).all():
        last = rows[-1].docid
        names: dict[int, list[str]] = {}
        joined = sa.and_(_party.c.county_code == _text.c.county_code, _party.c.case_id == _text.c.case_id)
        for party in connection.execute(
            sa.select(_text.c.docid, _party.c.kind, _party.c.name, _party.c.representative)
            .join(_party, joined)
            .where(_text.c.docid.between(rows[0].docid, last))
        ):
            hidden = [party.representative, *([party.name] if party.kind == "person" else [])]
            names.setdefault(party.docid, []).extend(normalise(name) for name in hidden if name)
        masked = [{"row": row.docid, "plain": searchable(row.text, names.get(row.docid, ()))} for row in rows]
        connection.execute(
            sa.update(_text).where(_text.c.docid == sa.bindparam("row")).values(masked=sa.bindparam("plain")), masked
        )


def downgrade() -> None:
    with op.batch_alter_table("case_text") as batch:
        batch.drop_column("masked")
