"""The plugins of a running portal: what is loaded, and what became of every other one that is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from portal.declare.case_types import CaseType
from portal.declare.plugins import Plugin
from portal.hooks.calling import Hooks
from portal.hooks.faults import Failure, Fault
from portal.hooks.own_names import silent_columns
from portal.hooks.tried_with import portal_version, untried


class PluginCondition(StrEnum):
    """What became of a plugin at start."""

    ACTIVE = "active"  # 启用
    DISABLED = "disabled"  # 停用
    FAILED = "failed"  # 未通过试运行
    QUARANTINED = "quarantined"  # 多次出错，已隔离
    MISSING = "missing"  # 有案件，但插件不在了


@dataclass(frozen=True)
class PluginReport:
    """One plugin as administrators see it; `title` and `version` are empty where nobody ever told them.

    `reason` is Chinese, for logs and the command line; where the portal itself found the reason, `failure` has it by kind,
    with its remedy. `remarks` are what is told of a plugin that runs all the same.
    """

    key: str
    title: str
    version: str
    state: PluginCondition
    reason: str = ""
    folder: Path | None = None
    failure: Failure | None = None
    remarks: tuple[Failure, ...] = ()


@dataclass(frozen=True)
class Registry:
    """The loaded plugins in their order, and a report on each known one. Never changes while the portal runs."""

    plugins: Mapping[str, Plugin]
    states: tuple[PluginReport, ...]
    hooks: Hooks = field(default_factory=Hooks)
    _types: Mapping[str, CaseType] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        types = {f"{plugin.key}.{declared.key}": declared for plugin in self.plugins.values() for declared in plugin.case_types}
        object.__setattr__(self, "_types", MappingProxyType(types))

    @classmethod
    def of(
        cls,
        *plugins: Plugin,
        folders: Mapping[str, Path] = MappingProxyType({}),
        others: Iterable[PluginReport] = (),
        hooks: Hooks | None = None,
    ) -> Registry:
        """Return the registry of these values, ordered by `order` and key; `others` are those that are not loaded."""
        ordered = sorted(plugins, key=lambda plugin: (plugin.order, plugin.key))
        running = portal_version()
        silent = {key: columns for key, metadata in (hooks or Hooks()).tables() if (columns := silent_columns(metadata))}
        active = [_active(plugin, running, folders.get(plugin.key), silent.get(plugin.key, [])) for plugin in ordered]
        states = (*active, *sorted(others, key=lambda report: report.key))
        return cls(MappingProxyType({p.key: p for p in ordered}), states, hooks or Hooks())

    def without(self, failures: Mapping[str, Failure]) -> Registry:
        """Return the registry without the plugins that cannot be used after all; each is reported with its failure."""
        if not failures:
            return self
        plugins = {key: plugin for key, plugin in self.plugins.items() if key not in failures}
        reports = [
            report
            if report.key not in failures or report.state is not PluginCondition.ACTIVE
            else failed(report.key, report.title, report.version, report.folder, failures[report.key])
            for report in self.states
        ]
        kept = sorted(reports, key=lambda report: report.state is not PluginCondition.ACTIVE)
        return Registry(MappingProxyType(plugins), tuple(kept), self.hooks.without(failures))

    def case_type(self, full_key: str) -> CaseType | None:
        """Return the type of a full key such as `orchard.damaged_fruit`; `None` when absent or unknown."""
        return self._types.get(full_key)

    def types(self) -> tuple[tuple[str, CaseType], ...]:
        """Return all live types with their full keys, in order."""
        return tuple(self._types.items())

    def plugin_of(self, full_key: str) -> Plugin | None:
        """Return the plugin that owns the type, or `None` when it is not loaded."""
        return self.plugins.get(full_key.partition(".")[0])


def failed(key: str, title: str, version: str, folder: Path | None, failure: Failure) -> PluginReport:
    """Return the report on a plugin that could not be started."""
    return PluginReport(key, title, version, PluginCondition.FAILED, str(failure), folder, failure)


def _active(plugin: Plugin, running: str | None, folder: Path | None, silent: Iterable[str]) -> PluginReport:
    columns = ", ".join(silent)
    said = (untried(plugin, running), Failure.of(Fault.SILENT_COLUMNS, columns=columns) if columns else None)
    remarks = tuple(remark for remark in said if remark is not None)
    reason = "；".join(map(str, remarks))
    return PluginReport(plugin.key, plugin.title, plugin.version, PluginCondition.ACTIVE, reason, folder, remarks=remarks)
