"""The migration histories of the loaded plugins that have tables of their own."""

from __future__ import annotations

from portal.hooks.registry import Registry
from portal.store.migrate import PluginHistory


def plugin_histories(registry: Registry) -> tuple[PluginHistory, ...]:
    """Return a history per plugin that answers `portal_tables`; its revisions are in `migrations/versions` of its folder."""
    folders = {report.key: report.folder for report in registry.states if report.key in registry.plugins}
    return tuple(
        PluginHistory(key, folder / "migrations" / "versions", metadata)
        for key, metadata in registry.hooks.tables()
        if (folder := folders[key]) is not None
    )
