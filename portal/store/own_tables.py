"""Which loaded plugins cannot be used because of their own tables: each is left out and named, and keeps nobody from starting."""

from __future__ import annotations

from sqlalchemy import Engine

from portal.errors import GuardError
from portal.hooks.faults import Failure, Fault
from portal.hooks.registry import Registry
from portal.store import migrate, plugin_states, row_wall
from portal.store.migrate import PluginHistory
from portal.store.plugin_histories import plugin_histories
from portal.store.scoping import belongs_to_the_portal, follows


def usable(engine: Engine, registry: Registry) -> Registry:
    """Return the registry without the plugins whose tables are not as they must be in this database.

    Nothing is asked of the database when no plugin has tables, and before there is a schema nothing is judged.
    """
    histories = plugin_histories(registry)
    if not histories or not plugin_states.is_there(engine):
        return registry
    failures = {history.key: wrong_with(engine, history) for history in histories}
    return registry.without({key: failure for key, failure in failures.items() if failure is not None})


def wrong_with(engine: Engine, history: PluginHistory) -> Failure | None:
    """Return what is wrong with the tables of one plugin, or `None`."""
    if failure := wrong_as_declared(history):
        return failure
    try:
        state = next(one for one in migrate.status(engine, (history,)) if one.key == history.key)
    except Exception as error:  # noqa: BLE001 - the plugin's scripts are code of its own
        return Failure.of(Fault.HISTORY, said=f"{type(error).__name__}: {error}")
    if state.failed:
        return Failure.of(Fault.HISTORY, said=state.failed)
    if not state.is_current:
        return Failure.of(Fault.BEHIND, at=state.at or "—", head=state.head or "—")
    if open_tables := row_wall.unguarded(engine, history.metadata):
        return Failure.of(Fault.UNGUARDED, tables=", ".join(sorted(open_tables)))
    return None


def wrong_as_declared(history: PluginHistory) -> Failure | None:
    """Return what is wrong with tables before any database is asked: taken names, and rows nobody's rule covers."""
    for name, table in history.metadata.tables.items():
        if belongs_to_the_portal(name):
            return Failure.of(Fault.TABLE_TAKEN, table=name, owner="portal")
        try:
            follows(table)
        except GuardError as error:
            return Failure.of(Fault.NO_RULE, said=error)
    return None
