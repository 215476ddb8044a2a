"""Calling hooks plugin by plugin: timed, attributed, and none can keep the others from being called."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pluggy
from werkzeug.local import LocalProxy

from portal.declare.privacy import Privacy
from portal.hooks import hookspecs
from portal.hooks.markers import PROJECT
from portal.hooks.quarantine import Quarantine
from portal.hooks.told import CaseChanged

if TYPE_CHECKING:
    import click
    from sqlalchemy import MetaData

SLOW_SECONDS = 1.0
"""A call that takes longer is told in the log."""

TOO_SLOW_SECONDS = 5.0
"""A call that takes longer counts as a failure: somebody waited for it."""

_log = logging.getLogger(__name__)

Callers = Mapping[str, pluggy.HookCaller]


def stands_in(thing: object) -> bool:
    """Say whether a name is `current_app`, `request` or the like: it may only be looked at while a page is answered."""
    return type(thing) is LocalProxy


class _Manager(pluggy.PluginManager):
    """Looks for hooks in a plugin's names, but not behind such as stand for something only while a page is answered."""

    def parse_hookimpl_opts(self, plugin: object, name: str) -> pluggy.HookimplOpts | None:
        """Return how a name implements a hook; `None` for what stands in for something else."""
        if stands_in(getattr(plugin, "__dict__", {}).get(name)):
            return None
        return super().parse_hookimpl_opts(plugin, name)


def plugin_manager() -> pluggy.PluginManager:
    """Return a pluggy manager that knows the portal's hooks and no plugin."""
    manager = _Manager(PROJECT)
    manager.add_hookspecs(hookspecs)
    return manager


@dataclass(frozen=True)
class Hooks:
    """The hooks of the loaded plugins. `callers[hook][plugin]` calls one hook of one plugin."""

    callers: Mapping[str, Callers] = field(default_factory=lambda: MappingProxyType({}))
    quarantine: Quarantine = field(default_factory=Quarantine)
    seconds: Callable[[], float] = time.perf_counter

    @classmethod
    def of(cls, manager: pluggy.PluginManager, quarantine: Quarantine) -> Hooks:
        """Return the hooks of what is registered in the manager under the plugins' keys."""
        named = [(key, plugin) for key, plugin in manager.list_name_plugin() if plugin is not None]
        callers: dict[str, Callers] = {}
        for hook in hookspecs.HOOKS:
            with_it = {impl.plugin_name for impl in getattr(manager.hook, hook).get_hookimpls()}
            callers[hook] = MappingProxyType(
                {
                    key: manager.subset_hook_caller(hook, [other for name, other in named if name != key])
                    for key, _ in named
                    if key in with_it
                }
            )
        return cls(MappingProxyType(callers), quarantine)

    def without(self, keys: Container[str]) -> Hooks:
        """Return the hooks without those of some plugins; failures go on being counted where they were."""
        callers = {
            hook: MappingProxyType({key: call for key, call in calls.items() if key not in keys})
            for hook, calls in self.callers.items()
        }
        return Hooks(MappingProxyType(callers), self.quarantine, self.seconds)

    def views(self) -> tuple[tuple[str, type], ...]:
        """Return the view classes with the keys of their plugins."""
        return tuple((key, view) for key, views in self._ask("portal_views") for view in views)

    def tables(self) -> tuple[tuple[str, MetaData], ...]:
        """Return the metadata of the plugins' own tables with the keys of their plugins."""
        return self._ask("portal_tables")

    def commands(self, key: str) -> tuple[click.Command, ...]:
        """Return the commands of one plugin; none when it has none or could not say."""
        return tuple(command for told, commands in self._ask("portal_cli") if told == key for command in commands)

    def case_changed(self, event: CaseChanged) -> None:
        """Tell every plugin of a committed change, unless the case is sealed."""
        if event.privacy < Privacy.P4:
            self._ask("portal_case_changed", event=event)

    def hears(self, hook: str) -> bool:
        """Say whether any plugin listens to a hook."""
        return bool(self.callers.get(hook))

    def _ask(self, hook: str, **arguments: object) -> tuple[tuple[str, Any], ...]:
        """Return what each plugin answered; a plugin that raised or is set aside is left out."""
        answers: list[tuple[str, Any]] = []
        for key, call in self.callers.get(hook, {}).items():
            if self.quarantine.holds(key):
                continue
            began = self.seconds()
            try:
                results = call(**arguments)
            except Exception as error:  # noqa: BLE001 - the outermost edge towards a plugin
                _log.error("plugin %s failed in %s: %s", key, hook, type(error).__name__)
                self.quarantine.blame(key, hook, error)
                continue
            seconds = self.seconds() - began
            if seconds > SLOW_SECONDS:
                _log.warning("plugin %s took %.1f s in %s", key, seconds, hook)
            if seconds > TOO_SLOW_SECONDS:
                self.quarantine.blame(key, hook, TimeoutError())
            answers.extend((key, result) for result in results)
        return tuple(answers)
