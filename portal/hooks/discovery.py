"""Where plugins are found: folders in `PORTAL_PLUGINS_PATH`, then entry points of the group `portal.plugins`.

Finding reads names only; no code of a plugin runs here. A folder plugin is imported as `portal_plugins.<key>`, the name its
tests and its translations know; of two with one key the first is taken and the later is named with its folder.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, PathFinder
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from portal.hooks.faults import Failure, Fault

PACKAGE = "portal_plugins"
ENTRY_POINT_GROUP = "portal.plugins"

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""What a key of a plugin may look like: the name of its folder or of its entry point."""


RESERVED = frozenset({"core", "portal", "county"})
"""What the portal itself is called where a plugin carries its key: in permissions, roles and histories of tables."""


@dataclass(frozen=True)
class Found:
    """A plugin that is there: its key, the module to import, and the folder of that module."""

    key: str
    module: str
    folder: Path


@dataclass(frozen=True)
class LeftOut:
    """Something that looks like a plugin and cannot be one, with the reason."""

    key: str
    folder: Path | None
    failure: Failure


@dataclass(frozen=True)
class Discovery:
    """What was found, in the order of finding, and what was left out."""

    found: tuple[Found, ...]
    left_out: tuple[LeftOut, ...]


def discover(folders: Sequence[Path]) -> Discovery:
    """Return the plugins of the folders and of the installed distributions. Call `mount` with the same folders first."""
    found: dict[str, Found] = {}
    left_out: list[LeftOut] = []
    for candidate in (*_in_folders(folders), *_in_entry_points(entry_points(group=ENTRY_POINT_GROUP))):
        if isinstance(candidate, LeftOut):
            left_out.append(candidate)
            continue
        if candidate.key in RESERVED:
            left_out.append(LeftOut(candidate.key, candidate.folder, Failure.of(Fault.RESERVED, key=candidate.key)))
            continue
        first = found.setdefault(candidate.key, candidate)
        if first.folder != candidate.folder:
            left_out.append(LeftOut(candidate.key, candidate.folder, Failure.of(Fault.TWICE, first=first.folder)))
    return Discovery(tuple(found.values()), tuple(left_out))


def mount(folders: Sequence[Path]) -> None:
    """Make each plugin in the folders importable as `portal_plugins.<key>`, the folders named last before all earlier ones.

    Folders named `portal_plugins` on `sys.path` (a wheel has one) come after them. A module of another folder that was
    imported under the same key is forgotten.
    """
    package = sys.modules.get(PACKAGE)
    if package is None:
        package = ModuleType(PACKAGE, "插件：每个文件夹一个。")
        installed = PathFinder.find_spec(PACKAGE, sys.path)
        package.__path__ = list(installed.submodule_search_locations or ()) if installed else []
        sys.modules[PACKAGE] = package
    named = [str(folder) for folder in folders]
    package.__path__ = [*named, *(place for place in package.__path__ if place not in named)]
    package.__spec__ = ModuleSpec(PACKAGE, None, is_package=True)
    package.__spec__.submodule_search_locations = package.__path__
    importlib.invalidate_caches()
    _forget_other_folders(package.__path__)


def _in_folders(folders: Sequence[Path]) -> Iterator[Found | LeftOut]:
    for folder in folders:
        for place in sorted(folder.iterdir()):
            if not (place / "__init__.py").is_file():
                continue
            if KEY.fullmatch(place.name):
                yield Found(place.name, f"{PACKAGE}.{place.name}", place)
            else:
                yield LeftOut(place.name, place, Failure.of(Fault.KEY, name=place.name))


def _in_entry_points(points: Iterable[EntryPoint]) -> Iterator[Found | LeftOut]:
    for point in sorted(points, key=lambda point: point.name):
        if not KEY.fullmatch(point.name):
            yield LeftOut(point.name, None, Failure.of(Fault.KEY, name=point.name))
        elif "." in point.module and point.module != f"{PACKAGE}.{point.name}":
            yield LeftOut(point.name, None, Failure.of(Fault.ENTRY, module=point.module, wanted=f"{PACKAGE}.{point.name}"))
        else:
            spec = find_spec(point.module)
            if spec is None or spec.origin is None:
                yield LeftOut(point.name, None, Failure.of(Fault.NO_MODULE, module=point.module))
            else:
                yield Found(point.name, point.module, Path(spec.origin).parent)


def _forget_other_folders(places: Iterable[str]) -> None:
    keys = {name.split(".")[1] for name in sys.modules if name.startswith(f"{PACKAGE}.")}
    for key in keys:
        module = sys.modules.get(f"{PACKAGE}.{key}")
        loaded_from = Path(module.__file__).parent if module is not None and module.__file__ else None
        first = next((Path(place, key) for place in places if Path(place, key, "__init__.py").is_file()), None)
        if loaded_from != first:
            for name in [n for n in sys.modules if n == f"{PACKAGE}.{key}" or n.startswith(f"{PACKAGE}.{key}.")]:
                del sys.modules[name]
