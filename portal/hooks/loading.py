"""The start of the plugins: find, leave out what is not wanted, try, load what passed, report on all."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from portal.declare.plugins import Plugin
from portal.hooks.calling import Hooks, plugin_manager
from portal.hooks.discovery import Found, discover, mount
from portal.hooks.importing import load, told
from portal.hooks.quarantine import Decide, Quarantine, nobody_decides
from portal.hooks.registry import PluginCondition, PluginReport, Registry
from portal.hooks.trial import TIME_LIMIT_SECONDS, Trial

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Remembered:
    """What the database still knows of a plugin that has cases: its last title and version."""

    title: str
    version: str


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
    reports = [PluginReport(out.key, "", "", PluginCondition.FAILED, out.reason, out.folder) for out in discovery.left_out]
    wanted: list[Found] = []
    for found in discovery.found:
        unwanted = _unwanted(found, start)
        if unwanted is None:
            wanted.append(found)
        else:
            reports.append(unwanted)
    loaded, failed, hooks = _load(wanted, start)
    reports += failed
    there = {found.key for found in discovery.found} | {report.key for report in reports}
    reports += [
        PluginReport(
            key, known.title, known.version, PluginCondition.MISSING, "有这个插件登记的案件，但没有找到插件；案件只能查看"
        )
        for key, known in start.decided.remembered.items()
        if key not in there
    ]
    registry = Registry.of(*loaded, folders={found.key: found.folder for found in wanted}, others=reports, hooks=hooks)
    for report in registry.states:
        if report.state is PluginCondition.ACTIVE and report.reason:
            _log.warning("plugin %s starts with a remark: %s", report.key, report.reason)
    for report in reports:
        level = logging.INFO if report.state is PluginCondition.DISABLED else logging.WARNING
        _log.log(level, "plugin %s is %s: %s", report.key, report.state, report.reason)
    return registry


def load_one(found: Found, start: Start) -> Registry:
    """Return a registry of this plugin alone, tried and loaded like any; what else is installed is not looked at."""
    loaded, failed, hooks = _load((found,), start)
    return Registry.of(*loaded, folders={found.key: found.folder}, others=failed, hooks=hooks)


def _load(wanted: Sequence[Found], start: Start) -> tuple[list[Plugin], list[PluginReport], Hooks]:
    manager = plugin_manager()
    reasons = Trial(start.kept, start.folders, start.today, start.time_limit).reasons(wanted)
    loaded: list[Plugin] = []
    failed: list[PluginReport] = []
    for found in wanted:
        reason = reasons[found.key]
        if not reason:
            try:
                loaded.append(load(found, manager))
                continue
            except Exception as error:  # noqa: BLE001 - the outermost edge towards a plugin
                if manager.has_plugin(found.key):
                    manager.unregister(name=found.key)
                reason = f"试运行通过，正式启动时却出错：{told(found, error)}"
        failed.append(_report(found, PluginCondition.FAILED, reason, start))
    return loaded, failed, Hooks.of(manager, Quarantine(start.on_quarantine))


def _unwanted(found: Found, start: Start) -> PluginReport | None:
    if start.safe_mode:
        return _report(found, PluginCondition.DISABLED, "安全模式：没有读入任何插件", start)
    if found.key in start.disabled:
        return _report(found, PluginCondition.DISABLED, "由环境变量 PORTAL_PLUGINS_DISABLED 停用", start)
    if found.key in start.decided.disabled:
        return _report(found, PluginCondition.DISABLED, start.decided.disabled[found.key], start)
    if found.key in start.decided.quarantined:
        return _report(found, PluginCondition.QUARANTINED, start.decided.quarantined[found.key], start)
    return None


def _report(found: Found, state: PluginCondition, reason: str, start: Start) -> PluginReport:
    known = start.decided.remembered.get(found.key, Remembered("", ""))
    return PluginReport(found.key, known.title, known.version, state, reason, found.folder)
