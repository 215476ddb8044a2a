"""Which plugin an unexpected error came out of: a rule, a guard, a calculator or a page of a plugin runs inside the core."""

from __future__ import annotations

import traceback
from pathlib import Path

from portal.hooks.registry import Registry


def culprit(registry: Registry, error: BaseException) -> str | None:
    """Return the key of the loaded plugin whose code stands nearest to where the error was raised, or `None`."""
    folders = [(report.key, report.folder) for report in registry.states if report.key in registry.plugins and report.folder]
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        for key, folder in folders:
            if Path(frame.filename).is_relative_to(folder):
                return key
    return None


def blame(registry: Registry, error: BaseException, what: str) -> str | None:
    """Count an unexpected error against the plugin it came out of, and return that plugin's key. Enough of them set it aside."""
    key = culprit(registry, error)
    if key is not None:
        registry.hooks.quarantine.blame(key, what, error)
    return key
