"""Where the plugin is that is tested: its folder, or the folder of its distribution; it need not be installed.

PLUGIN = plugin_beside(__file__)  # at the top of a test file: from here on `portal_plugins.<key>` can be imported
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from portal.declare.plugins import Plugin
from portal.errors import PluginError
from portal.hooks.calling import plugin_manager
from portal.hooks.discovery import ENTRY_POINT_GROUP, KEY, PACKAGE, Found, mount
from portal.hooks.importing import load

__all__ = ["found_beside", "located", "plugin_beside"]

_PROJECT = "pyproject.toml"


def located(place: Path) -> Found:
    """Return the plugin at a place and make it importable.

    The place is the folder of the plugin, whose name is its key, or that of a distribution whose `pyproject.toml` names it as
    an entry point.

    Raises:
        PluginError: no plugin is there.
    """
    place = place.resolve()
    if not place.is_dir():
        raise PluginError(f"没有这个文件夹：{place}")
    for home in (place, place.parent, place.parent.parent):
        found = _distributed(home)
        if found is not None and (home == place or found.folder == place):
            return found
    if not (place / "__init__.py").is_file():
        raise PluginError(f"{place} 里没有插件：要有 __init__.py，或者有写明入口点 {ENTRY_POINT_GROUP} 的 {_PROJECT}")
    if not KEY.fullmatch(place.name):
        raise PluginError(f"{place}：文件夹名就是插件的代号，只能用小写字母、数字和下划线，以字母开头，最多 40 个字符")
    mount([place.parent])
    return Found(place.name, f"{PACKAGE}.{place.name}", place)


def found_beside(file: str | Path) -> Found:
    """Return the plugin a test file belongs to: the nearest folder above it that is one.

    Raises:
        PluginError: there is none.
    """
    for folder in Path(file).resolve().parents:
        if _distributed(folder) is not None or ((folder / "__init__.py").is_file() and folder.name != "tests"):
            return located(folder)
    raise PluginError(f"{file} 上面没有插件的文件夹")


def plugin_beside(file: str | Path) -> Plugin:
    """Return the value of the plugin a test file belongs to.

    Raises:
        PluginError: there is none, or it is none.
        Exception: whatever the plugin raises when it is imported.
    """
    return load(found_beside(file), plugin_manager())


def _distributed(home: Path) -> Found | None:
    """Return the plugin that a distribution's project file names, or `None` when it names none."""
    project = home / _PROJECT
    if not project.is_file():
        return None
    try:
        told = tomllib.loads(project.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PluginError(f"{project} 读不了：{error}") from None
    points = told.get("project", {}).get("entry-points", {}).get(ENTRY_POINT_GROUP, {})
    if not points:
        return None
    if len(points) > 1:
        raise PluginError(f"{project} 写了几个插件（{'、'.join(sorted(points))}），请指出其中一个的文件夹")
    ((key, module),) = points.items()
    for root in (home, home / "src"):
        folder = root.joinpath(*module.split("."))
        if (folder / "__init__.py").is_file():
            if module.partition(".")[0] == PACKAGE:
                mount([folder.parent])
            elif str(root) not in sys.path:
                sys.path.insert(0, str(root))
            return Found(key, module, folder)
    raise PluginError(f"{project} 的入口点指向 {module}，那里没有这个包")
