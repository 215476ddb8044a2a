"""The search index beside `case_text`: an FTS5 table on SQLite, an array with a GIN on PostgreSQL, both over one tokenizer.

`portal.store.search_text` is the only one that writes them. The FTS5 table holds no text of its own (`content=''`); its
tokens come parted by spaces, and every sign beyond ASCII belongs to a token.
"""

import sqlite3

from alembic import op

revision = "core_0008"
down_revision = "core_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE case_text_fts USING fts5(tokens, content='', tokenize='ascii')")
        if sqlite3.sqlite_version_info >= (3, 42):  # overwrites deleted tokens by itself
            op.execute("INSERT INTO case_text_fts (case_text_fts, rank) VALUES ('secure-delete', 1)")
    else:
        op.execute(
            "CREATE TABLE case_text_grams ("
            " docid integer PRIMARY KEY REFERENCES case_text (docid) ON DELETE CASCADE,"
            " grams text[] NOT NULL)"
        )
        op.execute("CREATE INDEX ix_case_text_grams_grams ON case_text_grams USING gin (grams)")


def downgrade() -> None:
    op.execute("DROP TABLE case_text_fts" if op.get_bind().dialect.name == "sqlite" else "DROP TABLE case_text_grams")
