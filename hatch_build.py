"""Build step of the wheel: every folder in `plugins/` becomes an entry point of the group `portal.plugins`.

In a checkout (editable install) plugins are found as folders, so that one dropped in or taken away needs no reinstall;
only a built wheel names them. Nothing has to be edited for a new plugin.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class NameThePlugins(BuildHookInterface[BuilderConfig]):
    """Adds the entry points of the shipped plugins to a standard wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name every plugin folder, unless this is an editable install."""
        if version == "editable":
            return
        folders = sorted(path.parent.name for path in Path(self.root, "plugins").glob("*/__init__.py"))
        self.metadata.core.entry_points["portal.plugins"] = {key: f"portal_plugins.{key}" for key in folders}
