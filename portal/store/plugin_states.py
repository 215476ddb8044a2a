"""What the database says about plugins: read once before they are started, written by an operator or by the quarantine.

It works on the engine itself, because at start there is neither a registry nor anybody acting.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert, inspect, select

from portal.hooks.loading import Decided, Remembered
from portal.hooks.registry import PluginCondition
from portal.store.database import WRITES
from portal.store.tables.machine import PluginState, TypeSnapshot

LONGEST_REASON = 1200  # a failure by kind with its parameters; of words somebody types the page takes fewer


def is_there(engine: Engine) -> bool:
    """Say whether there is a schema to ask; a look must not make an empty SQLite file."""
    file = engine.url.database
    if engine.dialect.name == "sqlite" and (file is None or not Path(file).is_file()):
        return False
    return {PluginState.__tablename__, TypeSnapshot.__tablename__} <= set(inspect(engine).get_table_names())


def decided(engine: Engine) -> Decided:
    """Return what was decided about plugins and whose declarations are kept; nothing while there is no schema yet."""
    if not is_there(engine):
        return Decided()
    with engine.connect().execution_options(**{WRITES: False}) as connection:
        states = connection.execute(select(PluginState.key, PluginState.state, PluginState.reason)).all()
        kept = connection.execute(select(TypeSnapshot.declaration).order_by(TypeSnapshot.seen_at, TypeSnapshot.version)).scalars()
        remembered = {str(d["plugin"]): Remembered(str(d["plugin_title"]), str(d["plugin_version"])) for d in kept}
    return Decided(
        disabled={key: reason for key, state, reason in states if state == PluginCondition.DISABLED},
        quarantined={key: reason for key, state, reason in states if state == PluginCondition.QUARANTINED},
        remembered=remembered,
    )


def kept_declarations(engine: Engine) -> tuple[dict[str, object], ...]:
    """Return every kept declaration, oldest version first; none while there is no schema yet."""
    if not is_there(engine):
        return ()
    with engine.connect().execution_options(**{WRITES: False}) as connection:
        return tuple(connection.scalars(select(TypeSnapshot.declaration).order_by(TypeSnapshot.type, TypeSnapshot.version)))


def decide(engine: Engine, key: str, state: PluginCondition, reason: str, now: datetime) -> None:
    """Write that the plugin is disabled or quarantined from the next start on, in a transaction of its own."""
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        write_decision(connection, key, state, reason, now)


def write_decision(connection: Connection, key: str, state: PluginCondition, reason: str, now: datetime) -> None:
    """Write the same in a transaction that does more. What an administrator disabled is not quarantined over it."""
    disabled = select(PluginState.key).where(PluginState.key == key, PluginState.state == PluginCondition.DISABLED)
    if state is PluginCondition.QUARANTINED and connection.scalar(disabled) is not None:
        return
    _forget(connection, key)
    row = {"key": key, "state": state.value, "reason": reason[:LONGEST_REASON], "at": now}
    connection.execute(insert(PluginState).values(row))


def enable(engine: Engine, key: str) -> bool:
    """Take back what was decided about the plugin; say whether there was anything to take back."""
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        return _forget(connection, key)


def _forget(connection: Connection, key: str) -> bool:
    return connection.execute(delete(PluginState).where(PluginState.key == key)).rowcount > 0
