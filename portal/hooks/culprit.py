"""Which plugin an unexpected error came out of: a rule, a guard, a calculator or a page of a plugin runs inside the core."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable
from pathlib import Path

from portal.hooks.registry import Registry


def culprit(registry: Registry, error: BaseException) -> str | None:
    """Return the key of the loaded plugin whose code stands nearest to where the error was raised, or `None`."""
    found = _nearest(registry, traceback.extract_tb(error.__traceback__))
    return found[0] if found is not None else None


def at_work(registry: Registry, thread: int) -> tuple[str, str] | None:
    """Return the plugin a thread is in right now and the line it is at, or `None` when it is in no plugin's code."""
    frame = sys._current_frames().get(thread)
    return _nearest(registry, traceback.extract_stack(frame)) if frame is not None else None


def _nearest(registry: Registry, frames: Iterable[traceback.FrameSummary]) -> tuple[str, str] | None:
    folders = [(report.key, report.folder) for report in registry.states if report.key in registry.plugins and report.folder]
    for frame in reversed(list(frames)):
        for key, folder in folders:
            if Path(frame.filename).is_relative_to(folder):
                return key, f"{Path(frame.filename).relative_to(folder)}:{frame.lineno}"
    return None


def blame(registry: Registry, error: BaseException, what: str) -> str | None:
    """Count an unexpected error against the plugin it came out of, and return that plugin's key. Enough of them set it aside."""
    key = culprit(registry, error)
    if key is not None:
        registry.hooks.quarantine.blame(key, what, error)
    return key
