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
    """One plugin as administrators see it; `title` and `version` are empty where nobody ever told them."""

    key: str
    title: str
    version: str
    state: PluginCondition
    reason: str = ""
    folder: Path | None = None


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
        silent = {key: _silent(metadata) for key, metadata in (hooks or Hooks()).tables()}
        active = [
            PluginReport(p.key, p.title, p.version, PluginCondition.ACTIVE, reason, folders.get(p.key))
            for p in ordered
            for reason in ("；".join(filter(None, (untried(p, running), silent.get(p.key, "")))),)
        ]
        states = (*active, *sorted(others, key=lambda report: report.key))
        return cls(MappingProxyType({p.key: p for p in ordered}), states, hooks or Hooks())

    def case_type(self, full_key: str) -> CaseType | None:
        """Return the type of a full key such as `orchard.damaged_fruit`; `None` when absent or unknown."""
        return self._types.get(full_key)

    def types(self) -> tuple[tuple[str, CaseType], ...]:
        """Return all live types with their full keys, in order."""
        return tuple(self._types.items())

    def plugin_of(self, full_key: str) -> Plugin | None:
        """Return the plugin that owns the type, or `None` when it is not loaded."""
        return self.plugins.get(full_key.partition(".")[0])


def _silent(metadata: object) -> str:
    """Return what administrators are told of tables that do not say which of their columns are personal."""
    columns = silent_columns(metadata)
    if not columns:
        return ""
    return f"没有说明哪些列是个人信息（{'、'.join(columns)}），删除案件的个人信息时一并清空；请插件作者在列上写 info 的 personal"
