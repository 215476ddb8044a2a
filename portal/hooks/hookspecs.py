"""The hooks: where a plugin is asked for something, or told of something.

Nouns are collected when the portal starts; past participles are told after the transaction is committed. There are no
vetoes here: a veto is a rule or a guard of a declaration. A hook ships with a plugin that uses it and a test named after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.declare.plugins import Plugin
from portal.hooks.markers import hookspec
from portal.hooks.told import CaseChanged

if TYPE_CHECKING:
    import click
    from sqlalchemy import MetaData


@hookspec
def portal_plugin() -> Plugin:
    """Return the plugin as a value. The one hook every plugin has.

    @hookimpl
    def portal_plugin() -> Plugin:
        return Plugin(key="orchard", title="果业", case_types=(DAMAGED_FRUIT,))
    """
    raise NotImplementedError


@hookspec
def portal_views() -> tuple[type, ...]:
    """Return the view classes of the plugin's own pages; asked once, when the pages are built.

    A view's `route_base` is `/<plugin key>` or below; its endpoint is named by the portal, and every route says who may enter.

        @hookimpl
        def portal_views() -> tuple[type, ...]:
            return (WageBoard,)
    """
    raise NotImplementedError


@hookspec
def portal_tables() -> MetaData:
    """Return the metadata of the plugin's own tables, all named `<plugin key>_…`; its migrations are in `migrations/versions`.

    @hookimpl
    def portal_tables() -> MetaData:
        return Base.metadata
    """
    raise NotImplementedError


@hookspec
def portal_cli() -> tuple[click.Command, ...]:
    """Return commands; they are called as `portal <plugin key> <command>`.

    @hookimpl
    def portal_cli() -> tuple[click.Command, ...]:
        return (recount,)
    """
    raise NotImplementedError


@hookspec
def portal_case_changed(event: CaseChanged) -> None:
    """A case of any type was opened or moved on, and the change is committed.

    Told in the process that made the change, so what takes time belongs into a job. Sealed cases are not told.

        @hookimpl
        def portal_case_changed(event: CaseChanged) -> None:
            if event.phase_after == "ended":
                remember(event.case_id)
    """


HOOKS = ("portal_plugin", "portal_views", "portal_tables", "portal_cli", "portal_case_changed")
