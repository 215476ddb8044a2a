"""The start of the plugins: find, leave out what is not wanted, try, load what passed, report on all."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from portal.declare.plugins import Plugin
from portal.declare.texts import N_
from portal.hooks.calling import Hooks, plugin_manager
from portal.hooks.discovery import Found, discover, mount
from portal.hooks.faults import Failure, Fault
from portal.hooks.importing import load, told
from portal.hooks.meeting import clashes
from portal.hooks.quarantine import Decide, Quarantine, nobody_decides
from portal.hooks.registry import PluginCondition, PluginReport, Registry, failed
from portal.hooks.trial import TIME_LIMIT_SECONDS, Trial

_log = logging.getLogger(__name__)

_SAFE_MODE = N_("安全模式：没有读入任何插件")
_BY_ENVIRONMENT = N_("由环境变量 PORTAL_PLUGINS_DISABLED 停用")
_MISSING = N_("有这个插件登记的案件，但没有找到插件；案件只能查看")


@dataclass(frozen=True)
class Remembered:
    """What the database still knows of a plugin that has cases: its last title and version."""

    title: str
    version: str


_UNKNOWN = Remembered("", "")


@dataclass(frozen=True)
class Decided:
    """What the database says about plugins at start: key → reason, and whom it has cases of."""

    disabled: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    quarantined: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    remembered: Mapping[str, Remembered] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Start:
    """How the plugins of this installation are started."""

    folders: tuple[Path, ...]
    kept: Path
    today: date
    disabled: frozenset[str] = frozenset()
    safe_mode: bool = False
    decided: Decided = Decided()
    time_limit: float = TIME_LIMIT_SECONDS
    on_quarantine: Decide = nobody_decides


def load_plugins(start: Start) -> Registry:
    """Return the registry of what could be started; everything else that is known is reported with its reason."""
    mount(start.folders)
    discovery = discover(start.folders)
    reports = [failed(out.key, "", "", out.folder, out.failure) for out in discovery.left_out]
    wanted: list[Found] = []
    for found in discovery.found:
        unwanted = _unwanted(found, start)
        if unwanted is None:
            wanted.append(found)
        else:
            reports.append(unwanted)
    loaded, not_loaded, hooks = _load(wanted, start)
    reports += not_loaded
    there = {found.key for found in discovery.found} | {report.key for report in reports}
    reports += [
        PluginReport(key, known.title, known.version, PluginCondition.MISSING, _MISSING)
        for key, known in start.decided.remembered.items()
        if key not in there
    ]
    registry = Registry.of(*loaded, folders={found.key: found.folder for found in wanted}, others=reports, hooks=hooks)
    registry = registry.without(clashes(registry))
    for report in registry.states:
        if report.remarks:
            _log.warning("plugin %s starts with a remark: %s", report.key, report.reason)
        if report.state is not PluginCondition.ACTIVE:
            level = logging.INFO if report.state is PluginCondition.DISABLED else logging.WARNING
            _log.log(level, "plugin %s is %s: %s", report.key, report.state, report.reason)
    return registry


def load_one(found: Found, start: Start) -> Registry:
    """Return a registry of this plugin alone, tried and loaded like any; what else is installed is not looked at."""
    loaded, not_loaded, hooks = _load((found,), start)
    return Registry.of(*loaded, folders={found.key: found.folder}, others=not_loaded, hooks=hooks)


def _load(wanted: Sequence[Found], start: Start) -> tuple[list[Plugin], list[PluginReport], Hooks]:
    manager = plugin_manager()
    failures = Trial(start.kept, start.folders, start.today, start.time_limit).failures(wanted)
    loaded: list[Plugin] = []
    not_loaded: list[PluginReport] = []
    for found in wanted:
        failure = failures[found.key]
        if failure is None:
            try:
                loaded.append(load(found, manager))
                continue
            except Exception as error:  # noqa: BLE001 - the outermost edge towards a plugin
                if manager.has_plugin(found.key):
                    manager.unregister(name=found.key)
                failure = Failure.of(Fault.LATER, said=told(found, error))
        known = start.decided.remembered.get(found.key, _UNKNOWN)
        not_loaded.append(failed(found.key, known.title, known.version, found.folder, failure))
    return loaded, not_loaded, Hooks.of(manager, Quarantine(start.on_quarantine))


def _unwanted(found: Found, start: Start) -> PluginReport | None:
    if start.safe_mode:
        return _report(found, PluginCondition.DISABLED, _SAFE_MODE, start)
    if found.key in start.disabled:
        return _report(found, PluginCondition.DISABLED, _BY_ENVIRONMENT, start)
    if found.key in start.decided.disabled:
        return _report(found, PluginCondition.DISABLED, start.decided.disabled[found.key], start)
    if found.key in start.decided.quarantined:
        return _report(found, PluginCondition.QUARANTINED, start.decided.quarantined[found.key], start)
    return None


def _report(found: Found, state: PluginCondition, reason: str, start: Start) -> PluginReport:
    known = start.decided.remembered.get(found.key, _UNKNOWN)
    failure = Failure.read(reason) if state is PluginCondition.QUARANTINED else None
    return PluginReport(found.key, known.title, known.version, state, str(failure or reason), found.folder, failure)
