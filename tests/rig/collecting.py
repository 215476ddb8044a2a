"""How pytest meets plugins: under their one name, `portal_plugins.<key>`, as the portal does.

Left alone, pytest would import `plugins/<key>/__init__.py` once more as `<key>` or `plugins.<key>`, and every class of
the plugin would exist twice.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from portal.hooks.discovery import mount

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"


def pytest_configure() -> None:
    """Make the checkout's `plugins/` importable as `portal_plugins`."""
    mount((PLUGINS,))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files with a slow test first: a file is one worker's, and who takes a long one last keeps the others waiting."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


class PluginFolder(pytest.Directory):
    """The folder of one plugin. A plugin that cannot be imported is an error of its own folder only."""

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """Import the plugin under its name and yield its folder of tests."""
        key = self.path.name
        sys.modules[f"plugins.{key}"] = importlib.import_module(f"portal_plugins.{key}")
        tests = self.path / "tests"
        if tests.is_dir():
            yield pytest.Dir.from_parent(self, path=tests)


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a plugin's folder as a folder, not as a package of another name."""
    if path.parent == PLUGINS and (path / "__init__.py").is_file():
        collector: pytest.Collector = PluginFolder.from_parent(parent, path=path)
        return collector
    return pytest.Dir.from_parent(parent, path=path) if PLUGINS in path.parents else None
