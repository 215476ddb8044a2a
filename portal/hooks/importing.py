"""Importing one plugin and asking it for its value; the trial and the workers do it in the same way."""

from __future__ import annotations

import importlib
import traceback
from pathlib import Path
from types import ModuleType

import pluggy

from portal.declare.plugins import Plugin
from portal.errors import DeclarationError, PluginError
from portal.hooks import hookspecs
from portal.hooks.calling import stands_in
from portal.hooks.discovery import Found


def load(found: Found, manager: pluggy.PluginManager) -> Plugin:
    """Import the plugin, register it under its key and return its value.

    Raises:
        PluginError: the module is no plugin of that key.
        Exception: whatever the plugin itself raises.
    """
    module = importlib.import_module(found.module)
    unknown = [name for name in _implemented(module) if name not in hookspecs.HOOKS]
    if unknown:
        raise PluginError(f"{_at(found, module)}没有名为 {unknown[0]} 的钩子，可用的是 {'、'.join(hookspecs.HOOKS)}")
    manager.register(module, name=found.key)
    caller = manager.subset_hook_caller("portal_plugin", [p for name, p in manager.list_name_plugin() if name != found.key])
    values = caller()
    if len(values) != 1:
        raise PluginError(f"{_at(found, module)}没有带 @hookimpl 的 portal_plugin()")
    value = values[0]
    if not isinstance(value, Plugin):
        raise PluginError(f"{_at(found, module)}portal_plugin() 返回的是 {type(value).__name__}，应当是 Plugin")
    if value.key != found.key:
        raise PluginError(f"{_at(found, module)}Plugin 的代号是 {value.key}，与文件夹名 {found.key} 不同")
    return value


def told(found: Found, error: Exception) -> str:
    """Return where in the plugin's folder it went wrong, and what was said, in one line."""
    if isinstance(error, PluginError):
        return str(error)
    place = ""
    for frame in traceback.extract_tb(error.__traceback__):
        if Path(frame.filename).is_relative_to(found.folder):
            place = f"{Path(frame.filename).relative_to(found.folder)} 第 {frame.lineno} 行："
    if isinstance(error, SyntaxError) and error.filename and Path(error.filename).is_relative_to(found.folder):
        place = f"{Path(error.filename).relative_to(found.folder)} 第 {error.lineno} 行："
    said = f"{error.where}: {error.reason}" if isinstance(error, DeclarationError) else f"{type(error).__name__}: {error}"
    return f"{place}{' '.join(said.split())[:400]}"


def _implemented(module: ModuleType) -> list[str]:
    return sorted(name for name, thing in vars(module).items() if not stands_in(thing) and hasattr(thing, "portal_impl"))


def _at(found: Found, module: ModuleType) -> str:
    name = Path(module.__file__).relative_to(found.folder) if module.__file__ else found.module
    return f"{name}："
