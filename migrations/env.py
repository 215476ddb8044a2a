"""How Alembic runs a history: the core's or a plugin's, on the connection and with the tables it is handed.

Only `portal.store.migrate` comes here; it holds the lock and the transaction. Tables that are not in the history's own
metadata (Flask-AppBuilder's, the search index's, another plugin's) are none of its business.
"""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import JSON

from portal.store.tables.columns import Uid, Utc

attributes = context.config.attributes


def _own(_object: Any, _name: str | None, kind: str, reflected: bool, compared_to: Any) -> bool:
    return not (kind == "table" and reflected and compared_to is None)


def _written(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our column types by the names of `script.py.mako`: a revision must not change when our classes do."""
    if kind == "type":
        for known, name in ((Uid, "UID"), (Utc, "UTC"), (JSON, "JSON")):
            if isinstance(item, known):
                return name
    return False


context.configure(
    connection=attributes["connection"],
    target_metadata=attributes["metadata"],
    version_table=attributes["version_table"],
    include_object=_own,
    render_item=_written,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
