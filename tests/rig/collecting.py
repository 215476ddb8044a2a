"""How pytest meets plugins: under their one name, `portal_plugins.<key>`, as the portal does.

Left alone, pytest would import `plugins/<key>/__init__.py` once more as `<key>` or `plugins.<key>`, and every class of
the plugin would exist twice.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from portal.hooks.discovery import mount

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"


def pytest_configure() -> None:
    """Make the checkout's `plugins/` importable as `portal_plugins`."""
    mount((PLUGINS,))


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a plugin's folder as a folder, not as a package of another name."""
    if PLUGINS not in path.parents:
        return None
    key = path.relative_to(PLUGINS).parts[0]
    if f"plugins.{key}" not in sys.modules:
        sys.modules[f"plugins.{key}"] = importlib.import_module(f"portal_plugins.{key}")
    return pytest.Dir.from_parent(parent, path=path)
