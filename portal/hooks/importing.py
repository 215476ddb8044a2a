"""Importing one plugin and asking it for its value; the trial and the workers do it in the same way."""

from __future__ import annotations

import importlib
import traceback
from pathlib import Path
from types import ModuleType

import pluggy

from portal.declare.plugins import Plugin
from portal.errors import DeclarationError
from portal.hooks import hookspecs
from portal.hooks.calling import stands_in
from portal.hooks.discovery import Found
from portal.hooks.faults import Failure, Fault, PluginFailed


def load(found: Found, manager: pluggy.PluginManager) -> Plugin:
    """Import the plugin, register it under its key and return its value.

    Raises:
        PluginFailed: the module is no plugin of that key.
        Exception: whatever the plugin itself raises.
    """
    module = importlib.import_module(found.module)
    unknown = [name for name in _implemented(module) if name not in hookspecs.HOOKS]
    if unknown:
        known = ", ".join(hookspecs.HOOKS)
        raise PluginFailed(Fault.UNKNOWN_HOOK, where=_at(found, module), name=unknown[0], known=known)
    manager.register(module, name=found.key)
    caller = manager.subset_hook_caller("portal_plugin", [p for name, p in manager.list_name_plugin() if name != found.key])
    values = caller()
    if len(values) != 1:
        raise PluginFailed(Fault.NO_PLUGIN, where=_at(found, module))
    value = values[0]
    if not isinstance(value, Plugin):
        raise PluginFailed(Fault.HOOK_VALUE, hook="portal_plugin", kind=type(value).__name__, wanted="Plugin")
    if value.key != found.key:
        raise PluginFailed(Fault.OTHER_KEY, where=_at(found, module), key=value.key, folder=found.key)
    return value


def told(found: Found, error: Exception) -> Failure:
    """Return what kind of failure an error is, with where in the plugin's folder it went wrong and what was said."""
    if isinstance(error, PluginFailed):
        return error.failure
    where = ""
    for frame in traceback.extract_tb(error.__traceback__):
        if Path(frame.filename).is_relative_to(found.folder):
            where = f"{Path(frame.filename).relative_to(found.folder)}:{frame.lineno}"
    said = f"{type(error).__name__}: {error}"
    match error:
        case SyntaxError(filename=str(file), lineno=line) if Path(file).is_relative_to(found.folder):
            return Failure.of(Fault.SYNTAX, where=f"{Path(file).relative_to(found.folder)}:{line}", said=error.msg)
        case ImportError():
            return Failure.of(Fault.IMPORT, where=where, said=said)
        case DeclarationError():
            return Failure.of(Fault.DECLARATION, where=where, said=f"{error.where}: {error.reason}")
        case _:
            return Failure.of(Fault.RAISES, where=where, said=said)


def _implemented(module: ModuleType) -> list[str]:
    return sorted(name for name, thing in vars(module).items() if not stands_in(thing) and hasattr(thing, "portal_impl"))


def _at(found: Found, module: ModuleType) -> str:
    name = Path(module.__file__).relative_to(found.folder) if module.__file__ else found.module
    return str(name)
